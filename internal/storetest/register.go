package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/password"
)

func newcomers(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestKnownAndUnknownLoginsAndContactsTakeTheSameWork": tryKnownAndUnknownTakeTheSameWork,
		"TestACodeIsOfOneBrowserForAWhileAndFewTries":         tryACodeIsOfOneBrowserForAWhileAndFewTries,
		"TestAContactIsToldOftenButNotEndlessly":              tryAContactIsToldOftenButNotEndlessly,
		"TestWhatIsTypedToRegisterIsSealed":                   tryWhatIsTypedToRegisterIsSealed,
		"TestAClosedAccountOpensNothingAndFreesItsContact":    tryAClosedAccountOpensNothingAndFreesItsContact,
		"TestWhoClosesTheirAccountSpeaksForNobodyMore":        tryWhoClosesTheirAccountSpeaksForNobodyMore,
	})
}

// lobby is where people register, with all that was carried and compared.
type lobby struct {
	*hall
	desk      *account.Desk
	registrar *account.Registrar
	carried   []account.Message
	hashed    int
	real      *password.Hasher
}

// Hash implements account.Hasher: the real one, counted.
func (l *lobby) Hash(ctx context.Context, word string) (string, error) {
	l.hashed++
	return l.real.Hash(ctx, word)
}

// Matches implements account.Hasher.
func (l *lobby) Matches(ctx context.Context, word, kept string) (bool, error) {
	l.hashed++
	return l.real.Matches(ctx, word, kept)
}

// Carry implements account.Courier.
func (l *lobby) Carry(_ context.Context, m account.Message) error {
	l.carried = append(l.carried, m)
	return nil
}

func mustEnterLobby(t *testing.T, open Opener) (*lobby, Database) {
	t.Helper()
	h, db := mustEnterHall(t, open)
	l := &lobby{hall: h, real: password.New(password.Cost{Memory: 64, Passes: 1})}
	var err error
	if l.desk, err = account.NewDesk(ctx(), h.store, l, func() time.Time { return h.now }); err != nil {
		t.Fatal(err)
	}
	l.registrar = account.NewRegistrar(l.desk, h.store, l)
	return l, db
}

func wish(login, contact string) account.Wish {
	return account.Wish{Login: login, Name: "金丝雀新人", Contact: contact, Password: rightPassword}
}

// registers makes an account and returns it.
func (l *lobby) registers(login, contact string) account.Account {
	l.Helper()
	browser := account.NewToken()
	mustCommit(l.T, l.registrar.Begin(ctx(), browser, wish(login, contact), "begin "+login))
	code := l.carried[len(l.carried)-1].Code
	token, _, err := l.registrar.Finish(ctx(), browser, code, "", account.Try{Address: "192.0.2.1"})
	if err != nil {
		l.Fatal(err)
	}
	a, _, err := l.desk.Visitor(ctx(), token)
	if err != nil {
		l.Fatal(err)
	}
	return a
}

func tryKnownAndUnknownTakeTheSameWork(t *testing.T, open Opener) {
	l, _ := mustEnterLobby(t, open)
	a := l.registers("newcomer", "15400000001")
	if a.Proven() || !slices.Contains(a.Roles, actor.Person) || len(a.Contacts) != 1 || a.Contacts[0].ProvedAt.IsZero() {
		t.Fatalf("registered as %+v", a)
	}
	work := func(do func() error) string {
		hashed, carried := l.hashed, len(l.carried)
		err := do()
		return fmt.Sprintf("%d hashes, %d messages, %v", l.hashed-hashed, len(l.carried)-carried, err)
	}
	var register, recoverings []string
	for i, c := range [][2]string{
		{"somebody", "15400000002"}, {"newcomer", "15400000003"}, {"somebody", "15400000001"},
	} {
		op := fmt.Sprintf("work %d", i)
		register = append(register, work(func() error {
			return l.registrar.Begin(ctx(), account.NewToken(), wish(c[0], c[1]), op)
		}))
		recoverings = append(recoverings, work(func() error {
			return l.registrar.BeginRecovery(ctx(), account.NewToken(), c[1], op+" again")
		}))
	}
	if len(slices.Compact(register)) != 1 || len(slices.Compact(recoverings)) != 1 {
		t.Errorf("registering took %v, recovering %v", register, recoverings)
	}
}

func tryACodeIsOfOneBrowserForAWhileAndFewTries(t *testing.T, open Opener) {
	l, db := mustEnterLobby(t, open)
	mine, other := account.NewToken(), account.NewToken()
	begin := func(op string) string {
		mustCommit(t, l.registrar.Begin(ctx(), mine, wish("newcomer", "someone@example.org"), op))
		return l.carried[len(l.carried)-1].Code
	}
	finish := func(browser account.Token, code, from string) error {
		_, _, err := l.registrar.Finish(ctx(), browser, code, "", account.Try{Address: from})
		return err
	}
	code := begin("first")
	if err := finish(other, code, "192.0.2.1"); !fault.Is(err, fault.NotFound) {
		t.Errorf("in another browser: %v", err)
	}
	l.now = l.now.Add(11 * time.Minute)
	if err := finish(mine, code, "192.0.2.1"); !fault.Is(err, fault.NotFound) {
		t.Errorf("after eleven minutes: %v", err)
	}
	code = begin("second")
	for i := range 5 {
		if err := finish(mine, "wrong", fmt.Sprintf("192.0.2.%d", i)); !fault.Is(err, fault.Invalid) {
			t.Errorf("a wrong code: %v", err)
		}
	}
	if err := finish(mine, code, "192.0.2.9"); !fault.Is(err, fault.Invalid) {
		t.Errorf("the right code after five wrong ones: %v", err)
	}
	if n := count(t, db, "accounts"); n != 0 {
		t.Errorf("%d accounts are there", n)
	}
	mustCommit(t, finish(mine, begin("third"), "192.0.2.10"))
}

func tryAContactIsToldOftenButNotEndlessly(t *testing.T, open Opener) {
	l, _ := mustEnterLobby(t, open)
	for i := range 8 {
		mustCommit(t, l.registrar.BeginRecovery(ctx(), account.NewToken(), "15400000001", fmt.Sprintf("ask %d", i)))
	}
	if len(l.carried) != 5 {
		t.Errorf("%d messages in an hour", len(l.carried))
	}
	l.now = l.now.Add(2 * time.Hour)
	mustCommit(t, l.registrar.BeginRecovery(ctx(), account.NewToken(), "15400000001", "later"))
	if len(l.carried) != 6 {
		t.Error("two hours later nothing is sent")
	}
}

func tryWhatIsTypedToRegisterIsSealed(t *testing.T, open Opener) {
	l, db := mustEnterLobby(t, open)
	mustCommit(t, l.registrar.Begin(ctx(), account.NewToken(), wish("newcomer", "15498765432"), "begin"))
	l.registers("second", "canary@example.org")
	MustSeeClosed(t, db, []string{"15498765432", "canary@example.org", "金丝雀新人", rightPassword, l.carried[0].Code})
}

func tryAClosedAccountOpensNothingAndFreesItsContact(t *testing.T, open Opener) {
	l, _ := mustEnterLobby(t, open)
	a := l.registers("newcomer", "15400000001")
	identities := account.NewIdentities(l.store, books, func() time.Time { return l.now })
	if err := identities.Close(ctx(), l.desk, a, "wrong", "close", nothingLeft); !fault.Is(err, fault.Invalid) {
		t.Errorf("without the password: %v", err)
	}
	token, _, err := l.desk.SignIn(ctx(), account.Try{Login: "newcomer", Password: rightPassword, Address: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	mustCommit(t, identities.Close(ctx(), l.desk, a, rightPassword, "close", nothingLeft))
	if _, _, err := l.desk.Visitor(ctx(), token); !fault.Is(err, fault.NotFound) {
		t.Errorf("its session: %v", err)
	}
	if _, _, err := l.desk.SignIn(ctx(), account.Try{Login: "newcomer", Password: rightPassword}); err == nil {
		t.Error("one signs in to a closed account")
	}
	l.registers("another", "15400000001")
}

func tryWhoClosesTheirAccountSpeaksForNobodyMore(t *testing.T, open Opener) {
	d, _ := mustEnterAide(t, open)
	m := d.asks(firm(t, 1), account.Agent, "ask")
	mustCommit(t, d.mandates.Confirm(ctx(), d.rules(m, "confirm"), windowOfficer, account.Mandate{}))
	if d.speaksFor(m) == 0 {
		t.Fatal("a confirmed mandate gives nothing")
	}
	mustCommit(t, d.identities.Close(ctx(), d.desk, d.Account, rightPassword, "close", nothingLeft))
	if d.speaksFor(m) != 0 {
		t.Error("the mandate outlives the account that held it")
	}
	if m, err := d.mandates.One(ctx(), m.PublicID); err != nil || m.Ended != account.Renounced {
		t.Errorf("%v: it ended because %q", err, m.Ended)
	}
}

// nothingLeft is what somebody leaves behind who asked and agreed to nothing.
func nothingLeft(context.Context) error { return nil }
