package repair

import (
	"context"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// Target is a record that an application is about.
type Target struct {
	Record   int64 // row id
	Number   record.Number
	Provider string // whose record it is
}

// Filing is an application: its records, and the only two papers that are asked for
// (国办发〔2025〕22号). Each provider is given both, and decides about its own records.
type Filing struct {
	Op         string // idempotency key
	Channel    flow.Channel
	Subject    int64
	Applicant  flow.Applicant
	Targets    []Target
	Claim      string        // what was done to put things right; may be empty
	Proof      attachment.ID // of performance
	Commitment attachment.ID // 信用修复承诺书
	CameOn     civil.Date    // the day a paper came, where it is entered later; zero: today
	DayBy      string        // what proves that day: a register's entry, a postmark
}

// MostTargets is how many records one application holds at most; no law says it.
const MostTargets = 20

// Service files applications and carries out their acts.
type Service struct{ flow.Service }

// NewService returns the service of repairs on the desk.
func NewService(desk flow.Desk) Service {
	return Service{flow.Service{Table: Table(), Desk: desk}}
}

// File receives an application and gives each of its records to the provider of it:
// number, clocks, receipt and referrals are true together or not at all. A record of
// which a repair is open has no second one: fault.Conflict names it. What is wrong with
// the records is said of all of them, by a RefusedError; the other refusals are those
// of repair.submit.
func (s Service) File(ctx context.Context, f Filing, by actor.Actor) (flow.Request, error) {
	if filed, done, err := s.Desk.Store.Done(ctx, f.Op, by); done || err != nil {
		return filed, err
	}
	changes, err := s.plan(ctx, f, by)
	if err != nil {
		return flow.Request{}, err
	}
	return s.Desk.Store.Commit(ctx, changes...)
}

// Foresee does an application on paper and files nothing: what whoever files is shown
// before they do. Its refusals are those of File.
func (s Service) Foresee(ctx context.Context, f Filing, by actor.Actor) ([]flow.Item, error) {
	changes, err := s.plan(ctx, f, by)
	if err != nil {
		return nil, err
	}
	items := make([]flow.Item, len(changes))
	for i, c := range changes {
		items[i] = c.After
	}
	return items, nil
}

func (s Service) plan(ctx context.Context, f Filing, by actor.Actor) ([]flow.Change, error) {
	if len(f.Targets) == 0 || len(f.Targets) > MostTargets {
		return nil, fault.New(fault.Invalid, "repair.fault.targets", fault.Args{"Most": MostTargets})
	}
	r := f.request(by, s.Desk.Now())
	var changes []flow.Change
	var refused RefusedError
	for _, target := range f.Targets {
		c, err := s.receive(ctx, r, f.item(target), f.move(len(changes)), by)
		if !refused.takes(target.Number, err) && err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	if err := refused.result(); err != nil {
		return nil, err
	}
	return changes, nil
}

// request is what is filed at the moment now, or came on paper before it.
func (f Filing) request(by actor.Actor, now time.Time) flow.Request {
	r := flow.Request{
		Kind: flow.Repair, Channel: f.Channel, Subject: f.Subject, Applicant: f.Applicant, FiledBy: by.Account,
		ReceivedAt: now,
	}
	if !f.CameOn.IsZero() {
		r.ReceivedAt = f.CameOn.Start()
	}
	return r
}

func (f Filing) item(target Target) flow.Item {
	return flow.Item{
		Record: target.Record, Number: target.Number, Provider: target.Provider, Claim: f.Claim,
		Evidence: []attachment.ID{f.Proof, f.Commitment},
	}
}

// move is the receipt of one record; the papers become part of the request with the
// first.
func (f Filing) move(others int) flow.Move {
	m := flow.Move{Do: Submit, Op: f.Op, Document: f.DayBy}
	if others == 0 {
		m.Attachments = []attachment.ID{f.Proof, f.Commitment}
	}
	return m
}

func (s Service) receive(
	ctx context.Context, r flow.Request, it flow.Item, m flow.Move, by actor.Actor,
) (flow.Change, error) {
	open, any, err := s.Desk.Store.OpenItem(ctx, r, it)
	if err != nil {
		return flow.Change{}, err
	}
	if any {
		return flow.Change{}, fault.New(fault.Conflict, "repair.fault.open", fault.Args{"Number": open.Number})
	}
	return s.Plan(ctx, r, it, m, by)
}

// PapersOf are the two papers of an application: the proof of performance, and the
// commitment.
func PapersOf(it flow.Item) (proof, commitment attachment.ID) {
	if len(it.Evidence) > 1 {
		return it.Evidence[0], it.Evidence[1]
	}
	return "", ""
}

// Watch does what is owed on the day: what has gone is ended, lateness is told, and
// units are reminded.
func (s Service) Watch(ctx context.Context, publicIDs []string) error {
	return s.Sweep(ctx, publicIDs, End, ProviderLate, Remind)
}
