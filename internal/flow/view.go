package flow

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/notice"
)

// View is the request as the actor may see it; pages, feeds and files receive
// nothing else. The subject sees no name of an officer, no draft that was not
// signed and no answer that was not confirmed, also where the matter ended before
// it was; a provider and the authority see no more of the applicant than that there
// is one, and a provider that gave a matter away nothing that came after.
func (t Table) View(r Request, by actor.Actor) Request {
	items := make([]Item, len(r.Items))
	for i, it := range r.Items {
		items[i] = t.viewItem(it, by)
	}
	r.Items = items
	switch by.Side {
	case actor.Operator, actor.Engine:
	case actor.Subject:
		r.FiledBy = 0
	case actor.Provider, actor.Authority, actor.Anonymous:
		r.Applicant, r.FiledBy = Applicant{Agent: r.Applicant.Agent}, 0
	}
	return r
}

func (t Table) viewItem(it Item, by actor.Actor) Item {
	switch by.Side {
	case actor.Operator, actor.Engine:
		return it
	case actor.Subject:
		if !t.answered(it) {
			it.Answer = Proposal{}
		}
		it.Proposal, it.Signed, it.Owner = it.read(), Proposal{}, 0
	case actor.Provider:
		if it.Provider != by.Unit {
			it = it.left(by.Unit)
		}
		if !slices.Contains(t.Theirs, Signing) || it.Provider != by.Unit { // another's result
			it.Proposal, it.Signed = Proposal{}, Proposal{}
		}
		it.Owner = 0
	case actor.Authority:
		it.Claim, it.Owner = "", 0
	case actor.Anonymous:
		return Item{ID: it.ID, State: it.State, Outcome: it.Outcome, Due: it.Due, Binding: it.Binding}
	}
	history := make([]Step, 0, len(it.History))
	for _, step := range it.History {
		if by.Side != actor.Subject || !internal(t, step) {
			history = append(history, t.viewStep(step, by))
		}
	}
	it.History = history
	return it
}

// left is the item as it stood for a provider that it was taken from, or that said it
// was not its own: with what was done until then, and without what others say in it.
func (it Item) left(unit string) Item {
	last := len(it.History)
	for last > 0 && (it.History[last-1].By.Side != actor.Provider || it.History[last-1].By.Unit != unit) {
		last--
	}
	it.History = it.History[:last]
	it.Claim, it.Answer, it.Evidence, it.Fields = "", Proposal{}, nil, nil
	return it
}

// read is the result that the subject reads: that which was signed, also while
// another one waits for a signature.
func (it Item) read() Proposal {
	if it.Open() {
		return it.Signed
	}
	return it.signed()
}

// answered says whether an answer of the provider is confirmed: from then on
// the subject reads it, so that no result surprises them. Where a result was
// proposed, or the matter ended, while the provider had it, it is not.
func (t Table) answered(it Item) bool {
	if slices.Contains(t.Theirs, it.State) {
		return false
	}
	for _, step := range slices.Backward(it.History) {
		if slices.Contains(t.Theirs, step.From) && !slices.Contains(t.Theirs, step.To) {
			return step.To != Signing && step.To != Closed
		}
	}
	return true
}

// viewStep leaves the name of somebody to their own side.
func (t Table) viewStep(step Step, by actor.Actor) Step {
	if step.By.Side != by.Side || by.Side == actor.Provider && step.By.Unit != by.Unit {
		step.By.Name, step.By.Account = "", 0
		if !t.told(step.Did) && step.Did != Recount && (by.Side != actor.Provider || !t.worded(step.Did)) {
			step.Reason = ""
		}
	}
	return step
}

// told says whether the reason of an act is told to all parties: those of acts
// that owe a letter are.
func (t Table) told(do audit.Act) bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Do == do && len(r.Tell) > 0 })
}

// worded says whether word of the act goes to the provider, so that it reads the
// reason.
func (t Table) worded(do audit.Act) bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Do == do && slices.Contains(r.Word, notice.Remind) })
}

// internal says whether a step is the office's own affair: it changed nothing
// that the subject is told.
func internal(t Table, step Step) bool {
	if step.By.Side == actor.Subject || t.told(step.Did) {
		return false
	}
	row, ok := t.Row(step.From, step.Did)
	return ok && (row.To == Same || row.To == Back || row.To == Signing)
}
