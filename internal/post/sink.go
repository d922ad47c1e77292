package post

import (
	"context"
	"slices"
	"sync"
	"time"
)

// mostKept is how many messages a sink keeps.
const mostKept = 200

// Kept is a message that a sink has taken.
type Kept struct {
	Message
	At time.Time
}

// Sink takes messages and sends none: a demo shows them.
type Sink struct {
	now  func() time.Time
	lock sync.Mutex
	kept []Kept
}

// NewSink returns an empty sink.
func NewSink(now func() time.Time) *Sink { return &Sink{now: now} }

// Carry implements Carrier.
func (s *Sink) Carry(_ context.Context, m Message) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.kept = append(s.kept, Kept{m, s.now()})
	if more := len(s.kept) - mostKept; more > 0 {
		s.kept = slices.Delete(s.kept, 0, more)
	}
	return nil
}

// Kept lists what was taken, the newest first.
func (s *Sink) Kept() []Kept {
	s.lock.Lock()
	defer s.lock.Unlock()
	list := slices.Clone(s.kept)
	slices.Reverse(list)
	return list
}
