package portal

import (
	"sync/atomic"
	"time"

	"creditportal/internal/civil"
)

// Clock is the portal's clock. It runs with the machine's, set off by a fixed
// amount in the demo, and its legal day never runs backwards.
type Clock struct {
	offset  atomic.Int64 // time.Duration
	highest atomic.Int64 // Unix seconds at which the highest legal day served began
}

// NewClock returns a clock that differs from the machine's by offset.
func NewClock(offset time.Duration) *Clock {
	c := &Clock{}
	c.SetOffset(offset)
	return c
}

// SetOffset sets the clock off by offset; only a demo's clock is ever moved.
func (c *Clock) SetOffset(offset time.Duration) { c.offset.Store(int64(offset)) }

// Offset returns by how much the clock is set off.
func (c *Clock) Offset() time.Duration { return time.Duration(c.offset.Load()) }

// NewClockAt returns a clock that stands at the instant now and runs on.
func NewClockAt(now time.Time) *Clock { return NewClock(time.Until(now)) }

// Now returns the current instant.
func (c *Clock) Now() time.Time { return time.Now().Add(c.Offset()) }

// Today returns the legal day in Asia/Shanghai. When the machine's clock has
// been set back it stays on the highest day served, so that nothing that has
// left display comes back.
func (c *Clock) Today() civil.Date {
	today := civil.Of(c.Now())
	for {
		seen := c.highest.Load()
		start := today.Start().Unix()
		if start <= seen {
			return civil.Of(time.Unix(seen, 0))
		}
		if c.highest.CompareAndSwap(seen, start) {
			return today
		}
	}
}

// Remember makes day the least that Today returns.
func (c *Clock) Remember(day civil.Date) {
	if day.IsZero() {
		return
	}
	if start := day.Start().Unix(); start > c.highest.Load() {
		c.highest.Store(start)
	}
}
