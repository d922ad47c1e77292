package portal

import (
	"slices"

	"creditportal/internal/audit"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
)

// play is an objection of the demo: who files it, on which ground, how many
// working days ago, and what became of it.
type play struct {
	name   string
	by     string // account that files; "" for the window, on paper
	ground objection.Ground
	ago    int    // working days
	of     string // another play, about whose record it is; "" for a record of its own
	turns  []turn
}

// op is the operation under which the play is filed.
func (pl play) op() string { return "demo/case/" + pl.name }

// forwarded says whether a provider comes to have it.
func (pl play) forwarded() bool {
	return slices.ContainsFunc(pl.turns, func(t turn) bool { return t.do == objection.Forward })
}

// turn is one act of a play.
type turn struct {
	by  string // account
	day int    // working days after the receipt
	do  audit.Act
	as  flow.Outcome

	remedy flow.Remedy
	values bool // says what a field must say
	other  bool // names the second provider
	back   bool // names the first one again
	papers bool // says what is wanted
}

// The ways that several plays go.
func taken() []turn { return []turn{{by: "officer", day: 1, do: objection.TakeUp}} }

func forwarded() []turn {
	return append(taken(), turn{by: "officer", day: 1, do: objection.FindSame},
		turn{by: "officer", day: 2, do: objection.Forward})
}

func answered(as flow.Outcome, remedy flow.Remedy) []turn {
	values := remedy == flow.Correct
	return append(forwarded(),
		turn{by: "checker", day: 3, do: objection.Answer, as: as, remedy: remedy, values: values},
		turn{by: "reviewer", day: 4, do: objection.ProviderSign})
}

func refuted() []turn { return answered(objection.Rejected, flow.Maintain) }

func decided(as flow.Outcome, remedy flow.Remedy) []turn {
	return append(answered(as, remedy), turn{by: "officer", day: 5, do: objection.Propose, as: as},
		turn{by: "signer", day: 5, do: objection.Sign})
}

func ownFinding(as flow.Outcome) []turn {
	return append(taken(), turn{by: "officer", day: 1, do: objection.FindOwn, as: as})
}

func signed(turns []turn) []turn {
	return append(turns, turn{by: "signer", day: 2, do: objection.Sign})
}

// demoPlays has an objection in every state, with every outcome that people
// bring about; what the machine does itself follows from them.
func demoPlays() []play {
	last := func(turns []turn, n int) []turn { return turns[:len(turns)-n] }
	return []play{
		{name: "received", by: "agent", ground: objection.Wrong},
		{name: "received_late", ground: objection.Wrong, ago: 5},
		{name: "verifying", ground: objection.Wrong, ago: 1, turns: taken()},
		{name: "papers", by: "person", ground: objection.Identity, ago: 1, turns: append(taken(),
			turn{by: "officer", day: 1, do: objection.AskPapers, papers: true})},
		{name: "to_forward", ground: objection.Wrong, ago: 2, turns: last(forwarded(), 1)},
		{name: "with_provider", ground: objection.Wrong, ago: 3, turns: forwarded()},
		{name: "provider_late", ground: objection.Rights, ago: 9, turns: forwarded()},
		{name: "provider_signing", ground: objection.Identity, ago: 4, turns: last(refuted(), 1)},
		{name: "answered", by: "agent", ground: objection.Identity, ago: 5, turns: refuted()},
		{name: "signing", ground: objection.NotPublic, ago: 2, turns: ownFinding(objection.Removed)},
		{name: "quarrel", ground: objection.Identity, ago: 4, turns: append(forwarded(),
			turn{by: "checker", day: 3, do: objection.NotOurs, other: true},
			turn{by: "officer", day: 3, do: objection.Forward, other: true},
			turn{by: "checker2", day: 4, do: objection.NotOurs, back: true})},
		{name: "omitted", by: "agent", ground: objection.Omitted, ago: 1, turns: taken()},
		{name: "contested", by: "agent", ground: objection.Rights, ago: 8, turns: append(
			signed(ownFinding(objection.Rejected)), turn{by: "agent", day: 3, do: objection.Contest})},
		{name: "upheld", ground: objection.Wrong, ago: 8, turns: decided(objection.Upheld, flow.Correct)},
		{name: "corrected", ground: objection.Wrong, ago: 2, of: "upheld", turns: signed(append(taken(),
			turn{by: "officer", day: 1, do: objection.FindDiffers, values: true}))},
		{name: "partly_upheld", ground: objection.Rights, ago: 10, turns: decided(objection.PartlyUpheld, flow.Correct)},
		{name: "rejected", ground: objection.OverTerm, ago: 9, turns: decided(objection.Rejected, flow.Maintain)},
		{name: "ended", ground: objection.Wrong, ago: 5},
		{name: "removed", ground: objection.NotPublic, ago: 5, of: "ended", turns: signed(ownFinding(objection.Removed))},
		{name: "withdrawn", by: "person", ground: objection.Wrong, ago: 3, turns: []turn{
			{by: "person", day: 1, do: objection.Withdraw},
		}},
		{name: "not_accepted", ground: objection.Rights, ago: 6, turns: signed(append(taken(),
			turn{by: "officer", day: 1, do: objection.Refuse}))},
		{name: "joined", ground: objection.Wrong, ago: 4, of: "provider_late", turns: append(taken(),
			turn{by: "officer", day: 1, do: objection.Join})},
	}
}
