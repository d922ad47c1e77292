package report

import (
	"context"
	"fmt"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/query"
)

// mostAnew is how many reports one use of an authorisation makes at most: more than
// what is recorded of somebody changes in half an hour.
const mostAnew = 20

// Consented shows what the subject has agreed to as a report to the enquirer of
// the name; the look is entered first, each time. The report is made with the
// first look by one use of the authorisation, and is the same with the others. Where
// the file is another one by then, a further report is made under the same use:
// nobody has used it up by what others changed.
func (d *Desk) Consented(
	ctx context.Context, by actor.Actor, look query.ByConsent, enquirer string,
) (Report, Content, error) {
	file, err := d.files.Consented(ctx, by, look)
	if err != nil {
		return Report{}, Content{}, err
	}
	op := "authorisation " + look.Ground + " " + look.Use
	var r Report
	for n := range mostAnew {
		if n > 0 {
			op = fmt.Sprintf("authorisation %s %s anew %d", look.Ground, look.Use, n)
		}
		r, err = d.once(ctx, Report{
			PublicID: PublicIDOf(by.Account, op), Account: by.Account, Subject: look.Subject, Enquirer: enquirer,
			Purpose: look.Purpose, IssuedAt: d.now().Truncate(time.Second), Ground: look.Ground, Items: look.Items,
		}, file, by, "report "+op)
		if err != nil {
			return Report{}, Content{}, err
		}
		if content := d.compose(r, file); content.Fingerprint(r.Proof) == r.Content {
			return r, content, nil
		}
	}
	return r, Content{}, Outdated()
}

// once returns the report that is kept under the public id of r, and makes it where
// there is none.
func (d *Desk) once(ctx context.Context, r Report, file query.File, by actor.Actor, op string) (Report, error) {
	kept, err := d.store.Report(ctx, r.PublicID)
	if !fault.Is(err, fault.NotFound) {
		return kept, err
	}
	if _, err := d.make(ctx, r, file, by, op); err != nil {
		return Report{}, err
	}
	return d.store.Report(ctx, r.PublicID) // of two first looks at once one made it
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
