package flow

import (
	"slices"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// Row is one line of a procedure: from where, what is done, by whom, to where,
// and all that follows in the same transaction. Buttons, guards, tests and the
// drawing read the same row.
type Row struct {
	From  []State      // NoState: the item does not exist yet
	Do    audit.Act    // also the name of the permission
	By    []actor.Role // who may; none: the portal itself
	If    []Guard      // all must hold
	To    State        // Back and Same are no states but say so
	As    []Outcome    // given when To is Closed, proposed when To is Signing
	Clock []ClockOp
	Then  []Effect
	Tell  []Letter
	Word  []notice.Errand // that leaves by mail without a letter

	StepUp bool // whoever does it proved a moment ago that it is they
	Quiet  bool // changes neither state nor evidence: a form that is open meanwhile stays good
}

// Where a row leads that has no state of its own.
const (
	Back State = "back" // where the proposal came from
	Same State = "same" // nowhere: something is added or noted
)

// Engine says whether the portal itself does the row, on a stored rule.
func (r Row) Engine() bool { return len(r.By) == 0 }

// Table is a procedure.
type Table struct {
	Kind   Kind
	Theirs []State // in which a provider has the item
	Rest   []State // beside Closed, in which nothing is owed, so that no limit runs
	Rows   []Row
}

// Rests says whether nothing is owed to an item in the state.
func (t Table) Rests(s State) bool { return s == Closed || slices.Contains(t.Rest, s) }

// Row returns the row for an act done from a state, and whether there is one.
func (t Table) Row(from State, do audit.Act) (Row, bool) {
	for _, r := range t.Rows {
		if r.Do == do && slices.Contains(r.From, from) {
			return r, true
		}
	}
	return Row{}, false
}

// StepUp says whether whoever does the act must have proved a moment ago that it
// is they.
func (t Table) StepUp(do audit.Act) bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Do == do && r.StepUp })
}

// States lists the states of the table in the order of its rows.
func (t Table) States() []State {
	var states []State
	add := func(s State) {
		if s != NoState && s != Back && s != Same && !slices.Contains(states, s) {
			states = append(states, s)
		}
	}
	for _, r := range t.Rows {
		for _, from := range r.From {
			add(from)
		}
		add(r.To)
	}
	return states
}

// Outcomes lists the outcomes that the table gives, in the order of its rows.
func (t Table) Outcomes() []Outcome {
	var outcomes []Outcome
	for _, r := range t.Rows {
		for _, as := range r.As {
			if !slices.Contains(outcomes, as) {
				outcomes = append(outcomes, as)
			}
		}
	}
	return outcomes
}

// undone returns the operations that take back what the proposal of the item
// did to its clocks. A clock that had stopped before stays as it was.
func (t Table) undone(it Item) []ClockOp {
	for i := len(it.History) - 1; i >= 0; i-- {
		step := it.History[i]
		if row, ok := t.Row(step.From, step.Did); ok && row.To == Signing {
			ran := t.running(it.History[:i])
			return slices.DeleteFunc(inverse(row.Clock), func(op ClockOp) bool {
				return op.Turn == Resume && !ran[op.Clock]
			})
		}
	}
	return nil
}

// running returns the clocks that run after the steps.
func (t Table) running(history []Step) map[law.Clock]bool {
	ran := map[law.Clock]bool{}
	for i, step := range history {
		row, ok := t.Row(step.From, step.Did)
		if !ok {
			continue
		}
		ops := row.Clock
		if row.To == Back {
			ops = t.undone(Item{History: history[:i]})
		}
		for _, op := range ops {
			ran[op.Clock] = op.Turn == Start || op.Turn == Resume
		}
	}
	return ran
}

func inverse(ops []ClockOp) []ClockOp {
	turned := map[Turn]Turn{Start: Void, Stop: Resume, Void: Resume, Resume: Stop}
	list := make([]ClockOp, len(ops))
	for i, op := range ops {
		list[i] = ClockOp{Turn: turned[op.Turn], Clock: op.Clock}
	}
	return list
}

// Guard is a condition of a row. Its key is that of the sentence which a
// refusal says.
type Guard struct {
	Key   string
	Args  fault.Args // that the sentence names
	Holds func(Situation) bool

	Lasting bool // it judges the matter and who acts, and nothing that a form says
}

// Stays returns the guard as a lasting one: where it does not hold, the act is
// not even offered, for no form could be filled in so that it were taken.
func (g Guard) Stays() Guard {
	g.Lasting = true
	return g
}

// Refusal is what the guard answers where it does not hold.
func (g Guard) Refusal() *fault.Error { return fault.New(fault.Invalid, g.Key, g.Args) }

// Effect is what a row makes true beside the state. It is named so that the
// drawing can say it.
type Effect struct {
	Key string
	Do  func(Situation, *Change) error
}

// ClockOp is what a row does to the limits that run.
type ClockOp struct {
	Turn  Turn
	Clock law.Clock
}

// Turn is what is done to a clock.
type Turn string

// The turns of a clock.
const (
	Start  Turn = "start"
	Stop   Turn = "stop"
	Void   Turn = "void"   // as if it had never run; a late one is stopped instead
	Resume Turn = "resume" // goes on, with the due date that it had
	Extend Turn = "extend" // longer by what its line allows, once
)

// Running returns the operation that starts each of the clocks.
func Running(clocks ...law.Clock) []ClockOp { return ops(Start, clocks) }

// Stopped returns the operation that stops each of the clocks.
func Stopped(clocks ...law.Clock) []ClockOp { return ops(Stop, clocks) }

// Voided returns the operation that voids each of the clocks.
func Voided(clocks ...law.Clock) []ClockOp { return ops(Void, clocks) }

// Resumed returns the operation that lets each of the clocks go on.
func Resumed(clocks ...law.Clock) []ClockOp { return ops(Resume, clocks) }

// Extended returns the operation that makes each of the clocks longer.
func Extended(clocks ...law.Clock) []ClockOp { return ops(Extend, clocks) }

func ops(turn Turn, clocks []law.Clock) []ClockOp {
	list := make([]ClockOp, len(clocks))
	for i, c := range clocks {
		list[i] = ClockOp{Turn: turn, Clock: c}
	}
	return list
}

// Party is somebody whom a letter goes to.
type Party string

// The parties of a request.
const (
	ToApplicant Party = "applicant"
	ToProvider  Party = "provider"
	ToAuthority Party = "authority"
	ToViewers   Party = "viewers" // who was shown the record lately
	ToSubject   Party = "subject" // whom the request is about, where somebody else asks
)

// Letter is a notice that a row owes, by the name of its kind.
type Letter struct {
	Kind string
	To   Party
	On   []Outcome // only with one of these; none: always
	From []State   // only where the matter was in one of these until it was acted or proposed upon; none: always
}

// owed says whether the act owes the letter that leads the item from before to after.
func (l Letter) owed(before, after Item) bool {
	from := before.State
	if from == Signing {
		from = after.Was
	}
	return (len(l.On) == 0 || slices.Contains(l.On, outcomeOf(after))) &&
		(len(l.From) == 0 || slices.Contains(l.From, from))
}

// ActKey returns the message key of an act's name: objection.act.forward for
// objection.forward.
func ActKey(do audit.Act) string {
	noun, name, _ := strings.Cut(string(do), ".")
	return noun + ".act." + name
}

// AboutKey returns the message key of the sentence that says, before an act is
// done, what it brings about.
func AboutKey(do audit.Act) string {
	noun, name, _ := strings.Cut(string(do), ".")
	return noun + ".about." + name
}

// StateKey returns the message key of a state's name.
func (t Table) StateKey(s State) string { return string(t.Kind) + ".state." + string(s) }

// OutcomeKey returns the message key of an outcome's name.
func (t Table) OutcomeKey(o Outcome) string { return string(t.Kind) + ".outcome." + string(o) }
