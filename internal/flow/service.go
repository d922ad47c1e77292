package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/record"
)

// Desk is what a procedure works on. Its functions are handed in by whoever
// assembles the portal.
type Desk struct {
	Store Store
	// Law is what limits are read from.
	Law func() Law
	// Last is the last day of a record by the rules as they stand.
	Last func(record.Record) civil.Date
	// Repair says whether and when the record can be repaired by those rules; nil where
	// nothing is repaired.
	Repair func(record.Record) Repairable
	// Refusal says how the last decision about a repair of the item's record stands; nil
	// where nothing is repaired.
	Refusal func(ctx context.Context, r Request, it Item) (Refusal, error)
	// Amend returns the record as the values make it, checked as a row of its
	// provider would be; fault.Invalid when they do not fit the catalog.
	Amend func(rec record.Record, values []Value) (record.Record, error)
	// Former returns the record of an item as it stood before its provider
	// corrected it since the receipt; nil where it did not.
	Former func(ctx context.Context, r Request, it Item) (*record.Record, error)
	// Supplied returns the record as its provider last sent it.
	Supplied func(ctx context.Context, rec record.Record) (record.Record, error)
	// Hands returns the names of those who reported the record, and merged it.
	Hands func(ctx context.Context, rec record.Record) ([]string, error)
	// Handles says whether the account is of an officer whom an item can be given to.
	Handles func(ctx context.Context, account int64) (bool, error)
	// Older returns the request of the kind with the number; nil for none.
	Older func(ctx context.Context, kind Kind, number string) (*Request, error)
	// Knows says whether there is a provider with the code.
	Knows func(provider string) bool
	// Now is the time of an act.
	Now func() time.Time
}

// Service carries out the acts of a procedure.
type Service struct {
	Table Table
	Desk  Desk
}

// Do does an act to an item of the request as the actor, and returns the
// request as it then stands. What is not theirs is fault.NotFound; the other
// refusals are those of Table.Take and fault.Stale when somebody was quicker.
// What was done under the same operation is not refused and not done again.
func (s Service) Do(ctx context.Context, publicID string, item int64, m Move, by actor.Actor) (Request, error) {
	if r, done, err := s.Desk.Store.Done(ctx, m.Op, by); done || err != nil {
		return r, err
	}
	r, err := s.Desk.Store.Request(ctx, publicID, by)
	if err != nil {
		return Request{}, err
	}
	if r.Kind != s.Table.Kind {
		return Request{}, fault.New(fault.NotFound, "flow.fault.missing", nil) // of another procedure
	}
	for _, it := range r.Items {
		if it.ID == item {
			c, err := s.Plan(ctx, r, it, m, by)
			if err != nil {
				return Request{}, s.overtaken(ctx, r, it, by, err)
			}
			return s.Desk.Store.Commit(ctx, c)
		}
	}
	return Request{}, fault.New(fault.NotFound, "flow.fault.missing", nil)
}

// overtaken is why an act is refused: where the item moved after it was read, and so
// before its record was, that somebody was quicker.
func (s Service) overtaken(ctx context.Context, r Request, it Item, by actor.Actor, refusal error) error {
	if !fault.Is(refusal, fault.Invalid) {
		return refusal
	}
	now, err := s.Desk.Store.Request(ctx, r.PublicID, by)
	moved := func(o Item) bool { return o.ID == it.ID && o.Version != it.Version }
	if err == nil && slices.ContainsFunc(now.Items, moved) {
		return fault.New(fault.Stale, "flow.fault.stale", nil)
	}
	return refusal
}

// Plan does the act on paper.
func (s Service) Plan(ctx context.Context, r Request, it Item, m Move, by actor.Actor) (Change, error) {
	situation, err := s.Situation(ctx, r, it, by)
	if err != nil {
		return Change{}, err
	}
	situation.Move = m
	if situation.Older, err = s.older(ctx, it, m); err != nil {
		return Change{}, err
	}
	if err := s.officer(ctx, m.Owner); err != nil {
		return Change{}, err
	}
	if m.Provider != "" && !s.Desk.Knows(m.Provider) {
		return Change{}, fault.New(fault.Invalid, "flow.fault.provider", nil)
	}
	values := m.Values
	if it.State == Signing { // what is signed is what was proposed
		values = it.Proposal.Values
	}
	if len(values) > 0 && situation.Record != nil {
		amended, err := s.Desk.Amend(*situation.Record, values)
		if err != nil {
			return Change{}, err
		}
		situation.Amended = &amended
	}
	return s.Table.Take(situation)
}

// older is the request in which the matter goes on by the move; nil where it is
// not to be joined to another, or to none that there is.
func (s Service) older(ctx context.Context, it Item, m Move) (*Request, error) {
	row, ok := s.Table.Row(it.State, m.Do)
	if !ok || !slices.Contains(row.As, Joined) || m.Document == "" {
		return nil, nil
	}
	return s.Desk.Older(ctx, s.Table.Kind, m.Document)
}

// officer refuses an owner who is no officer of the procedure.
func (s Service) officer(ctx context.Context, account int64) error {
	if account == 0 || s.Desk.Handles == nil {
		return nil
	}
	handles, err := s.Desk.Handles(ctx, account)
	if err == nil && !handles {
		err = fault.New(fault.Invalid, "flow.fault.officer", nil)
	}
	return err
}

// Offered is what the actor would be judged by, by item, who sees the items on a
// page: of what a page shows much may be left out. An item that is not of the
// request is not among them.
func (s Service) Offered(
	ctx context.Context, publicID string, items []Item, by actor.Actor,
) (map[int64]Situation, error) {
	r, err := s.Desk.Store.Request(ctx, publicID, by)
	if err != nil {
		return nil, err
	}
	offered := map[int64]Situation{}
	for _, it := range r.Items {
		if !slices.ContainsFunc(items, func(shown Item) bool { return shown.ID == it.ID }) {
			continue
		}
		if offered[it.ID], err = s.Situation(ctx, r, it, by); err != nil {
			return nil, err
		}
	}
	return offered, nil
}

// Situation is what an act on the item would be judged by.
func (s Service) Situation(ctx context.Context, r Request, it Item, by actor.Actor) (Situation, error) {
	rec, err := s.Desk.Store.RecordOf(ctx, it.Record)
	if err != nil {
		return Situation{}, err
	}
	situation := Situation{Request: r, Item: it, Record: rec, By: by, At: s.Desk.Now(), Law: s.Desk.Law()}
	if rec == nil {
		return situation, nil
	}
	situation.Last = s.Desk.Last(*rec)
	if s.Desk.Repair != nil {
		situation.Repair = s.Desk.Repair(*rec)
	}
	if s.Desk.Refusal != nil {
		if situation.Refusal, err = s.Desk.Refusal(ctx, r, it); err != nil {
			return situation, err
		}
	}
	switch by.Side {
	case actor.Engine:
		if s.Desk.Former != nil {
			situation.Former, err = s.Desk.Former(ctx, r, it)
		}
	case actor.Operator, actor.Provider:
		err = s.origin(ctx, &situation)
	case actor.Subject, actor.Authority, actor.Anonymous:
	}
	return situation, err
}

// origin adds where the record came from: what its provider sent, and who
// reported and merged it.
func (s Service) origin(ctx context.Context, situation *Situation) error {
	if s.Desk.Supplied != nil {
		sent, err := s.Desk.Supplied(ctx, *situation.Record)
		if err != nil {
			return err
		}
		situation.Supplied = &sent
	}
	var err error
	if s.Desk.Hands != nil {
		situation.Hands, err = s.Desk.Hands(ctx, *situation.Record)
	}
	return err
}

// Sweep does what the portal itself owes on its day to every item of the
// requests named: the first of the acts whose guards hold. It may be run at
// any time, by several at once, and again: what was done is not done twice.
// One that cannot be read or moved holds up no other; its error is among those
// that are returned together at the end.
func (s Service) Sweep(ctx context.Context, publicIDs []string, acts ...audit.Act) error {
	var failed []error
	for _, id := range publicIDs {
		if ctx.Err() != nil {
			break // every other would fail of the same
		}
		r, err := s.Desk.Store.Request(ctx, id, actor.System())
		if err != nil {
			failed = append(failed, fmt.Errorf("sweeping %s: %w", id, err))
			continue
		}
		if r.Kind != s.Table.Kind {
			continue
		}
		for _, it := range r.Items {
			if err := s.sweepItem(ctx, r, it, acts); err != nil {
				failed = append(failed, fmt.Errorf("sweeping %s: %w", id, err))
			}
		}
	}
	return errors.Join(append(failed, ctx.Err())...)
}

func (s Service) sweepItem(ctx context.Context, r Request, it Item, acts []audit.Act) error {
	for _, do := range acts {
		m := Move{Do: do, Op: fmt.Sprintf("%s/%d/%d", do, it.ID, it.Version)}
		c, err := s.Plan(ctx, r, it, m, actor.System())
		if refused(err) {
			continue // its guards do not hold, or the item is elsewhere
		}
		if err != nil {
			return err
		}
		if _, err := s.Desk.Store.Commit(ctx, c); err != nil && !fault.Is(err, fault.Stale) {
			return err // a stale one was moved by somebody meanwhile: the next sweep sees it
		}
		return nil // the item stands elsewhere now
	}
	return nil
}

func refused(err error) bool {
	return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict)
}
