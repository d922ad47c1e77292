package law

import "slices"

// Clock names a limit within which somebody must act (时限). A limit runs from
// a Start for a number of days that the books state.
type Clock string

// The clocks of the regulation, of the instruments above it and of the house.
const (
	IntakeReport           Clock = "intake.report"            // art. 11: provider reports
	IntakeMerge            Clock = "intake.merge"             // art. 19: operator enters or returns
	IntakeCorrect          Clock = "intake.correct"           // art. 33: provider corrects
	IntakeAnnulled         Clock = "intake.annulled"          // 条例 40: provider reports a fallen basis
	RelaySend              Clock = "relay.send"               // art. 12: operator passes on to the city
	DisclosureWithdraw     Clock = "disclosure.withdraw"      // 行政处罚法 48: decision withdrawn, reasons public
	DeletionExecute        Clock = "deletion.execute"         // art. 35 ¶2: delete and tell
	ObjectionVerify        Clock = "objection.verify"         // art. 37 ¶1
	ObjectionCorrect       Clock = "objection.correct"        // art. 37 ¶2
	ObjectionForward       Clock = "objection.forward"        // art. 37 ¶3
	ObjectionProvider      Clock = "objection.provider"       // art. 37 ¶3
	ObjectionTell          Clock = "objection.tell"           // art. 37 ¶3
	ObjectionWholeOwn      Clock = "objection.whole_own"      // 条例 39 ¶2: own matter, in all
	ObjectionWholeAssisted Clock = "objection.whole_assisted" // 条例 39 ¶2: others must help, in all
	RepairAccept           Clock = "repair.accept"            // order 36: provider accepts or refuses
	RepairWhole            Clock = "repair.whole"             // order 36: the whole repair
	RepairAdopt            Clock = "repair.adopt"             // art. 34: operator uses the confirmation
	RepairHearing          Clock = "repair.hearing"           // house: heard before a repair is revoked
	QueryConsent           Clock = "query.consent"            // house: subject answers a request for consent
	QueryPaperWait         Clock = "query.paper_wait"         // house: subject may object to a paper authorisation
	QueryCheck             Clock = "query.check"              // house: a second officer checks a paper authorisation
	QueryTerm              Clock = "query.term"               // house: longest term of an authorisation
	PapersAnswer           Clock = "papers.answer"            // house: applicant completes papers
	BulkProof              Clock = "bulk.proof"               // house: agency proves its authorisations
	ContentPublish         Clock = "content.publish"          // 政府信息公开条例 26
	FeedbackAnswer         Clock = "feedback.answer"          // 找错: answer to a reported error
)

// Clocks lists every clock that code declares. The loader refuses a book that
// names another one, and a set of books in which one of these is missing.
func Clocks() []Clock {
	return []Clock{
		IntakeReport, IntakeMerge, IntakeCorrect, IntakeAnnulled, RelaySend, DisclosureWithdraw, DeletionExecute,
		ObjectionVerify, ObjectionCorrect, ObjectionForward, ObjectionProvider, ObjectionTell,
		ObjectionWholeOwn, ObjectionWholeAssisted,
		RepairAccept, RepairWhole, RepairAdopt, RepairHearing,
		QueryConsent, QueryPaperWait, QueryCheck, QueryTerm, PapersAnswer, BulkProof, ContentPublish, FeedbackAnswer,
	}
}

// PeriodName names a length of calendar time that a record or paper is shown
// or kept (期限).
type PeriodName string

// The periods that books state.
const (
	AdversePeriod    PeriodName = "disclosure.adverse"    // art. 35 ¶1 and all that shortens it
	ContinuingPeriod PeriodName = "disclosure.continuing" // art. 35 ¶1: going-on conduct, until confirmed again
	AssessmentPeriod PeriodName = "retention.assessment"  // PIPL 56: impact assessments are kept
	PresentedPeriod  PeriodName = "retention.presented"   // PIPL 19: pictures of a document that nobody has decided on
)

// Periods lists every period that code declares.
func Periods() []PeriodName {
	return []PeriodName{AdversePeriod, ContinuingPeriod, AssessmentPeriod, PresentedPeriod}
}

// AgeName names an age that the law attaches something to.
type AgeName string

// The ages that books state.
const (
	SubjectMinAge    AgeName = "subject.min_age"   // art. 13: no file below it
	CapacityFull     AgeName = "capacity.full"     // 民法典 17, 18 ¶1
	CapacityWorking  AgeName = "capacity.working"  // 民法典 18 ¶2: own earnings as main support
	PenaltyNone      AgeName = "penalty.none"      // 行政处罚法 30: below it no penalty
	PenaltyMitigated AgeName = "penalty.mitigated" // 行政处罚法 30: below it a milder one
	ConsentGuardian  AgeName = "consent.guardian"  // PIPL 31: below it the guardian consents
)

// Ages lists every age that code declares.
func Ages() []AgeName {
	return []AgeName{
		SubjectMinAge, CapacityFull, CapacityWorking, PenaltyNone, PenaltyMitigated, ConsentGuardian,
	}
}

// Start is the event whose day is day 0 of a limit or period.
type Start string

// The events that a limit counts from, and the service of a notice.
const (
	Formed         Start = "formed"          // 信息形成
	Received       Start = "received"        // 收到
	Found          Start = "found"           // 发现、核查认定
	Forwarded      Start = "forwarded"       // 转到
	Answered       Start = "answered"        // 反馈
	ConductEnded   Start = "conduct_ended"   // 失信行为终止
	DocumentDated  Start = "document_dated"  // 文书作出
	FirstDisclosed Start = "first_disclosed" // 首次公示
	Annulled       Start = "annulled"        // 依据被撤销、变更、失效
	Born           Start = "born"            // 出生
	Served         Start = "served"          // 送达
)

// Starts lists every start event.
func Starts() []Start {
	return []Start{
		Formed, Received, Found, Forwarded, Answered, ConductEnded, DocumentDated,
		FirstDisclosed, Annulled, Born, Served,
	}
}

// Key returns the message key of the clock's name.
func (c Clock) Key() string { return "law.clock." + string(c) }

// Key returns the message key of the period's name.
func (p PeriodName) Key() string { return "law.period." + string(p) }

// Key returns the message key of the age's name.
func (a AgeName) Key() string { return "law.age." + string(a) }

// Key returns the message key of the start event.
func (s Start) Key() string { return "law.start." + string(s) }

// Declared lists the names of all clocks, periods and ages.
func Declared() []string {
	var names []string
	for _, c := range Clocks() {
		names = append(names, string(c))
	}
	for _, p := range Periods() {
		names = append(names, string(p))
	}
	for _, a := range Ages() {
		names = append(names, string(a))
	}
	return names
}

// optional are the declared names that no book need state: they are targets
// without a number in the text.
var optional = []string{string(RelaySend)}

// Optional says whether a set of books may leave the declared name out.
func Optional(name string) bool { return slices.Contains(optional, name) }
