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
	content := Compose(file, d.press.Item)
	op := "authorisation " + look.Ground + " " + look.Use
	r, err := d.store.Report(ctx, PublicIDOf(by.Account, op))
	switch {
	case err == nil && content.Fingerprint(r.Proof) != r.Content:
		return r, Content{}, Outdated()
	case err == nil:
		r.Entry = file.Entry // under which it is shown now
		return r, content, nil
	case !fault.Is(err, fault.NotFound):
		return Report{}, Content{}, err
	}
	r, err = d.make(ctx, Report{
		PublicID: PublicIDOf(by.Account, op), Account: by.Account, Subject: look.Subject, Enquirer: enquirer,
		Purpose: look.Purpose, IssuedAt: d.now().Truncate(time.Second), Ground: look.Ground, Items: look.Items,
	}, file, by, "report "+op)
	return r, content, err
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
