package objection

import (
	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// Short names keep a row on a screen.
const (
	verify   = law.ObjectionVerify
	correct  = law.ObjectionCorrect
	forward  = law.ObjectionForward
	answer   = law.ObjectionProvider
	tell     = law.ObjectionTell
	whole    = law.ObjectionWholeAssisted
	wholeOwn = law.ObjectionWholeOwn
)

var (
	filers   = []actor.Role{actor.Person, actor.OrgAgent, actor.IntakeOfficer}
	window   = []actor.Role{actor.IntakeOfficer}
	officers = []actor.Role{actor.CaseOfficer}
	signers  = []actor.Role{actor.Signer}
	desk     = []actor.Role{actor.IntakeOfficer, actor.CaseOfficer}
	chasers  = []actor.Role{actor.IntakeOfficer, actor.CaseOfficer, actor.AuthorityOfficer}
	machine  []actor.Role
)

// Table is art. 36 to 38 as a table. The rows up to the answer of the provider stand
// here, those that decide and what comes afterwards in table_end.go.
func Table() flow.Table {
	return flow.Table{
		Kind: flow.Objection, Theirs: in(WithProvider, ProviderSigning), Rest: in(Contested), Rows: rows(),
	}
}

func rows() []flow.Row {
	rows := filing()
	rows = append(rows, leaving()...)
	rows = append(rows, handling()...)
	rows = append(rows, finding()...)
	rows = append(rows, providing()...)
	rows = append(rows, answering()...)
	rows = append(rows, onTheirPaper()...)
	rows = append(rows, proposing()...)
	rows = append(rows, signing()...)
	return append(rows, afterwards()...)
}

// filing is art. 36: the receipt, and with it the annotation. A paper that was
// entered after the day it came counts from that day, and a second person
// confirms the day before anything is signed.
func filing() []flow.Row {
	return []flow.Row{
		{
			From: in(flow.NoState), Do: Submit, By: filers, If: when(hasGround, isOwn, wasRefused, hasClaim, claimFits),
			To: Received, Clock: flow.Running(verify, wholeOwn, whole),
			Then: then(annotate, assisted), Tell: to("receipt", flow.ToApplicant),
		},
		{
			From: in(flow.NoState), Do: EnterLate, By: window,
			If: when(hasGround, isOwn, wasRefused, hasClaim, claimFits, onPaper, isPast, hasDocument),
			To: Received, Clock: flow.Running(verify, wholeOwn, whole),
			Then: then(annotate, assisted), Tell: to("receipt", flow.ToApplicant),
		},
		{
			From: Open(), Do: ConfirmDay, By: signers, If: when(notFiler, isUnconfirmed), To: flow.Same,
		},
		{
			From: in(Received), Do: ConfirmOverTerm, By: machine, If: when(isOverTerm),
			To: Closed, As: as(Removed), Then: then(remove, lift), Tell: to("corrected", flow.ToApplicant),
		},
	}
}

// leaving is what the applicant does meanwhile, and what ends the matter
// without a result. Who has no account does it on paper, at the window.
func leaving() []flow.Row {
	return []flow.Row{
		{
			From: Open(), Do: Add, By: filers, If: when(notFilersHand, hasPaper), To: flow.Same,
		},
		{
			From: Open(), Do: Withdraw, By: filers, If: when(notFilersHand, ownOrPaper, notExOfficio, notDecided), To: Closed,
			As: as(flow.Withdrawn), Then: then(lift, release), Tell: both("ended"),
		},
		{
			From: unsigned(), Do: Join, By: officers, If: when(notFiler, hasReason, hasOlder, isOlder), To: Closed,
			As: as(flow.Joined), Then: then(lift, release, goOn), Tell: both("ended"),
		},
		{
			From: Open(), Do: End, By: machine, If: when(isGone, notDecided), To: Closed, As: as(flow.Ended),
			Then: then(lift, release), Tell: both("ended"),
		},
	}
}

// handling is the work on what was received, before anything is found.
func handling() []flow.Row {
	return []flow.Row{
		{
			From: in(Received), Do: TakeUp, By: officers, If: when(notFiler), To: Verifying, Then: then(own),
		},
		{
			From: in(Verifying), Do: Release, By: officers, If: when(notFiler), To: Received, Then: then(disown),
		},
		{
			From: unsigned(), Do: HandOver, By: []actor.Role{actor.CaseOfficer, actor.AuthorityOfficer},
			If: when(hasOwner, notToFiler), To: flow.Same, Then: then(give),
		},
		{
			From: in(Received, Verifying, WithProvider, Answered), Do: AskPapers, By: desk,
			If: when(notFiler, notAsked, hasPapers, papersInTime), To: flow.Same, Then: then(askPapers),
			Tell: to("papers", flow.ToApplicant),
		},
	}
}

// finding is art. 37 ¶1 and ¶2: where the error lies is found within the
// operator's own limit.
func finding() []flow.Row {
	return []flow.Row{
		{
			From: in(Verifying), Do: FindDiffers, By: officers,
			If: when(notFiler, notMerger, hasRecord, isDifferent, hasReason, hasAmended),
			To: Signing, As: as(Corrected), Clock: clocks(flow.Stopped(verify), flow.Running(correct)),
			Then: then(byCorrection, holdValues),
		},
		{
			From: in(Verifying), Do: FindOwn, By: officers,
			If: when(notFiler, notMerger, isOperators, stopsSharing, hasReason, papersOver),
			To: Signing, As: as(Removed, Rejected, Stopped), Clock: clocks(flow.Stopped(verify), flow.Running(correct)),
			Then: then(hold),
		},
		{
			From: in(Verifying), Do: FindSame, By: officers,
			If: when(notFiler, notMerger, mayBeProviders, isSame, hasReason), To: ToForward,
			Clock: clocks(flow.Stopped(verify), flow.Voided(wholeOwn), flow.Running(forward)),
		},
		{
			// also where what the provider changed is not what is contested
			From: in(ToForward, Answered), Do: Reconsider, By: officers,
			If: when(notFiler, notRepair, neverForwarded, hasReason), To: Verifying, Then: then(dropAnswer),
			Clock: clocks(flow.Voided(forward, tell), flow.Resumed(verify, wholeOwn)),
		},
	}
}

// providing is art. 37 ¶3: the provider verifies and answers. Two providers may
// say that it is not theirs; then the authority names one, which cannot.
func providing() []flow.Row {
	named := letters(to("forwarded", flow.ToApplicant), to("assist", flow.ToProvider))
	return []flow.Row{
		{
			From: in(ToForward), Do: Forward, By: officers, If: when(notFiler, hasProvider, noQuarrel), To: WithProvider,
			Clock: clocks(flow.Stopped(forward), flow.Running(answer)), Then: then(address), Tell: named,
		},
		{
			From: in(ToForward), Do: Name, By: []actor.Role{actor.AuthorityOfficer},
			If: when(hasProvider, hasReason, isQuarrel), To: WithProvider,
			Clock: clocks(flow.Stopped(forward), flow.Running(answer)), Then: then(address, lower), Tell: named,
		},
		{
			From: in(WithProvider), Do: Recall, By: officers, If: when(notFiler, sameDay, hasReason), To: ToForward,
			Clock: clocks(flow.Voided(answer), flow.Resumed(forward)), Then: then(dropAnswer),
			Tell: to("ended", flow.ToProvider),
		},
		{
			From: in(WithProvider), Do: NotOurs, By: []actor.Role{actor.ProviderChecker},
			If: when(isTheirs, hasReason, hasProvider, namesAnother, notNamed), To: ToForward,
			Clock: clocks(flow.Voided(answer), flow.Running(forward)), Then: then(address, dropAnswer, lower, raiseQuarrel),
		},
		{
			From: in(WithProvider, ProviderSigning), Do: Chase, By: chasers, If: when(notFiler, hasReason, notChasedToday),
			To: flow.Same, Quiet: true, Word: word(notice.Remind),
		},
		{
			From: in(WithProvider, ProviderSigning), Do: Remind, By: machine, If: when(isReminderDay, notRemindedToday),
			To: flow.Same, Quiet: true, Word: word(notice.Remind),
		},
		{
			From: in(WithProvider, ProviderSigning), Do: ProviderLate, By: machine, If: when(isProviderLate),
			To: flow.Same, Quiet: true, Then: then(raise),
			Tell: letters(to("late", flow.ToApplicant), to("late", flow.ToProvider), to("late", flow.ToAuthority)),
		},
	}
}

// answering is the provider's own part of it.
func answering() []flow.Row {
	return []flow.Row{
		{
			From: in(WithProvider), Do: Answer, By: []actor.Role{actor.ProviderChecker},
			If: when(isTheirs, notMerger, hasReason, hasDocument, isAnswer, isReexamined, hasAmendedIfFounded, isExplained,
				namesNobody),
			To: ProviderSigning, As: as(Upheld, PartlyUpheld, Rejected), Then: then(keepAnswer),
		},
		{
			From: in(ProviderSigning), Do: ProviderSign, StepUp: true, By: []actor.Role{actor.ProviderReviewer},
			If: when(isTheirs, notMerger, notAnswerer, notOnPaper), To: Answered, Then: then(lower),
			Clock: clocks(flow.Stopped(answer), flow.Running(tell)), Word: word(notice.Answered),
		},
		{
			From: in(ProviderSigning), Do: ProviderSendBack, By: []actor.Role{actor.ProviderReviewer},
			If: when(isTheirs, notAnswerer, notOnPaper, hasReason), To: WithProvider,
		},
		{
			From: in(Answered), Do: AskAgain, By: officers, If: when(notFiler, hasReason, notAskedAgain), To: WithProvider,
			Clock: clocks(flow.Voided(tell), flow.Resumed(answer)), Tell: to("assist", flow.ToProvider),
		},
	}
}

// onTheirPaper is the answer of a unit that is too small to have two persons at
// the portal: it comes on paper, an officer registers it, a signer confirms it.
func onTheirPaper() []flow.Row {
	return []flow.Row{
		{
			From: in(WithProvider), Do: AnswerOnPaper, By: desk,
			If: when(notFiler, hasReason, hasDocument, isAnswer, isReexamined, hasAmendedIfFounded, isExplained,
				namesNobody),
			To: ProviderSigning, As: as(Upheld, PartlyUpheld, Rejected), Then: then(keepAnswer),
		},
		{
			From: in(ProviderSigning), Do: ConfirmPaper, By: signers, If: when(notFiler, notAnswerer, isOnPaper),
			To: Answered, Then: then(lower), Clock: clocks(flow.Stopped(answer), flow.Running(tell)),
			Word: word(notice.Answered),
		},
		{
			From: in(ProviderSigning), Do: SendPaperBack, By: signers,
			If: when(notFiler, notAnswerer, isOnPaper, hasReason), To: WithProvider,
		},
	}
}
