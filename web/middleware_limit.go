package web

import (
	"math"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
)

// The usual limit leaves room for an office of some hundred people behind one
// address.
const (
	usualLimit   = 1200    // requests a minute
	mostBuckets  = 1 << 17 // beyond, those that are full again are forgotten
	prefixBitsV4 = 24
	prefixBitsV6 = 56
)

// limited slows down a client that asks too much.
func (s *Server) limited(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if probe(c.Request()) {
			return next(c)
		}
		wait := s.buckets.take(neighbourhood(c.RealIP()), s.deps.Now())
		if wait == 0 {
			return next(c)
		}
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		return fault.New(fault.Busy, "error.fault.busy", nil)
	}
}

// neighbourhood is the part of the net that the address stands in, so that a
// client does not become many by changing its last digits.
func neighbourhood(address string) netip.Prefix {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	ip = ip.Unmap().WithZone("")
	bits := prefixBitsV6
	if ip.Is4() {
		bits = prefixBitsV4
	}
	prefix, _ := ip.Prefix(bits) // the bits fit the address
	return prefix
}

// buckets are the tokens that clients have left.
type buckets struct {
	mu    sync.Mutex
	size  float64
	left  map[netip.Prefix]bucket
	every time.Duration // for one token; zero: no limit
}

type bucket struct {
	tokens float64
	at     time.Time
}

func newBuckets(limit int) *buckets {
	switch {
	case limit < 0:
		return &buckets{}
	case limit == 0:
		limit = usualLimit
	}
	return newBucketsOf(limit, time.Minute/time.Duration(limit))
}

// newBucketsOf returns buckets of so many tokens, with a new one each time that
// long has passed.
func newBucketsOf(size int, every time.Duration) *buckets {
	return &buckets{size: float64(size), every: every, left: map[netip.Prefix]bucket{}}
}

// take takes a token of the client's; it returns how long to wait for one, zero
// when there was one.
func (b *buckets) take(client netip.Prefix, now time.Time) time.Duration {
	if b.every == 0 {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	have := b.filled(client, now)
	if have < 1 {
		return time.Duration((1 - have) * float64(b.every))
	}
	if len(b.left) >= mostBuckets {
		b.forget(now)
	}
	b.left[client] = bucket{tokens: have - 1, at: now}
	return 0
}

// filled is how many tokens the client has by now.
func (b *buckets) filled(client netip.Prefix, now time.Time) float64 {
	last, ok := b.left[client]
	if !ok {
		return b.size
	}
	grown := max(0, now.Sub(last.at).Seconds()/b.every.Seconds())
	return min(b.size, last.tokens+grown)
}

// forget drops the buckets that are full again, and all of them when that is
// not enough: a flood from everywhere is not stopped by counting.
func (b *buckets) forget(now time.Time) {
	for client := range b.left {
		if b.filled(client, now) >= b.size {
			delete(b.left, client)
		}
	}
	if len(b.left) >= mostBuckets {
		clear(b.left)
	}
}
