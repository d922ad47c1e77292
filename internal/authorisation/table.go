package authorisation

import (
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// The acts of the procedure; each is also the name of the permission to do it.
const (
	Ask       audit.Act = "authorisation.ask"        // Q1
	Consent   audit.Act = "authorisation.consent"    // Q2
	Decline   audit.Act = "authorisation.decline"    // Q3
	Refusal   audit.Act = "authorisation.refusal"    // Q3, told on the day of Q4
	Lapse     audit.Act = "authorisation.lapse"      // Q4
	Withdraw  audit.Act = "authorisation.withdraw"   // the enquirer asks no longer
	FilePaper audit.Act = "authorisation.file_paper" // Q5
	Confirm   audit.Act = "authorisation.confirm"    // Q6
	NotAccept audit.Act = "authorisation.refuse"     // C4
	Object    audit.Act = "authorisation.object"     // Q7
	Open      audit.Act = "authorisation.open"       // Q8
	View      audit.Act = "authorisation.view"       // Q9, not for the last time
	ViewLast  audit.Act = "authorisation.view_last"  // Q9
	Revoke    audit.Act = "authorisation.revoke"     // Q10
	End       audit.Act = "authorisation.end"        // Q11
)

var (
	ofSubjects = []actor.Role{actor.Person, actor.OrgAgent}
	atWindow   = []actor.Role{actor.IntakeOfficer}
	seconds    = []actor.Role{actor.CaseOfficer, actor.IntakeOfficer}
	viewers    = []actor.Role{actor.Person, actor.OrgAgent, actor.IntakeOfficer, actor.CaseOfficer}
	objectors  = []actor.Role{actor.Person, actor.OrgAgent, actor.CaseOfficer, actor.IntakeOfficer}
)

func in(states ...flow.State) []flow.State { return states }

func as(outcome flow.Outcome) []flow.Outcome { return []flow.Outcome{outcome} }

func guards(list ...flow.Guard) []flow.Guard { return list }

func tell(kind notice.Kind, to flow.Party) []flow.Letter {
	return []flow.Letter{{Kind: string(kind), To: to}}
}

// Table is the whole procedure, as flows.md §8 numbers it: by consent in the
// portal, by papers at the window, and what is the same of both.
func Table() flow.Table {
	return flow.Table{Kind: flow.Authorisation, Rows: append(append(byConsent(), byPaper()...), viewing()...)}
}

func byConsent() []flow.Row {
	unused := in(AwaitingSubject, Declined, Viewable)
	return []flow.Row{
		{
			From: in(flow.NoState), Do: Ask, By: ofSubjects,
			If: guards(mayAsk, hasName, notOneself, hasItems, hasPurpose, daysFit, usesFit),
			To: AwaitingSubject, Clock: flow.Running(law.QueryConsent), Tell: tell(notice.Asked, flow.ToSubject),
		},
		{
			From: in(AwaitingSubject), Do: Consent, By: ofSubjects,
			If: guards(isSubject, notAsker, inTime, hasItems, narrower, daysFit, usesFit),
			To: Viewable, Clock: append(flow.Stopped(law.QueryConsent), flow.Running(law.QueryTerm)...),
			Then: []flow.Effect{agreed}, Tell: tell(notice.Agreed, flow.ToApplicant), StepUp: true,
		},
		{From: in(AwaitingSubject), Do: Decline, By: ofSubjects, If: guards(isSubject), To: Declined},
		{
			From: in(Declined), Do: Refusal, If: guards(consentOver), To: Closed, As: as(Refused),
			Tell: tell(notice.Unanswered, flow.ToApplicant),
		},
		{
			From: in(AwaitingSubject), Do: Lapse, If: guards(consentOver), To: Closed, As: as(Lapsed),
			Tell: tell(notice.Unanswered, flow.ToApplicant),
		},
		{From: unused, Do: Withdraw, By: ofSubjects, If: guards(isEnquirer), To: Closed, As: as(Withdrawn)},
	}
}

func byPaper() []flow.Row {
	return []flow.Row{
		{
			From: in(flow.NoState), Do: FilePaper, By: atWindow,
			If: guards(hasName, hasEnquirer, hasItems, hasPurpose, daysFit, usesFit, hasPapers),
			To: Checking, Clock: flow.Running(law.QueryCheck), Tell: tell(notice.PaperReceived, flow.ToApplicant),
		},
		{
			From: in(Checking), Do: Confirm, By: seconds, If: guards(notFiler, isKnown, hasNote), To: NoticeWait, StepUp: true,
			Clock: append(flow.Stopped(law.QueryCheck), flow.Running(law.QueryPaperWait)...),
			Tell:  tell(notice.PaperAsked, flow.ToSubject),
		},
		{
			From: in(Checking), Do: NotAccept, By: seconds, If: guards(notFiler, hasNote),
			To: Closed, As: as(flow.NotAccepted), Tell: tell(notice.PaperRefused, flow.ToApplicant),
		},
		{
			From: in(NoticeWait), Do: Object, By: objectors, If: guards(isConcerned, noteWhereStaff),
			To: Closed, As: as(Refused),
		},
		{
			From: in(NoticeWait), Do: Open, If: guards(waitOver), To: Viewable,
			Clock: append(flow.Stopped(law.QueryPaperWait), flow.Running(law.QueryTerm)...), Then: []flow.Effect{agreed},
		},
	}
}

func viewing() []flow.Row {
	return []flow.Row{
		{
			From: in(Viewable), Do: View, By: viewers, If: guards(isEnquirer, notFilersLook, stands, severalLeft), To: flow.Same,
			Then: []flow.Effect{used}, StepUp: true,
		},
		{
			From: in(Viewable), Do: ViewLast, By: viewers, If: guards(isEnquirer, notFilersLook, stands, lastLeft), To: Closed,
			As: as(Viewed), Then: []flow.Effect{used}, StepUp: true,
		},
		{
			From: in(Viewable), Do: Revoke, By: objectors, If: guards(isConcerned, noteWhereStaff),
			To: Closed, As: as(Revoked),
		},
		{
			From: in(Closed), Do: Revoke, By: objectors, If: guards(isConcerned, isShown, noteWhereStaff),
			To: Closed, As: as(Revoked),
		},
		{From: in(Viewable), Do: End, If: guards(isOver), To: Closed, As: as(Lapsed)},
	}
}
