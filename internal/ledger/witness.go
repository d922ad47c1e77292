package ledger

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Witness signs checkpoints of a log that only ever grew.
type Witness struct {
	name string
	key  ed25519.PrivateKey
	log  Keys
}

// ErrShrunk says that a log is not what it was with something added.
var ErrShrunk = errors.New("the log does not begin with what was seen of it before")

// NewWitness returns the witness of the name, who knows the log by its keys.
func NewWitness(name string, key ed25519.PrivateKey, log Keys) (Witness, error) {
	if _, err := publicText(name, key, keyWitness); err != nil {
		return Witness{}, err
	}
	return Witness{name, key, log}, nil
}

// Key is the public key, as whoever checks is given it.
func (w Witness) Key() (string, error) { return publicText(w.name, w.key, keyWitness) }

// Cosign signs the checkpoint, if the proof shows that it begins with the last
// that the witness saw of the same tree; last is empty for a tree that is new.
// ErrShrunk for one that does not.
func (w Witness) Cosign(signed, last []byte, proof []Hash, at time.Time) ([]byte, error) {
	now, _, err := w.log.Open(signed)
	if err != nil {
		return nil, err
	}
	if len(last) > 0 {
		then, _, err := w.log.Open(last)
		if err != nil {
			return nil, fmt.Errorf("what was seen last: %w", err)
		}
		if !Grew(proof, now, then) {
			return nil, ErrShrunk
		}
	}
	n, err := note.Open(signed, w.log.known)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	out, err := note.Sign(n, signature{name: w.name, key: w.key, kind: keyWitness, at: at})
	if err != nil {
		return nil, fmt.Errorf("cosigning: %w", err)
	}
	return out, nil
}
