package account

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
)

// Presented is what somebody presents to prove who they are without coming to
// the window: pictures of their identity document (证件核验). One officer compares
// them, another confirms: nobody's data become visible on the word of one. With
// the decision the pictures are destroyed.
type Presented struct {
	ID       int64
	PublicID string
	Account  int64
	Login    string // of the account
	Person   subject.Subject
	At       time.Time
	SeenAt   time.Time // when the first officer found them right; zero: not yet
	SeenBy   int64
	EndedAt  time.Time
	EndedBy  int64
	Ended    PresentedEnd
	Reason   string // of a refusal
	Version  int
}

// PresentedEnd is what came of what was presented.
type PresentedEnd string

// The ends.
const (
	PresentedProved    PresentedEnd = "proved"
	PresentedRefused   PresentedEnd = "refused"
	PresentedTakenBack PresentedEnd = "taken_back" // by who presented it
	PresentedLapsed    PresentedEnd = "lapsed"     // nobody decided within the term of the books
)

// PresentedState is how far it is judged.
type PresentedState string

// The states.
const (
	PresentedWaits PresentedState = "waits" // for the first officer
	PresentedSeen  PresentedState = "seen"  // for the second
	PresentedOver  PresentedState = "over"
)

// PresentedStates lists every state.
func PresentedStates() []PresentedState {
	return []PresentedState{PresentedWaits, PresentedSeen, PresentedOver}
}

// Key returns the message key of the state's name.
func (s PresentedState) Key() string { return "identity.presented." + string(s) }

// State is how far it is judged.
func (p Presented) State() PresentedState {
	switch {
	case !p.EndedAt.IsZero():
		return PresentedOver
	case p.SeenAt.IsZero():
		return PresentedWaits
	}
	return PresentedSeen
}

// PresentedStore keeps what was presented.
type PresentedStore interface {
	// Present enters what was presented, with its staged files.
	Present(ctx context.Context, p Presented, files []string, e audit.Event) error
	// ChangePresented makes it stand as it is, one version on; where it has ended,
	// its files and the number are gone with it and the account is told.
	// fault.Stale when somebody was quicker.
	ChangePresented(ctx context.Context, p Presented, e audit.Event) error
	// PresentedOf lists what the account presented, the newest first.
	PresentedOf(ctx context.Context, account int64) ([]Presented, error)
	// PresentedWaiting lists what has not ended, the oldest first.
	PresentedWaiting(ctx context.Context) ([]Presented, error)
	// PresentedBy returns what has the public id; fault.NotFound for none.
	PresentedBy(ctx context.Context, publicID string) (Presented, error)
	// Account returns the account with the row id.
	Account(ctx context.Context, id int64) (Account, error)
}

func nothingPresented() error { return fault.New(fault.NotFound, "identity.fault.presented", nil) }

// Present enters what the holder of the account presents.
func (d *Identities) Present(ctx context.Context, a Account, who subject.Subject, files []string, op string) error {
	who.Name = strings.TrimSpace(who.Name)
	switch {
	case a.Staff():
		return fault.New(fault.Forbidden, "identity.fault.staff", nil)
	case a.Proven():
		return fault.New(fault.Conflict, "identity.fault.proven", nil)
	case who.Name == "" || who.Document.IsZero():
		return fault.New(fault.Invalid, "identity.fault.person", nil)
	case len(files) == 0:
		return fault.New(fault.Invalid, "identity.fault.files", nil)
	}
	if err := d.ofAge(who); err != nil {
		return err
	}
	have, err := d.store.PresentedOf(ctx, a.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(have, func(p Presented) bool { return p.State() != PresentedOver }) {
		return fault.New(fault.Conflict, "identity.fault.waits", nil)
	}
	who.Kind = subject.Person
	p := Presented{PublicID: rand.Text(), Account: a.ID, Person: who, At: d.now(), Version: 1}
	by := actor.Actor{Side: actor.Subject, Account: a.ID}
	return d.store.Present(ctx, p, files, d.onPresented(audit.PapersPresented, p, by, op))
}

// LatestPresented is what the account presented last; false where it never did.
func (d *Identities) LatestPresented(ctx context.Context, a Account) (Presented, bool, error) {
	list, err := d.store.PresentedOf(ctx, a.ID)
	if err != nil || len(list) == 0 {
		return Presented{}, false, err
	}
	return list[0], true, nil
}

// PresentedWaiting lists what waits for an officer, the oldest first.
func (d *Identities) PresentedWaiting(ctx context.Context) ([]Presented, error) {
	return d.store.PresentedWaiting(ctx)
}

// PresentedOne returns what has the public id, for an officer.
func (d *Identities) PresentedOne(ctx context.Context, publicID string) (Presented, error) {
	return d.store.PresentedBy(ctx, publicID)
}

// TakeBack ends what the holder presented, before it is decided.
func (d *Identities) TakeBack(ctx context.Context, a Account, r Ruling) error {
	p, err := d.store.PresentedBy(ctx, r.PublicID)
	switch {
	case err != nil:
		return err
	case p.Account != a.ID:
		return nothingPresented()
	case p.State() == PresentedOver:
		return fault.New(fault.Stale, "identity.fault.stale", nil)
	}
	return d.endPresented(ctx, p, PresentedTakenBack, actor.Actor{Side: actor.Subject, Account: a.ID}, r.Op)
}

// FindRight is the word of the first officer: document, name and number are of
// one person.
func (d *Identities) FindRight(ctx context.Context, r Ruling, by actor.Actor) error {
	p, by, err := d.ruledPresented(ctx, r, by, actor.IntakeOfficer)
	switch {
	case err != nil:
		return err
	case p.State() != PresentedWaits:
		return fault.New(fault.Stale, "identity.fault.stale", nil)
	}
	p.SeenAt, p.SeenBy = d.now(), by.Account
	return d.store.ChangePresented(ctx, p, d.onPresented(audit.PapersSeen, p, by, r.Op))
}

// ConfirmRight is the word of the second officer, by which it is proven who the
// holder is.
func (d *Identities) ConfirmRight(ctx context.Context, r Ruling, by actor.Actor) error {
	p, by, err := d.ruledPresented(ctx, r, by, actor.IntakeOfficer, actor.Signer)
	switch {
	case err != nil:
		return err
	case p.State() != PresentedSeen:
		return fault.New(fault.Stale, "identity.fault.stale", nil)
	case p.SeenBy == by.Account:
		return fault.New(fault.Conflict, "identity.fault.own_word", nil)
	}
	holder, err := d.store.Account(ctx, p.Account)
	if err != nil {
		return err
	}
	p.EndedAt, p.EndedBy, p.Ended = d.now(), by.Account, PresentedProved
	return d.prove(ctx, holder, Proof{Person: p.Person, Method: ByPapers, By: by.Account, Presented: &p}, by, r.Op)
}

// RefusePresented says, with the reason, that what was presented proves nothing:
// any of the two officers may.
func (d *Identities) RefusePresented(ctx context.Context, r Ruling, by actor.Actor) error {
	p, by, err := d.ruledPresented(ctx, r, by, actor.IntakeOfficer, actor.Signer)
	if err != nil {
		return err
	}
	p.Reason = strings.TrimSpace(r.Reason)
	switch n := len([]rune(p.Reason)); {
	case n == 0:
		return fault.New(fault.Invalid, "mandate.fault.reason", nil)
	case n > MostMandateReason:
		return fault.New(fault.Invalid, "mandate.fault.reason_long", fault.Args{"Most": MostMandateReason})
	}
	return d.endPresented(ctx, p, PresentedRefused, by, r.Op)
}

func (d *Identities) endPresented(
	ctx context.Context, p Presented, how PresentedEnd, by actor.Actor, op string,
) error {
	p.EndedAt, p.EndedBy, p.Ended = d.now(), by.Account, how
	return d.store.ChangePresented(ctx, p, d.onPresented(audit.PapersEnded, p, by, op))
}

// ruledPresented returns what the officer may rule on, as the page showed it.
func (d *Identities) ruledPresented(
	ctx context.Context, r Ruling, by actor.Actor, roles ...actor.Role,
) (Presented, actor.Actor, error) {
	by, officer := by.In(roles...)
	p, err := d.store.PresentedBy(ctx, r.PublicID)
	switch {
	case err != nil:
		return Presented{}, by, err
	case !officer:
		return Presented{}, by, nothingPresented()
	case p.State() == PresentedOver || p.Version != r.Version:
		return Presented{}, by, fault.New(fault.Stale, "identity.fault.stale", nil)
	}
	return p, by, nil
}

func (d *Identities) onPresented(did audit.Act, p Presented, by actor.Actor, op string) audit.Event {
	return audit.Event{
		Did: did, On: "presented/" + p.PublicID, By: by, At: d.now(), Op: op,
		Detail: map[string]string{"account": fmt.Sprint(p.Account), "ended": string(p.Ended)},
	}
}
