package repair

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// Short names keep a row on a screen.
const (
	accept  = law.RepairAccept
	whole   = law.RepairWhole
	hearing = law.RepairHearing
)

var (
	filers    = []actor.Role{actor.Person, actor.OrgAgent, actor.IntakeOfficer}
	checkers  = []actor.Role{actor.ProviderChecker}
	reviewers = []actor.Role{actor.ProviderReviewer}
	chasers   = []actor.Role{actor.IntakeOfficer, actor.CaseOfficer, actor.AuthorityOfficer}
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

// Table is art. 34 as a table, as flows.md §5 numbers it. The provider has the item
// from the receipt to its signature, which is what lifts the record: nobody at the
// operator can without a sealed document of the provider.
func Table() flow.Table {
	return flow.Table{
		Kind: flow.Repair, Theirs: Open(), Rows: slices.Concat(filing(), routing(), deciding(), signing(), afterwards(),
			onTheirPaper()),
	}
}

// filing is what the applicant does, and what ends the matter without a result.
func filing() []flow.Row {
	return []flow.Row{
		{
			From: in(flow.NoState), Do: Submit, By: filers,
			If: when(isOwn, isRepairable, isShown, dayCame, hasBothPapers, claimFits, dayIsProven),
			To: Routed, Clock: flow.Running(accept, whole),
			Tell: slices.Concat(to(notice.Receipt, flow.ToApplicant), to(notice.Referral, flow.ToProvider)),
		},
		{
			From: Open(), Do: Add, By: filers, If: when(notFilersHand, notRevoking, addsSomething), To: flow.Same,
			Then: then(hand),
		},
		{
			From: Open(), Do: Withdraw, By: filers, If: when(notFilersHand, notRevoking, ownOrPaper), To: Closed,
			As: as(flow.Withdrawn), Tell: to(notice.Ended, flow.ToApplicant, flow.ToProvider),
		},
		{
			From: Open(), Do: End, By: machine, If: when(notRevoking, isGone), To: Closed, As: as(flow.Ended),
			Tell: to(notice.Ended, flow.ToApplicant, flow.ToProvider),
		},
	}
}

// routing brings the application to the unit that decides. Two may say that it is
// not theirs; then the authority names one, which cannot.
func routing() []flow.Row {
	elsewhere := slices.Concat(to(notice.Forwarded, flow.ToApplicant), to(notice.Referral, flow.ToProvider))
	anew := slices.Concat(flow.Voided(accept), flow.Running(accept))
	return []flow.Row{
		{
			From: in(Routed), Do: Accept, By: checkers, If: when(isTheirs), To: Reviewing, Clock: flow.Stopped(accept),
			Then: then(lower),
		},
		{
			From: in(Routed), Do: NotOurs, By: checkers, If: when(isTheirs, noQuarrel, hasProvider, namesAnother, hasReason),
			To: Routed, Clock: anew, Then: then(address, lower, raiseQuarrel), Tell: elsewhere,
		},
		{
			From: in(Routed), Do: Name, By: []actor.Role{actor.AuthorityOfficer},
			If: when(isQuarrel, notNamed, hasProvider, hasReason),
			To: Routed, Clock: anew, Then: then(address, lower), Tell: elsewhere,
		},
		{
			From: Open(), Do: ProviderLate, By: machine, If: when(isLate), To: flow.Same, Quiet: true, Then: then(raise),
			Tell: to(notice.Late, flow.ToApplicant, flow.ToProvider, flow.ToAuthority),
		},
		{
			From: Open(), Do: Chase, By: chasers, If: when(notFilersHand, notRevoking, isAwaited, hasReason, notChasedToday),
			To: flow.Same, Quiet: true, Word: []notice.Errand{notice.Remind},
		},
		{
			From: Open(), Do: Remind, By: machine, If: when(isReminderDay, notRemindedToday), To: flow.Same, Quiet: true,
			Word: []notice.Errand{notice.Remind},
		},
	}
}

// deciding is the provider's own examination. It asks for papers once, and may take
// longer once where the line of its limit allows it.
func deciding() []flow.Row {
	return []flow.Row{
		{
			From: in(Routed), Do: Decline, By: checkers, If: when(isTheirs, hasReason), To: Signing, As: as(flow.NotAccepted),
			Clock: flow.Stopped(accept),
		},
		{
			From: in(Reviewing), Do: Decline, By: checkers, If: when(isTheirs, papersOver, hasReason), To: Signing,
			As: as(Refused),
		},
		{
			From: in(Reviewing), Do: Agree, By: checkers,
			If: when(isTheirs, isShown, isExamined, hasReason, hasDocument, isDated, hasFile), To: Signing, As: as(Repaired),
			Then: then(confirm),
		},
		{
			From: in(Reviewing), Do: AskPapers, By: checkers, If: when(isTheirs, notAsked, papersInTime, hasPapers),
			To: flow.Same, Then: then(askPapers), Tell: to(notice.Papers, flow.ToApplicant),
		},
		{
			From: in(Reviewing), Do: Extend, By: reviewers, If: when(isTheirs, notExtended, mayExtend, hasReason), To: flow.Same,
			Clock: flow.Extended(whole), Tell: to(notice.Extended, flow.ToApplicant),
		},
	}
}

// signing is the second person's word at the provider, without which nothing
// changes; with it the record is off every surface at once.
func signing() []flow.Row {
	return []flow.Row{
		{
			From: in(Signing), Do: ProviderSign, StepUp: true, By: reviewers,
			If: when(isTheirs, notProposer, notOnPaper, stillStands, isTold, isHeard), To: Closed, Then: then(carryOut),
			Tell: to(notice.RepairResult, flow.ToApplicant),
		},
		{
			From: in(Signing), Do: ProviderSendBack, By: reviewers, If: when(isTheirs, notProposer, notOnPaper, hasReason),
			To: flow.Back,
		},
	}
}

// afterwards is what is done about a decision that stands: a refusal that was wrong is
// taken back and the application examined again, by the same two persons as the
// first time. And a record that was repaired on false papers is brought back for the
// days that it has left, after its subject could say something.
func afterwards() []flow.Row {
	return []flow.Row{
		{
			From: in(Closed), Do: Reconsider, By: checkers, If: when(isTheirs, wasRefused, isShown, noOther, hasReason),
			To: Reviewing, Clock: flow.Running(whole), Then: then(takeUp), Tell: to(notice.Extended, flow.ToApplicant),
		},
		{
			From: in(Closed), Do: ProposeRevoke, By: checkers,
			If: when(isTheirs, wasRepaired, hasReason, hasDocument, isDated, hasFile), To: Signing, As: as(Revoked),
			Clock: flow.Running(hearing), Then: then(confirm), Tell: to(notice.Hearing, flow.ToApplicant),
		},
		{
			From: in(Signing), Do: HandOver, By: desk, If: when(isRevoking, notFilersHand, isUntold, hasReason), To: flow.Same,
			Clock: slices.Concat(flow.Voided(hearing), flow.Running(hearing)), Then: then(serve),
		},
		{
			From: in(Signing), Do: Reply, By: filers, If: when(isRevoking, notFilersHand, ownOrPaper, notReplied, hasReason),
			To: flow.Same,
		},
	}
}
