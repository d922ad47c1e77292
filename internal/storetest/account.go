package storetest

import (
	"sync"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/password"
	"creditportal/internal/store"
)

func signIns(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAnUnknownNameIsRefusedLikeAWrongPassword":        tryAnUnknownNameIsRefusedLikeAWrongPassword,
		"TestStaffComeInWithACodeAndUnderANewToken":           tryStaffComeInWithACodeAndUnderANewToken,
		"TestAnotherPasswordEndsEveryOtherSession":            tryAnotherPasswordEndsEveryOtherSession,
		"TestTheSixthSessionOfACitizenEndsTheOldest":          tryTheSixthSessionOfACitizenEndsTheOldest,
		"TestASessionEndsWhenItsTimeIsOverOrItIsEnded":        tryASessionEndsWhenItsTimeIsOverOrItIsEnded,
		"TestNamesAndSecretsOfAccountsAreSealed":              tryNamesAndSecretsOfAccountsAreSealed,
		"TestALoginIsTakenOnceHoweverOftenItIsAskedForAtOnce": tryALoginIsTakenOnceHoweverOftenItIsAskedForAtOnce,
	})
}

const rightPassword = "示例口令，只用于这些测试"

// hall is a desk at which people sign in, and its clock.
type hall struct {
	*testing.T
	store *store.Store
	desk  *account.Desk
	now   time.Time
}

func mustEnterHall(t *testing.T, open Opener) (*hall, Database) {
	t.Helper()
	db := open(t)
	h := &hall{T: t, store: MustOpen(t, db, nil), now: Today.Start().Add(9 * time.Hour)}
	cheap := password.New(password.Cost{Memory: 64, Passes: 1})
	var err error
	h.desk, err = account.NewDesk(ctx(), h.store, cheap, func() time.Time { return h.now })
	if err != nil {
		t.Fatal(err)
	}
	return h, db
}

func (h *hall) account(login string, roles ...actor.Role) account.Account {
	h.Helper()
	a := account.Account{Login: login, Name: "金丝雀示例人", Roles: roles, Secret: account.NewSecret()}
	a, err := h.desk.Enter(ctx(), a, rightPassword, actor.System(), "enter "+login)
	if err != nil {
		h.Fatal(err)
	}
	return a
}

func (h *hall) signIn(login string) account.Token {
	h.Helper()
	token, _, err := h.desk.SignIn(ctx(), account.Try{Login: login, Password: rightPassword, Address: "192.0.2.1"})
	if err != nil {
		h.Fatal(err)
	}
	return token
}

func (h *hall) in(token account.Token) bool {
	h.Helper()
	_, s, err := h.desk.Visitor(ctx(), token)
	if err != nil && !fault.Is(err, fault.NotFound) {
		h.Fatal(err)
	}
	return err == nil && !s.Half
}

func tryAnUnknownNameIsRefusedLikeAWrongPassword(t *testing.T, open Opener) {
	h, _ := mustEnterHall(t, open)
	a := h.account("citizen", actor.Person)
	var said []string
	for _, login := range []string{"citizen", "nobody"} {
		_, _, err := h.desk.SignIn(ctx(), account.Try{Login: login, Password: "not the password", Address: "192.0.2.1"})
		if !fault.Is(err, fault.Invalid) {
			t.Fatalf("%s: %v", login, err)
		}
		said = append(said, err.Error())
	}
	a.State = account.Disabled
	event := audit.Event{Did: audit.PasswordChanged, By: actor.System(), At: h.now, Op: "disable"}
	mustCommit(t, h.store.ChangeAccount(ctx(), a, account.Key{}, event))
	_, _, err := h.desk.SignIn(ctx(), account.Try{Login: "citizen", Password: rightPassword, Address: "192.0.2.1"})
	if err == nil || said[0] != said[1] || err.Error() != said[0] {
		t.Errorf("a wrong password %q, an unknown name %q, a disabled account %v", said[0], said[1], err)
	}
}

func tryStaffComeInWithACodeAndUnderANewToken(t *testing.T, open Opener) {
	h, _ := mustEnterHall(t, open)
	a := h.account("clerk", actor.CaseOfficer)
	half := h.signIn(" Clerk ")
	if h.in(half) {
		t.Fatal("the password alone opens the office")
	}
	if _, _, err := h.desk.Confirm(ctx(), half, "000000", "192.0.2.1"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a wrong code: %v", err)
	}
	first, _, err := h.desk.Confirm(ctx(), half, account.Code(a.Secret, h.now), "192.0.2.1")
	if err != nil || !h.in(first) || first == half {
		t.Fatalf("%v, in: %v", err, h.in(first))
	}
	if _, _, err := h.desk.Confirm(ctx(), half, account.Code(a.Secret, h.now), "192.0.2.1"); err == nil {
		t.Error("a code works twice")
	}
	h.now = h.now.Add(time.Minute)
	second, _, err := h.desk.Confirm(ctx(), h.signIn("clerk"), account.Code(a.Secret, h.now), "192.0.2.1")
	if err != nil || h.in(first) || !h.in(second) {
		t.Errorf("%v, the first session of an officer goes on beside the second", err)
	}
}

func tryAnotherPasswordEndsEveryOtherSession(t *testing.T, open Opener) {
	h, _ := mustEnterHall(t, open)
	h.account("citizen", actor.Person)
	here, there := h.signIn("citizen"), h.signIn("citizen")
	a, _, err := h.desk.Visitor(ctx(), here)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.desk.ChangePassword(ctx(), a, here.Key(), "wrong", "一个新的示例口令", "op"); !fault.Is(err, fault.Invalid) {
		t.Errorf("without the present password: %v", err)
	}
	mustCommit(t, h.desk.ChangePassword(ctx(), a, here.Key(), rightPassword, "一个新的示例口令", "op"))
	if !h.in(here) || h.in(there) {
		t.Errorf("here %v, elsewhere %v", h.in(here), h.in(there))
	}
	if _, _, err := h.desk.SignIn(ctx(), account.Try{Login: "citizen", Password: rightPassword}); err == nil {
		t.Error("the old password is still right")
	}
}

func tryTheSixthSessionOfACitizenEndsTheOldest(t *testing.T, open Opener) {
	h, _ := mustEnterHall(t, open)
	a := h.account("citizen", actor.Person)
	var tokens []account.Token
	for range 6 {
		h.now = h.now.Add(time.Second)
		tokens = append(tokens, h.signIn("citizen"))
	}
	list, err := h.desk.Sessions(ctx(), a)
	if err != nil || len(list) != 5 || h.in(tokens[0]) || !h.in(tokens[1]) || list[0].Key != tokens[5].Key() {
		t.Errorf("%v, %d sessions, the first %v, the second %v", err, len(list), h.in(tokens[0]), h.in(tokens[1]))
	}
}

func tryASessionEndsWhenItsTimeIsOverOrItIsEnded(t *testing.T, open Opener) {
	h, _ := mustEnterHall(t, open)
	a := h.account("citizen", actor.Person)
	one, two := h.signIn("citizen"), h.signIn("citizen")
	mustCommit(t, h.desk.End(ctx(), a, one.Key()))
	mustCommit(t, h.desk.SignOut(ctx(), account.Token("never given")))
	if h.in(one) || !h.in(two) {
		t.Errorf("the ended one %v, the other %v", h.in(one), h.in(two))
	}
	for range 3 {
		h.now = h.now.Add(20 * time.Minute)
		if !h.in(two) {
			t.Fatal("a session in use ends")
		}
	}
	h.now = h.now.Add(31 * time.Minute)
	if h.in(two) {
		t.Error("a session lasts half an hour without a sign of life")
	}
}

func tryNamesAndSecretsOfAccountsAreSealed(t *testing.T, open Opener) {
	h, db := mustEnterHall(t, open)
	a := h.account("citizen", actor.Person)
	read, err := h.store.Account(ctx(), a.ID)
	if err != nil || read.Name != "金丝雀示例人" || string(read.Secret) != string(a.Secret) {
		t.Fatalf("%v, read %+v", err, read)
	}
	h.signIn("citizen")
	MustSeeClosed(t, db, []string{"金丝雀示例人", rightPassword, string(a.Secret)})
}

func tryALoginIsTakenOnceHoweverOftenItIsAskedForAtOnce(t *testing.T, open Opener) {
	h, db := mustEnterHall(t, open)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			a := account.Account{Login: "citizen", Name: "示例", Roles: []actor.Role{actor.Person}}
			_, err := h.desk.Enter(ctx(), a, rightPassword, actor.System(), string(rune('a'+i)))
			if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Stale) {
				t.Errorf("taking a login: %v", err)
			}
		})
	}
	all.Wait()
	if n := count(t, db, "accounts"); n != 1 {
		t.Errorf("%d accounts have the login", n)
	}
}
