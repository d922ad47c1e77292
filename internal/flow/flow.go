// Package flow is the engine of the procedures: requests and their items, the
// table of a procedure, and the one pure step that an act is. A procedure says
// in its own room what may happen; how it happens is the same for all.
package flow

import (
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/record"
)

// Kind is a procedure.
type Kind string

// The procedures that are built.
const (
	Objection     Kind = "objection"     // 异议 (art. 36–38)
	Feedback      Kind = "feedback"      // 咨询与找错
	Authorisation Kind = "authorisation" // 授权查询 (art. 22)
	Repair        Kind = "repair"        // 信用修复 (art. 34)
	Deletion      Kind = "deletion"      // 删除表彰奖励等信息 (art. 35 ¶2)
	Correction    Kind = "correction"    // 信息提供单位更正、撤下 (art. 33)
)

// Kinds lists every procedure.
func Kinds() []Kind {
	return []Kind{Objection, Feedback, Authorisation, Repair, Deletion, Correction}
}

// State says where an item is and whose turn it is; what came of it is its
// Outcome. Each procedure declares its own.
type State string

// The states that every procedure has.
const (
	NoState State = ""        // the item does not exist yet
	Signing State = "signing" // 待签发: proposed; a second person signs or sends back
	Closed  State = "closed"  // 办结: the outcome says what came of it
)

// Outcome is what came of a closed item, or what is proposed for one that
// waits for a signature.
type Outcome string

// The outcomes that every procedure has.
const (
	NoOutcome   Outcome = ""
	NotAccepted Outcome = "not_accepted" // 不予受理
	Withdrawn   Outcome = "withdrawn"    // 已撤回
	Joined      Outcome = "joined"       // 已并案: goes on in an older item
	Ended       Outcome = "ended"        // 已终止: what it was about is no longer
)

// Channel is the way a request came in.
type Channel string

// The ways to file.
const (
	Online  Channel = "online"
	Counter Channel = "counter" // at the window; an officer typed it
	Post    Channel = "post"    // by letter; an officer typed it
)

// Request is what one applicant files at one time (办件).
type Request struct {
	ID          int64
	PublicID    string // names it in addresses; random
	Number      string // readable, opens nothing; drawn by the store
	Kind        Kind
	Channel     Channel
	Subject     int64     // row id of the data subject that it is filed for; zero: none
	Concerned   int64     // row id of whom it shows: the subject, or whose record its provider puts right; not kept
	Applicant   Applicant // who acts for the subject
	FiledBy     int64     // account that filed: the applicant's, or an officer's
	ReceivedAt  time.Time
	Joined      []JoinedItem // what of it was added to older requests; said when it is filed, not kept
	WantFinding bool         // go on to a finding even when the record ends meanwhile
	Items       []Item
}

// ReceivedOn is the day of receipt, day 0 of every limit that counts from it
// (民法典 201).
func (r Request) ReceivedOn() civil.Date { return civil.Of(r.ReceivedAt) }

// Open says whether an item of the request is still being worked on.
func (r Request) Open() bool {
	for _, it := range r.Items {
		if it.Open() {
			return true
		}
	}
	return false
}

// Gives says whether an item of the request gives the file to the provider that has
// it, or had it last: as evidence, or with a result that its own people prepared.
func (r Request) Gives(file attachment.ID, unit string) bool {
	return slices.ContainsFunc(r.Items, func(it Item) bool { return it.Provider == unit && it.gives(file) })
}

// Rests says whether an item of the request rests on the file: as evidence, or with a
// result.
func (r Request) Rests(file attachment.ID) bool {
	return slices.ContainsFunc(r.Items, func(it Item) bool { return it.gives(file) })
}

func (it Item) gives(file attachment.ID) bool {
	return slices.Contains(it.Evidence, file) || it.Proposal.File == file || it.Signed.File == file
}

// JoinedItem is a part of a request that was open already: it goes on in the older
// request of the number.
type JoinedItem struct {
	Number   string
	PublicID string // of the older request
	Item     Item
	Record   *record.Record // nil where something is missing
}

// Applicant is who files: the subject or an agent. Personal, kept encrypted.
type Applicant struct {
	Account int64 // zero for papers filed without one
	Name    string
	Contact string // telephone or address for the answer
	Agent   bool   // acts under a mandate
}

// Item is one record, or one thing missing, inside a request (事项), with its own
// state, outcome and clocks.
type Item struct {
	ID       int64
	Request  int64
	Record   int64           // row id; zero where something is missing
	Number   record.Number   // of the record
	Provider string          // code of the unit that answers for it
	Ground   string          // why; the procedure declares the grounds
	Claim    string          // the applicant's own words; personal
	About    string          // page of the site that it is about; "" for none
	Fields   []string        // codes of the contested fields
	Evidence []attachment.ID // files that the provider is given
	State    State
	Outcome  Outcome
	Was      State    // where a proposal came from, and goes when it is sent back
	Proposal Proposal // what waits for a signature, or was signed
	Signed   Proposal // what was signed before, while another result waits for a signature
	Answer   Proposal // what the provider says
	Terms    Terms    // of an authorisation
	Into     int64    // row id of the older request in which it goes on; zero: of none
	Owner    int64    // account of the officer who works on it; zero: nobody
	Due      civil.Date
	Binding  civil.Date
	Theirs   bool       // a provider has it
	Papers   civil.Date // last day to complete papers; zero: none asked
	Raised   civil.Date // since when the authority has it on its list; zero: it has not
	Version  int
	Clocks   []Clock
	History  []Step
}

// Open says whether the item is still being worked on. One that was decided and
// is contested is not, until somebody proposes another result.
func (it Item) Open() bool {
	return it.State == Signing || it.State != Closed && it.Outcome == NoOutcome
}

// KnownTo says whether the provider has the item, or has acted upon it.
func (it Item) KnownTo(unit string) bool {
	return it.Theirs && it.Provider == unit ||
		slices.ContainsFunc(it.History, func(s Step) bool { return s.By.Side == actor.Provider && s.By.Unit == unit })
}

// Times says how often an act was done to the item.
func (it Item) Times(do audit.Act) int {
	n := 0
	for _, s := range it.History {
		if s.Did == do {
			n++
		}
	}
	return n
}

// Last returns the newest step by the act, and whether there is one.
func (it Item) Last(do audit.Act) (Step, bool) {
	for i := len(it.History) - 1; i >= 0; i-- {
		if it.History[i].Did == do {
			return it.History[i], true
		}
	}
	return Step{}, false
}

// ProposedBy is the act that proposed what waits for a signature or was signed last,
// whatever else was done meanwhile; "" where nothing was proposed.
func (it Item) ProposedBy() audit.Act {
	for _, step := range slices.Backward(it.History) {
		if step.To == Signing && step.From != Signing {
			return step.Did
		}
	}
	return ""
}

// Step is one act in the history of an item.
type Step struct {
	Did     audit.Act
	By      actor.Actor
	At      time.Time
	From    State
	To      State
	Outcome Outcome
	Version int // of the item after the step
	Reason  string
}

// Remedy is what an answer does about the record.
type Remedy string

// The remedies. A founded answer carries one; nothing is "founded" that leaves
// everything as it is.
const (
	NoRemedy Remedy = ""
	Correct  Remedy = "correct"  // other values
	Annul    Remedy = "annul"    // its basis fell
	Rematch  Remedy = "rematch"  // it concerns somebody else
	Supply   Remedy = "supply"   // what was missing is reported by the provider
	Maintain Remedy = "maintain" // it is right as it stands
	Done     Remedy = "done"     // the provider has corrected it already

	Reexamine Remedy = "reexamine" // the refused repair of it is examined again
)

// Remedies lists every remedy.
func Remedies() []Remedy {
	return []Remedy{Correct, Annul, Rematch, Supply, Reexamine, Maintain, Done}
}

// Value is what a field must say.
type Value struct {
	Field string // code of the catalog
	Text  string // as typed
}

// Proposal is an outcome on its way: with reasons, on a document, with the
// values that it brings. Kept encrypted.
type Proposal struct {
	Outcome  Outcome
	Remedy   Remedy
	Reason   string
	Document string // number of the paper that it rests on
	Values   []Value
	By       int64 // account that proposed

	Dated civil.Date    `json:",omitzero"` // of the document, where it is one that confirms
	File  attachment.ID `json:",omitzero"` // its scan

	Public string `json:",omitzero"` // what everybody is told about it
}

// signed is the result that was signed and stands; zero where none was, or where
// the matter ended without it.
func (it Item) signed() Proposal {
	if it.Outcome == NoOutcome || it.Outcome != it.Proposal.Outcome {
		return Proposal{}
	}
	return it.Proposal
}

// IsZero says whether nothing is proposed.
func (p Proposal) IsZero() bool { return p.Outcome == NoOutcome }
