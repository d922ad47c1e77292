package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a hash of the tree, as in RFC 6962.
type Hash = tlog.Hash

// ErrHash says that a text or a run of bytes is no hash.
var ErrHash = errors.New("not a hash")

// HashOf returns the hash of a leaf.
func HashOf(leaf []byte) Hash { return tlog.RecordHash(leaf) }

// ReadHash returns the hash that the bytes are; ErrHash for those that are none.
func ReadHash(raw []byte) (Hash, error) {
	var h Hash
	if copy(h[:], raw) != len(h) || len(raw) != len(h) {
		return Hash{}, ErrHash
	}
	return h, nil
}

func parseHash(text string) (Hash, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return Hash{}, ErrHash
	}
	return ReadHash(raw)
}

// Read returns the stored hashes at the places.
type Read func(places []int64) ([]Hash, error)

// Tree grows at its end. It keeps what it added beside what is stored, until
// that is stored as well.
type Tree struct {
	size   int64
	stored int64 // hashes that read knows
	read   Read
	fresh  []Hash
}

// Grow returns the tree of so many leaves, whose hashes read returns.
func Grow(size int64, read Read) *Tree {
	return &Tree{size: size, stored: tlog.StoredHashCount(size), read: read}
}

// Size is how many leaves the tree has.
func (t *Tree) Size() int64 { return t.size }

// Add adds a leaf.
func (t *Tree) Add(leaf Hash) error {
	hashes, err := tlog.StoredHashesForRecordHash(t.size, leaf, tlog.HashReaderFunc(t.at))
	if err != nil {
		return fmt.Errorf("growing the tree at %d: %w", t.size, err)
	}
	t.fresh = append(t.fresh, hashes...)
	t.size++
	return nil
}

// Fresh are the hashes that the leaves since Grow added, and the place of the
// first of them.
func (t *Tree) Fresh() (first int64, hashes []Hash) { return t.stored, t.fresh }

// Root is the hash of the whole tree.
func (t *Tree) Root() (Hash, error) { return Root(t.size, t.at) }

func (t *Tree) at(places []int64) ([]Hash, error) {
	found := make([]Hash, len(places))
	var asked []int64
	var into []int
	for i, place := range places {
		if n := place - t.stored; n >= 0 && n < int64(len(t.fresh)) {
			found[i] = t.fresh[n]
			continue
		}
		asked, into = append(asked, place), append(into, i)
	}
	if len(asked) == 0 {
		return found, nil
	}
	read, err := t.read(asked)
	if err != nil || len(read) != len(asked) {
		return nil, errors.Join(err, fmt.Errorf("%d hashes for %d places", len(read), len(asked)))
	}
	for i, h := range read {
		found[into[i]] = h
	}
	return found, nil
}

// Root returns the hash of the tree of the first size leaves.
func Root(size int64, read Read) (Hash, error) {
	h, err := tlog.TreeHash(size, tlog.HashReaderFunc(read))
	if err != nil {
		return Hash{}, fmt.Errorf("hashing a tree of %d: %w", size, err)
	}
	return h, nil
}

// Place returns where the hash of a leaf is stored.
func Place(index int64) int64 { return tlog.StoredHashIndex(0, index) }

// Places is how many hashes a tree of so many leaves stores.
func Places(size int64) int64 { return tlog.StoredHashCount(size) }

// Prove proves that the leaf at the index is in the tree of the size.
func Prove(size, index int64, read Read) ([]Hash, error) {
	if index < 0 || index >= size {
		return nil, fmt.Errorf("no leaf %d in a tree of %d", index, size)
	}
	p, err := tlog.ProveRecord(size, index, tlog.HashReaderFunc(read))
	if err != nil {
		return nil, fmt.Errorf("proving leaf %d: %w", index, err)
	}
	return p, nil
}

// ProveGrowth proves that the tree of size now begins with that of size then.
func ProveGrowth(now, then int64, read Read) ([]Hash, error) {
	if then < 1 || then > now {
		return nil, fmt.Errorf("a tree of %d does not begin with one of %d", now, then)
	}
	p, err := tlog.ProveTree(now, then, tlog.HashReaderFunc(read))
	if err != nil {
		return nil, fmt.Errorf("proving growth from %d to %d: %w", then, now, err)
	}
	return p, nil
}

// Grew says whether the proof shows that the later checkpoint begins with the
// earlier one.
func Grew(proof []Hash, now, then Checkpoint) bool {
	if now.Origin != then.Origin || then.Size > now.Size {
		return false
	}
	if then.Size == now.Size {
		return then.Root == now.Root
	}
	return then.Size == 0 || tlog.CheckTree(proof, now.Size, now.Root, then.Size, then.Root) == nil
}
