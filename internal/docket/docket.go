// Package docket is the one work queue (待办): what is open of every procedure,
// the one that is due first at the top. It keeps nothing itself; each procedure
// is a source, and a page is read from all of them at once.
package docket

import (
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// Entry is one thing to be done: an item of a request, or what another
// procedure has open.
type Entry struct {
	ID         int64
	Kind       flow.Kind
	PublicID   string // of the request that it is part of
	Number     string // of the request
	Subject    string // whom it concerns, a person's name masked; "" for nobody known
	Ground     string
	Record     record.Number // "" where it is about none
	Provider   string        // code of the unit that answers for it
	State      flow.State
	Outcome    flow.Outcome // only of what is closed
	Owner      int64        // account of who has claimed it; zero: nobody
	Due        civil.Date   // the first day on which a limit ends; zero: none runs
	Binding    civil.Date   // the day that binds towards the applicant; zero: none
	ReceivedOn civil.Date
	UpdatedAt  time.Time
	Reminded   int // how often its lateness was told
}

// Late says whether a limit of it had passed before the day today.
func (e Entry) Late(today civil.Date) bool { return !e.Due.IsZero() && today.After(e.Due) }

// Due is a part of the docket by when it is due.
type Due string

// The parts of the docket by when they are due.
const (
	AnyDay  Due = ""
	Overdue Due = "overdue" // a limit has passed
	Today   Due = "today"   // a limit ends today
	Soon    Due = "soon"    // a limit ends within the next working days
)

// Dues lists the parts, the most pressing first.
func Dues() []Due { return []Due{Overdue, Today, Soon} }

// Key returns the message key of the part.
func (d Due) Key() string { return "docket.due." + string(d) }

// soonDays is how many working days ahead Soon looks; what an office wants to
// see, no limit of a law.
const soonDays = 3

// Filter says which entries are wanted. The zero Filter wants all that is open.
type Filter struct {
	Number   string // of a request; open or closed
	Subject  int64  // row id of whom it concerns; open or closed
	Record   int64  // row id of what it is about; open or closed
	Kind     flow.Kind
	State    flow.State
	Provider string
	Ground   string
	Owner    int64
	Free     bool // that nobody has claimed
	Ours     bool // that no provider has
	Due      Due
	Raised   bool        // on the list of the authority: late, or in dispute between providers
	Closed   []flow.Kind // procedures whose requests the reader may not open
	After    Place
	window   [2]civil.Date
}

// Window returns the first and the last due day that are wanted; zero for no
// bound.
func (f Filter) Window() (from, to civil.Date) { return f.window[0], f.window[1] }

// Whole says whether closed entries are wanted beside those that are open.
func (f Filter) Whole() bool { return f.Number != "" || f.Subject != 0 || f.Record != 0 }

// Place is where a page ended; the zero Place is the beginning.
type Place struct {
	Due civil.Date
	ID  int64
}

// IsZero says whether the place is the beginning.
func (p Place) IsZero() bool { return p == Place{} }

// Tally is how much is open somewhere, and how much of it is late.
type Tally struct {
	Open, Late int
}

// Figures are the sums of the docket.
type Figures struct {
	States    map[flow.State]Tally
	Providers map[string]Tally // by code, of what a provider has
}
