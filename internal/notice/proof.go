package notice

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// Proof is the code on a letter by which anybody can ask whether it was issued
// (验真码), such as 3F6K-9TQ2-M0XD-7HWV: sixteen characters that hold eighty
// random bits.
type Proof string

// ProofBytes is how many random bytes a proof code is made from.
const ProofBytes = 10

const (
	proofLength = 16
	proofGroup  = 4
)

// proofCode is Crockford's base 32: no I, L, O, U.
var proofCode = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// ProofOf returns the code of the random bytes.
func ProofOf(random [ProofBytes]byte) Proof {
	text := proofCode.EncodeToString(random[:])
	var groups []string
	for ; text != ""; text = text[proofGroup:] {
		groups = append(groups, text[:proofGroup])
	}
	return Proof(strings.Join(groups, "-"))
}

// ParseProof reads a code as people type it: any case, with or without hyphens
// and blanks, O for 0, I and L for 1. What cannot be a code is refused as a code
// of no letter is: the answer tells nothing.
func ParseProof(typed string) (Proof, error) {
	text := strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(fold.Code(typed))
	if len(text) != proofLength {
		return "", Unproved()
	}
	random, err := proofCode.DecodeString(text)
	if err != nil {
		return "", Unproved()
	}
	return ProofOf([ProofBytes]byte(random)), nil
}

// Unproved is the one answer to every code that no letter bears.
func Unproved() error { return fault.New(fault.NotFound, "notice.fault.unproved", nil) }

// Digest is what is kept of the code to find its letter by: eighty random bits
// are too many to try.
func (p Proof) Digest() Hash { return Hash(sha256.Sum256([]byte("proof code\x00" + string(p)))) }
