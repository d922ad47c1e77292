package account

import (
	"context"
	"crypto/rand"
	"fmt"
	"math"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/subject"
)

// Method is by what it is proven who somebody is.
type Method string

// The methods.
const (
	ByActivation Method = "activation" // a code that an officer at the window gave
	ByPapers     Method = "papers"     // papers that an officer has looked at
	ByOpenID     Method = "openid"     // a provider that the installation trusts
)

// Key returns the message key of the method's name.
func (m Method) Key() string { return "identity.method." + string(m) }

// Proof says who the holder of an account is, and who vouches for it.
type Proof struct {
	Person     subject.Subject // of kind Person, with name and document
	Method     Method
	Activation int64      // row id of the code that is used up by it; zero: none
	External   string     // who they are at a provider; "": none
	By         int64      // account of the officer; zero: none
	Presented  *Presented // the pictures by which it is, as they end with it; nil: none
}

// Standing is how far it is proven who the holder of an account is.
type Standing struct {
	Subject     int64 // row id of the person; zero: never proven
	Method      Method
	ProvedAt    time.Time
	SuspendedAt time.Time // since when it must be proven again
}

// Activation is a code that an officer gave to somebody whose papers were seen.
type Activation struct {
	ID        int64
	Person    subject.Subject
	IssuedBy  int64
	IssuedAt  time.Time
	ExpiresAt time.Time
	UsedAt    time.Time
}

// IdentityStore keeps by what it is proven who the holders of accounts are.
type IdentityStore interface {
	// Prove links the account to the file of the person, opened where there is
	// none, and uses up the code; fault.Conflict where the name or the person is
	// another than before, fault.Stale when the code was used or somebody was
	// quicker. Sessions of the account stay.
	Prove(ctx context.Context, a Account, p Proof, e audit.Event) error
	// Standing returns how far it is proven who the holder is.
	Standing(ctx context.Context, account int64) (Standing, error)
	VouchingStore
	// AccountByExternal returns the account of somebody at a provider;
	// fault.NotFound for none.
	AccountByExternal(ctx context.Context, external string) (Account, error)
	// EnterExternal makes an account for somebody whom a provider vouches for.
	EnterExternal(ctx context.Context, a Account, external string, e audit.Event) (Account, error)
	// CloseAccount ends the account with its sessions and mandates and with what was
	// begun in it, and frees its contact; fault.Stale when somebody was quicker.
	CloseAccount(ctx context.Context, a Account, e audit.Event) error
}

// VouchingStore keeps what officers vouch by: codes of the window, and pictures
// of documents that two of them compared.
type VouchingStore interface {
	ActivationStore
	PresentedStore
}

// ActivationStore keeps the codes of the window.
type ActivationStore interface {
	// KeepActivation keeps a code.
	KeepActivation(ctx context.Context, v Activation, code string, e audit.Event) error
	// ActivationBy returns what the code was given for; fault.NotFound for none.
	ActivationBy(ctx context.Context, code string) (Activation, error)
}

// Identities is the desk where it is proven who the holders of accounts are.
type Identities struct {
	store IdentityStore
	gate  *Gate
	rules func() law.Rules
	now   func() time.Time
}

// NewIdentities returns the desk; the age from which somebody has an account of
// their own is read from the rules.
func NewIdentities(store IdentityStore, rules func() law.Rules, now func() time.Time) *Identities {
	return &Identities{store: store, gate: &Gate{}, rules: rules, now: now}
}

// The code that is given at the window: how long it is good, and how it looks.
const (
	activationLasts = 7 * 24 * time.Hour
	activationSigns = 12
	activationGroup = 4
)

// Issue makes a code for the person whose papers the officer has seen. It is
// shown once; what is kept does not tell it.
func (d *Identities) Issue(
	ctx context.Context, p subject.Subject, by actor.Actor, op string,
) (string, Activation, error) {
	if _, officer := by.In(actor.IntakeOfficer); !officer {
		return "", Activation{}, fault.New(fault.NotFound, "identity.fault.officer", nil)
	}
	p.Name = strings.TrimSpace(p.Name)
	if p.Name == "" || p.Document.IsZero() {
		return "", Activation{}, fault.New(fault.Invalid, "identity.fault.person", nil)
	}
	code := rand.Text()[:activationSigns]
	v := Activation{Person: p, IssuedBy: by.Account, IssuedAt: d.now(), ExpiresAt: d.now().Add(activationLasts)}
	e := audit.Event{Did: audit.ActivationIssued, On: "activation", By: by, At: d.now(), Op: op}
	if err := d.store.KeepActivation(ctx, v, code, e); err != nil {
		return "", Activation{}, err
	}
	if _, err := d.store.ActivationBy(ctx, code); err != nil { // a second click: the first one's code was kept
		return "", Activation{}, fault.New(fault.Conflict, "identity.fault.issued", nil)
	}
	return grouped(code), v, nil
}

// grouped writes a code in groups, as it is read out and typed.
func grouped(code string) string {
	var parts []string
	for ; len(code) > activationGroup; code = code[activationGroup:] {
		parts = append(parts, code[:activationGroup])
	}
	return strings.Join(append(parts, code), "-")
}

// ungrouped is a typed code as it was made.
func ungrouped(code string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(strings.TrimSpace(code)))
}

// Activated proves who the holder is by a code of the window and the number of
// their document, which the code was given for. A wrong code, a wrong number, a
// used and a late code are refused in the same words; whoever guesses waits.
func (d *Identities) Activated(
	ctx context.Context, a Account, code string, number subject.Document, address string,
) (Proof, error) {
	key := fmt.Sprintf("activation/%d", a.ID)
	if wait := d.gate.Wait(key, address, d.now()); wait > 0 {
		return Proof{}, fault.New(fault.Busy, "account.fault.wait", fault.Args{"Seconds": int(math.Ceil(wait.Seconds()))})
	}
	v, err := d.store.ActivationBy(ctx, ungrouped(code))
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Proof{}, err
	}
	right := err == nil && v.UsedAt.IsZero() && d.now().Before(v.ExpiresAt) && v.Person.Document == number &&
		!number.IsZero()
	d.gate.Note(key, address, right, d.now())
	if !right {
		return Proof{}, fault.New(fault.Invalid, "identity.fault.code", nil)
	}
	return Proof{Person: v.Person, Method: ByActivation, Activation: v.ID, By: v.IssuedBy}, nil
}

// ofAge refuses somebody for whom a guardian acts: who has not reached the age
// of full capacity that the books state (民法典 art. 17, 18).
func (d *Identities) ofAge(who subject.Subject) error {
	today, born := civil.Of(d.now()), who.Document.Born()
	age, stated := d.rules().InForce(today).Age(law.CapacityFull)
	if stated && !born.IsZero() && !age.Reached(born, today) {
		return fault.New(fault.Conflict, "identity.fault.young", fault.Args{"Years": age.Years})
	}
	return nil
}

// Prove links the account to the person of the proof.
func (d *Identities) Prove(ctx context.Context, a Account, p Proof, op string) error {
	return d.prove(ctx, a, p, actor.Actor{Side: actor.Subject, Account: a.ID}, op)
}

func (d *Identities) prove(ctx context.Context, a Account, p Proof, by actor.Actor, op string) error {
	if a.Staff() {
		return fault.New(fault.Forbidden, "identity.fault.staff", nil)
	}
	if err := d.ofAge(p.Person); err != nil {
		return err
	}
	p.Person.Kind, p.Person.Standing = subject.Person, subject.Existing
	return d.store.Prove(ctx, a, p, audit.Event{
		Did: audit.IdentityProved, On: fmt.Sprintf("account/%d", a.ID), By: by, At: d.now(),
		Op: op, Detail: map[string]string{"method": string(p.Method)},
	})
}

// Come begins a session for somebody whom a provider vouches for, in the account
// that is theirs or in a new one. Where the provider says which person they are,
// that is proven with it.
func (d *Identities) Come(ctx context.Context, desk *Desk, p Proof, t Try) (Token, Session, error) {
	a, err := d.store.AccountByExternal(ctx, p.External)
	if fault.Is(err, fault.NotFound) {
		a, err = d.enter(ctx, p)
	}
	if err != nil {
		return "", Session{}, err
	}
	if a.State != Active || a.Staff() {
		return "", Session{}, refused()
	}
	if !a.Proven() && !p.Person.Document.IsZero() {
		if err := d.Prove(ctx, a, p, fmt.Sprintf("openid/%d/%d", a.ID, a.Version)); err != nil {
			return "", Session{}, err
		}
	}
	return desk.begin(ctx, a, Key{}, false, t.Device)
}

// ComeAgain proves anew, by the provider's word, that it is the holder of the
// session who sits there.
func (d *Identities) ComeAgain(ctx context.Context, desk *Desk, token Token, external string) (Token, Session, error) {
	a, err := d.store.AccountByExternal(ctx, external)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", Session{}, err
	}
	return desk.Vouch(ctx, token, a)
}

// enter makes an account without a password: its holder comes by the provider.
func (d *Identities) enter(ctx context.Context, p Proof) (Account, error) {
	const signs = 10
	login := "id-" + strings.ToLower(rand.Text()[:signs])
	a := Account{
		Login: login, Name: p.Person.Name, Roles: []actor.Role{actor.OrgAgent, actor.Person}, State: Active, Version: 1,
	}
	if a.Name == "" {
		a.Name = login
	}
	return d.store.EnterExternal(ctx, a, p.External, audit.Event{
		Did: audit.AccountMade, By: actor.Actor{Side: actor.Subject}, At: d.now(), Op: "account/" + login,
	})
}

// Standing returns how far it is proven who the holder is.
func (d *Identities) Standing(ctx context.Context, a Account) (Standing, error) {
	return d.store.Standing(ctx, a.ID)
}
