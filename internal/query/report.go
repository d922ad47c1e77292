package query

import (
	"context"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
)

// OfReport is the object of a look at a credit report.
func OfReport(publicID string) string { return "report/" + publicID }

// Reported returns the file of the subject that the actor speaks for, as the
// credit report with the public id shows it: with how each record came to be as
// it is. It refuses whose mandate is not for queries.
func (d *Desk) Reported(ctx context.Context, by actor.Actor, publicID string) (File, error) {
	if by.Side != actor.Subject || by.Subject == 0 {
		return File{}, fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	if !by.May(actor.Querying) {
		return File{}, fault.New(fault.Forbidden, "mandate.fault.scope", nil)
	}
	return d.file(ctx, Entry{
		By: by, Basis: Self, Channel: Report, Purpose: Own, Subject: by.Subject, Object: OfReport(publicID),
	})
}

// ByConsent is a look at somebody else's file that the subject agreed to.
type ByConsent struct {
	Ground  string // public id of the authorisation
	Use     string // tells one use of it from another
	Subject int64
	Items   []string // codes of the catalog, which alone are shown
	Purpose Purpose
	Words   string
	For     string // name of who was authorised, whoever looks for them
	Through Channel
}

// entry is the look in the log.
func (c ByConsent) entry() Entry {
	return Entry{
		Basis: Authorised, Ground: c.Ground, Subject: c.Subject, Purpose: c.Purpose, Words: c.Words, For: c.For,
		Channel: c.Through, Object: OfAuthorisation(c.Ground), only: c.Items,
	}
}

// OfAuthorisation is the object of a look by the authorisation with the public
// id.
func OfAuthorisation(publicID string) string { return "authorisation/" + publicID }

// Consented returns of somebody's file what they agreed to show: the items that
// the authorisation names, as who is authorised sees them. What is not in it is
// absent and uncounted. Who may look by it is asked before.
func (d *Desk) Consented(ctx context.Context, by actor.Actor, c ByConsent) (File, error) {
	if c.Ground == "" || c.Subject == 0 || len(c.Items) == 0 {
		return File{}, fault.New(fault.Forbidden, "query.fault.basis", nil)
	}
	e := c.entry()
	e.By = by
	return d.file(ctx, e)
}

// Refuse enters that somebody was shown nothing by an authorisation.
func (d *Desk) Refuse(ctx context.Context, by actor.Actor, c ByConsent) error {
	e := c.entry()
	e.By, e.Refused = by, true
	_, err := d.Note(ctx, e)
	return err
}

// StillSo says whether the file of the subject is, for the subject itself, as
// same would have it. Nothing else of the file is told, so no look is entered.
func (d *Desk) StillSo(ctx context.Context, subject int64, same func(File) bool) (bool, error) {
	oneself := actor.Actor{Side: actor.Subject, Subject: subject}
	file, err := d.read(ctx, Entry{By: oneself, Subject: subject})
	if fault.Is(err, fault.NotFound) {
		return false, nil // the file itself is gone
	}
	return err == nil && same(file), err
}

// read is what the enquirer of the entry may see of the file that it is about,
// before the entry is true: it is shown to nobody yet.
func (d *Desk) read(ctx context.Context, e Entry) (File, error) {
	held, err := d.store.FileOf(ctx, e.Subject)
	if err != nil {
		return File{}, err
	}
	file := File{Subject: held.Subject}
	for _, rec := range held.Records {
		if e.Basis == Authorised && !slices.Contains(e.only, rec.Item) {
			continue
		}
		viewer := e.viewer(rec)
		line := Line{ID: rec.ID, Shown: d.shown(rec, held.Subject, viewer)}
		if !line.Visible {
			continue
		}
		if (e.Channel == Report || e.Basis == Authorised) && rec.Version > 1 {
			was, err := d.store.HistoryOf(ctx, rec)
			if err != nil {
				return File{}, err
			}
			item, _ := d.item(rec.Edition, rec.Item)
			line.Revisions = disclosure.RevisionsFor(rec, was, item, viewer)
		}
		file.Lines = append(file.Lines, line)
	}
	return file, nil
}
