package account

import (
	"maps"
	"sync"
	"time"
)

// Gate slows down whoever tries passwords: for an account from an address it
// waits longer after each failure. Whoever owns the account comes in from
// elsewhere meanwhile; nobody is locked out.
type Gate struct {
	mu    sync.Mutex
	tries map[tried]trial
}

type tried struct{ login, address string }

type trial struct {
	failures int
	last     time.Time
}

// How failures are counted.
const (
	freeTries  = 3
	firstDelay = time.Second
	mostDelay  = 5 * time.Minute
	forgotten  = time.Hour
	mostTries  = 50_000
)

// Wait returns how long the address has to wait before the next try.
func (g *Gate) Wait(login, address string, at time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.tries[tried{login, address}]
	return max(0, t.last.Add(delay(t.failures)).Sub(at))
}

func delay(failures int) time.Duration {
	if failures < freeTries {
		return 0
	}
	wait := firstDelay
	for i := freeTries; i < failures && wait < mostDelay; i++ {
		wait *= 2
	}
	return min(wait, mostDelay)
}

// Note counts a try that failed, or forgets those before one that did not.
func (g *Gate) Note(login, address string, right bool, at time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	key := tried{login, address}
	if right {
		delete(g.tries, key)
		return
	}
	if g.tries == nil || len(g.tries) >= mostTries {
		g.sweep(at)
	}
	t := g.tries[key]
	g.tries[key] = trial{t.failures + 1, at}
}

// sweep forgets what is long ago. Under a flood of names it forgets those that
// were tried least: whoever has tried one name often waits on.
func (g *Gate) sweep(at time.Time) {
	kept := map[tried]trial{}
	for key, t := range g.tries {
		if at.Sub(t.last) < forgotten {
			kept[key] = t
		}
	}
	for least := 1; len(kept) > mostTries/2; least++ {
		maps.DeleteFunc(kept, func(_ tried, t trial) bool { return t.failures <= least })
	}
	g.tries = kept
}
