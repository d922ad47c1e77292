// Package authorisation is the query about somebody else (授权查询, art. 22): an
// enquirer names a data subject, what they want to see and why; the subject
// agrees to all of it, to a part, or to nothing; what was agreed to is opened as
// often as agreed, and no more. Whoever asks never learns whether the subject is
// known here before the subject has agreed.
package authorisation

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
)

// The states of an authorisation.
const (
	AwaitingSubject flow.State = "awaiting_subject" // the subject agrees or not; silence is no
	Declined        flow.State = "declined"         // the subject said no; told when silence would have said so
	Checking        flow.State = "checking"         // papers were handed in; a second officer checks them
	NoticeWait      flow.State = "notice_wait"      // the subject was told of the papers and may object
	Viewable        flow.State = "viewable"         // the enquirer may open it
	Closed                     = flow.Closed
)

// The outcomes of an authorisation.
const (
	Viewed    flow.Outcome = "viewed"  // opened as often as was agreed
	Refused   flow.Outcome = "refused" // the subject said no
	Lapsed    flow.Outcome = "lapsed"  // nobody answered in time, or the term is over
	Revoked   flow.Outcome = "revoked" // the subject took it back
	Withdrawn              = flow.Withdrawn
)

// OpenFor is how long what was opened is shown again to whoever opened it: the
// house's own number, no limit of the law.
const OpenFor = 30 * time.Minute

// What a form takes; no law says it.
const (
	MostUses  = 5
	MostName  = 100
	MostItems = 200
	MostNote  = 500
)

// MostOpen is how many queries one enquirer may have open at once: more than a
// tender has bidders, and too few to try names one after the other or to bury
// somebody under requests. The house's own number, no limit of the law.
const MostOpen = 50

// Named is the subject as the enquirer named it: nothing was searched for.
type Named struct {
	Name   string `json:"name"`
	Number string `json:"number"` // unified code or identity number
}

// Authorisation is one query about somebody else. Its applicant is the enquirer,
// its subject whom it is about; zero when nobody of that name and number is known.
type Authorisation struct {
	flow.Request
	Enquirer int64 // row id of the data subject that asks; zero: somebody who came with papers
	Named    Named
	Document string     // number of the enquirer's own papers, where they were seen at the window
	Asked    flow.Terms // as it was asked for, whatever was agreed
}

// Item is the one matter of the authorisation.
func (a Authorisation) Item() flow.Item {
	if len(a.Items) == 0 {
		return flow.Item{}
	}
	return a.Items[0]
}

// Terms are what was agreed to; before that what was asked for.
func (a Authorisation) Terms() flow.Terms { return a.Item().Terms }

// Purpose is what the enquirer wants to know it for.
func (a Authorisation) Purpose() query.Purpose { return query.Purpose(a.Item().Ground) }

// OnPaper says whether papers were handed in at the window.
func (a Authorisation) OnPaper() bool { return a.Channel != flow.Online }

// By says whether the actor speaks for the enquirer, or, where papers were
// handed in, is an officer who shows it to them.
func (a Authorisation) By(by actor.Actor) bool {
	if by.Side == actor.Operator {
		return a.OnPaper()
	}
	return by.Side == actor.Subject && by.Subject != 0 && by.Subject == a.Enquirer
}

// About says whether the actor speaks for the subject.
func (a Authorisation) About(by actor.Actor) bool {
	return by.Side == actor.Subject && by.Subject != 0 && by.Subject == a.Subject
}

// OpenTo says whether what was opened is still shown to the actor at the moment:
// to the account that opened it, while the authorisation stands.
func (a Authorisation) OpenTo(by actor.Actor, at time.Time) bool {
	return a.By(by) && a.Terms().Opener == by.Account && a.Shown(at)
}

// Shown says whether what was opened is still shown at the moment to whoever
// opened it: the subject may end that by taking back what it agreed to.
func (a Authorisation) Shown(at time.Time) bool { return shown(a.Item(), at) }

// For is the authorisation as the actor may know it. The enquirer is told of no
// answer before the day on which silence would be one, and then not which of the
// two it was; nor whether the subject is known here.
func (a Authorisation) For(by actor.Actor) Authorisation {
	it := a.Item()
	if a.About(by) || by.Side == actor.Operator || by.Side == actor.Engine {
		it.History = slices.Clone(it.History)
		a.Items = []flow.Item{it}
		return a
	}
	if it.State == Declined {
		it.State = AwaitingSubject
	}
	if it.Outcome == Refused {
		it.Outcome = Lapsed
	}
	if a.Terms().Until.IsZero() { // nobody has agreed to anything
		a.Subject = 0
	}
	it.History, it.Version = nil, 0
	a.Items = []flow.Item{it}
	return a
}

// Filter says which authorisations a list holds, the newest first; those of
// everybody in the order of their row ids.
type Filter struct {
	Subject  int64 // that it is about
	Enquirer int64 // who asked
	OnPaper  bool  // those that came to the window
	Anybodys bool  // those of everybody, for the portal itself
	After    int64 // row id behind which they begin, in the order of the row ids
	Open     bool  // that are not closed
	Size     int   // zero: all
}

// Store keeps authorisations.
type Store interface {
	// Authorisation returns one by its public id to whoever is a party to it, to
	// the officers where it came on paper, and to the portal itself;
	// fault.NotFound for anybody else, as for one that never was.
	Authorisation(ctx context.Context, publicID string, by actor.Actor) (Authorisation, error)
	// Authorisations lists those that the filter wants.
	Authorisations(ctx context.Context, f Filter) ([]Authorisation, error)
	// DueAuthorisations lists the public ids of those that the portal itself must
	// attend to on the day; none of those that wait for an officer.
	DueAuthorisations(ctx context.Context, today civil.Date, most int) ([]string, error)
	// SubjectNamed returns the row id of the subject of the name and number; zero
	// for none.
	SubjectNamed(ctx context.Context, n Named, today civil.Date) (int64, error)
	// Done says whether an operation was done before.
	Done(ctx context.Context, op string) (bool, error)
	// CarryOut makes a change true, in one transaction with its event and its
	// letters: fault.Stale when somebody was quicker, NotReached when the subject must
	// be told of papers and no inbox here is theirs. It is true once, however often
	// it is asked for under one operation.
	CarryOut(ctx context.Context, a Authorisation, c flow.Change) error
}

// PublicIDOf names the authorisation that is asked for under an operation:
// asking twice under one asks once.
func PublicIDOf(account int64, op string) string {
	digest := sha256.Sum256(fmt.Appendf(nil, "authorisation\x00%d\x00%s", account, op))
	const length = 26
	return strings.ToLower(base32.StdEncoding.EncodeToString(digest[:])[:length])
}

// Unknown is the one answer for an authorisation that is not there, for one of
// others, and for one that cannot be opened.
func Unknown() error { return fault.New(fault.NotFound, "authorisation.fault.unknown", nil) }

// NotReached is the refusal of papers whose subject cannot be told of them here:
// nobody would object whom no letter reaches.
func NotReached() error { return isKnown.Refusal() }
