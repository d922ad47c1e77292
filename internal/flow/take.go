package flow

import (
	"fmt"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/record"
)

// Move is what somebody wants to do to an item.
type Move struct {
	Do       audit.Act
	Op       string  // idempotency key
	Version  int     // of the item as it was shown; zero: whatever it is
	As       Outcome // where the row leaves a choice
	Reason   string
	Document string
	Dated    civil.Date // of the document
	Remedy   Remedy
	Values   []Value
	Fields   []string        // codes of fields, where some are chosen
	Evidence []attachment.ID // files that a provider is given, where some are chosen
	Provider string          // code, where a unit is named
	Owner    int64           // account, where an officer is named
	Papers   []string        // what is still wanted, where papers are asked
	Terms    Terms           // to which an authorisation is narrowed
	Public   string          // what everybody is told, where a record is put right
	Released string          // who released the batch that says it; "" where none does

	Attachments []attachment.ID // staged files that become part of the request
}

// Situation is what a guard and an effect look at: the item, what hangs on it,
// and the move.
type Situation struct {
	Request  Request
	Item     Item
	Record   *record.Record // as it stands; nil where something is missing
	Amended  *record.Record // as the values of the move or proposal make it; nil: no values
	Former   *record.Record // as it stood before its provider corrected it since the receipt; nil: it did not
	Supplied *record.Record // as its provider last sent it; nil: not asked for
	Hands    []string       // names of those who reported and merged the record
	Last     civil.Date     // last day of the record by the rules as they stand; zero: no record
	Older    *Request       // of which the move says that the matter goes on in it; nil: there is none
	Repair   Repairable
	Refusal  Refusal
	Move     Move
	By       actor.Actor
	At       time.Time
	Law      Law
}

// Today is the legal day of the act.
func (s Situation) Today() civil.Date { return civil.Of(s.At) }

// Take does one act on paper and says everything that must become true with
// it. It refuses with fault.Conflict what the state does not allow, with
// fault.Forbidden what the actor may not, with fault.Stale what was shown
// differently, and with the guard's key what a guard holds back.
func (t Table) Take(s Situation) (Change, error) {
	row, by, err := t.allowed(s)
	if err != nil {
		return Change{}, err
	}
	if by.Side == actor.Subject {
		by.Name = "" // the account says who; the name is personal, and the trail is in clear
	}
	s.By = by
	if row.To == Back {
		row.Clock = t.undone(s.Item)
	}
	after, err := s.enter(row)
	if err != nil {
		return Change{}, err
	}
	c := Change{
		Request: s.Request, Before: s.Item, After: after,
		Event: audit.Event{
			Did: row.Do, On: fmt.Sprintf("%s/%d", t.Kind, s.Item.ID), By: by, At: s.At, Op: s.Move.Op,
		},
		About: s.Record, Move: s.Move, Law: s.Law, Word: row.Word,
	}
	after.Theirs = slices.Contains(t.Theirs, after.State)
	c.After, s.Item = after, after
	for _, effect := range row.Then {
		if err := effect.Do(s, &c); err != nil {
			return Change{}, err
		}
	}
	for _, letter := range row.Tell {
		if letter.owed(c.Before, c.After) {
			c.Letters = append(c.Letters, letter)
		}
	}
	return c, nil
}

func outcomeOf(it Item) Outcome {
	if it.Outcome != NoOutcome && it.State != Signing { // what was signed before is not what is proposed now
		return it.Outcome
	}
	return it.Proposal.Outcome
}

// Allowed lists the acts that the actor may do to the item now: those of the
// state and of the actor's roles that nothing lasting holds back.
func (t Table) Allowed(s Situation) []Row {
	return slices.DeleteFunc(t.open(s), func(r Row) bool { return r.barred(s) != nil })
}

// Barred says why the actor may not do what another person of the same role
// may: each reason once.
func (t Table) Barred(s Situation) []*fault.Error {
	another := s
	another.By.Account, another.By.Name = 0, ""
	var reasons []*fault.Error
	for _, r := range t.open(s) {
		reason := r.barred(s)
		known := func(f *fault.Error) bool { return f.Key == reason.Key }
		if reason != nil && r.barred(another) == nil && !slices.ContainsFunc(reasons, known) {
			reasons = append(reasons, reason)
		}
	}
	return reasons
}

// open lists the acts that the state and the actor's roles leave open.
func (t Table) open(s Situation) []Row {
	var rows []Row
	for _, r := range t.Rows {
		if r.Engine() || !slices.Contains(r.From, s.Item.State) {
			continue
		}
		if _, ok := s.By.In(r.By...); ok {
			rows = append(rows, r)
		}
	}
	return rows
}

// barred is why the act would be refused whatever a form said; nil where it
// depends on the form.
func (r Row) barred(s Situation) *fault.Error {
	s.Move = Move{Do: r.Do}
	for _, g := range r.If {
		if g.Lasting && !g.Holds(s) {
			return g.Refusal()
		}
	}
	return nil
}

func (t Table) allowed(s Situation) (Row, actor.Actor, error) {
	row, ok := t.Row(s.Item.State, s.Move.Do)
	if !ok {
		return Row{}, s.By, fault.New(fault.Conflict, "flow.fault.state", nil)
	}
	by, ok := s.By.In(row.By...)
	if row.Engine() {
		by, ok = s.By, s.By.Side == actor.Engine
	}
	if !ok {
		return Row{}, s.By, fault.New(fault.Forbidden, "flow.fault.role", nil)
	}
	if s.Move.Version != 0 && t.moved(s.Item, s.Move.Version) {
		return Row{}, s.By, fault.New(fault.Stale, "flow.fault.stale", nil)
	}
	if !row.outcomeFits(s.Move.As) {
		return Row{}, s.By, fault.New(fault.Invalid, "flow.fault.outcome", nil)
	}
	for _, g := range row.If {
		if !g.Holds(s) {
			return Row{}, s.By, g.Refusal()
		}
	}
	return row, by, nil
}

// moved says whether the item is another one than was shown at the version: a
// reminder or a date alone does not make it so.
func (t Table) moved(it Item, shown int) bool {
	if shown > it.Version {
		return true
	}
	return slices.ContainsFunc(it.History, func(step Step) bool {
		row, ok := t.Row(step.From, step.Did)
		quiet := step.Did == Recount || ok && row.Quiet
		return step.Version > shown && !quiet
	})
}

// outcomeFits says whether the outcome is one that the row leaves open; a row
// with one outcome needs none said.
func (r Row) outcomeFits(as Outcome) bool {
	if len(r.As) > 1 {
		return slices.Contains(r.As, as)
	}
	return as == NoOutcome || len(r.As) == 1 && r.As[0] == as
}

// enter returns the item after the act: its state, its proposal or outcome,
// its clocks, its history.
func (s Situation) enter(row Row) (Item, error) {
	it := s.Item
	it.Version++
	as := s.Move.As
	if as == NoOutcome && len(row.As) == 1 {
		as = row.As[0]
	}
	switch row.To {
	case Same:
	case Back:
		it.State, it.Was, it.Proposal, it.Signed = it.Was, NoState, it.Signed, Proposal{}
	case Signing:
		it.Was, it.State = it.State, Signing
		it.Signed, it.Proposal = it.signed(), s.proposal(as)
	case Closed:
		if it.State != Signing { // of what was signed it stays where it was proposed
			it.Was = it.State
		}
		it.State, it.Signed = Closed, Proposal{}
		if as == NoOutcome {
			as = it.Proposal.Outcome
		}
		it.Outcome = as
	default:
		it.State = row.To
	}
	var err error
	if it.Clocks, err = s.Law.turn(it.Clocks, row.Clock, s.dayZero(), s.Today()); err != nil {
		return Item{}, err
	}
	if it.State == Closed {
		it.Clocks = ended(it.Clocks, s.Today())
	}
	it.dated()
	it.History = append(slices.Clone(it.History), Step{
		Did: row.Do, By: s.By, At: s.At, From: s.Item.State, To: it.State, Outcome: outcomeOf(it),
		Version: it.Version, Reason: s.Move.Reason,
	})
	return it, nil
}

// dayZero is the day that the clocks of the act count from: that of the
// receipt for what is received, though it be entered later; today for all else.
func (s Situation) dayZero() civil.Date {
	if s.Item.State == NoState {
		return s.Request.ReceivedOn()
	}
	return s.Today()
}

// proposal is what the move proposes. What it does about the record is for an
// effect of the row to say: a form may not smuggle it in.
func (s Situation) proposal(as Outcome) Proposal {
	return Proposal{
		Outcome: as, Reason: s.Move.Reason, Document: s.Move.Document, Values: s.Move.Values, By: s.By.Account,
		Public: s.Move.Public,
	}
}

// ended stops whatever still runs: a closed item has no running clock.
func ended(clocks []Clock, today civil.Date) []Clock {
	clocks = slices.Clone(clocks)
	for i := range clocks {
		if clocks[i].Runs() {
			clocks[i].StoppedOn = today
		}
	}
	return clocks
}

// dated sets the days that lists sort by.
func (it *Item) dated() {
	it.Due, it.Binding = civil.Date{}, civil.Date{}
	if c, ok := it.Next(); ok {
		it.Due = c.Due.On
	}
	if c, ok := it.Governing(); ok {
		it.Binding = c.Due.On
	}
}
