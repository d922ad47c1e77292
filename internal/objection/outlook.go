package objection

import (
	"context"
	"fmt"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// Outlook is what a filing would become if it were submitted now: what whoever
// files is shown before they do.
type Outlook struct {
	Request flow.Request  // with the items that would be received, and their clocks
	Added   []flow.Change // what would be added to items that are open already
}

// Foresee does a filing on paper and submits nothing. Its refusals are those of
// File.
func (s Service) Foresee(ctx context.Context, f Filing, by actor.Actor) (Outlook, error) {
	p, err := s.plan(ctx, f, by)
	if err != nil {
		return Outlook{}, err
	}
	seen := Outlook{Request: p.request, Added: p.added}
	for i, c := range p.fresh {
		it := c.After
		it.ID = int64(i + 1) // no store has drawn one
		it.Clocks = slices.Clone(it.Clocks)
		for j := range it.Clocks {
			it.Clocks[j].ID = int64(j + 1)
		}
		seen.Request.Items = append(seen.Request.Items, it)
	}
	return seen, nil
}

// Filed returns what was filed under the operation, or joined to older requests
// under it, and whether anything was.
func (s Service) Filed(ctx context.Context, op string, by actor.Actor) (flow.Request, bool, error) {
	r, done, err := s.Desk.Store.Done(ctx, op, by)
	if done || err != nil {
		return r, done, err
	}
	return s.Desk.Store.Done(ctx, addedOp(op, 0), by)
}

// addedOp is the operation by which one part of a filing is added to an older
// item.
func addedOp(op string, i int) string { return fmt.Sprintf("%s/%d", op, i) }

// plan is a filing on paper.
type plan struct {
	request flow.Request
	fresh   []flow.Change // receipts of what is new
	added   []flow.Change // to items that are open already
}

// plan tells what is new from what is open already, and does both on paper.
func (s Service) plan(ctx context.Context, f Filing, by actor.Actor) (plan, error) {
	if len(f.Targets) == 0 || len(f.Targets) > MostTargets {
		return plan{}, fault.New(fault.Invalid, "objection.fault.targets", fault.Args{"Most": MostTargets})
	}
	p := plan{request: f.request(by, s.Desk.Now())}
	r := p.request
	fresh, older, err := s.sort(ctx, r, f.Targets)
	if err != nil {
		return plan{}, err
	}
	for _, o := range older {
		p.request.Joined = append(p.request.Joined, flow.JoinedItem{
			Number: o.Number, PublicID: o.PublicID, Item: o.open, Record: o.record,
		})
	}
	for _, it := range fresh {
		c, err := s.receive(ctx, r, it, f.move(len(p.fresh)), by)
		if err != nil {
			return plan{}, err
		}
		p.fresh = append(p.fresh, c)
	}
	for i, o := range older {
		c, err := s.add(ctx, f, o, i, len(fresh) == 0, by)
		if err != nil {
			return plan{}, err
		}
		p.added = append(p.added, c)
	}
	return p, nil
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

// add is the adding of what was filed again to the item that is open already;
// the files come with the first, where nothing new is received with them.
func (s Service) add(
	ctx context.Context, f Filing, o joined, i int, files bool, by actor.Actor,
) (flow.Change, error) {
	m := flow.Move{Do: Add, Op: addedOp(f.Op, i), Reason: o.claim, Document: f.Proof}
	if files && i == 0 {
		m.Attachments = f.Files
	}
	return s.Plan(ctx, o.Request, o.open, m, by)
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
