package report

import (
	"context"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/query"
)

// Consented shows what the subject has agreed to as a report to the enquirer of
// the name; the look is entered first, each time. The report is made with the
// first look by one use of the authorisation, and is the same with the others: it
// refuses one that would say another thing by now.
func (d *Desk) Consented(
	ctx context.Context, by actor.Actor, look query.ByConsent, enquirer string,
) (Report, Content, error) {
	file, err := d.files.Consented(ctx, by, look)
	if err != nil {
		return Report{}, Content{}, err
	}
	op := "authorisation " + look.Ground + " " + look.Use
	id := PublicIDOf(by.Account, op)
	r, err := d.store.Report(ctx, id)
	if fault.Is(err, fault.NotFound) {
		_, err = d.make(ctx, Report{
			PublicID: id, Account: by.Account, Subject: look.Subject, Enquirer: enquirer,
			Purpose: look.Purpose, IssuedAt: d.now().Truncate(time.Second), Ground: look.Ground, Items: look.Items,
		}, file, by, "report "+op)
		if err == nil {
			r, err = d.store.Report(ctx, id) // of two first looks at once one made it
		}
	}
	if err != nil {
		return Report{}, Content{}, err
	}
	content := d.compose(r, file)
	if content.Fingerprint(r.Proof) != r.Content {
		return r, Content{}, Outdated()
	}
	return r, content, nil
}

// ConsentedPaper returns the same as it goes to paper.
func (d *Desk) ConsentedPaper(
	ctx context.Context, by actor.Actor, look query.ByConsent, enquirer string,
) (Report, []byte, error) {
	r, content, err := d.Consented(ctx, by, look, enquirer)
	if err != nil {
		return r, nil, err
	}
	return d.paper(r, content)
}
