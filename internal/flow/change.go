package flow

import (
	"context"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
)

// Change is one act on paper: the item as it was and as it must stand, and
// everything that must become true with it. The store makes it true in one
// transaction or not at all.
type Change struct {
	Request Request // inserted with Before when Before has no state
	Before  Item
	After   Item
	Event   audit.Event
	Marks   []Mark
	Record  *record.Change // of the item's record; nil: none
	Hold    *bool          // true holds the record, false lets it be seen again
	Parts   []string       // that the hold hides; none: all of it
	Letters []Letter
	Word    []notice.Errand // that leaves about the item without a letter
	Seen    []actor.Actor   // who was shown the record before, where a letter is for them
	Moved   []Moved         // limits that a new calendar changed
	About   *record.Record  // of the item, as it stood before; nil: none
	Move    Move
	Law     Law // of the day of the act

	Serves       notice.Kind // the letters of the item on paper that were handed over; "" for none
	CollectAgain bool        // the record of the item that was deleted may be reported anew (art. 35 ¶2)
	Explained    string      // what everybody is told about the change of the record; "" for nothing
}

// Today is the legal day of the act.
func (c Change) Today() civil.Date { return civil.Of(c.Event.At) }

// Limits are the clocks of the names that ran last, the binding one first, with
// their days counted, and with the dates that were told: a calendar that came
// later does not make one a later one.
func (c Change) Limits(names ...law.Clock) []law.Running {
	var found []law.Running
	for _, k := range c.After.Clocks {
		if slices.Contains(names, k.Limit.Clock) && !k.Limit.Target && !k.Voided {
			found = append(found, k.asKept(c.Law.Calendar))
		}
	}
	slices.SortStableFunc(found, func(a, b law.Running) int { return a.Due.On.Compare(b.Due.On) })
	return found
}

// Mark sets or lifts the annotation that an item puts on a record (art. 38).
type Mark struct {
	Record int64
	Kind   record.AnnotationKind // NotAnnotated lifts it
	On     civil.Date
}

// Amend returns the change of the situation's record, begun when there is none
// yet.
func (c *Change) Amend(s Situation, reason string) *record.Change {
	if c.Record == nil {
		c.Record = &record.Change{WasVersion: s.Record.Version, After: *s.Record, Reason: reason}
	}
	return c.Record
}

// Spare takes clocks of the names off the item, as if they had never run: those that
// the row starts, and that are not for this matter.
func (c *Change) Spare(s Situation, names ...law.Clock) error {
	var err error
	c.After.Clocks, err = s.Law.turn(c.After.Clocks, Voided(names...), s.dayZero(), s.Today())
	c.After.dated()
	return err
}

// Then joins a change of the same item that follows at once. The steps are
// both kept; what the store guards is the item as it was before the first.
func (c Change) Then(next Change) Change {
	next.Before = c.Before
	next.Request = c.Request
	next.Marks = slices.Concat(c.Marks, next.Marks)
	next.Letters = slices.Concat(c.Letters, next.Letters)
	next.Word = slices.Concat(c.Word, next.Word)
	if next.Record == nil {
		next.Record = c.Record
	}
	if next.Hold == nil {
		next.Hold, next.Parts = c.Hold, c.Parts
	}
	next.Event.Op = c.Event.Op
	next.Event.By, next.Move.Attachments = c.Event.By, c.Move.Attachments
	return next
}

// Filter says which items a list holds. The zero Filter holds all that are
// open, the one due first at the top.
type Filter struct {
	Kind     Kind
	States   []State
	Provider string // code of the unit that has it
	Subject  int64
	Owner    int64
	Closed   bool // closed ones instead of open ones
	Raised   bool // those on the list of the authority alone
	DueBy    civil.Date
	After    Place
	Size     int // rows; at most 100
}

// Place is where a page of a list ended; the zero Place is the beginning.
type Place struct {
	Due civil.Date
	ID  int64
}

// Store keeps requests and their items. It has no other way to write than
// Commit.
type Store interface {
	// Request returns a request with its items by its public id, if the actor is
	// a party to it or an officer; fault.NotFound otherwise.
	Request(ctx context.Context, publicID string, by actor.Actor) (Request, error)
	// OpenItem returns the request in which an item about the same record is open
	// on the same ground, and whether there is one.
	OpenItem(ctx context.Context, r Request, it Item) (Request, bool, error)
	// RecordOf returns the record of an item as it stands; nil for row id zero.
	RecordOf(ctx context.Context, id int64) (*record.Record, error)
	// Items returns a page of items with their requests.
	Items(ctx context.Context, f Filter) ([]Request, Place, error)
	// Done returns the request that an operation was about, as the actor may know
	// it, and whether the operation was done before.
	Done(ctx context.Context, op string, by actor.Actor) (Request, bool, error)
	// Commit makes changes of one request true in one transaction: fault.Stale
	// when somebody was quicker. It returns the request as it then stands.
	Commit(ctx context.Context, changes ...Change) (Request, error)
}
