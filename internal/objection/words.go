package objection

import (
	"creditportal/internal/flow"
	"creditportal/internal/notice"
)

// The words in which the rows of the table are written.

func in(states ...flow.State) []flow.State          { return states }
func as(outcomes ...flow.Outcome) []flow.Outcome    { return outcomes }
func when(guards ...flow.Guard) []flow.Guard        { return guards }
func word(errands ...notice.Errand) []notice.Errand { return errands }
func then(effects ...flow.Effect) []flow.Effect     { return effects }

func clocks(parts ...[]flow.ClockOp) []flow.ClockOp {
	var all []flow.ClockOp
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func to(kind string, party flow.Party) []flow.Letter {
	return []flow.Letter{{Kind: kind, To: party}}
}

func both(kind string) []flow.Letter {
	return letters(to(kind, flow.ToApplicant), to(kind, flow.ToProvider))
}

func letters(parts ...[]flow.Letter) []flow.Letter {
	var all []flow.Letter
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// out are the letters that are owed only where the matter was in one of the states
// until it was acted or proposed upon.
func out(list []flow.Letter, states ...flow.State) []flow.Letter {
	for i := range list {
		list[i].From = states
	}
	return list
}

func on(list []flow.Letter, outcomes ...flow.Outcome) []flow.Letter {
	for i := range list {
		list[i].On = outcomes
	}
	return list
}
