package web

import (
	"net/netip"
	"sync"
)

// A client is a neighbourhood of the net, so an office has several.
const (
	exportsEach = 4  // tables that one client may take at once
	exportsAll  = 32 // and all of them together
)

// exports counts the tables that are under way.
type exports struct {
	mu     sync.Mutex
	inside map[netip.Prefix]int
	all    int
	thrift func(bool) // told when the first begins and when the last has ended; nil: nobody is
}

func (e *exports) tell(on bool) {
	if e.thrift != nil {
		e.thrift(on)
	}
}

// enter takes a place for the client; false when there is none.
func (e *exports) enter(client netip.Prefix) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.inside[client] >= exportsEach || e.all >= exportsAll {
		return false
	}
	if e.inside == nil {
		e.inside = map[netip.Prefix]int{}
	}
	e.inside[client]++
	if e.all++; e.all == 1 {
		e.tell(true)
	}
	return true
}

// leave gives the place back.
func (e *exports) leave(client netip.Prefix) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.all--; e.all == 0 {
		e.tell(false)
	}
	if e.inside[client]--; e.inside[client] == 0 {
		delete(e.inside, client)
	}
}
