package report

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/notice"
	"creditportal/internal/query"
)

// MostListed is how many reports a list of one's own names, the newest.
const MostListed = 50

// Store keeps reports.
type Store interface {
	// KeepReport makes a report true; one that was kept under the same public id
	// before stands as it is.
	KeepReport(ctx context.Context, r Report, e audit.Event) error
	// Report returns the report with the public id; fault.NotFound for none.
	Report(ctx context.Context, publicID string) (Report, error)
	// ReportsOf lists the reports that a subject asked for about itself, the
	// newest first.
	ReportsOf(ctx context.Context, subject int64, most int) ([]Report, error)
	// ReportByProof returns the report that bears the code; the answer for none is
	// that for a letter.
	ReportByProof(ctx context.Context, p notice.Proof) (Report, error)
}

// Desk issues reports, and shows them.
type Desk struct {
	store Store
	files *query.Desk
	press Press
	now   func() time.Time
}

// Press is what reports are made by.
type Press struct {
	Issuer string
	Item   func(edition, code string) (catalog.Item, bool)
	// Current finds an item in the catalog in force.
	Current func(code string) (catalog.Item, bool)
	// Draw draws the form for paper. The same report gives the same bytes.
	Draw func(Report, Content) ([]byte, error)
}

// NewDesk returns a desk that asks for files at another.
func NewDesk(store Store, files *query.Desk, press Press, now func() time.Time) *Desk {
	return &Desk{store, files, press, now}
}

// Issuer is in whose name reports are made; "" where no name is set.
func (d *Desk) Issuer() string { return d.press.Issuer }

// Issue makes a report about the subject that the actor speaks for, and returns
// its public id. The look at the file is entered in the query log first.
func (d *Desk) Issue(ctx context.Context, by actor.Actor, op string) (string, error) {
	r := Report{
		PublicID: PublicIDOf(by.Account, op), Account: by.Account, Subject: by.Subject, Purpose: query.Own,
		IssuedAt: d.now().Truncate(time.Second),
	}
	file, err := d.files.Reported(ctx, by, r.PublicID)
	if err != nil {
		return "", err
	}
	r.Enquirer = file.Subject.Name
	_, err = d.make(ctx, r, file, by, op)
	return r.PublicID, err
}

// make draws the report of the file, and keeps what is kept of it.
func (d *Desk) make(
	ctx context.Context, r Report, file query.File, by actor.Actor, op string,
) (Report, error) {
	var err error
	if r.Number, err = newNumber(r.IssuedOn()); err != nil {
		return r, err
	}
	if r.Proof, err = newProof(); err != nil {
		return r, err
	}
	content := d.compose(r, file)
	r.Entry, r.Versions, r.Content = file.Entry, content.Versions(), content.Fingerprint(r.Proof)
	paper, err := d.press.Draw(r, content)
	if err != nil {
		return r, fmt.Errorf("drawing a report: %w", err)
	}
	r.Paper = sha256.Sum256(paper)
	event := audit.Event{Did: audit.ReportIssued, On: query.OfReport(r.PublicID), By: by, At: d.now(), Op: op}
	return r, d.store.KeepReport(ctx, r, event)
}

// compose is what the report says of the file: all of it, or what was agreed to.
func (d *Desk) compose(r Report, file query.File) Content {
	whole := Compose(file, d.press.Item)
	if r.Consented() {
		return whole.Only(r.Items, d.press.Current)
	}
	return whole
}

// Listed lists the reports about the subject that the actor speaks for, the
// newest first: their numbers and days, and nothing of what they say.
func (d *Desk) Listed(ctx context.Context, by actor.Actor) ([]Report, error) {
	if by.Side != actor.Subject || by.Subject == 0 || !by.May(actor.Querying) {
		return nil, nil
	}
	return d.store.ReportsOf(ctx, by.Subject, MostListed)
}

// Open returns a report of the subject that the actor speaks for, with what it
// says; the look is entered first. It refuses one that would say another thing
// today: what has left the file has left it.
func (d *Desk) Open(ctx context.Context, publicID string, by actor.Actor) (Report, Content, error) {
	r, err := d.store.Report(ctx, publicID)
	if err != nil {
		return Report{}, Content{}, err
	}
	if by.Side != actor.Subject || by.Subject != r.Subject || r.Purpose != query.Own {
		return Report{}, Content{}, Unknown()
	}
	file, err := d.files.Reported(ctx, by, publicID)
	if err != nil {
		return Report{}, Content{}, err
	}
	content := d.compose(r, file)
	if content.Fingerprint(r.Proof) != r.Content {
		return r, Content{}, Outdated()
	}
	return r, content, nil
}

// Paper returns a report as it goes to paper, byte by byte as it was when it was
// issued. It refuses what Open does, and what this program would draw otherwise:
// no file leaves that /verify would not know.
func (d *Desk) Paper(ctx context.Context, publicID string, by actor.Actor) (Report, []byte, error) {
	r, content, err := d.Open(ctx, publicID, by)
	if err != nil {
		return r, nil, err
	}
	return d.paper(r, content)
}

func (d *Desk) paper(r Report, content Content) (Report, []byte, error) {
	paper, err := d.press.Draw(r, content)
	if err != nil {
		return Report{}, nil, fmt.Errorf("drawing a report: %w", err)
	}
	if sha256.Sum256(paper) != r.Paper {
		return r, nil, Outdated()
	}
	return r, paper, nil
}

// Certify says what the proof code opens: that the report was issued, and of one
// about oneself whether it would say the same today. The answer for an unknown code
// is that for a letter.
func (d *Desk) Certify(ctx context.Context, p notice.Proof) (Certificate, error) {
	r, err := d.store.ReportByProof(ctx, p)
	if err != nil {
		return Certificate{}, err
	}
	c := Certificate{
		Number: r.Number, Issuer: d.press.Issuer, IssuedAt: r.IssuedAt, Fingerprint: r.Paper, Consented: r.Consented(),
		Entry: r.Entry,
	}
	if c.Consented { // whoever was let look once would look on by asking what has changed
		return c, nil
	}
	same, err := d.files.StillSo(ctx, r.Subject, func(file query.File) bool {
		return d.compose(r, file).Fingerprint(r.Proof) == r.Content
	})
	c.Changed = !same
	return c, err
}
