package objection

import (
	"context"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
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
// further paper of the older item, and its receipt day rules. A record past
// its end is off display with the receipt. Refusals are those of the rows
// objection.submit and objection.add.
func (s Service) File(ctx context.Context, f Filing, by actor.Actor) (flow.Request, error) {
	if len(f.Targets) == 0 || len(f.Targets) > MostTargets {
		return flow.Request{}, fault.New(fault.Invalid, "objection.fault.targets", fault.Args{"Most": MostTargets})
	}
	if filed, done, err := s.Desk.Store.Done(ctx, f.Op, by); done || err != nil {
		return filed, err
	}
	r := flow.Request{
		Kind: flow.Objection, Channel: f.Channel, Subject: f.Subject, Applicant: f.Applicant, FiledBy: by.Account,
		ReceivedAt: s.Desk.Now(), WantFinding: f.WantFinding,
	}
	var changes []flow.Change
	for i, target := range f.Targets {
		it := target.item()
		older, open, err := s.Desk.Store.OpenItem(ctx, r, it)
		if err != nil {
			return flow.Request{}, err
		}
		if open {
			if err := s.join(ctx, older, it, fmt.Sprintf("%s/%d", f.Op, i), by); err != nil {
				return flow.Request{}, err
			}
			r.Joined = append(r.Joined, older.Number)
			continue
		}
		c, err := s.receive(ctx, r, it, f.move(len(changes)), by)
		if err != nil {
			return flow.Request{}, err
		}
		changes = append(changes, c)
	}
	if len(changes) == 0 {
		return flow.Request{}, fault.New(fault.Conflict, "objection.fault.all_open", fault.Args{"Number": r.Joined[0]})
	}
	filed, err := s.Desk.Store.Commit(ctx, changes...)
	filed.Joined = r.Joined
	return filed, err
}

// move is the receipt of an item after so many others: the files come with the
// first.
func (f Filing) move(others int) flow.Move {
	m := flow.Move{Do: Submit, Op: f.Op}
	if others == 0 {
		m.Attachments = f.Files
	}
	return m
}

func (t Target) item() flow.Item {
	return flow.Item{
		Record: t.Record, Number: t.Number, Provider: t.Provider, Ground: string(t.Ground), Claim: t.Claim, Fields: t.Fields,
	}
}

// receive is the receipt of one item; what is past its end is done with it.
func (s Service) receive(
	ctx context.Context, r flow.Request, it flow.Item, m flow.Move, by actor.Actor,
) (flow.Change, error) {
	c, err := s.Plan(ctx, r, it, m, by)
	if err != nil || Ground(it.Ground) != OverTerm {
		return c, err
	}
	over, err := s.Plan(ctx, r, c.After, flow.Move{Do: ConfirmOverTerm, Op: m.Op}, actor.System())
	if fault.Is(err, fault.Invalid) {
		return c, nil // still in its term: an officer looks at it
	}
	return c.Then(over), err
}

// join adds what was filed again to the item that is open already.
func (s Service) join(ctx context.Context, older flow.Request, it flow.Item, op string, by actor.Actor) error {
	for _, open := range older.Items {
		if open.Record == it.Record && open.Ground == it.Ground && open.Open() {
			c, err := s.Plan(ctx, older, open, flow.Move{Do: Add, Op: op, Reason: it.Claim}, by)
			if err != nil {
				return err
			}
			_, err = s.Desk.Store.Commit(ctx, c)
			return err
		}
	}
	return nil
}

// Watch does what is owed on the day: lateness is told, and what has gone is
// ended.
func (s Service) Watch(ctx context.Context, publicIDs []string) error {
	return s.Sweep(ctx, publicIDs, End, ProviderLate, WholeLate)
}
