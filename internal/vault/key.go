package vault

import (
	"cmp"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Class is what a data key is for: one key for a kind of column.
type Class string

// The classes of keys. The first are for encryption, the others for digests.
const (
	Subjects     Class = "subjects"     // names and documents of persons
	Records      Class = "records"      // closed attributes, and all of a person's record
	Drafts       Class = "drafts"       // held rows
	Attachments  Class = "attachments"  // files that were handed in, and their names
	Documents    Class = "documents"    // blind index over persons' documents
	Numbers      Class = "numbers"      // business keys, and the record numbers drawn from them
	Requests     Class = "requests"     // what applicants and officers write in a procedure
	Accounts     Class = "accounts"     // names of those who sign in, secrets of their codes
	Contacts     Class = "contacts"     // blind index over contacts and codes of those who sign in
	Notices      Class = "notices"      // letters: what they say, and as they were drawn
	Reports      Class = "reports"      // credit reports: their codes, for whom, which versions
	Suppressions Class = "suppressions" // deleted honours that must not come back (art. 35 ¶2)
	Erasures     Class = "erasures"     // marks of the erasure list, and the digests in it
	Logs         Class = "logs"         // what the logs keep of persons in words
	LogMarks     Class = "marks"        // by which a row of a log shows that the portal wrote it
	Checkpoints  Class = "checkpoints"  // by which checkpoints of the ledger are signed
	Backups      Class = "backups"      // marks of backups, see Outside: no database has its key
)

// Classes lists every class of which databases have keys.
func Classes() []Class {
	return []Class{
		Subjects, Records, Drafts, Attachments, Documents, Numbers, Requests, Accounts, Contacts, Notices,
		Reports, Suppressions, Erasures, Logs, LogMarks, Checkpoints,
	}
}

// Permanent says whether keys of the class are kept for good: what they made
// is compared with what comes years later, or is committed to by the ledger.
func (c Class) Permanent() bool {
	return c == Numbers || c == Suppressions || c == Erasures || c == Logs || c == LogMarks || c == Checkpoints ||
		c == Backups
}

// Rotates says whether a new key may follow. It may not where values were compared
// whose plain text is kept nowhere: their digests could not be made anew.
func (c Class) Rotates() bool { return !c.Permanent() && c != Contacts }

// Key is a data key as table keys holds it: wrapped.
type Key struct {
	ID      uint32 // 1 or more
	Class   Class
	Suite   byte // what it encrypts and digests by; 1 is AES-256-GCM with HMAC-SHA-256
	Wrapped []byte
	MadeAt  time.Time
	Retired bool // opens old values, encrypts no new ones
}

// ErrSecret says that a wrapped key does not open with the secret at hand.
var ErrSecret = errors.New("the secret key is not the one this database was made with")

// ErrShort says that a secret is too short to protect anything.
var ErrShort = errors.New("the secret key has fewer than 32 bytes")

// KeyWrapper wraps data keys under a key that is not in the database: derived
// from the secret key here, later in a card or module of its own.
type KeyWrapper interface {
	// Wrap returns the key wrapped for the class and id.
	Wrap(c Class, id uint32, key []byte) ([]byte, error)
	// Unwrap returns what Wrap was given; ErrSecret when it does not open.
	Unwrap(c Class, id uint32, wrapped []byte) ([]byte, error)
	// First returns the first key of a permanent class, always the same for
	// the same secret: two installations with one secret number alike.
	First(c Class) ([]byte, error)
}

const (
	secretSize = 32
	keySize    = 32
)

// Open unwraps the keys; every class must have one that is not retired. It
// returns ErrSecret when the wrapper's secret is another.
func Open(w KeyWrapper, keys []Key) (*Vault, error) {
	v := &Vault{wrapper: w}
	return v, v.Take(keys)
}

// Take puts the keys in the place of those at hand: what was encrypted under one
// that is not among them no longer opens. Its errors are those of Open, after
// which the keys at hand stay.
func (v *Vault) Take(keys []Key) error {
	taken, err := openRing(v.wrapper, keys)
	if err == nil {
		v.ring.Store(taken)
	}
	return err
}

func openRing(w KeyWrapper, keys []Key) (*ring, error) {
	r := &ring{opened: map[uint32]opened{}, current: map[Class]uint32{}, all: map[Class][]uint32{}}
	for _, k := range keys {
		secret, err := w.Unwrap(k.Class, k.ID, k.Wrapped)
		if err != nil {
			return nil, fmt.Errorf("opening key %d: %w", k.ID, err)
		}
		suite, ok := suites[k.Suite]
		if !ok {
			return nil, fmt.Errorf("opening key %d: unknown suite %d", k.ID, k.Suite)
		}
		aead, err := suite.seal(secret)
		if err != nil {
			return nil, fmt.Errorf("opening key %d: %w", k.ID, err)
		}
		r.opened[k.ID] = opened{class: k.Class, id: k.Suite, suite: suite, secret: secret, aead: aead}
		r.all[k.Class] = append(r.all[k.Class], k.ID)
		if !k.Retired && k.ID > r.current[k.Class] {
			r.current[k.Class] = k.ID
		}
	}
	for _, c := range Classes() {
		if r.current[c] == 0 {
			return nil, fmt.Errorf("no key of class %s", c)
		}
		slices.SortFunc(r.all[c], func(a, b uint32) int { return cmp.Compare(b, a) })
	}
	return r, nil
}

// ErrPermanent says that no key follows that of the class.
var ErrPermanent = errors.New("no key follows that of this class")

// NextKey makes a key of the class to follow those there are; ErrPermanent where
// there may be none.
func (v *Vault) NextKey(c Class, have []Key, at time.Time) (Key, error) {
	if !c.Rotates() {
		return Key{}, fmt.Errorf("making a key of class %s: %w", c, ErrPermanent)
	}
	next := Key{ID: 1, Class: c, Suite: suiteAES, MadeAt: at}
	for _, k := range have {
		next.ID = max(next.ID, k.ID+1)
	}
	secret, err := firstKey(v.wrapper, c)
	if err != nil {
		return Key{}, fmt.Errorf("making a key of class %s: %w", c, err)
	}
	next.Wrapped, err = v.wrapper.Wrap(c, next.ID, secret)
	if err != nil {
		return Key{}, fmt.Errorf("wrapping a key of class %s: %w", c, err)
	}
	return next, nil
}

// NewKeys makes a first key for each class that has none among the keys.
func NewKeys(w KeyWrapper, have []Key, at time.Time) ([]Key, error) {
	var made []Key
	known, last := map[Class]bool{}, uint32(0)
	for _, k := range have {
		known[k.Class], last = true, max(last, k.ID)
	}
	for _, c := range Classes() {
		if known[c] {
			continue
		}
		last++
		secret, err := firstKey(w, c)
		if err != nil {
			return nil, fmt.Errorf("making a key of class %s: %w", c, err)
		}
		wrapped, err := w.Wrap(c, last, secret)
		if err != nil {
			return nil, fmt.Errorf("wrapping a key of class %s: %w", c, err)
		}
		made = append(made, Key{ID: last, Class: c, Suite: suiteAES, Wrapped: wrapped, MadeAt: at})
	}
	return made, nil
}

func firstKey(w KeyWrapper, c Class) ([]byte, error) {
	if c.Permanent() {
		return w.First(c)
	}
	key := make([]byte, keySize)
	_, err := rand.Read(key)
	return key, err
}

// secretWrapper wraps under a key derived from the installation's secret.
type secretWrapper struct {
	secret []byte
	aead   cipher.AEAD
}

// NewWrapper returns the wrapper of a secret of 32 bytes or more; ErrShort
// refuses a shorter one.
func NewWrapper(secret []byte) (KeyWrapper, error) {
	if len(secret) < secretSize {
		return nil, ErrShort
	}
	key, err := hkdf.Key(sha256.New, secret, nil, "creditportal key of keys", keySize)
	if err != nil {
		return nil, fmt.Errorf("deriving the key of keys: %w", err)
	}
	aead, err := newGCM(key)
	if err != nil {
		return nil, fmt.Errorf("deriving the key of keys: %w", err)
	}
	return secretWrapper{secret, aead}, nil
}

func (w secretWrapper) Wrap(c Class, id uint32, key []byte) ([]byte, error) {
	nonce := make([]byte, w.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return w.aead.Seal(nonce, nonce, key, wrapCell(c).bytes(id)), nil
}

func (w secretWrapper) Unwrap(c Class, id uint32, wrapped []byte) ([]byte, error) {
	n := w.aead.NonceSize()
	if len(wrapped) < n {
		return nil, ErrSecret
	}
	key, err := w.aead.Open(nil, wrapped[:n], wrapped[n:], wrapCell(c).bytes(id))
	if err != nil {
		return nil, ErrSecret
	}
	return key, nil
}

func (w secretWrapper) First(c Class) ([]byte, error) {
	return hkdf.Key(sha256.New, w.secret, nil, "creditportal first key of "+string(c), keySize)
}

func wrapCell(c Class) Cell { return Cell{Table: "keys", Column: string(c)} }
