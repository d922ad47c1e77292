package query

import (
	"context"

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
		line := Line{ID: rec.ID, Shown: d.Shown(rec, held.Subject, e.By)}
		if !line.Visible {
			continue
		}
		if e.Channel == Report && rec.Version > 1 {
			was, err := d.store.HistoryOf(ctx, rec)
			if err != nil {
				return File{}, err
			}
			item, _ := d.item(rec.Edition, rec.Item)
			line.Revisions = disclosure.RevisionsFor(rec, was, item, disclosure.Self)
		}
		file.Lines = append(file.Lines, line)
	}
	return file, nil
}
