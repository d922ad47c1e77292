package objection

import (
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/flow"
	"creditportal/internal/law"
)

// The acts of the procedure; each is also the name of the permission to do it.
const (
	Submit            audit.Act = "objection.submit"
	ConfirmOverTerm   audit.Act = "objection.confirm_over_term"
	TakeUp            audit.Act = "objection.take"
	HandOver          audit.Act = "objection.hand_over"
	AskPapers         audit.Act = "objection.ask_papers"
	Add               audit.Act = "objection.add"
	FindDiffers       audit.Act = "objection.find_differs"
	FindOwn           audit.Act = "objection.find_own"
	FindSame          audit.Act = "objection.find_same"
	Reconsider        audit.Act = "objection.reconsider"
	Forward           audit.Act = "objection.forward"
	Recall            audit.Act = "objection.recall"
	Answer            audit.Act = "objection.answer"
	ProviderSign      audit.Act = "objection.provider_sign"
	ProviderSendBack  audit.Act = "objection.provider_send_back"
	NotOurs           audit.Act = "objection.not_ours"
	Name              audit.Act = "objection.name"
	ProviderLate      audit.Act = "objection.provider_late"
	WholeLate         audit.Act = "objection.whole_late"
	AskAgain          audit.Act = "objection.ask_again"
	Propose           audit.Act = "objection.propose"
	ProviderCorrected audit.Act = "objection.provider_corrected"
	Overrule          audit.Act = "objection.overrule"
	Refuse            audit.Act = "objection.refuse"
	Sign              audit.Act = "objection.sign"
	SendBack          audit.Act = "objection.send_back"
	Withdraw          audit.Act = "objection.withdraw"
	Join              audit.Act = "objection.join"
	End               audit.Act = "objection.end"
	Contest           audit.Act = "objection.contest"
	Settle            audit.Act = "objection.settle"
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
	subjects = []actor.Role{actor.Person, actor.OrgAgent}
	filers   = []actor.Role{actor.Person, actor.OrgAgent, actor.IntakeOfficer}
	officers = []actor.Role{actor.CaseOfficer}
	machine  []actor.Role
)

// Table is art. 36 to 38 as a table.
func Table() flow.Table {
	return flow.Table{
		Kind: flow.Objection, Theirs: in(WithProvider, ProviderSigning), Rows: rows(),
	}
}

func rows() []flow.Row {
	rows := filing()
	rows = append(rows, finding()...)
	rows = append(rows, providing()...)
	rows = append(rows, answering()...)
	rows = append(rows, deciding()...)
	return append(rows, afterwards()...)
}

// filing is art. 36: the receipt, and with it the annotation.
func filing() []flow.Row {
	return []flow.Row{
		{
			From: in(flow.NoState), Do: Submit, By: filers, If: when(hasGround, isOwn, hasClaim, claimFits),
			To: Received, Clock: flow.Running(verify, wholeOwn, whole),
			Then: then(annotate), Tell: to("receipt", flow.ToApplicant),
		},
		{
			From: in(Received), Do: ConfirmOverTerm, By: machine, If: when(isOverTerm),
			To: Closed, As: as(Removed), Then: then(remove, lift), Tell: to("corrected", flow.ToApplicant),
		},
		{
			From: Open(), Do: Add, By: filers, If: when(hasReason), To: flow.Same,
		},
		{
			From: Open(), Do: Withdraw, By: filers, To: Closed, As: as(flow.Withdrawn),
			Then: then(lift, release), Tell: both("ended"),
		},
		{
			From: unsigned(), Do: Join, By: machine, To: Closed, As: as(flow.Joined), Then: then(lift, release),
		},
		{
			From: Open(), Do: End, By: machine, If: when(isGone), To: Closed, As: as(flow.Ended),
			Then: then(lift), Tell: both("ended"),
		},
	}
}

// finding is art. 37 ¶1 and ¶2: where the error lies is found within the
// operator's own limit.
func finding() []flow.Row {
	return []flow.Row{
		{
			From: in(Received), Do: TakeUp, By: officers, If: when(notFiler), To: Verifying, Then: then(own),
		},
		{
			From: unsigned(), Do: HandOver, By: []actor.Role{actor.CaseOfficer, actor.AuthorityOfficer},
			If: when(hasOwner), To: flow.Same, Then: then(give),
		},
		{
			From: in(Received, Verifying), Do: AskPapers, By: []actor.Role{actor.IntakeOfficer, actor.CaseOfficer},
			If: when(notAsked, hasPapers), To: flow.Same, Then: then(askPapers), Tell: to("papers", flow.ToApplicant),
		},
		{
			From: in(Verifying), Do: FindDiffers, By: officers, If: when(notFiler, hasRecord, hasReason, hasAmended),
			To: Signing, As: as(Corrected), Clock: clocks(flow.Stopped(verify), flow.Running(correct)),
			Then: then(byCorrection),
		},
		{
			From: in(Verifying), Do: FindOwn, By: officers, If: when(notFiler, isOperators, hasReason, papersOver),
			To: Signing, As: as(Removed, Rejected), Clock: clocks(flow.Stopped(verify), flow.Running(correct)),
			Then: then(hold),
		},
		{
			From: in(Verifying), Do: FindSame, By: officers, If: when(notFiler, mayBeProviders, hasReason), To: ToForward,
			Clock: clocks(flow.Stopped(verify), flow.Voided(wholeOwn), flow.Running(forward)),
		},
		{
			From: in(ToForward), Do: Reconsider, By: officers, If: when(notFiler, hasReason), To: Verifying,
			Clock: clocks(flow.Voided(forward), flow.Resumed(verify, wholeOwn)),
		},
	}
}

// providing is art. 37 ¶3: the provider verifies and answers.
func providing() []flow.Row {
	return []flow.Row{
		{
			From: in(ToForward), Do: Forward, By: officers, If: when(notFiler, hasProvider), To: WithProvider,
			Clock: clocks(flow.Stopped(forward), flow.Running(answer)), Then: then(address),
			Tell: letters(to("forwarded", flow.ToApplicant), to("assist", flow.ToProvider)),
		},
		{
			From: in(WithProvider), Do: Recall, By: officers, If: when(sameDay, hasReason), To: ToForward,
			Clock: clocks(flow.Voided(answer), flow.Resumed(forward)),
		},
	}
}

// answering is the provider's own part of it.
func answering() []flow.Row {
	return []flow.Row{
		{
			From: in(WithProvider), Do: Answer, By: []actor.Role{actor.ProviderChecker},
			If: when(isTheirs, hasReason, hasDocument, isAnswer, hasAmendedIfFounded),
			To: ProviderSigning, As: as(Upheld, PartlyUpheld, Rejected), Then: then(keepAnswer),
		},
		{
			From: in(ProviderSigning), Do: ProviderSign, By: []actor.Role{actor.ProviderReviewer},
			If: when(isTheirs, notAnswerer), To: Answered, Clock: clocks(flow.Stopped(answer), flow.Running(tell)),
		},
		{
			From: in(ProviderSigning), Do: ProviderSendBack, By: []actor.Role{actor.ProviderReviewer},
			If: when(isTheirs, notAnswerer, hasReason), To: WithProvider,
		},
		{
			From: in(WithProvider), Do: NotOurs, By: []actor.Role{actor.ProviderChecker},
			If: when(isTheirs, hasReason, hasProvider, notNamed), To: ToForward,
			Clock: clocks(flow.Voided(answer), flow.Running(forward)), Then: then(address),
		},
		{
			From: in(ToForward), Do: Name, By: []actor.Role{actor.AuthorityOfficer}, If: when(hasProvider, hasReason),
			To: WithProvider, Clock: clocks(flow.Stopped(forward), flow.Running(answer)), Then: then(address),
			Tell: letters(to("forwarded", flow.ToApplicant), to("assist", flow.ToProvider)),
		},
		{
			From: in(WithProvider, ProviderSigning), Do: ProviderLate, By: machine, If: when(isProviderLate),
			To:   flow.Same,
			Tell: letters(to("late", flow.ToApplicant), to("late", flow.ToProvider), to("late", flow.ToAuthority)),
		},
		{
			From: in(Answered), Do: AskAgain, By: officers, If: when(notFiler, hasReason, notAskedAgain), To: WithProvider,
			Clock: clocks(flow.Voided(tell), flow.Resumed(answer)), Tell: to("assist", flow.ToProvider),
		},
	}
}

// deciding is what ends in a signature.
func deciding() []flow.Row {
	return []flow.Row{
		{
			From: in(Answered), Do: Propose, By: officers, If: when(notFiler, hasReason, asAnswered, papersOver),
			To: Signing, As: as(Upheld, PartlyUpheld, Rejected), Then: then(adopt),
		},
		{
			From: unsigned(), Do: ProviderCorrected, By: machine, If: when(hasRecord), To: Answered, Then: then(noteCorrected),
			Clock: clocks(flow.Stopped(verify, forward, answer)),
		},
		{
			From: append(unsigned(), Contested), Do: Overrule, By: officers,
			If: when(notFiler, hasReason, hasDocument, hasRecord, hasAmendedIfCorrected),
			To: Signing, As: as(Removed, Corrected, Rejected), Clock: clocks(flow.Stopped(verify, forward, answer)),
			Then: then(byCorrection, hold),
		},
		{
			From: unsigned(), Do: Refuse, By: []actor.Role{actor.IntakeOfficer, actor.CaseOfficer},
			If: when(notFiler, hasReason, papersOver), To: Signing, As: as(flow.NotAccepted),
		},
		{
			From: in(Signing), Do: Sign, By: []actor.Role{actor.Signer},
			If: when(notFiler, notProposer, isComplete), To: Closed, Then: then(carryOut, lift),
			Tell: letters(
				on(to("corrected", flow.ToApplicant), Corrected, Removed),
				on(to("result", flow.ToApplicant), Upheld, PartlyUpheld, Rejected),
				on(to("not_accepted", flow.ToApplicant), flow.NotAccepted),
			),
		},
		{
			From: in(Signing), Do: SendBack, By: []actor.Role{actor.Signer}, If: when(notFiler, notProposer, hasReason),
			To: flow.Back, Then: then(release),
		},
		{
			From: Open(), Do: WholeLate, By: machine, If: when(isWholeLate), To: flow.Same,
			Tell: letters(to("extended", flow.ToApplicant), to("extended", flow.ToAuthority)),
		},
	}
}

// afterwards is art. 38: whoever still objects has the record annotated.
func afterwards() []flow.Row {
	return []flow.Row{
		{
			From: in(Closed), Do: Contest, By: subjects, If: when(isAdverse, notContested, isShown, hasStatement),
			To: Contested, Then: then(annotateContested),
		},
		{
			From: in(Contested), Do: Settle, By: append(subjects, actor.Signer), If: when(hasReason),
			To: Closed, Then: then(lift),
		},
	}
}

func in(states ...flow.State) []flow.State       { return states }
func as(outcomes ...flow.Outcome) []flow.Outcome { return outcomes }
func when(guards ...flow.Guard) []flow.Guard     { return guards }
func then(effects ...flow.Effect) []flow.Effect  { return effects }

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

func on(list []flow.Letter, outcomes ...flow.Outcome) []flow.Letter {
	for i := range list {
		list[i].On = outcomes
	}
	return list
}
