package deletion

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

const execute = law.DeletionExecute

var (
	subjects = []actor.Role{actor.Person, actor.OrgAgent}
	window   = []actor.Role{actor.IntakeOfficer}
	officers = []actor.Role{actor.CaseOfficer}
	signers  = []actor.Role{actor.Signer}
	machine  []actor.Role
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

// Table is art. 35 ¶2 as a table, as flows.md §6 numbers it. No provider has a hand in
// it.
func Table() flow.Table {
	return flow.Table{Kind: flow.Deletion, Rows: slices.Concat(wishing(), onPaper(), refusing(), leaving())}
}

// wishing is what the subject does by itself, in one step each: the honour goes, and
// it may be collected again. The limit begins and is kept in the same moment.
func wishing() []flow.Row {
	return []flow.Row{
		{
			From: in(flow.NoState), Do: Delete, StepUp: true, By: subjects, If: when(isOwn, isHonour, isShown, isAware),
			To: Closed, As: as(Deleted), Clock: flow.Running(execute), Then: then(erase),
			Tell: to(notice.Deletion, flow.ToApplicant),
		},
		{
			From: in(Closed), Do: Lift, StepUp: true, By: subjects, If: when(wasDeleted, notLifted), To: flow.Same,
			Then: then(collectAgain),
		},
	}
}

// onPaper is what comes to the window or by letter: two officers, and the limit.
func onPaper() []flow.Row {
	return []flow.Row{
		{
			From: in(flow.NoState), Do: Submit, By: window,
			If: when(onPaperOnly, isOwn, isHonour, isShown, hasPaper, dayIsProven), To: Received,
			Clock: flow.Running(execute), Tell: to(notice.Receipt, flow.ToApplicant),
		},
		{
			From: in(Received), Do: Execute, StepUp: true, By: officers, If: when(notFiler, isShown), To: Closed,
			As: as(Deleted), Then: then(erase), Tell: to(notice.Deletion, flow.ToApplicant),
		},
	}
}

// refusing is for what is not the subject's, is no honour, or is asked for by nobody who
// could be told: with reasons, signed by a second person.
func refusing() []flow.Row {
	return []flow.Row{
		{
			From: in(Received), Do: Refuse, By: officers, If: when(notFiler, hasReason), To: Signing,
			As: as(flow.NotAccepted),
		},
		{
			From: in(Signing), Do: Sign, StepUp: true, By: signers, If: when(notFiler, notProposer), To: Closed,
			Tell: to(notice.NotAccepted, flow.ToApplicant),
		},
		{
			From: in(Signing), Do: SendBack, By: signers, If: when(notFiler, notProposer, hasReason), To: flow.Back,
		},
	}
}

// leaving is what ends the matter without a result, and lateness.
func leaving() []flow.Row {
	return []flow.Row{
		{
			From: Open(), Do: Withdraw, By: slices.Concat(subjects, window), If: when(notFilersHand, ownOrPaper), To: Closed,
			As: as(flow.Withdrawn), Tell: to(notice.Ended, flow.ToApplicant),
		},
		{
			From: Open(), Do: End, By: machine, If: when(isGone), To: Closed, As: as(flow.Ended),
			Tell: to(notice.Ended, flow.ToApplicant),
		},
		{
			From: Open(), Do: Late, By: machine, If: when(isLate), To: flow.Same, Quiet: true, Then: then(raise),
			Tell: to(notice.Extended, flow.ToApplicant, flow.ToAuthority),
		},
	}
}
