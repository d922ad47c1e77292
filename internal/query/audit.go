package query

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// OfLog is the object of a look at the query log itself.
const OfLog = "query_log"

// Filter says which looks an auditor wants to see; what is empty is not asked.
type Filter struct {
	From, To civil.Date // days, both in it
	ID       string     // public id of a look
	Account  int64      // row id of the enquirer's account
	Side     actor.Side
	Basis    Basis
	Purpose  Purpose
	Channel  Channel
	Subject  int64 // row id of the data subject looked at
	Others   bool  // no looks at one's own file
	After    Place
	Size     int
}

// Place is where a page of the log ends.
type Place struct {
	At time.Time
	ID int64 // row id
}

// IsZero says whether it is the beginning.
func (p Place) IsZero() bool { return p.ID == 0 }

// Logged is a look as the log kept it.
type Logged struct {
	Entry
	Place Place
	About string // name of the data subject; that of a person is masked
}

// Log reads the query log.
type Log interface {
	// Looks returns at most f.Size looks that the filter wants, the newest first.
	Looks(ctx context.Context, f Filter) ([]Logged, error)
}

// Auditor shows the query log to who audits it, and to subjects what is in it of
// them. Each look at it is a look.
type Auditor struct {
	desk *Desk
	log  Log
}

// NewAuditor returns the auditor of the log.
func NewAuditor(desk *Desk, log Log) *Auditor { return &Auditor{desk, log} }

// Looks returns looks that the filter wants, the newest first, and the public id
// of the entry under which they are shown. fault.NotFound for who does not audit.
func (a *Auditor) Looks(ctx context.Context, by actor.Actor, f Filter) ([]Logged, string, error) {
	return a.shown(ctx, by, f, Entry{Channel: Page})
}

// Take returns looks to be taken away, for a reason that the log keeps.
func (a *Auditor) Take(ctx context.Context, by actor.Actor, f Filter, reason string) ([]Logged, string, error) {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n == 0 || n > MostWords {
		return nil, "", fault.New(fault.Invalid, "query.fault.words", fault.Args{"Most": MostWords})
	}
	return a.shown(ctx, by, f, Entry{Channel: Export, Words: reason})
}

func (a *Auditor) shown(ctx context.Context, by actor.Actor, f Filter, e Entry) ([]Logged, string, error) {
	by, audits := by.In(actor.AuditAdmin)
	if !audits {
		return nil, "", fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	list, err := a.log.Looks(ctx, f)
	if err != nil {
		return nil, "", inTime(ctx, err)
	}
	e.By, e.Basis, e.Object, e.Count = by, Audit, OfLog, len(list)
	id, err := a.desk.Note(ctx, e)
	if err != nil {
		return nil, "", err
	}
	return list, id, nil
}
