package objection

import (
	"context"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// Target is one thing that a filing objects to.
type Target struct {
	Record   int64         // row id; zero where something is missing
	Number   record.Number // of the record
	Provider string        // whose it is; where something is missing, whose it should be
	Ground   Ground
	Claim    string
	Fields   []string // codes of the contested fields
}

// Filing is what a subject files at one time: one request, an item for each
// target.
type Filing struct {
	Op          string // idempotency key
	Channel     flow.Channel
	Subject     int64
	Applicant   flow.Applicant
	Targets     []Target
	WantFinding bool
	Files       []attachment.ID // staged by who files
	CameOn      civil.Date      // the day a paper came, where it is entered later; zero: today
	Proof       string          // of that day: a register's entry, a postmark
}

// MostTargets is how many records one filing names at most; the form says so,
// and whoever has more files again.
const MostTargets = 20

// Service files objections and carries out their acts.
type Service struct{ flow.Service }

// NewService returns the service of objections on the desk.
func NewService(desk flow.Desk) Service {
	return Service{flow.Service{Table: Table(), Desk: desk}}
}

// File receives a filing: number, clocks, annotation and receipt are true
// together or not at all. What is open already is joined: the claim becomes a
// further paper of the older item, and its receipt day rules; where all of it
// is, the older request is returned. A record past its end is off display with
// the receipt. Refusals are those of the rows objection.submit,
// objection.enter_late and objection.add.
func (s Service) File(ctx context.Context, f Filing, by actor.Actor) (flow.Request, error) {
	if filed, done, err := s.Desk.Store.Done(ctx, f.Op, by); done || err != nil {
		return filed, err
	}
	p, err := s.plan(ctx, f, by)
	if err != nil {
		return flow.Request{}, err
	}
	for _, c := range p.added {
		if _, err = s.Desk.Store.Commit(ctx, c); err != nil {
			return flow.Request{}, err
		}
	}
	if len(p.fresh) == 0 {
		found, err := s.Desk.Store.Request(ctx, p.added[0].Request.PublicID, by)
		found.Joined = p.request.Joined
		return found, err
	}
	filed, err := s.Desk.Store.Commit(ctx, p.fresh...)
	filed.Joined = p.request.Joined
	return filed, err
}

func (f Filing) request(by actor.Actor, now time.Time) flow.Request {
	r := flow.Request{
		Kind: flow.Objection, Channel: f.Channel, Subject: f.Subject, Applicant: f.Applicant, FiledBy: by.Account,
		ReceivedAt: now, WantFinding: f.WantFinding,
	}
	if !f.CameOn.IsZero() {
		r.ReceivedAt = f.CameOn.Start()
	}
	return r
}

// move is the receipt of an item after so many others: the files come with the
// first.
func (f Filing) move(others int) flow.Move {
	m := flow.Move{Do: Submit, Op: f.Op}
	if !f.CameOn.IsZero() {
		m.Do, m.Document = EnterLate, f.Proof
	}
	if others == 0 {
		m.Attachments = f.Files
	}
	return m
}

// Watch does what is owed on the day: what has gone is ended, what the provider
// has corrected is answered, lateness is told, and the provider is reminded.
func (s Service) Watch(ctx context.Context, publicIDs []string) error {
	return s.Sweep(ctx, publicIDs, End, Lapse, ProviderCorrected, ProviderLate, WholeLate, Remind)
}
