package query

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
)

// Basis is by what right somebody asks.
type Basis string

// The bases.
const (
	Self       Basis = "self"       // one's own file (art. 22)
	Authorised Basis = "authorised" // by an authorisation of the subject (art. 22)
	Work       Basis = "work"       // a request that the enquirer handles
	Audit      Basis = "audit"      // the logs, by who audits them (art. 25)

	// Exception is a look at a request by who watches and does not handle it, for a
	// reason of its own (case.read_exception).
	Exception Basis = "exception"
)

// Bases lists every basis.
func Bases() []Basis { return []Basis{Self, Authorised, Work, Audit, Exception} }

// Key returns the message key of the basis.
func (b Basis) Key() string { return "query.basis." + string(b) }

// purpose is what a look on the basis is for where nobody says otherwise.
func (b Basis) purpose() Purpose {
	switch b {
	case Self:
		return Own
	case Work:
		return Handling
	case Audit:
		return Auditing
	case Exception:
		return Oversight
	case Authorised: // is what the subject agreed to, and must be said
	}
	return ""
}

// Purpose is what somebody looks for (art. 22, 25).
type Purpose string

// The purposes: of the office and of subjects themselves, then those for which
// one may ask about another.
const (
	Own       Purpose = "own"
	Handling  Purpose = "handling"
	Oversight Purpose = "oversight"
	Auditing  Purpose = "auditing"

	Business  Purpose = "business"
	Financing Purpose = "financing"
	Tender    Purpose = "tender"
	Hiring    Purpose = "hiring"
	Tenancy   Purpose = "tenancy"
	Other     Purpose = "stated" // in the enquirer's own words
)

// Purposes lists every purpose.
func Purposes() []Purpose {
	return append([]Purpose{Own, Handling, Oversight, Auditing}, Askable()...)
}

// Askable lists the purposes for which one may ask about another.
func Askable() []Purpose { return []Purpose{Business, Financing, Tender, Hiring, Tenancy, Other} }

// Key returns the message key of the purpose.
func (p Purpose) Key() string { return "query.purpose." + string(p) }

// Channel is the way by which somebody looks.
type Channel string

// The channels.
const (
	Page    Channel = "page"
	Report  Channel = "report"
	Export  Channel = "export"
	Window  Channel = "window"  // an officer for somebody who came
	Paper   Channel = "paper"   // an authorisation on paper
	Status  Channel = "status"  // by the number and the lookup code of a receipt: nobody is signed in
	Command Channel = "command" // on the command line
)

// Channels lists every channel.
func Channels() []Channel { return []Channel{Page, Report, Export, Window, Paper, Status, Command} }

// Key returns the message key of the channel.
func (c Channel) Key() string { return "query.channel." + string(c) }

// MostWords is how many characters a purpose in one's own words has at most.
const MostWords = 200

// Entry is one look at what is not public: who, when, at what, why (art. 25).
type Entry struct {
	ID      string // public id, which the desk draws
	By      actor.Actor
	At      time.Time
	Channel Channel
	Basis   Basis
	Ground  string // public id of the request or authorisation that the basis rests on
	Purpose Purpose
	Words   string // of the enquirer about the purpose; they may name somebody
	For     string // name of on whose behalf somebody looks by an authorisation
	Subject int64  // row id of the data subject looked at; zero: none
	Object  string // what was shown: file, or the kind of a request and its public id
	Items   []string
	Count   int  // of the records or items shown
	Refused bool // nothing was shown

	// Most is how many data subjects the enquirer's account may look at in a day;
	// zero: as many as there are. It is not kept.
	Most int

	// Read are the records that are shown, by row id, in the version that was read;
	// in version 0 where they are read after the entry. It is not kept: it makes
	// sure that whoever was shown what turned out to be wrong is told so.
	Read map[int64]int

	only []string // codes of the items that may be shown by an authorisation
}

// whole fills in what follows from the rest, and refuses an entry in which one of
// the four things that art. 25 asks for is missing: who, when, what, why. Staff look
// at a data subject only on the ground of a request, an authorisation or a duty.
func (e Entry) whole(at time.Time) (Entry, error) {
	e.ID, e.At = strings.ToLower(rand.Text()), at
	if e.Channel == "" {
		e.Channel = Page
	}
	if e.Purpose == "" {
		e.Purpose = e.Basis.purpose()
	}
	_, request, ofRequest := strings.Cut(e.Object, "/")
	if e.Ground == "" && ofRequest {
		e.Ground = request
	}
	e.Items = slices.Compact(slices.Sorted(slices.Values(e.Items)))
	e.Words = strings.TrimSpace(e.Words)
	known := slices.Contains(Bases(), e.Basis) && slices.Contains(Channels(), e.Channel) &&
		slices.Contains(Purposes(), e.Purpose)
	named := e.By.Name != "" || e.By.Account != 0 || e.Channel == Status
	if !known || !named || e.Object == "" || e.By.Side == actor.Anonymous || e.At.IsZero() {
		return e, fault.New(fault.Forbidden, "query.fault.basis", nil)
	}
	if e.Subject != 0 && e.By.Side != actor.Subject && e.Ground == "" {
		return e, fault.New(fault.Forbidden, "query.fault.ground", nil)
	}
	if n := utf8.RuneCountInString(e.Words); n > MostWords || n == 0 && e.Purpose == Other {
		return e, fault.New(fault.Invalid, "query.fault.words", fault.Args{"Most": MostWords})
	}
	return e, nil
}
