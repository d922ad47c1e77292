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
	Others   bool  // no looks at one's own file, but those by a lookup code
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

// Logs are what is audited: what was looked at, what was done, and what is over.
type Logs interface {
	Log
	Trail
	Archive
}

// Auditor shows the query log and the trail to who audits them, and to subjects
// what is in the log of them. Each look at either is a look.
type Auditor struct {
	desk *Desk
	log  Logs
}

// NewAuditor returns the auditor of the logs.
func NewAuditor(desk *Desk, logs Logs) *Auditor { return &Auditor{desk, logs} }

// Looks returns looks that the filter wants, the newest first, and the public id
// of the entry under which they are shown. fault.NotFound for who does not audit.
func (a *Auditor) Looks(ctx context.Context, by actor.Actor, f Filter) ([]Logged, string, error) {
	return audited(ctx, a, Entry{By: by, Channel: Page, Object: OfLog}, f, a.log.Looks)
}

// Take returns looks to be taken away, for a reason that the log keeps.
func (a *Auditor) Take(ctx context.Context, by actor.Actor, f Filter, reason string) ([]Logged, string, error) {
	return audited(ctx, a, Entry{By: by, Channel: Export, Object: OfLog, Words: reason}, f, a.log.Looks)
}

// audited reads lines of one of the logs, and returns them once the look at them
// is in the log. What is taken away needs a reason.
func audited[F, L any](
	ctx context.Context, a *Auditor, e Entry, f F, read func(context.Context, F) ([]L, error),
) ([]L, string, error) {
	e.Words = strings.TrimSpace(e.Words)
	if n := utf8.RuneCountInString(e.Words); e.Channel == Export && n == 0 || n > MostWords {
		return nil, "", fault.New(fault.Invalid, "query.fault.words", fault.Args{"Most": MostWords})
	}
	by, audits := e.By.In(actor.AuditAdmin)
	if !audits {
		return nil, "", fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	list, err := read(ctx, f)
	if err != nil {
		return nil, "", inTime(ctx, err)
	}
	e.By, e.Basis, e.Count = by, Audit, len(list)
	id, err := a.desk.Note(ctx, e)
	if err != nil {
		return nil, "", err
	}
	return list, id, nil
}
