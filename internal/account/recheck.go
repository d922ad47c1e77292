package account

import (
	"context"
	"encoding/base32"
	"math"
	"strings"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// provedFor is how long a proof that it is they lasts for what is weighty:
// signing, rights, what is taken out of the house.
const provedFor = 10 * time.Minute

// Fresh says whether the holder proved a moment ago that it is they.
func (s Session) Fresh(at time.Time) bool { return !s.Half && at.Before(s.ProvedAt.Add(provedFor)) }

// Recheck is what somebody shows once more in a session.
type Recheck struct {
	Password string
	Code     string // of staff: the one-time code, or a recovery code
	Address  string // of the client; counted, not kept
}

// StepUp takes the proof that it is they, and lets the session go on under a
// new token, until the one before would have ended.
func (d *Desk) StepUp(ctx context.Context, token Token, p Recheck) (Token, Session, error) {
	s, a, err := d.live(ctx, token)
	if err == nil && s.Half {
		err = gone()
	}
	if err == nil {
		err = d.proven(ctx, a, s.Key, p)
	}
	if err != nil {
		return "", Session{}, err
	}
	return d.renew(ctx, s, a)
}

// Vouch takes the proof of a provider that it is they, and lets the session go on
// like StepUp. A provider that vouches for the holder of another account proves
// nothing.
func (d *Desk) Vouch(ctx context.Context, token Token, vouched Account) (Token, Session, error) {
	s, a, err := d.live(ctx, token)
	if err == nil && s.Half {
		err = gone()
	}
	if err == nil && (a.ID != vouched.ID || a.Staff()) {
		err = fault.New(fault.Invalid, "identity.fault.provider_other", nil)
	}
	if err != nil {
		return "", Session{}, err
	}
	return d.renew(ctx, s, a)
}

// renew begins a session in the place of one in which it was proved anew that it
// is they.
func (d *Desk) renew(ctx context.Context, s Session, a Account) (Token, Session, error) {
	next, fresh := a.Begin(false, s.Device, d.now())
	next.BeganAt, next.EndsAt, next.Mandate = s.BeganAt, s.EndsAt, s.Mandate
	err := d.store.OpenSession(ctx, next, s.Key, a.MostSessions(), d.event(audit.SteppedUp, a, "step up/"+short(next.Key)))
	return fresh, next, err
}

// proven refuses a wrong password, and of staff a wrong code.
func (d *Desk) proven(ctx context.Context, a Account, keep Key, p Recheck) error {
	if err := d.wait(a.Login, p.Address); err != nil {
		return err
	}
	right, err := d.hasher.Matches(ctx, p.Password, a.Password)
	if err != nil {
		return err
	}
	if !right {
		d.gate.Note(a.Login, p.Address, false, d.now())
		return fault.New(fault.Invalid, "account.fault.present", nil)
	}
	if !a.Staff() {
		d.gate.Note(a.Login, p.Address, true, d.now())
		return nil
	}
	return d.second(ctx, a, keep, p.Code, p.Address)
}

// second takes the second factor: the one-time code of this moment, or a
// recovery code in its stead. Sessions but the one kept end with a one-time
// code, as staff have one.
func (d *Desk) second(ctx context.Context, a Account, keep Key, typed, address string) error {
	if err := d.wait(a.Login, address); err != nil {
		return err
	}
	typed = digits(typed)
	if isRecovery(typed) {
		err := d.recover(ctx, a, typed)
		d.gate.Note(a.Login, address, err == nil, d.now())
		return err
	}
	step, right := a.Match(typed, d.now())
	right = right && len(a.Secret) > 0
	d.gate.Note(a.Login, address, right, d.now())
	if !right {
		return fault.New(fault.Invalid, "account.fault.code", nil)
	}
	a.Step = step
	return d.store.ChangeAccount(ctx, a, keep, d.event(audit.CodeUsed, a, "code/"+string(NewToken())))
}

// wait refuses whoever has to wait before the next try.
func (d *Desk) wait(login, address string) error {
	wait := d.gate.Wait(login, address, d.now())
	if wait <= 0 {
		return nil
	}
	return fault.New(fault.Busy, "account.fault.wait", fault.Args{"Seconds": int(math.Ceil(wait.Seconds()))})
}

// proved returns the account with the secret, when a code of the secret was
// typed in proof.
func (a Account) proved(secret, code string, at time.Time) (Account, error) {
	wrong := fault.New(fault.Invalid, "account.fault.code", nil)
	var err error
	a.Secret, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil || len(a.Secret) != secretSize {
		return a, wrong
	}
	a.Step = 0
	step, right := a.Match(strings.TrimSpace(digits(code)), at)
	if !right {
		return a, wrong
	}
	a.Step = step
	return a, nil
}

// RenewSecret gives the account another secret for one-time codes, when a code
// of it was typed in proof. Every other session ends.
func (d *Desk) RenewSecret(ctx context.Context, a Account, keep Key, secret, code, op string) error {
	a, err := a.proved(secret, code, d.now())
	if err != nil {
		return err
	}
	return d.store.ChangeAccount(ctx, a, keep, d.event(audit.CodeSet, a, op))
}
