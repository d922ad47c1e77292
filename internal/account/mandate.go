package account

import (
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/subject"
)

// MandateKind is by what right somebody speaks for somebody else.
type MandateKind string

// The kinds of mandate.
const (
	LegalRep  MandateKind = "legal_rep" // 法定代表人: follows the registration data
	Agent     MandateKind = "agent"     // 委托代理人
	Guardian  MandateKind = "guardian"  // 监护人
	Kin       MandateKind = "kin"       // 近亲属 (PIPL art. 49)
	Successor MandateKind = "successor" // 承继主体
)

// MandateKinds lists every kind, in the order of forms.
func MandateKinds() []MandateKind { return []MandateKind{LegalRep, Agent, Successor, Guardian, Kin} }

// Key returns the message key of the kind's name.
func (k MandateKind) Key() string { return "mandate.kind." + string(k) }

// fits says whether a mandate of the kind may bind a subject of the other kind.
func (k MandateKind) fits(of subject.Kind) bool {
	switch k {
	case LegalRep, Successor:
		return of != subject.Person
	case Guardian, Kin:
		return of == subject.Person
	case Agent:
		return true
	}
	return false
}

// Ending is why a mandate ended before its term.
type Ending string

// The endings of a mandate.
const (
	Refused   Ending = "refused"   // it was never confirmed
	Revoked   Ending = "revoked"   // by whom it binds
	Renounced Ending = "renounced" // by who held it
	Withdrawn Ending = "withdrawn" // by the operator, with a reason
	Replaced  Ending = "replaced"  // the registration data name another legal representative
)

// Registered is what is on file of whom a mandate would bind.
type Registered struct {
	ID       int64 // row id of the file; zero: there is none
	Name     string
	Former   []string
	LegalRep string // by the registration data; "" where they name none
	Papers   int    // that were handed in with the mandate
}

// bears says whether the name is the present one or one of before, however it is typed.
func (r Registered) bears(name string) bool {
	return slices.ContainsFunc(append([]string{r.Name}, r.Former...), func(known string) bool {
		return fold.Key(known) == fold.Key(name)
	})
}

// Mandate is the right of the holder of an account to speak for a subject
// (授权委托书). It is read with every request: what ended a minute ago gives
// nothing on the next page.
type Mandate struct {
	ID        int64
	PublicID  string
	Account   int64
	Holder    string // name of the account's holder; personal
	Principal subject.Subject
	Kind      MandateKind
	Scopes    []actor.Scope
	From, To  civil.Date // zero To: until it is ended
	LegalRep  string     // of the principal by the registration data, when it was confirmed
	AskedAt   time.Time
	ProvedAt  time.Time // zero: not confirmed, or to be confirmed anew
	ProvedBy  int64     // account of who did
	EndedAt   time.Time
	Ended     Ending
	Reason    string // of a refusal or a withdrawal
	Version   int
}

// MandateState is how a mandate stands on a day.
type MandateState string

// The states of a mandate.
const (
	MandateWaits   MandateState = "waits"     // 待核验
	MandateBegins  MandateState = "begins"    // 未生效: its first day is to come
	MandateLives   MandateState = "lives"     // 有效
	MandateExpires MandateState = "expires"   // 将到期: it lives still
	MandateLapsed  MandateState = "lapsed"    // 已到期
	MandateOver    MandateState = "over"      // 已终止
	MandateDenied  MandateState = "denied"    // 未通过
	MandateOrphan  MandateState = "cancelled" // 主体已注销: with the organisation ends who speaks for it
)

// Key returns the message key of the state's name.
func (s MandateState) Key() string { return "mandate.state." + string(s) }

// soon is how many days before its end a mandate is said to expire.
const soon = 30

// State is how the mandate stands on the day.
func (m Mandate) State(today civil.Date) MandateState {
	switch {
	case m.Ended == Refused:
		return MandateDenied
	case !m.EndedAt.IsZero():
		return MandateOver
	case m.ProvedAt.IsZero():
		return MandateWaits
	case m.Principal.Standing == subject.Cancelled && m.Kind != Successor:
		return MandateOrphan // 民法典 art. 173
	case today.Before(m.From):
		return MandateBegins
	case m.To.IsZero():
		return MandateLives
	case today.After(m.To):
		return MandateLapsed
	case today.DaysUntil(m.To) < soon:
		return MandateExpires
	}
	return MandateLives
}

// Live says whether the mandate gives anything on the day.
func (m Mandate) Live(today civil.Date) bool {
	state := m.State(today)
	return m.Principal.ID != 0 && (state == MandateLives || state == MandateExpires)
}

// Open says whether the mandate may still be ended.
func (m Mandate) Open() bool { return m.EndedAt.IsZero() }

// check refuses a mandate that names no principal, no matter or no term that
// could be. The faults are fault.Invalid.
func (m Mandate) check(today civil.Date) error {
	p := m.Principal
	switch {
	case p.Name == "" || !p.Kind.Valid():
		return fault.New(fault.Invalid, "mandate.fault.name", nil)
	case p.Kind == subject.Person && p.Document.IsZero(), p.Kind != subject.Person && p.Code.IsZero():
		return fault.New(fault.Invalid, "mandate.fault.number", nil)
	case !slices.Contains(MandateKinds(), m.Kind) || !m.Kind.fits(p.Kind):
		return fault.New(fault.Invalid, "mandate.fault.kind", nil)
	case len(m.Scopes) == 0:
		return fault.New(fault.Invalid, "mandate.fault.scopes", nil)
	case m.From.IsZero():
		return fault.New(fault.Invalid, "mandate.fault.from", nil)
	case !m.To.IsZero() && (m.To.Before(m.From) || m.To.Before(today)):
		return fault.New(fault.Invalid, "mandate.fault.to", nil)
	}
	for _, scope := range m.Scopes {
		if !slices.Contains(actor.Scopes(), scope) {
			return fault.New(fault.Invalid, "mandate.fault.scopes", nil)
		}
	}
	return nil
}

// Party is for whom the holder of an account acts in a session.
type Party struct {
	Mandate Mandate   // under which they do; zero: for themselves, or for nobody
	Own     bool      // they act for themselves
	Choices []Mandate // those that live
	Lost    bool      // what they acted under gives nothing any more
}

// None says whether the holder acts for nobody.
func (p Party) None() bool { return !p.Own && p.Mandate.ID == 0 }

// Proven says whether it is proven who the holder of the account is: whoever
// has not, sees nothing that is not public.
func (a Account) Proven() bool { return a.Subject != 0 && slices.Contains(a.Roles, actor.Person) }

// PartyOf says for whom the holder acts: whom they chose in the session, else
// themselves. Where the chosen mandate has ended nobody takes its place, so
// that nobody acts in a name that they did not choose.
func (a Account) PartyOf(s Session, all []Mandate, today civil.Date) Party {
	var p Party
	if !a.Proven() {
		return p
	}
	for _, m := range all {
		if m.Live(today) {
			p.Choices = append(p.Choices, m)
		}
	}
	if s.Mandate == 0 {
		p.Own = true
		return p
	}
	i := slices.IndexFunc(p.Choices, func(m Mandate) bool { return m.ID == s.Mandate })
	if i < 0 {
		p.Lost = true
		return p
	}
	p.Mandate = p.Choices[i]
	return p
}

// For is the account's holder, ready to act for the party: in the role of a
// person for themselves, in that of an agent under a mandate.
func (a Account) For(p Party) actor.Actor {
	by := a.Actor()
	if a.Staff() {
		return by
	}
	by.Subject, by.Role, by.Held = 0, actor.Person, []actor.Role{actor.Person}
	switch {
	case p.Mandate.ID != 0:
		by.Role, by.Held = actor.OrgAgent, []actor.Role{actor.OrgAgent}
		by.Subject, by.Mandate, by.Scopes = p.Mandate.Principal.ID, p.Mandate.ID, p.Mandate.Scopes
	case p.Own:
		by.Subject = a.Subject
	}
	return by
}
