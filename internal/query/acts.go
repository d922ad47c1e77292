package query

import (
	"context"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
)

// OfActs is the object of a look at the trail.
const OfActs = "acts"

// ActFilter says which acts an auditor wants to see; what is empty is not asked.
type ActFilter struct {
	From, To civil.Date // days, both in it
	Did      audit.Act
	Kind     string // of what was acted upon
	Number   string // public number of the record, request or letter acted upon
	Side     actor.Side
	After    Place
	Size     int
}

// Acted is an act as the trail kept it.
type Acted struct {
	audit.Event
	Place  Place
	Number string // public number of what was acted upon; "" where it has none
	Holder string // of the account acted upon; the name of a person who is no member of staff is masked
}

// Trail reads what was done.
type Trail interface {
	// Acts returns at most f.Size acts that the filter wants, the newest first.
	Acts(ctx context.Context, f ActFilter) ([]Acted, error)
}

// Acts returns acts that the filter wants, the newest first, and the public id of
// the entry under which they are shown. fault.NotFound for who does not audit.
func (a *Auditor) Acts(ctx context.Context, by actor.Actor, f ActFilter) ([]Acted, string, error) {
	return audited(ctx, a, Entry{By: by, Channel: Page, Object: OfActs}, f, a.log.Acts)
}

// TakeActs returns acts to be taken away, for a reason that the log keeps.
func (a *Auditor) TakeActs(ctx context.Context, by actor.Actor, f ActFilter, reason string) ([]Acted, string, error) {
	return audited(ctx, a, Entry{By: by, Channel: Export, Object: OfActs, Words: reason}, f, a.log.Acts)
}
