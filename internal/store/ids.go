package store

import (
	"math/rand/v2"
	"sync"
	"time"
)

// The parts of a row id: milliseconds since 1970, then a count that begins at
// random, so that two processes do not meet.
const (
	countBits  = 21
	randomBits = 20
)

// ids makes row ids: rising in one process, without meaning but as tie-break.
type ids struct {
	mu   sync.Mutex
	last int64
	now  func() time.Time
}

// next returns the first of n consecutive ids.
func (g *ids) next(n int) int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	first := g.now().UnixMilli()<<countBits | rand.Int64N(1<<randomBits) //nolint:gosec // no secret
	first = max(first, g.last+1)
	g.last = first + int64(n) - 1
	return first
}
