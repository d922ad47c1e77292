package objection

import (
	"context"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/internal/workday"
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
	if len(f.Targets) == 0 || len(f.Targets) > MostTargets {
		return flow.Request{}, fault.New(fault.Invalid, "objection.fault.targets", fault.Args{"Most": MostTargets})
	}
	if filed, done, err := s.Desk.Store.Done(ctx, f.Op, by); done || err != nil {
		return filed, err
	}
	r := f.request(by, s.Desk.Now())
	fresh, older, err := s.sort(ctx, r, f.Targets)
	if err != nil {
		return flow.Request{}, err
	}
	for _, o := range older {
		r.Joined = append(r.Joined, flow.JoinedItem{Number: o.Number, Item: o.open, Record: o.record})
	}
	var changes []flow.Change
	for _, it := range fresh {
		c, err := s.receive(ctx, r, it, f.move(len(changes)), by)
		if err != nil {
			return flow.Request{}, err
		}
		changes = append(changes, c)
	}
	if err := s.joinAll(ctx, f, older, len(fresh) == 0, by); err != nil {
		return flow.Request{}, err
	}
	if len(changes) == 0 {
		found, err := s.Desk.Store.Request(ctx, older[0].PublicID, by)
		found.Joined = r.Joined
		return found, err
	}
	filed, err := s.Desk.Store.Commit(ctx, changes...)
	filed.Joined = r.Joined
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

// joined is an item that is open already, and what was filed about it again.
type joined struct {
	flow.Request
	open   flow.Item
	record *record.Record
	claim  string
}

// sort tells what is new from what is open already.
func (s Service) sort(ctx context.Context, r flow.Request, targets []Target) ([]flow.Item, []joined, error) {
	var fresh []flow.Item
	var older []joined
	for _, target := range targets {
		it := target.item()
		found, any, err := s.Desk.Store.OpenItem(ctx, r, it)
		if err != nil {
			return nil, nil, err
		}
		at := slices.IndexFunc(found.Items, func(o flow.Item) bool {
			return any && o.Record == it.Record && o.Ground == it.Ground && o.Open()
		})
		if at < 0 {
			fresh = append(fresh, it)
			continue
		}
		rec, err := s.Desk.Store.RecordOf(ctx, it.Record)
		if err != nil {
			return nil, nil, err
		}
		older = append(older, joined{found, found.Items[at], rec, it.Claim})
	}
	return fresh, older, nil
}

// joinAll adds what was filed again to the items that are open already; the
// files too, where nothing new is received with them.
func (s Service) joinAll(ctx context.Context, f Filing, older []joined, files bool, by actor.Actor) error {
	for i, o := range older {
		m := flow.Move{Do: Add, Op: fmt.Sprintf("%s/%d", f.Op, i), Reason: o.claim, Document: f.Proof}
		if files && i == 0 {
			m.Attachments = f.Files
		}
		c, err := s.Plan(ctx, o.Request, o.open, m, by)
		if err != nil {
			return err
		}
		if _, err = s.Desk.Store.Commit(ctx, c); err != nil {
			return err
		}
	}
	return nil
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

// Watch does what is owed on the day: what has gone is ended, what the provider
// has corrected is answered, and lateness is told.
func (s Service) Watch(ctx context.Context, publicIDs []string) error {
	return s.Sweep(ctx, publicIDs, End, Lapse, ProviderCorrected, ProviderLate, WholeLate)
}

// AskBy is the day by which a provider is asked to answer: its own limit, or the
// last working day before the answer is due to the applicant where that is
// earlier, but never before the next working day.
func AskBy(it flow.Item, today civil.Date, calendar workday.Calendar) civil.Date {
	by := civil.Date{}
	for _, c := range it.Clocks {
		if c.Runs() && !c.Limit.Target && c.Limit.Clock == law.ObjectionProvider && (by.IsZero() || c.Due.On.Before(by)) {
			by = c.Due.On
		}
	}
	if before := calendar.Before(it.Binding); !it.Binding.IsZero() && before.Before(by) {
		by = before
	}
	if next := calendar.OrNext(today.AddDays(1)); by.Before(next) {
		by = next
	}
	return by
}
