// Package password makes of passwords what may be kept (argon2id), one at a
// time, in a process of its own that gives way to everything else: two at a
// time inside the server made its pages thirty times as slow.
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"sync/atomic"

	"golang.org/x/crypto/argon2"

	"creditportal/internal/fault"
)

// Cost is how much work a hash is.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
}

// Usual is the cost of a real installation (OWASP, 2023): 19 MiB, two passes.
func Usual() Cost { return Cost{Memory: 19 * 1024, Passes: 2} }

const (
	saltSize = 16
	hashSize = 32
	lanes    = 1
)

// errFormat says that what was kept is no hash of this package.
var errFormat = errors.New("what is kept is no argon2id hash")

// hash returns the hash of the password as it is kept, with its own salt and
// cost.
func (c Cost) hash(password string) string {
	salt := make([]byte, saltSize)
	rand.Read(salt)
	sum := argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, lanes, hashSize)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf(format, c.Memory, c.Passes, lanes, encode(salt)+"$"+encode(sum))
}

// format is that of every program that keeps argon2id hashes.
const format = "$argon2id$v=19$m=%d,t=%d,p=%d$%s"

// matches compares the password with what was kept, at the cost that stands in
// it.
func matches(password, kept string) (bool, error) {
	var c Cost
	var p int
	var rest string
	if _, err := fmt.Sscanf(kept, format, &c.Memory, &c.Passes, &p, &rest); err != nil || p != lanes {
		return false, errFormat
	}
	decode := base64.RawStdEncoding.DecodeString
	at := base64.RawStdEncoding.EncodedLen(saltSize)
	if len(rest) <= at+1 {
		return false, errFormat
	}
	salt, err := decode(rest[:at])
	if err != nil {
		return false, errFormat
	}
	want, err := decode(rest[at+1:])
	if err != nil || len(want) != hashSize {
		return false, errFormat
	}
	got := argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, lanes, hashSize)
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// task is one piece of work: to hash, or to compare with what was kept.
type task struct {
	Password string `json:"password"`
	Kept     string `json:"kept,omitempty"`
	Cost     Cost   `json:"cost"`
}

// done is what came of a task.
type done struct {
	Hash  string `json:"hash,omitempty"`
	Right bool   `json:"right,omitempty"`
	Error string `json:"error,omitempty"`
}

func (t task) do() done {
	if t.Kept == "" {
		return done{Hash: t.Cost.hash(t.Password)}
	}
	right, err := matches(t.Password, t.Kept)
	if err != nil {
		return done{Error: err.Error()}
	}
	return done{Right: right}
}

// Hasher hashes and compares, one at a time. The zero Hasher is not usable; see
// New.
type Hasher struct {
	cost    Cost
	carry   func(context.Context, task) (done, error)
	turn    chan struct{}
	waiting atomic.Int32
}

// mostWaiting is how many may wait for their turn; the next is asked to come
// again.
const mostWaiting = 32

// New returns a hasher that works in this process.
func New(cost Cost) *Hasher {
	return newHasher(cost, func(_ context.Context, t task) (done, error) { return t.do(), nil })
}

func newHasher(cost Cost, carry func(context.Context, task) (done, error)) *Hasher {
	return &Hasher{cost: cost, carry: carry, turn: make(chan struct{}, 1)}
}

// Hash returns the hash of the password; fault.Busy when too many wait.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	d, err := h.work(ctx, task{Password: password, Cost: h.cost})
	return d.Hash, err
}

// Matches says whether the password is the one that was kept; fault.Busy when
// too many wait.
func (h *Hasher) Matches(ctx context.Context, password, kept string) (bool, error) {
	d, err := h.work(ctx, task{Password: password, Kept: kept})
	return d.Right, err
}

func (h *Hasher) work(ctx context.Context, t task) (done, error) {
	busy := fault.New(fault.Busy, "account.fault.busy", nil)
	if h.waiting.Add(1) > mostWaiting {
		h.waiting.Add(-1)
		return done{}, busy
	}
	defer h.waiting.Add(-1)
	select {
	case h.turn <- struct{}{}:
		defer func() { <-h.turn }()
	case <-ctx.Done():
		return done{}, busy
	}
	d, err := h.carry(ctx, t)
	if err == nil && d.Error != "" {
		err = errors.New(d.Error)
	}
	if err != nil {
		return done{}, fmt.Errorf("comparing a password: %w", err)
	}
	return d, nil
}
