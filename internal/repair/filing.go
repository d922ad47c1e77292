package repair

import (
	"context"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// Filing is an application: one record, and the only two papers that are asked for
// (国办发〔2025〕22号).
type Filing struct {
	Op         string // idempotency key
	Channel    flow.Channel
	Subject    int64
	Applicant  flow.Applicant
	Record     int64 // row id
	Number     record.Number
	Provider   string        // whose record it is
	Claim      string        // what was done to put things right; may be empty
	Proof      attachment.ID // of performance
	Commitment attachment.ID // 信用修复承诺书
}

// Service files applications and carries out their acts.
type Service struct{ flow.Service }

// NewService returns the service of repairs on the desk.
func NewService(desk flow.Desk) Service {
	return Service{flow.Service{Table: Table(), Desk: desk}}
}

// File receives an application and gives it to the provider: number, clocks, receipt
// and referral are true together or not at all. A record of which a repair is open
// has no second one: fault.Conflict names it. Refusals are those of repair.submit.
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

// Foresee does an application on paper and files nothing: what whoever files is shown
// before they do. Its refusals are those of File.
func (s Service) Foresee(ctx context.Context, f Filing, by actor.Actor) (flow.Item, error) {
	c, err := s.plan(ctx, f, by)
	return c.After, err
}

func (s Service) plan(ctx context.Context, f Filing, by actor.Actor) (flow.Change, error) {
	r := flow.Request{
		Kind: flow.Repair, Channel: f.Channel, Subject: f.Subject, Applicant: f.Applicant, FiledBy: by.Account,
		ReceivedAt: s.Desk.Now(),
	}
	it := flow.Item{
		Record: f.Record, Number: f.Number, Provider: f.Provider, Claim: f.Claim,
		Evidence: []attachment.ID{f.Proof, f.Commitment},
	}
	open, any, err := s.Desk.Store.OpenItem(ctx, r, it)
	if err != nil {
		return flow.Change{}, err
	}
	if any {
		return flow.Change{}, fault.New(fault.Conflict, "repair.fault.open", fault.Args{"Number": open.Number})
	}
	return s.Plan(ctx, r, it, flow.Move{Do: Submit, Op: f.Op, Attachments: it.Evidence}, by)
}

// PapersOf are the two papers of an application: the proof of performance, and the
// commitment.
func PapersOf(it flow.Item) (proof, commitment attachment.ID) {
	if len(it.Evidence) > 1 {
		return it.Evidence[0], it.Evidence[1]
	}
	return "", ""
}

// Watch does what is owed on the day: what has gone is ended, and lateness is told.
func (s Service) Watch(ctx context.Context, publicIDs []string) error {
	return s.Sweep(ctx, publicIDs, End, ProviderLate)
}
