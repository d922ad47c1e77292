package deletion

import (
	"context"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// Filing is an application: one honour, and who asks for it to go.
type Filing struct {
	Op        string // idempotency key
	Channel   flow.Channel
	Subject   int64
	Applicant flow.Applicant
	Record    int64 // row id
	Number    record.Number
	Version   int             // of the record as it was shown to whoever asks; zero: whatever it is
	Provider  string          // whose record it is
	Aware     bool            // asked for online: that it cannot be undone was read
	CameOn    civil.Date      // of a paper that is entered later; zero: today
	Proof     string          // of that day
	Papers    []attachment.ID // the application on paper
}

// Service carries out deletions.
type Service struct{ flow.Service }

// NewService returns the service of deletions on the desk.
func NewService(desk flow.Desk) Service {
	return Service{flow.Service{Table: Table(), Desk: desk}}
}

// File deletes what is asked for online, at once: content, trail, mark against its coming
// back and letter are true together or not at all. What comes on paper it receives. An
// honour that changed since it was shown is fault.Stale, one that an open paper is about
// fault.Conflict; the other refusals are those of the act.
func (s Service) File(ctx context.Context, f Filing, by actor.Actor) (flow.Request, error) {
	if filed, done, err := s.Desk.Store.Done(ctx, f.Op, by); done || err != nil {
		return filed, err
	}
	c, err := s.plan(ctx, f, by)
	if err != nil {
		return flow.Request{}, err
	}
	return s.Desk.Store.Commit(ctx, c)
}

func (s Service) plan(ctx context.Context, f Filing, by actor.Actor) (flow.Change, error) {
	r := flow.Request{
		Kind: flow.Deletion, Channel: f.Channel, Subject: f.Subject, Applicant: f.Applicant, FiledBy: by.Account,
		ReceivedAt: s.Desk.Now(),
	}
	if !f.CameOn.IsZero() {
		r.ReceivedAt = f.CameOn.Start()
	}
	it := flow.Item{Record: f.Record, Number: f.Number, Provider: f.Provider}
	if err := s.asShown(ctx, f); err != nil {
		return flow.Change{}, err
	}
	m := flow.Move{Do: actOf(f.Channel), Op: f.Op, Document: f.Proof, Attachments: f.Papers}
	if f.Aware {
		m.Fields = []string{Aware}
	}
	if m.Do == Submit {
		open, any, err := s.Desk.Store.OpenItem(ctx, r, it)
		if err != nil {
			return flow.Change{}, err
		}
		if any {
			return flow.Change{}, fault.New(fault.Conflict, "deletion.fault.open", fault.Args{"Number": open.Number})
		}
	}
	return s.Plan(ctx, r, it, m, by)
}

// asShown refuses what is another honour now than was looked at.
func (s Service) asShown(ctx context.Context, f Filing) error {
	rec, err := s.Desk.Store.RecordOf(ctx, f.Record)
	if err != nil || f.Version == 0 || rec != nil && (rec.Version == f.Version || rec.State == record.Deleted) {
		return err
	}
	return fault.New(fault.Stale, "deletion.fault.changed", nil)
}

// actOf is how an application of the channel is dealt with.
func actOf(ch flow.Channel) audit.Act {
	if ch == flow.Online {
		return Delete
	}
	return Submit
}

// Before is the request by which the record of the number was deleted, of what was filed
// for its subject; false where it was not.
func Before(filed []flow.Request, number record.Number) (flow.Request, bool) {
	for _, r := range filed {
		for _, it := range r.Items {
			if r.Kind == flow.Deletion && it.Number == number && it.Outcome == Deleted {
				return r, true
			}
		}
	}
	return flow.Request{}, false
}

// Watch does what is owed on the day: what has gone is ended, and lateness is told.
func (s Service) Watch(ctx context.Context, publicIDs []string) error {
	return s.Sweep(ctx, publicIDs, End, Late)
}
