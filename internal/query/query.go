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

// Told is how many days back those who were shown what turned out to be wrong are
// told of it: the house's own number, for want of one in the law.
const Told = 90

// What a look is at, where it is no request. Of one thing of several, its public
// id stands behind a stroke; of a table that is taken away, its form behind a stop.
const (
	OfFile           = "file"           // somebody's own file
	OfWindow         = "window"         // the file of somebody who came
	OfAlerts         = "alerts"         // unusual looks, and what was said of them
	OfDocket         = "docket"         // the work queue
	OfFeedback       = "feedback"       // questions and reported mistakes
	OfLetters        = "letters"        // what was written to somebody
	OfLetter         = "letter"         // one of them
	OfMandates       = "mandates"       // who asks to act for somebody
	OfMandate        = "mandate"        // one of them
	OfPresented      = "presented"      // identity papers that wait to be compared
	OfAuthorisations = "authorisations" // those that came on paper
)

// OnDuty is the ground of a look by who serves somebody that came: there is no
// request yet.
const OnDuty = "duty"

// OfRequest is the object of a look at the request of the kind with the public id.
func OfRequest(kind, publicID string) string { return kind + "/" + publicID }

// Held is what is kept of a subject: all of it, public or not.
type Held struct {
	Subject subject.Subject
	Records []record.Record // the newest first
}

// File is what of it the enquirer may see.
type File struct {
	Entry   string // public id of the entry under which it is shown
	Subject subject.Subject
	Lines   []Line
}

// Line is a record of a file.
type Line struct {
	ID int64 // row id of the record
	disclosure.Shown
	Revisions []disclosure.Revision // where a report asks how the record came to be as it is
}

// Store keeps the log, and reads what is not public.
type Store interface {
	// Note makes an entry true, after an act on what is shown that was under way
	// and before any that begins later; when it returns no error it is committed.
	// fault.Stale when something is another version by now than it was read in,
	// fault.Forbidden when the account has looked at as many as it may today.
	Note(ctx context.Context, e Entry) error
	// FileOf reads the file of the subject with the row id; fault.NotFound for
	// none.
	FileOf(ctx context.Context, id int64) (Held, error)
	// SuppliedOf returns the record as its provider last sent it.
	SuppliedOf(ctx context.Context, rec record.Record) (record.Record, error)
	// HistoryOf returns what changes of the record superseded, the oldest first.
	HistoryOf(ctx context.Context, rec record.Record) ([]record.Superseded, error)
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
	quota int // data subjects a day
}

// NewDesk returns a desk that reads what a record is from the items of the
// editions that records came under.
func NewDesk(store Store, item func(edition, code string) (catalog.Item, bool), now func() time.Time) *Desk {
	return &Desk{store: store, item: item, now: now}
}

// Allow sets at how many data subjects each member of staff may look in a day, and
// returns the desk; zero: at as many as there are. It is the house's own number,
// against who sells what they see (art. 32).
func (d *Desk) Allow(subjects int) *Desk {
	d.quota = subjects
	return d
}

// OwnFile returns the file of the subject that the actor speaks for, through the
// channel. fault.NotFound for somebody who speaks for nobody.
func (d *Desk) OwnFile(ctx context.Context, by actor.Actor, through Channel) (File, error) {
	if by.Side != actor.Subject || by.Subject == 0 {
		return File{}, fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	return d.file(ctx, Entry{By: by, Basis: Self, Channel: through, Subject: by.Subject, Object: OfFile})
}

// FileFor returns the file of a subject for whom an officer files at the
// window. fault.NotFound for who is no officer of the operator.
func (d *Desk) FileFor(ctx context.Context, by actor.Actor, id int64) (File, error) {
	if by.Side != actor.Operator || by.Account == 0 {
		return File{}, fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	return d.file(ctx, Entry{By: by, Basis: Work, Channel: Window, Subject: id, Object: OfWindow, Ground: OnDuty})
}

// Sought enters that an officer looked for somebody of whom nothing is known here: who
// tries one number after the other is in the log with each. The number is not, since it
// may be a person's. Where it cannot be entered no answer may be given: fault.Unavailable.
func (d *Desk) Sought(ctx context.Context, by actor.Actor) error {
	_, err := d.Note(ctx, Entry{By: by, Basis: Work, Channel: Window, Object: OfWindow, Ground: OnDuty, Refused: true})
	return err
}

// reads is how often a file is read at most that is changed meanwhile.
const reads = 5

// file reads what is kept of the subject of the entry, makes the entry true, and
// only then returns what the enquirer may see of it. It is read anew where a
// record was changed before the look was in the log: who decided then knew of no
// look, and tells nobody of what was shown.
func (d *Desk) file(ctx context.Context, e Entry) (File, error) {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	var err error
	for range reads {
		var file File
		if file, err = d.read(ctx, e); err != nil {
			return File{}, inTime(ctx, err)
		}
		e.Items, e.Read = nil, map[int64]int{}
		for _, line := range file.Lines {
			e.Items, e.Read[line.ID] = append(e.Items, line.Item), line.Version
		}
		e.Count = len(file.Lines)
		if file.Entry, err = d.Note(ctx, e); err == nil {
			return file, nil
		}
		if !fault.Is(err, fault.Stale) {
			return File{}, err
		}
	}
	return File{}, unlogged(err)
}

// Shown is what the actor sees of a record about the subject; who has not come
// about their own file or their own record sees it as the authority does.
func (d *Desk) Shown(rec record.Record, subj subject.Subject, by actor.Actor) disclosure.Shown {
	return d.shown(rec, subj, viewerOf(rec, by))
}

func (d *Desk) shown(rec record.Record, subj subject.Subject, viewer disclosure.Viewer) disclosure.Shown {
	item, ok := d.item(rec.Edition, rec.Item)
	if !ok {
		return disclosure.Shown{}
	}
	return disclosure.Show(rec, item, subj, viewer, civil.Of(d.now()))
}

// viewer is the relation of who makes the entry to the record: by an
// authorisation whoever it is, otherwise who they are.
func (e Entry) viewer(rec record.Record) disclosure.Viewer {
	if e.Basis == Authorised {
		return disclosure.ByLetter
	}
	return viewerOf(rec, e.By)
}

func viewerOf(rec record.Record, by actor.Actor) disclosure.Viewer {
	switch by.Side {
	case actor.Subject:
		if by.Subject == rec.Subject && by.May(actor.Querying) {
			return disclosure.Self
		}
	case actor.Provider:
		if by.Unit == rec.Provider {
			return disclosure.OwnProvider
		}
	case actor.Operator, actor.Authority:
		return disclosure.Oversight
	case actor.Anonymous, actor.Engine:
	}
	return disclosure.Anyone
}

// Patience is how long an answer waits for the log; then there is none.
const Patience = 3 * time.Second

// Note enters a look in the log, before what was read is shown, and returns the
// public id of the entry. Where that cannot be done in time nothing may be
// shown: fault.Unavailable; fault.Stale when it is another version by now,
// fault.Forbidden when the enquirer has looked at as many as they may today: that
// is entered too, as a look that was refused.
func (d *Desk) Note(ctx context.Context, e Entry) (string, error) {
	e, err := e.whole(d.now())
	if err != nil {
		return "", err
	}
	if e.Subject != 0 && e.By.Side != actor.Subject {
		e.Most = d.quota
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	err = d.store.Note(ctx, e)
	switch {
	case err == nil:
		return e.ID, nil
	case fault.Is(err, fault.Stale):
		return "", err
	case fault.Is(err, fault.Forbidden):
		e.Refused, e.Most, e.Count, e.Items, e.Read = true, 0, 0, nil, nil
		if failed := d.store.Note(ctx, e); failed != nil {
			return "", unlogged(failed)
		}
		return "", err
	}
	return "", unlogged(err)
}

func unlogged(err error) error {
	return &fault.Error{Kind: fault.Unavailable, Key: "query.fault.log", Err: err}
}

// inTime is what is said where reading took the time there was.
func inTime(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return unlogged(err)
	}
	return err
}
