package correction

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// Short names keep a row on a screen.
const (
	correct  = law.IntakeCorrect
	annulled = law.IntakeAnnulled
)

var (
	reporters = []actor.Role{actor.ProviderReporter}
	reviewers = []actor.Role{actor.ProviderReviewer}
	mergers   = []actor.Role{actor.DataAdmin}
	machine   []actor.Role
)

func in(states ...flow.State) []flow.State       { return states }
func as(outcomes ...flow.Outcome) []flow.Outcome { return outcomes }
func when(guards ...flow.Guard) []flow.Guard     { return guards }
func then(effects ...flow.Effect) []flow.Effect  { return effects }

func to(kind notice.Kind, parties ...flow.Party) []flow.Letter {
	letters := make([]flow.Letter, len(parties))
	for i, party := range parties {
		letters[i] = flow.Letter{Kind: string(kind), To: party}
	}
	return letters
}

// Table is art. 33 as a table. The provider has the item all the time: nobody else has
// a hand in it, and its own signature changes the record.
func Table() flow.Table {
	return flow.Table{
		Kind: flow.Correction, Theirs: Open(), Rows: slices.Concat(proposing(), deciding(), entering()),
	}
}

// proposing is what the first hand does. The limits count from the day on which the
// error was found, or the basis fell (条例 40; 行政处罚法 48).
func proposing() []flow.Row {
	return []flow.Row{
		{
			From: in(flow.NoState), Do: Begin, By: reporters, If: when(isTheirs, isStanding, isPast, hasLimit),
			To: Preparing, Clock: flow.Running(correct),
		},
		{
			From: in(flow.NoState), Do: BeginAnnul, By: reporters, If: when(isTheirs, isStanding, isPast, hasLimit),
			To: Preparing, Clock: flow.Running(annulled),
		},
		{
			From: in(Preparing), Do: Correct, By: reporters,
			If: when(isTheirs, isStanding, forValues, hasAmended, hasDocument, hasExplanation, namesNobody, hasReason),
			To: Signing, As: as(Corrected), Then: then(holdValues, attach),
		},
		{
			From: in(Preparing), Do: Annul, By: reporters,
			If: when(isTheirs, isStanding, forBasis, hasDocument, hasExplanation, namesNobody, hasReason),
			To: Signing, As: as(Annulled), Then: then(hold, attach),
		},
		{
			From: Open(), Do: Withdraw, By: reporters, If: when(isTheirs, hasReason), To: Closed, As: as(flow.Withdrawn),
			Then: then(release),
		},
	}
}

// deciding is the second hand, and what the portal does by itself.
func deciding() []flow.Row {
	return []flow.Row{
		{
			From: in(Signing), Do: ProviderSign, StepUp: true, By: reviewers,
			If: when(isTheirs, notProposer, stillStands, isComplete), To: Closed, Then: then(carryOut),
			Tell: append(to(notice.Amended, flow.ToSubject), to(notice.Told, flow.ToViewers)...),
		},
		{
			From: in(Signing), Do: SendBack, By: reviewers, If: when(isTheirs, notProposer, hasReason), To: flow.Back,
			Then: then(release),
		},
		{
			From: Open(), Do: End, By: machine, If: when(isGone), To: Closed, As: as(flow.Ended), Then: then(release),
		},
		{
			From: Open(), Do: ProviderLate, By: machine, If: when(isLate), To: flow.Same, Quiet: true, Then: then(raise),
			Tell: to(notice.Late, flow.ToProvider, flow.ToAuthority),
		},
	}
}

// entering is what rows of a batch say. The two hands are those of the batch: somebody of
// the provider released it with the secrecy review, another person merges it.
func entering() []flow.Row {
	told := append(to(notice.Amended, flow.ToSubject), to(notice.Told, flow.ToViewers)...)
	return []flow.Row{
		{
			From: in(flow.NoState), Do: Enter, By: mergers, If: when(isReleased, isReported, isStanding, isPast, hasLimit,
				forValues, hasAmended, hasDocument, hasExplanation, namesNobody, hasReason),
			To: Closed, As: as(Corrected), Clock: flow.Running(correct), Then: then(enter), Tell: told,
		},
		{
			From: in(flow.NoState), Do: EnterAnnul, By: mergers, If: when(isReleased, isReported, isStanding, isPast, hasLimit,
				forBasis, hasDocument, hasExplanation, namesNobody, hasReason),
			To: Closed, As: as(Annulled), Clock: flow.Running(annulled), Then: then(enter), Tell: told,
		},
	}
}
