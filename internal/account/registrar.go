package account

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Errand is what somebody began in a browser who must prove a contact first.
type Errand struct {
	ID        int64
	Browser   Key
	Use       Use
	Contact   Contact
	Account   int64 // whom it concerns; zero: nobody, or somebody who is to be
	Idle      bool  // no code leads on: the owner of the contact was told why
	Login     string
	Name      string
	Agent     bool
	Password  string // as the hasher keeps it
	Tries     int
	Verified  bool // the code was right
	BeganAt   time.Time
	ExpiresAt time.Time
}

// ErrandStore keeps errands, and the contacts of accounts.
type ErrandStore interface {
	// BeginErrand keeps the errand in the place of any other of the browser, and
	// says how many were begun for the contact since the instant.
	BeginErrand(ctx context.Context, r Errand, code string, since time.Time, e audit.Event) (int, error)
	// ErrandOf returns the errand of the browser; fault.NotFound for none.
	ErrandOf(ctx context.Context, browser Key) (Errand, error)
	// TryCode counts a try and says whether the code was the errand's.
	TryCode(ctx context.Context, r Errand, code string, most int, e audit.Event) (bool, error)
	// AccountByContact returns the account that has the contact; fault.NotFound
	// for none.
	AccountByContact(ctx context.Context, c Contact) (Account, error)
	// Register makes the account with the contact of the errand, which ends;
	// fault.Conflict when the login or the contact is taken.
	Register(ctx context.Context, r Errand, a Account, e audit.Event) (Account, error)
	// Recover gives the account the password, ends all its sessions, and has
	// its holder prove again who they are. The errand ends.
	Recover(ctx context.Context, r Errand, a Account, e audit.Event) error
}

// Registrar is the desk where people make accounts for themselves, and come in
// again when they lost their password. Nobody learns here which logins and
// contacts are known: the words and the work are the same for both.
type Registrar struct {
	desk    *Desk
	store   ErrandStore
	courier Courier
}

// NewRegistrar returns the desk; without a courier nobody registers.
func NewRegistrar(desk *Desk, store ErrandStore, courier Courier) *Registrar {
	return &Registrar{desk, store, courier}
}

// The code that proves a contact: its digits, how long it is good, how often it
// may be tried, and how many go to one contact in an hour.
const (
	contactModulo = 1_000_000
	contactLasts  = 10 * time.Minute
	contactTries  = 5
	contactHour   = time.Hour
	mostCodes     = 5
	nameMost      = 50
	loginLeast    = 4
	loginMost     = 32
)

func newContactCode() string {
	var raw [8]byte
	rand.Read(raw[:])
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(raw[:])%contactModulo)
}

// Wish is what somebody asks for who registers.
type Wish struct {
	Login    string
	Name     string
	Contact  string
	Password string
	Agent    bool // to act for others
}

// CheckLogin refuses a login that is too short, too long or not made of letters,
// digits and a few signs; one that looks like an identity number is refused too,
// since a login is no secret.
func CheckLogin(login string) error {
	good := func(r rune) bool {
		return r > 127 || strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-_.@", r)
	}
	n := len([]rune(login))
	digits := strings.Trim(login, "0123456789x") == ""
	const numberLong = 15
	if n < loginLeast || n > loginMost || strings.ContainsFunc(login, func(r rune) bool { return !good(r) }) ||
		digits && n >= numberLong {
		return fault.New(fault.Invalid, "account.fault.login", fault.Args{"Least": loginLeast, "Most": loginMost})
	}
	return nil
}

// Begin begins a registration and sends a code to the contact.
func (d *Registrar) Begin(ctx context.Context, browser Token, w Wish, op string) error {
	r := Errand{Use: ToRegister, Login: Normal(w.Login), Name: strings.TrimSpace(w.Name), Agent: w.Agent}
	if err := CheckLogin(r.Login); err != nil {
		return err
	}
	if n := len([]rune(r.Name)); n == 0 || n > nameMost {
		return fault.New(fault.Invalid, "account.fault.own_name", fault.Args{"Most": nameMost})
	}
	var err error
	if r.Contact, err = ParseContact(w.Contact); err != nil {
		return err
	}
	if err := r.account().CheckPassword(w.Password); err != nil {
		return err
	}
	if r.Password, err = d.desk.hasher.Hash(ctx, w.Password); err != nil {
		return err
	}
	_, err = d.store.AccountByContact(ctx, r.Contact)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	r.Idle = err == nil
	return d.send(ctx, browser, r, op)
}

func (r Errand) account() Account {
	a := Account{
		Login: r.Login, Name: r.Name, Roles: []actor.Role{actor.Person}, Password: r.Password, State: Active, Version: 1,
		Contacts: []Contact{r.Contact},
	}
	if r.Agent {
		a.Roles = []actor.Role{actor.OrgAgent, actor.Person}
	}
	return a
}

// BeginRecovery sends a code to the contact, with which its owner comes in
// again.
func (d *Registrar) BeginRecovery(ctx context.Context, browser Token, contact, op string) error {
	r := Errand{Use: ToRecover}
	var err error
	if r.Contact, err = ParseContact(contact); err != nil {
		return err
	}
	a, err := d.store.AccountByContact(ctx, r.Contact)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	r.Account, r.Idle = a.ID, err != nil || a.State != Active
	return d.send(ctx, browser, r, op)
}

// send keeps the errand and has its message carried. A contact to which much
// was sent already gets no more for a while, and nobody is told.
func (d *Registrar) send(ctx context.Context, browser Token, r Errand, op string) error {
	now, code := d.desk.now(), newContactCode()
	r.Browser, r.BeganAt, r.ExpiresAt = browser.Key(), now, now.Add(contactLasts)
	n, err := d.store.BeginErrand(ctx, r, code, now.Add(-contactHour), d.event(audit.ContactAsked, r, op))
	if err != nil || n > mostCodes {
		return err
	}
	m := Message{To: r.Contact, Use: r.Use, Code: code, Minutes: int(contactLasts.Minutes())}
	if r.Idle {
		m.Code = ""
	}
	return d.courier.Carry(ctx, m)
}

// Waiting returns the errand of the browser that waits for its code;
// fault.NotFound for none, or one that is over.
func (d *Registrar) Waiting(ctx context.Context, browser Token, use Use) (Errand, error) {
	r, err := d.store.ErrandOf(ctx, browser.Key())
	if err == nil && (r.Use != use || !d.desk.now().Before(r.ExpiresAt)) {
		err = fault.New(fault.NotFound, "contact.fault.over", nil)
	}
	return r, err
}

// prove compares the code of an errand; a wrong one, one too many, and that of
// an errand that leads nowhere are refused in the same words.
func (d *Registrar) prove(ctx context.Context, r Errand, code, address string) error {
	if r.Verified && !r.Idle {
		return nil
	}
	key := "contact/" + short(r.Browser)
	if wait := d.desk.gate.Wait(key, address, d.desk.now()); wait > 0 {
		return fault.New(fault.Busy, "account.fault.wait", fault.Args{"Seconds": int(math.Ceil(wait.Seconds()))})
	}
	e := d.event(audit.ContactTried, r, fmt.Sprintf("contact/%d/%d", r.ID, r.Tries))
	right, err := d.store.TryCode(ctx, r, strings.TrimSpace(code), contactTries, e)
	if err != nil {
		return err
	}
	if right = right && !r.Idle; !right {
		return fault.New(fault.Invalid, "contact.fault.code", nil)
	}
	return nil
}

// Finish makes the account when the code is right, and begins a session. Where
// the login is taken another one is asked for: only who has proved a contact
// learns it.
func (d *Registrar) Finish(
	ctx context.Context, browser Token, code, login string, t Try,
) (Token, Session, error) {
	r, err := d.Waiting(ctx, browser, ToRegister)
	if err == nil {
		err = d.prove(ctx, r, code, t.Address)
	}
	if err != nil {
		return "", Session{}, err
	}
	if login = Normal(login); login != "" {
		r.Login = login
	}
	if err := CheckLogin(r.Login); err != nil {
		return "", Session{}, err
	}
	r.Contact.ProvedAt = d.desk.now()
	a, err := d.store.Register(ctx, r, r.account(), d.event(audit.AccountMade, r, fmt.Sprintf("register/%d", r.ID)))
	if err != nil {
		return "", Session{}, err
	}
	return d.desk.begin(ctx, a, Key{}, false, t.Device)
}

// FinishRecovery gives the account another password when the code is right.
// Before anything that is not public is shown, it must be proven again who the
// holder is.
func (d *Registrar) FinishRecovery(ctx context.Context, browser Token, code, next string, t Try) error {
	r, err := d.Waiting(ctx, browser, ToRecover)
	if err != nil {
		return err
	}
	if err := (Account{Roles: []actor.Role{actor.Person}}).CheckPassword(next); err != nil {
		return err
	}
	hash, err := d.desk.hasher.Hash(ctx, next)
	if err == nil {
		err = d.prove(ctx, r, code, t.Address)
	}
	if err != nil {
		return err
	}
	a, err := d.desk.store.Account(ctx, r.Account)
	if err != nil {
		return err
	}
	if a.Staff() || !slices.Contains(a.Roles, actor.Person) {
		return fault.New(fault.Invalid, "contact.fault.code", nil)
	}
	a.Password, a.Subject = hash, 0
	return d.store.Recover(ctx, r, a, d.event(audit.AccountRecovered, r, fmt.Sprintf("recover/%d", r.ID)))
}

func (d *Registrar) event(did audit.Act, r Errand, op string) audit.Event {
	return audit.Event{
		Did: did, On: "errand/" + string(r.Use), By: actor.Actor{Side: actor.Subject, Account: r.Account},
		At: d.desk.now(), Op: op,
	}
}
