package notice

import (
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/record"
)

// Facts is everything that a letter says, as it was when the letter was made.
// What a kind does not need stays zero: a part of a letter is there or absent,
// never empty.
type Facts struct {
	Matter     Matter
	Request    string        // number of the request
	Replaces   string        // number of the letter that this one takes the place of
	ReceivedOn civil.Date    // day 0 of what counts from the receipt
	Limits     []law.Running // with their computation, the binding one first
	AskedBy    civil.Date    // last day for the recipient to do what the letter asks
	ExpectedOn civil.Date    // when the late answer is expected; the limit itself does not move
	Overdue    Overdue       // who let a limit pass
	Cause      Cause         // why a date is another one, or is not kept
	Moved      []Moved       // dates that were told before, and are other ones now
	Papers     []string      // what is still needed, all of it
	Items      []Item        // what the letter is about, one after the other
	Basis      []law.Basis   // what it rests on
	Next       []Next        // what the recipient may do now
	Instead    string        // who is competent where the operator is not
	Review     string        // the operator's own words about review by others; only where counsel said so
	Contact    Contact       // filled in when the letter is issued
	Issuer     string        // filled in when the letter is issued
}

// Overdue is a limit that somebody let pass.
type Overdue struct {
	Provider string // name
	DueOn    civil.Date
	Days     int // working days since then
}

// Cause is why a date that was told is another one, or is not kept (N14): one of
// a list, so that nobody is put off with a phrase.
type Cause string

// The causes. Most say where the matter waits.
const (
	Verifying  Cause = "verifying"  // the operator has not finished verifying
	Forwarding Cause = "forwarding" // it was not passed on to its provider yet
	Awaiting   Cause = "awaiting"   // the provider has not answered
	Deciding   Cause = "deciding"   // the provider answered; the result is being prepared
	Signing    Cause = "signing"    // the result waits for a signature
	Calendar   Cause = "calendar"   // the holidays of a year were announced
	TakenUp    Cause = "taken_up"   // the provider took its refusal back, and examines anew
	Prolonged  Cause = "prolonged"  // the provider made use of the extension that its line allows
)

// Key returns the message key of the sentence about it.
func (c Cause) Key() string { return "notice.cause." + string(c) }

// Moved is a date that was told, and what it is now. Both stay known.
type Moved struct {
	Limit law.Clock
	From  civil.Date
	To    civil.Date
}

// Item is one record that a letter is about, or one thing that is missing.
type Item struct {
	Number     record.Number // "" where something is missing
	Label      string        // name of the catalog item
	Provider   string        // name of the unit that answers for it
	Document   string        // number of the document
	Ground     string        // message key of the applicant's reason
	Claim      string        // the applicant's own words, in letters that ask for help
	Fields     []string      // labels of the contested fields
	Joined     string        // number of the older request that it was added to
	Found      []Finding
	Result     string // message key of the outcome
	Changes    []Alteration
	At         civil.Date // from when the result holds
	Own        bool       // the operator's own mistake: the letter says sorry
	Reasons    []string
	Annotation Annotation
	Asking     *Asking       `json:",omitempty"`
	Confirmed  *Confirmation `json:",omitempty"`
}

// Asking is what somebody asks to see of somebody else, or may see (art. 22).
type Asking struct {
	Enquirer string // name; "" in a letter to them
	Items    []string
	Purpose  string // message key
	Words    string // of the enquirer
	Days     int
	Uses     int
	Until    civil.Date // last day; zero before anything was agreed
}

// Confirmation is the document by which a provider confirms a repair (书面修复确认).
type Confirmation struct {
	Number string
	On     civil.Date
}

// Finding is something that was established.
type Finding struct {
	Source Source
	Field  string // label; "" for a sentence about the whole
	Text   string
}

// Source is where a finding comes from.
type Source string

// The sources of findings.
const (
	Platform Source = "platform" // 平台记载
	Provider Source = "provider" // 单位提供
	Evidence Source = "evidence" // 证据
)

// Key returns the message key of the source's name.
func (s Source) Key() string { return "notice.source." + string(s) }

// Alteration is what a field said and says now.
type Alteration struct{ Field, Was, Now string }

// Annotation is what stands beside the record with this letter.
type Annotation string

// The states of the annotation (art. 38).
const (
	Disputed  Annotation = "disputed"  // 异议处理中, from the receipt on
	Kept      Annotation = "kept"      // goes on
	Lifted    Annotation = "lifted"    // taken off
	Contested Annotation = "contested" // 信息主体对处理结果有异议
)

// Key returns the message key of the annotation's sentence.
func (a Annotation) Key() string { return "notice.annotated." + string(a) }

// Next is something that the recipient may do after the letter.
type Next string

// What a recipient may do next.
const (
	Follow    Next = "follow"     // look at the progress
	AddPapers Next = "add_papers" // hand in more evidence
	Withdraw  Next = "withdraw"   // withdraw the request
	Supply    Next = "supply"     // hand in what the letter lists
	Elsewhere Next = "elsewhere"  // turn to who is competent
	Contest   Next = "contest"    // ask that the disagreement be annotated (art. 38)
	Answer    Next = "answer"     // answer the operator's questions
	NotOurs   Next = "not_ours"   // name the unit that is competent
	Refile    Next = "refile"     // file again when there is something new
	Discard   Next = "discard"    // use the old value no longer
	Review    Next = "review"     // examine an application for repair, and decide
	Disagree  Next = "disagree"   // object to the decision where a repair is not agreed to, or revoked
	Dispute   Next = "dispute"    // object to the record as its provider put it right
	Await     Next = "await"      // wait for the decision on what is examined again
	Respond   Next = "respond"    // say something before a repair is revoked

	CollectAgain Next = "collect_again" // agree that what was deleted be collected again

	Consent     Next = "consent"      // agree, to all or to a part
	Decline     Next = "decline"      // say no, or nothing
	ObjectPaper Next = "object_paper" // object to what was handed in on paper
	Look        Next = "look"         // open what was agreed to
	ComeBack    Next = "come_back"    // come to the window with the receipt when nobody objected
	AskAgain    Next = "ask_again"    // ask another time, or ask the subject for a copy
)

// Key returns the message key of the sentence about it.
func (n Next) Key() string { return "notice.next." + string(n) }

// Contact is how to reach the operator. What is not known is absent.
type Contact struct {
	Telephone string
	Address   string
	Hours     string
}
