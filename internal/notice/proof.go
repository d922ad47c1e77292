package notice

import (
	"crypto/sha256"

	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// Proof is the code on a letter by which anybody can ask whether it was issued
// (验真码), such as 3F6K-9TQ2-M0XD-7HWV: sixteen characters that hold eighty
// random bits.
type Proof string

// ProofBytes is how many random bytes a proof code is made from.
const ProofBytes = fold.SecretBytes

// ProofOf returns the code of the random bytes.
func ProofOf(random [ProofBytes]byte) Proof { return Proof(fold.Spell(random[:])) }

// ParseProof reads a code as people type it. What cannot be a code is refused
// as a code of no letter is: the answer tells nothing.
func ParseProof(typed string) (Proof, error) {
	random, ok := fold.Spelled(typed)
	if !ok || len(random) != ProofBytes {
		return "", Unproved()
	}
	return ProofOf([ProofBytes]byte(random)), nil
}

// Unproved is the one answer to every code that no letter bears.
func Unproved() error { return fault.New(fault.NotFound, "notice.fault.unproved", nil) }

// Digest is what is kept of the code to find its letter by: eighty random bits
// are too many to try.
func (p Proof) Digest() Hash { return Hash(sha256.Sum256([]byte("proof code\x00" + string(p)))) }
