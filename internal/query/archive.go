package query

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// OfArchive is the object of a look into the archive; the public number that was
// looked for stands behind a stroke.
const OfArchive = "archive"

// Kept is a record in the archive as it is kept (art. 34, 35).
type Kept struct {
	Record  record.Record
	Subject subject.Subject
	Earlier []Earlier // what changes superseded, the oldest first
	Acts    []Acted   // upon it, and those that changed it; the newest first
}

// Earlier is a record as it stood until an act changed it, with the reason in the
// words of whoever acted.
type Earlier struct {
	record.Superseded
	Reason string
}

// Archive reads what is over.
type Archive interface {
	// Kept returns at most two records that are in the archive on the day and bear
	// the public number, or the number of the document that they come from. What was
	// deleted at its bearer's wish is in no archive.
	Kept(ctx context.Context, number string, today civil.Date) ([]Kept, error)
}

// Original is a record of the archive as who audits sees it.
type Original struct {
	Entry string // public id of the entry under which it is shown
	disclosure.Shown
	State      record.State
	Since      civil.Date // first day in the archive; zero where that was not kept yet
	GovernedBy string     // book and article that set its last day
	Did        audit.Act  // what ended it; "" where it was its last day
	Earlier    []EarlierShown
	Acts       []Acted
}

// EarlierShown is an earlier version of it.
type EarlierShown struct {
	disclosure.Shown
	Revision disclosure.Revision // what the act that superseded it changed
	Reason   string
}

// Original returns the one record of the archive that bears the public number, or
// that of its document, for a reason that the log keeps. The look is in the log
// before; so is one at what is not there, and what is active, deleted or unknown is
// not there alike: fault.NotFound, as for who does not audit. fault.Conflict where
// several bear the number, fault.Invalid without number or reason.
func (a *Auditor) Original(ctx context.Context, by actor.Actor, number, reason string) (Original, error) {
	by, audits := by.In(actor.AuditAdmin)
	if !audits {
		return Original{}, fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	number, reason = strings.TrimSpace(number), strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n == 0 || n > MostWords {
		return Original{}, fault.New(fault.Invalid, "archive.fault.reason", fault.Args{"Most": MostWords})
	}
	if number == "" {
		return Original{}, fault.New(fault.Invalid, "archive.fault.number", nil)
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	return a.original(ctx, Entry{By: by, Basis: Audit, Channel: Page, Object: OfArchive, Words: reason}, number)
}

// original reads it anew where it was changed before the look was in the log.
func (a *Auditor) original(ctx context.Context, e Entry, number string) (Original, error) {
	var err error
	for range reads {
		var found []Kept
		if found, err = a.log.Kept(ctx, number, civil.Of(a.desk.now())); err != nil {
			return Original{}, inTime(ctx, err)
		}
		if len(found) != 1 {
			return Original{}, a.missed(ctx, e, number, len(found))
		}
		one := a.desk.originalOf(found[0])
		if one.Entry, err = a.desk.Note(ctx, e.atKept(found[0].Record)); err == nil {
			return one, nil
		}
		if !fault.Is(err, fault.Stale) {
			return Original{}, err
		}
	}
	return Original{}, unlogged(err)
}

// atKept is the look at the record of the archive.
func (e Entry) atKept(rec record.Record) Entry {
	e.Object, e.Subject, e.Items, e.Count = OfArchive+"/"+string(rec.Number), rec.Subject, []string{rec.Item}, 1
	e.Read = map[int64]int{rec.ID: rec.Version}
	return e
}

// missed enters that nothing was shown, and says why. Of what was typed the log keeps
// a public number alone: anything else may be the number of a person.
func (a *Auditor) missed(ctx context.Context, e Entry, number string, found int) error {
	if n, err := record.ParseNumber(number); err == nil {
		e.Object = OfArchive + "/" + string(n)
	}
	e.Refused = true
	if _, err := a.desk.Note(ctx, e); err != nil {
		return err
	}
	if found > 1 {
		return fault.New(fault.Conflict, "archive.fault.several", nil)
	}
	return fault.New(fault.NotFound, "archive.fault.none", nil)
}

// originalOf is what who audits sees of it.
func (d *Desk) originalOf(k Kept) Original {
	rec := k.Record
	one := Original{
		Shown: d.shown(rec, k.Subject, disclosure.Auditor), State: rec.State, Since: rec.ArchivedOn,
		GovernedBy: rec.GovernedBy, Acts: k.Acts,
	}
	if one.Since.IsZero() && rec.State == record.Active {
		one.Since = rec.DisclosedUntil.AddDays(1) // nobody has moved it yet: the day decides
	}
	item, _ := d.item(rec.Edition, rec.Item)
	after := rec
	for _, was := range slices.Backward(k.Earlier) {
		if one.Did == "" && rec.State != record.Active && after.State == rec.State && was.Record.State != rec.State {
			one.Did = was.Did
		}
		earlier := EarlierShown{Shown: d.shown(was.Record, k.Subject, disclosure.Auditor), Reason: was.Reason}
		earlier.Revision = disclosure.RevisionOf(was.Superseded, after, item, disclosure.Auditor)
		one.Earlier = append(one.Earlier, earlier)
		after = was.Record
	}
	return one
}
