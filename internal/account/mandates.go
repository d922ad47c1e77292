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
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// MandateStore keeps mandates.
type MandateStore interface {
	MandateLists
	// AskMandate enters a mandate that waits, with the staged files that prove it.
	AskMandate(ctx context.Context, m Mandate, files []string, e audit.Event) error
	// ChangeMandate makes the mandate stand as it is, one version on; a
	// principal without a file gets one. fault.Stale when somebody was quicker.
	ChangeMandate(ctx context.Context, m Mandate, e audit.Event) error
	// Registered returns what is on file of whom the mandate would bind; the zero value
	// where there is no file.
	Registered(ctx context.Context, m Mandate) (Registered, error)
	// ActFor notes under which mandate the holder of a session acts from now on.
	ActFor(ctx context.Context, key Key, mandate int64, e audit.Event) error
}

// MandateLists finds mandates.
type MandateLists interface {
	// MandatesOf lists those of an account, the newest first.
	MandatesOf(ctx context.Context, account int64) ([]Mandate, error)
	// MandatesFor lists those that bind a subject or would, the newest first.
	MandatesFor(ctx context.Context, subject int64) ([]Mandate, error)
	// AskedMandates lists those that wait, the oldest first.
	AskedMandates(ctx context.Context) ([]Mandate, error)
	// MandateBy returns the mandate with the public id; fault.NotFound for none.
	MandateBy(ctx context.Context, publicID string) (Mandate, error)
}

// Mandates is the desk where mandates are asked for, confirmed and ended.
type Mandates struct {
	store MandateStore
	now   func() time.Time
}

// NewMandates returns the desk.
func NewMandates(store MandateStore, now func() time.Time) *Mandates { return &Mandates{store, now} }

// mostAsked is how many mandates of one account wait at one time.
const mostAsked = 20

func noMandate() error { return fault.New(fault.NotFound, "mandate.fault.missing", nil) }

// Ask enters a mandate that waits to be confirmed. Whether there is a file of
// the principal makes no difference to the answer.
func (d *Mandates) Ask(ctx context.Context, a Account, m Mandate, files []string, op string) error {
	if !a.Proven() {
		return fault.New(fault.Forbidden, "mandate.fault.unproven", nil)
	}
	m.Principal.Name = strings.TrimSpace(m.Principal.Name)
	if err := m.check(civil.Of(d.now())); err != nil {
		return err
	}
	if len(files) == 0 && m.Kind != LegalRep {
		return fault.New(fault.Invalid, "mandate.fault.document", nil)
	}
	have, err := d.store.MandatesOf(ctx, a.ID)
	if err != nil {
		return err
	}
	waiting := slices.DeleteFunc(have, func(o Mandate) bool { return o.State(civil.Of(d.now())) != MandateWaits })
	if len(waiting) >= mostAsked {
		return fault.New(fault.Conflict, "mandate.fault.too_many", fault.Args{"Most": mostAsked})
	}
	m.PublicID, m.Account, m.AskedAt, m.Version = rand.Text(), a.ID, d.now(), 1
	return d.store.AskMandate(ctx, m, files, d.event(audit.MandateAsked, m, a.Actor(), op))
}

// Of lists the mandates of the account, the newest first.
func (d *Mandates) Of(ctx context.Context, account int64) ([]Mandate, error) {
	return d.store.MandatesOf(ctx, account)
}

// Given lists the mandates that bind whom the actor speaks for, where the actor
// may end them; none for anybody else.
func (d *Mandates) Given(ctx context.Context, by actor.Actor, under Mandate) ([]Mandate, error) {
	if by.Subject == 0 || by.Mandate != 0 && under.Kind != LegalRep {
		return nil, nil
	}
	list, err := d.store.MandatesFor(ctx, by.Subject)
	return slices.DeleteFunc(list, func(m Mandate) bool { return m.Account == by.Account }), err
}

// ActFor chooses for whom the holder acts in the session: the mandate with the
// public id, of those that live, or themselves for none. It returns the row id
// of the mandate.
func (d *Mandates) ActFor(ctx context.Context, a Account, key Key, p Party, publicID, op string) (int64, error) {
	chosen := int64(0)
	if publicID != "" {
		i := slices.IndexFunc(p.Choices, func(m Mandate) bool { return m.PublicID == publicID })
		if i < 0 {
			return 0, fault.New(fault.NotFound, "mandate.fault.ended", nil)
		}
		chosen = p.Choices[i].ID
	}
	e := audit.Event{Did: audit.PartyChosen, On: fmt.Sprintf("account/%d", a.ID), By: a.For(p), At: d.now(), Op: op}
	return chosen, d.store.ActFor(ctx, key, chosen, e)
}

// Asked lists the mandates that wait, for the officer at the window.
func (d *Mandates) Asked(ctx context.Context) ([]Mandate, error) { return d.store.AskedMandates(ctx) }

// One returns a mandate for the officer at the window.
func (d *Mandates) One(ctx context.Context, publicID string) (Mandate, error) {
	return d.store.MandateBy(ctx, publicID)
}

// Ruling is what somebody does to a mandate.
type Ruling struct {
	PublicID string
	Version  int // as the page showed it
	Reason   string
	Op       string
}

// MostMandateReason is how many characters a reason has at most.
const MostMandateReason = 500

// Registered returns what is on file of whom the mandate would bind, for the officer who
// compares it with the papers.
func (d *Mandates) Registered(ctx context.Context, m Mandate) (Registered, error) {
	return d.store.Registered(ctx, m)
}

// fits refuses what is on file otherwise: a name under the number that is not the one
// which was typed, or another legal representative than the holder; and a representative
// for whom neither the registration nor a paper speaks.
func (d *Mandates) fits(ctx context.Context, m Mandate) error {
	known, err := d.store.Registered(ctx, m)
	switch {
	case err != nil:
		return err
	case known.ID != 0 && !known.bears(m.Principal.Name):
		return fault.New(fault.Invalid, "mandate.fault.name_differs", nil)
	case m.Kind == LegalRep && known.LegalRep != "" && fold.Key(known.LegalRep) != fold.Key(m.Holder):
		return fault.New(fault.Invalid, "mandate.fault.representative_differs", nil)
	case m.Kind == LegalRep && known.LegalRep == "" && known.Papers == 0:
		return fault.New(fault.Invalid, "mandate.fault.representative_unproven", nil)
	}
	return nil
}

// Confirm makes a mandate live: by an officer, who has seen the papers, or by
// whom it binds. No mandate is confirmed by who holds it, and none by an officer that
// says something else than what is on file.
func (d *Mandates) Confirm(ctx context.Context, r Ruling, by actor.Actor, under Mandate) error {
	m, err := d.ruled(ctx, r, by, under)
	switch {
	case err != nil:
		return err
	case !m.ProvedAt.IsZero():
		return fault.New(fault.Conflict, "mandate.fault.confirmed", nil)
	case m.Account == by.Account:
		return noMandate()
	}
	if by.Side == actor.Operator || m.Kind == LegalRep {
		if err := d.fits(ctx, m); err != nil {
			return err
		}
	}
	m.ProvedAt, m.ProvedBy = d.now(), by.Account
	return d.store.ChangeMandate(ctx, m, d.event(audit.MandateConfirmed, m, by, r.Op))
}

// Refuse says, with the reason, that a mandate is not confirmed.
func (d *Mandates) Refuse(ctx context.Context, r Ruling, by actor.Actor, under Mandate) error {
	m, err := d.ruled(ctx, r, by, under)
	switch {
	case err != nil:
		return err
	case !m.ProvedAt.IsZero():
		return fault.New(fault.Conflict, "mandate.fault.confirmed", nil)
	case m.Account == by.Account:
		return noMandate()
	}
	return d.end(ctx, m, Refused, r, by)
}

// End ends a mandate at once: by who holds it, by whom it binds, or by the
// operator with a reason.
func (d *Mandates) End(ctx context.Context, r Ruling, by actor.Actor, under Mandate) error {
	m, err := d.ruled(ctx, r, by, under)
	if err != nil {
		return err
	}
	why := Revoked
	switch {
	case by.Side == actor.Operator:
		why = Withdrawn
	case m.Account == by.Account:
		why = Renounced
	}
	return d.end(ctx, m, why, r, by)
}

func (d *Mandates) end(ctx context.Context, m Mandate, why Ending, r Ruling, by actor.Actor) error {
	m.Reason = strings.TrimSpace(r.Reason)
	switch n := len([]rune(m.Reason)); {
	case n == 0 && (why == Withdrawn || why == Refused):
		return fault.New(fault.Invalid, "mandate.fault.reason", nil)
	case n > MostMandateReason:
		return fault.New(fault.Invalid, "mandate.fault.reason_long", fault.Args{"Most": MostMandateReason})
	}
	m.EndedAt, m.Ended = d.now(), why
	did := audit.MandateEnded
	if why == Refused {
		did = audit.MandateRefused
	}
	return d.store.ChangeMandate(ctx, m, d.event(did, m, by, r.Op))
}

// ruled returns the mandate that the actor may rule on, as the page showed it;
// fault.NotFound for any other, as for one that never was.
func (d *Mandates) ruled(ctx context.Context, r Ruling, by actor.Actor, under Mandate) (Mandate, error) {
	m, err := d.store.MandateBy(ctx, r.PublicID)
	if err != nil {
		return Mandate{}, err
	}
	_, officer := by.In(actor.IntakeOfficer)
	principal := by.Subject != 0 && m.Principal.ID == by.Subject && (by.Mandate == 0 || under.Kind == LegalRep)
	switch {
	case !officer && !principal && (by.Account == 0 || m.Account != by.Account):
		return Mandate{}, noMandate()
	case !m.Open() || m.Version != r.Version:
		return Mandate{}, fault.New(fault.Stale, "mandate.fault.stale", nil)
	}
	return m, nil
}

func (d *Mandates) event(did audit.Act, m Mandate, by actor.Actor, op string) audit.Event {
	return audit.Event{Did: did, On: "mandate/" + m.PublicID, By: by, At: d.now(), Op: op}
}
