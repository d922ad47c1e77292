// Package query answers who asks for what is not public (art. 22 to 25): the
// entry of the query log is true before anything is answered. Without basis
// there is no entry, without entry no answer.
package query

import (
	"context"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// Basis is by what right somebody asks.
type Basis string

// The bases.
const (
	Self Basis = "self" // one's own file (art. 22)
	Work Basis = "work" // a request that the enquirer handles

	// Exception is a look at a request by who watches and does not handle it, for a
	// reason of its own (case.read_exception).
	Exception Basis = "exception"
)

// Key returns the message key of the basis.
func (b Basis) Key() string { return "query.basis." + string(b) }

// Told is how many days back those who were shown what turned out to be wrong are
// told of it: the house's own number, for want of one in the law.
const Told = 90

// OfFile is the object of a look at somebody's own file.
const OfFile = "file"

// OfRequest is the object of a look at the request of the kind with the public id.
func OfRequest(kind, publicID string) string { return kind + "/" + publicID }

// Entry is one look at what is not public: who, when, at what, why (art. 25).
type Entry struct {
	By      actor.Actor
	At      time.Time
	Basis   Basis
	Subject int64  // row id of the data subject looked at; zero: none
	Object  string // what was shown: file, or the kind of a request and its public id
	Count   int    // of the records or items shown
}

// Held is what is kept of a subject: all of it, public or not.
type Held struct {
	Subject subject.Subject
	Records []record.Record // the newest first
}

// File is what of it the enquirer may see.
type File struct {
	Subject subject.Subject
	Lines   []Line
}

// Line is a record of a file.
type Line struct {
	ID int64 // row id of the record
	disclosure.Shown
}

// Store keeps the log, and reads what is not public.
type Store interface {
	// Note makes an entry true.
	Note(ctx context.Context, e Entry) error
	// FileOf reads the file of the subject with the row id; fault.NotFound for
	// none.
	FileOf(ctx context.Context, id int64) (Held, error)
	// SuppliedOf returns the record as its provider last sent it.
	SuppliedOf(ctx context.Context, rec record.Record) (record.Record, error)
	// Except makes an entry true together with the event that holds its reason.
	Except(ctx context.Context, e Entry, event audit.Event) error
	// Excepted says whether the account made such an entry about the object since.
	Excepted(ctx context.Context, e Entry, since time.Time) (bool, error)
}

// Desk answers.
type Desk struct {
	store Store
	item  func(edition, code string) (catalog.Item, bool)
	now   func() time.Time
}

// NewDesk returns a desk that reads what a record is from the items of the
// editions that records came under.
func NewDesk(store Store, item func(edition, code string) (catalog.Item, bool), now func() time.Time) *Desk {
	return &Desk{store, item, now}
}

// OwnFile returns the file of the subject that the actor speaks for.
// fault.NotFound for somebody who speaks for nobody.
func (d *Desk) OwnFile(ctx context.Context, by actor.Actor) (File, error) {
	if by.Side != actor.Subject || by.Subject == 0 {
		return File{}, fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	held, err := d.store.FileOf(ctx, by.Subject)
	if err != nil {
		return File{}, err
	}
	file := File{Subject: held.Subject}
	for _, rec := range held.Records {
		if shown := d.Shown(rec, held.Subject, by); shown.Visible {
			file.Lines = append(file.Lines, Line{rec.ID, shown})
		}
	}
	err = d.Note(ctx, Entry{By: by, Basis: Self, Subject: by.Subject, Object: OfFile, Count: len(file.Lines)})
	if err != nil {
		return File{}, err
	}
	return file, nil
}

// FileFor returns the file of a subject for whom an officer files at the
// window. fault.NotFound for who is no officer of the operator.
func (d *Desk) FileFor(ctx context.Context, by actor.Actor, id int64) (File, error) {
	if by.Side != actor.Operator || by.Account == 0 {
		return File{}, fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	held, err := d.store.FileOf(ctx, id)
	if err != nil {
		return File{}, err
	}
	file := File{Subject: held.Subject}
	for _, rec := range held.Records {
		if shown := d.Shown(rec, held.Subject, by); shown.Visible {
			file.Lines = append(file.Lines, Line{rec.ID, shown})
		}
	}
	err = d.Note(ctx, Entry{By: by, Basis: Work, Subject: id, Object: "window", Count: len(file.Lines)})
	if err != nil {
		return File{}, err
	}
	return file, nil
}

// Shown is what the actor sees of a record about the subject; who has not come
// about their own file or their own record sees it as the authority does.
func (d *Desk) Shown(rec record.Record, subj subject.Subject, by actor.Actor) disclosure.Shown {
	item, ok := d.item(rec.Edition, rec.Item)
	if !ok {
		return disclosure.Shown{}
	}
	viewer := disclosure.Anyone
	switch by.Side {
	case actor.Subject:
		if by.Subject == rec.Subject && by.May(actor.Querying) {
			viewer = disclosure.Self
		}
	case actor.Provider:
		if by.Unit == rec.Provider {
			viewer = disclosure.OwnProvider
		}
	case actor.Operator, actor.Authority:
		viewer = disclosure.Oversight
	case actor.Anonymous, actor.Engine:
	}
	return disclosure.Show(rec, item, subj, viewer, civil.Of(d.now()))
}

// Note enters a look in the log, before what was read is shown.
func (d *Desk) Note(ctx context.Context, e Entry) error {
	e.At = d.now()
	if e.Basis == "" || e.Object == "" || e.By.Side == actor.Anonymous {
		return fault.New(fault.Forbidden, "query.fault.basis", nil)
	}
	if err := d.store.Note(ctx, e); err != nil {
		return &fault.Error{Kind: fault.Unavailable, Key: "query.fault.log", Err: err}
	}
	return nil
}
