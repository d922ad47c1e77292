package account

import (
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Store keeps accounts and sessions.
type Store interface {
	Accounts
	Sessions
	Recoveries
}

// Accounts are those who may sign in.
type Accounts interface {
	// AccountByLogin returns the account; fault.NotFound for none.
	AccountByLogin(ctx context.Context, login string) (Account, error)
	// Account returns the account with the row id; fault.NotFound for none.
	Account(ctx context.Context, id int64) (Account, error)
	// EnterAccount adds the account and returns it with its row id;
	// fault.Conflict when the login is taken.
	EnterAccount(ctx context.Context, a Account, e audit.Event) (Account, error)
	// ChangeAccount makes the account stand as it is, one version on; fault.Stale
	// when somebody was quicker. Sessions of the account but the one kept end.
	ChangeAccount(ctx context.Context, a Account, keep Key, e audit.Event) error
}

// Sessions are the browsers in which somebody has signed in.
type Sessions interface {
	// OpenSession keeps the session, ends the one that it follows, and the
	// oldest beyond the number.
	OpenSession(ctx context.Context, s Session, follows Key, most int, e audit.Event) error
	// Session returns the session that is not ended; fault.NotFound for none.
	Session(ctx context.Context, key Key) (Session, error)
	// Seen notes a sign of life.
	Seen(ctx context.Context, key Key, at time.Time) error
	// Sessions lists those of the account that are not ended, the newest first.
	Sessions(ctx context.Context, account int64) ([]Session, error)
	// EndSession ends a session of the account.
	EndSession(ctx context.Context, account int64, key Key, e audit.Event) error
	// OwnerMark returns a digest of the name under a key of the installation, always
	// the same: nobody without the key makes one.
	OwnerMark(name string) []byte
}

// Recoveries are the codes that stand in once for a one-time code.
type Recoveries interface {
	// RecoveryCodes lists those of the account, used or not.
	RecoveryCodes(ctx context.Context, account int64) ([]Recovery, error)
	// UseRecovery uses one up; fault.Stale when somebody was quicker.
	UseRecovery(ctx context.Context, account int64, nth int, e audit.Event) error
	// RenewRecovery keeps another set instead.
	RenewRecovery(ctx context.Context, account int64, hashes []string, e audit.Event) error
}

// Hasher makes of a password what may be kept, and compares. It works on one
// at a time; fault.Busy when too many wait.
type Hasher interface {
	Hash(ctx context.Context, password string) (string, error)
	Matches(ctx context.Context, password, kept string) (bool, error)
}

// Desk is where people sign in and out.
type Desk struct {
	store  Store
	hasher Hasher
	gate   *Gate
	now    func() time.Time
	none   string // the hash of no password, so that an unknown name takes as long
	policy Policy
}

// NewDesk returns a desk.
func NewDesk(ctx context.Context, store Store, hasher Hasher, now func() time.Time) (*Desk, error) {
	none, err := hasher.Hash(ctx, string(NewToken()))
	if err != nil {
		return nil, fmt.Errorf("preparing to compare passwords: %w", err)
	}
	return &Desk{store: store, hasher: hasher, gate: &Gate{}, now: now, none: none}, nil
}

// Try is somebody's try to sign in.
type Try struct {
	Login    string
	Password string
	Address  string // of the client; counted, not kept
	Device   string // what kind of browser, as it is shown in the list of sessions
}

func refused() error { return fault.New(fault.Invalid, "account.fault.refused", nil) }

// SignIn compares the password and begins a session: half of one for staff, who
// still owe a one-time code. An unknown name, a wrong password and a disabled
// account are refused in the same words and after the same work.
func (d *Desk) SignIn(ctx context.Context, t Try) (Token, Session, error) {
	login, at := Normal(t.Login), d.now()
	if err := d.wait(login, t.Address); err != nil {
		return "", Session{}, err
	}
	a, err := d.store.AccountByLogin(ctx, login)
	known := err == nil && a.State == Active
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", Session{}, err
	}
	kept := a.Password
	if !known || kept == "" {
		kept = d.none
	}
	right, err := d.hasher.Matches(ctx, t.Password, kept)
	if err != nil {
		return "", Session{}, err
	}
	right = right && known
	d.gate.Note(login, t.Address, right, at)
	if !right {
		return "", Session{}, refused()
	}
	return d.begin(ctx, a, Key{}, a.Staff(), t.Device)
}

func (d *Desk) begin(ctx context.Context, a Account, follows Key, half bool, device string) (Token, Session, error) {
	s, token := a.Begin(half, device, d.now())
	did, most := audit.SignedIn, a.MostSessions()
	if half {
		did, most = audit.PasswordGiven, math.MaxInt32 // who has no code ends nobody's session
	}
	err := d.store.OpenSession(ctx, s, follows, most, d.event(did, a, "session/"+short(s.Key)))
	return token, s, err
}

// Confirm takes the one-time code that a half session waits for, or a recovery
// code, and begins the whole one under a new token. An account without a secret
// sets one up first.
func (d *Desk) Confirm(ctx context.Context, token Token, code, address string) (Token, Session, error) {
	s, a, err := d.half(ctx, token)
	if err != nil {
		return "", Session{}, err
	}
	if err := d.second(ctx, a, s.Key, code, address); err != nil {
		return "", Session{}, err
	}
	return d.begin(ctx, a, s.Key, false, s.Device)
}

// half returns a session that waits for its code.
func (d *Desk) half(ctx context.Context, token Token) (Session, Account, error) {
	s, a, err := d.live(ctx, token)
	if err == nil && !s.Half {
		err = gone()
	}
	return s, a, err
}

func gone() error { return fault.New(fault.NotFound, "account.fault.session", nil) }

// live returns a session that lasts still, with its account.
func (d *Desk) live(ctx context.Context, token Token) (Session, Account, error) {
	if token == "" {
		return Session{}, Account{}, gone()
	}
	s, err := d.store.Session(ctx, token.Key())
	if err != nil {
		return Session{}, Account{}, err
	}
	a, err := d.store.Account(ctx, s.Account)
	if err != nil {
		return Session{}, Account{}, err
	}
	if !a.Lives(s, d.now()) {
		return Session{}, Account{}, gone()
	}
	return s, a, nil
}

// Visitor returns who stands behind the token, with the rights of this moment.
// fault.NotFound for a session that ended, in whatever way.
func (d *Desk) Visitor(ctx context.Context, token Token) (Account, Session, error) {
	s, a, err := d.live(ctx, token)
	if err != nil {
		return Account{}, Session{}, err
	}
	if s.Stale(d.now()) {
		if err := d.store.Seen(ctx, s.Key, d.now()); err != nil {
			return Account{}, Session{}, err
		}
	}
	return a, s, nil
}

// SignOut ends the session of the token; one that has ended is no error.
func (d *Desk) SignOut(ctx context.Context, token Token) error {
	s, a, err := d.live(ctx, token)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.store.EndSession(ctx, a.ID, s.Key, d.event(audit.SignedOut, a, "signed out/"+short(s.Key)))
}

// Sessions lists the sessions of the account that last still.
func (d *Desk) Sessions(ctx context.Context, a Account) ([]Session, error) {
	list, err := d.store.Sessions(ctx, a.ID)
	var live []Session
	for _, s := range list {
		if !s.Half && a.Lives(s, d.now()) {
			live = append(live, s)
		}
	}
	return live, err
}

// End ends another session of the account.
func (d *Desk) End(ctx context.Context, a Account, key Key) error {
	return d.store.EndSession(ctx, a.ID, key, d.event(audit.SignedOut, a, "ended/"+short(key)))
}

// ChangePassword gives the account another password, after the present one was
// told again. Every other session ends.
func (d *Desk) ChangePassword(ctx context.Context, a Account, keep Key, present, next, op string) error {
	right, err := d.hasher.Matches(ctx, present, a.Password)
	if err != nil {
		return err
	}
	if !right {
		return fault.New(fault.Invalid, "account.fault.present", nil)
	}
	if err := d.checkPassword(a, next); err != nil {
		return err
	}
	if a.Password, err = d.hasher.Hash(ctx, next); err != nil {
		return err
	}
	a.PasswordAt = d.now()
	return d.store.ChangeAccount(ctx, a, keep, d.event(audit.PasswordChanged, a, op))
}

// SetUp gives the account of a half session its secret for one-time codes, once,
// when a code of the secret was typed in proof: another one is set by an
// administrator.
func (d *Desk) SetUp(ctx context.Context, token Token, secret, code string) error {
	s, a, err := d.half(ctx, token)
	if err != nil {
		return err
	}
	if len(a.Secret) > 0 {
		return fault.New(fault.Conflict, "account.fault.secret_set", nil)
	}
	if a, err = a.proved(secret, code, d.now()); err != nil {
		return err
	}
	a.Step = 0 // the same code opens the session, once
	return d.store.ChangeAccount(ctx, a, s.Key, d.event(audit.CodeSet, a, "code set/"+short(s.Key)))
}

// Enter makes an account with the password, by somebody who may.
func (d *Desk) Enter(ctx context.Context, a Account, password string, by actor.Actor, op string) (Account, error) {
	a.Login, a.State, a.Version = Normal(a.Login), Active, 1
	if err := CheckRoles(a.Roles); err != nil {
		return Account{}, err
	}
	if err := d.checkPassword(a, password); err != nil {
		return Account{}, err
	}
	var err error
	a.PasswordAt = d.now()
	if a.Password, err = d.hasher.Hash(ctx, password); err != nil {
		return Account{}, err
	}
	return d.store.EnterAccount(ctx, a, audit.Event{
		Did: audit.AccountMade, By: by, At: d.now(), Op: op,
	})
}

// Normal is a login as it is compared.
func Normal(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

func (d *Desk) event(did audit.Act, a Account, op string) audit.Event {
	return audit.Event{
		Did: did, On: fmt.Sprintf("account/%d", a.ID), By: actor.Actor{Side: a.Side(), Account: a.ID}, At: d.now(), Op: op,
	}
}

// short names a session in the trail; it opens nothing.
func short(key Key) string {
	const enough = 8
	return hex.EncodeToString(key[:enough])
}
