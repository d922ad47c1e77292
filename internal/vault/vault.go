// Package vault encrypts fields and makes blind indexes. An
// encrypted value is bound to its table, column and row: copied elsewhere it
// does not open.
package vault

import (
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
)

// ErrSealed says that a value does not open: it was damaged, moved from
// another cell, or encrypted under a key that is not here.
var ErrSealed = errors.New("encrypted value does not open")

// Cell is the place of an encrypted value.
type Cell struct {
	Table, Column string
	Row           int64 // row id, made before the insert
}

// The layout of an encrypted value in bytes: suite 1, key id 4, nonce 12,
// ciphertext, tag 16.
const (
	keyAt    = 1
	nonceAt  = 5
	textAt   = 17
	overhead = textAt + 16
)

// Vault holds the data keys of one database, opened. It is safe for
// concurrent use, also while keys are rotated.
type Vault struct {
	wrapper KeyWrapper
	ring    atomic.Pointer[ring]
}

// ring is every key at one moment.
type ring struct {
	opened  map[uint32]opened
	current map[Class]uint32   // what new values are encrypted under
	all     map[Class][]uint32 // the newest first
}

type opened struct {
	class  Class
	id     byte // of the suite
	suite  suite
	secret []byte
	aead   cipher.AEAD
}

// Encrypt returns plain encrypted for the cell under the current key of the
// class; the error is that of the system's random source.
func (v *Vault) Encrypt(c Class, cell Cell, plain []byte) ([]byte, error) {
	keys := v.ring.Load()
	id := keys.current[c]
	key, ok := keys.opened[id]
	if !ok {
		return nil, fmt.Errorf("encrypting %s.%s: no key of class %s", cell.Table, cell.Column, c)
	}
	out := make([]byte, textAt, len(plain)+overhead)
	out[0] = key.id
	binary.BigEndian.PutUint32(out[keyAt:], id)
	if _, err := rand.Read(out[nonceAt:textAt]); err != nil {
		return nil, fmt.Errorf("encrypting %s.%s: %w", cell.Table, cell.Column, err)
	}
	return key.aead.Seal(out, out[nonceAt:textAt], plain, cell.bytes(id)), nil
}

// Decrypt opens what Encrypt made for the same class and cell; ErrSealed
// otherwise.
func (v *Vault) Decrypt(c Class, cell Cell, sealed []byte) ([]byte, error) {
	if len(sealed) < overhead {
		return nil, fmt.Errorf("%s.%s: %w", cell.Table, cell.Column, ErrSealed)
	}
	id := binary.BigEndian.Uint32(sealed[keyAt:])
	key, ok := v.ring.Load().opened[id]
	if !ok || key.class != c || key.id != sealed[0] {
		return nil, fmt.Errorf("%s.%s under key %d: %w", cell.Table, cell.Column, id, ErrSealed)
	}
	plain, err := key.aead.Open(nil, sealed[nonceAt:textAt], sealed[textAt:], cell.bytes(id))
	if err != nil {
		return nil, fmt.Errorf("%s.%s: %w", cell.Table, cell.Column, ErrSealed)
	}
	return plain, nil
}

// BlindIndex returns the keyed digest of a normalised value: equal values of
// one class have equal digests, and nothing else can be asked of them.
func (v *Vault) BlindIndex(c Class, value []byte) [sha256.Size]byte {
	keys := v.ring.Load()
	return keys.digest(keys.current[c], value)
}

// BlindIndexes returns the digests of a normalised value under every key of the
// class, the current one first: while keys are rotated, a row may be found under
// any of them.
func (v *Vault) BlindIndexes(c Class, value []byte) [][sha256.Size]byte {
	keys := v.ring.Load()
	digests := make([][sha256.Size]byte, len(keys.all[c]))
	for i, id := range keys.all[c] {
		digests[i] = keys.digest(id, value)
	}
	return digests
}

func (r *ring) digest(id uint32, value []byte) [sha256.Size]byte {
	return [sha256.Size]byte(r.opened[id].digest(nil, value))
}

// Several says whether there is more than one key of the class.
func (v *Vault) Several(c Class) bool { return len(v.ring.Load().all[c]) > 1 }

// Current is the id of the key under which values of the class are encrypted.
func (v *Vault) Current(c Class) uint32 { return v.ring.Load().current[c] }

// KeyOf is the id of the key that a value was encrypted under; zero for what is
// no encrypted value.
func KeyOf(sealed []byte) uint32 {
	if len(sealed) < overhead {
		return 0
	}
	return KeyOfHead(sealed)
}

// KeyOfHead is the id of the key that the first five bytes of a value name; zero
// for fewer.
func KeyOfHead(head []byte) uint32 {
	if len(head) < nonceAt {
		return 0
	}
	return binary.BigEndian.Uint32(head[keyAt:])
}

// bytes is the additional data of the cell: each part with its length before
// it, so that no two cells agree.
func (c Cell) bytes(key uint32) []byte {
	var out []byte
	parts := []string{c.Table, c.Column, strconv.FormatInt(c.Row, 10), strconv.FormatUint(uint64(key), 10)}
	for _, part := range parts {
		out = binary.BigEndian.AppendUint32(out, uint32(len(part))) //nolint:gosec // names of tables and numbers
		out = append(out, part...)
	}
	return out
}
