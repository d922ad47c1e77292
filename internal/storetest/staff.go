package storetest

import (
	"sync"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

func administered(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestTwoRolesThatNoOnePersonHoldsTakeOneSlot":           tryTwoRolesThatNoOnePersonHoldsTakeOneSlot,
		"TestOfTwoGrantsAtOnceThatConflictOneIsMade":            tryOfTwoGrantsAtOnceThatConflictOneIsMade,
		"TestAnAccountIsMadeByOneAndItsRightsAreGivenByAnother": tryAnAccountIsMadeByOneAndItsRightsAreGivenByAnother,
		"TestAWeightyRoleIsGivenByTwoPersons":                   tryAWeightyRoleIsGivenByTwoPersons,
		"TestTheLastAdministratorStays":                         tryTheLastAdministratorStays,
		"TestTheFirstAdministratorsAreTwoPersons":               tryTheFirstAdministratorsAreTwoPersons,
		"TestALinkOpensOnceAndNotForLong":                       tryALinkOpensOnceAndNotForLong,
		"TestAProviderAsksForItsOwnPeople":                      tryAProviderAsksForItsOwnPeople,
		"TestARecoveryCodeStandsInOnceForAOneTimeCode":          tryARecoveryCodeStandsInOnceForAOneTimeCode,
		"TestAnAccountThatNobodyUsesForLongIsDisabled":          tryAnAccountThatNobodyUsesForLongIsDisabled,
		"TestAProofLastsTenMinutesAndBringsAnotherToken":        tryAProofLastsTenMinutesAndBringsAnotherToken,
	})
}

// bureau is a hall with administrators.
type bureau struct {
	*hall
	office                *account.Office
	system, security, two actor.Actor
	n                     int
}

func mustEnterBureau(t *testing.T, open Opener) *bureau {
	t.Helper()
	h, _ := mustEnterHall(t, open)
	b := &bureau{hall: h, office: account.NewOffice(h.desk, h.store, func(unit string) bool { return unit == aUnit })}
	b.system = h.account("system", actor.SystemAdmin).Actor()
	b.security = h.account("security", actor.SecurityAdmin).Actor()
	b.two = h.account("security2", actor.SecurityAdmin).Actor()
	return b
}

const aUnit = "11370303000000000A"

// why is a reason, under a key of its own.
func (b *bureau) why() account.Why {
	b.n++
	return account.Why{Op: "why " + string(rune('a'+b.n)), Reason: "岗位调整"}
}

func (b *bureau) read(id int64) account.Account {
	b.Helper()
	a, err := b.store.Account(ctx(), id)
	if err != nil {
		b.Fatal(err)
	}
	return a
}

func (b *bureau) made(login, unit string) (account.Account, account.Token) {
	b.Helper()
	a, token, err := b.office.Make(ctx(), account.New{Login: login, Name: "示例人" + login, Unit: unit}, b.why(), b.system)
	if err != nil {
		b.Fatal(err)
	}
	return a, token
}

// enrolment is what the owner sets behind a link.
func (b *bureau) enrolment() (account.Enrolment, []byte) {
	secret := account.NewSecret()
	return account.Enrolment{
		Password: rightPassword, Again: rightPassword, Secret: account.KeyText(secret), Code: account.Code(secret, b.now),
	}, secret
}

func tryTwoRolesThatNoOnePersonHoldsTakeOneSlot(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	a, _ := b.made("clerk", "")
	a.Roles = []actor.Role{actor.Signer, actor.CaseOfficer}
	event := audit.Event{Did: audit.RoleGranted, By: actor.System(), At: b.now, Op: "past every check"}
	if _, err := b.store.CommitAccount(ctx(), account.Change{Account: a}, event); !fault.Is(err, fault.Conflict) {
		t.Errorf("the database lets both roles stand: %v", err)
	}
	if got := b.read(a.ID); len(got.Roles) != 0 {
		t.Errorf("the account holds %v", got.Roles)
	}
}

func tryOfTwoGrantsAtOnceThatConflictOneIsMade(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	for round := range 5 {
		a, _ := b.made("clerk"+string(rune('a'+round)), "")
		reviewer, _ := b.made("reviewer"+string(rune('a'+round)), aUnit)
		for of, roles := range map[int64][2]actor.Role{
			a.ID:        {actor.DataAdmin, actor.AuthorityOfficer},
			reviewer.ID: {actor.ProviderReviewer, actor.ProviderChecker},
		} {
			var all sync.WaitGroup
			whys := [2]account.Why{b.why(), b.why()}
			for i, role := range roles {
				all.Go(func() {
					_, err := b.office.Grant(ctx(), b.read(of), role, whys[i], b.security)
					if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Stale) {
						t.Errorf("granting %s: %v", role, err)
					}
				})
			}
			all.Wait()
			if got := b.read(of); len(got.Roles) != 1 {
				t.Errorf("round %d: the account holds %v", round, got.Roles)
			}
		}
	}
}

func tryAnAccountIsMadeByOneAndItsRightsAreGivenByAnother(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	n := account.New{Login: "clerk", Name: "示例人"}
	if _, _, err := b.office.Make(ctx(), n, b.why(), b.security); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a security administrator makes an account: %v", err)
	}
	a, _ := b.made("clerk", "")
	if len(a.Roles) != 0 || a.Password != "" {
		t.Errorf("the account begins with %v and a password of %d signs", a.Roles, len(a.Password))
	}
	if _, err := b.office.Grant(ctx(), a, actor.CaseOfficer, b.why(), b.system); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a system administrator gives a right: %v", err)
	}
	silent := account.Why{Op: "silent", Reason: " "}
	if _, err := b.office.Grant(ctx(), a, actor.CaseOfficer, silent, b.security); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	if waits, err := b.office.Grant(ctx(), a, actor.CaseOfficer, b.why(), b.security); err != nil || waits {
		t.Fatalf("%v, waits: %v", err, waits)
	}
	a = b.read(a.ID)
	if _, err := b.office.Grant(ctx(), a, actor.ProviderChecker, b.why(), b.security); err == nil {
		t.Error("one person is of the operator and of a provider")
	}
	if waits, err := b.office.Revoke(ctx(), a, actor.CaseOfficer, b.why(), b.security); err != nil || waits {
		t.Fatalf("%v, waits: %v", err, waits)
	}
	own := b.read(b.security.Account)
	if _, err := b.office.Grant(ctx(), own, actor.AuditAdmin, b.why(), b.security); !fault.Is(err, fault.Forbidden) {
		t.Errorf("somebody gives themselves a right: %v", err)
	}
	trail, err := b.office.Trail(ctx(), a)
	if err != nil || len(trail) != 3 || trail[0].Did != audit.RoleRevoked || trail[0].Reason == "" {
		t.Errorf("%v, the trail is %+v", err, trail)
	}
}

func (b *bureau) onlyAsk() account.Ask {
	b.Helper()
	open, err := b.office.Asks(ctx(), b.security)
	if err != nil || len(open) != 1 {
		b.Fatalf("%v, %d wait", err, len(open))
	}
	return open[0]
}

func tryAWeightyRoleIsGivenByTwoPersons(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	a, _ := b.made("signer", "")
	if waits, err := b.office.Grant(ctx(), a, actor.Signer, b.why(), b.security); err != nil || !waits {
		t.Fatalf("%v, waits: %v", err, waits)
	}
	if _, err := b.office.Grant(ctx(), b.read(a.ID), actor.Signer, b.why(), b.two); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked for twice: %v", err)
	}
	k := b.onlyAsk()
	for who, by := range map[string]actor.Actor{"whoever asked": b.security, "a system administrator": b.system} {
		if _, _, err := b.office.Decide(ctx(), k.ID, true, b.why(), by); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s decides: %v", who, err)
		}
	}
	if got := b.read(a.ID); len(got.Roles) != 0 {
		t.Errorf("before the second person the account holds %v", got.Roles)
	}
	if _, _, err := b.office.Decide(ctx(), k.ID, true, b.why(), b.two); err != nil {
		t.Fatal(err)
	}
	if got := b.read(a.ID); len(got.Roles) != 1 || got.Roles[0] != actor.Signer {
		t.Errorf("the account holds %v", got.Roles)
	}
	if _, _, err := b.office.Decide(ctx(), k.ID, true, b.why(), b.two); !fault.Is(err, fault.Stale) {
		t.Errorf("decided twice: %v", err)
	}
}

func tryTheLastAdministratorStays(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	system := b.read(b.system.Account)
	if err := b.office.Turn(ctx(), system, account.Disabled, b.why(), b.security); !fault.Is(err, fault.Conflict) {
		t.Errorf("the last system administrator is disabled: %v", err)
	}
	two := b.read(b.two.Account)
	mustCommit(t, b.office.Turn(ctx(), two, account.Disabled, b.why(), b.security))
	if err := b.office.Turn(ctx(), b.read(two.ID), account.Active, b.why(), b.security); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a security administrator brings an account back: %v", err)
	}
	security := b.read(b.security.Account)
	if err := b.office.Turn(ctx(), security, account.Disabled, b.why(), b.system); !fault.Is(err, fault.Conflict) {
		t.Errorf("the last security administrator is disabled: %v", err)
	}
	a, _ := b.made("third", "")
	if _, err := b.office.Grant(ctx(), a, actor.SecurityAdmin, b.why(), b.security); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.office.Decide(ctx(), b.onlyAsk().ID, true, b.why(), b.system); err != nil {
		t.Errorf("where no other security administrator is left, nobody can confirm: %v", err)
	}
}

func tryTheFirstAdministratorsAreTwoPersons(t *testing.T, open Opener) {
	h, db := mustEnterHall(t, open)
	b := &bureau{hall: h, office: account.NewOffice(h.desk, h.store, func(string) bool { return false })}
	first, err := b.office.First(ctx(), b.why(), actor.System())
	if err != nil || len(first) != 2 || first[0].Role == first[1].Role {
		t.Fatalf("%v, %d links", err, len(first))
	}
	again, err := b.office.First(ctx(), b.why(), actor.System())
	if err != nil || len(again) != 2 || count(t, db, "accounts") != 2 {
		t.Fatalf("%v, %d links and %d accounts", err, len(again), count(t, db, "accounts"))
	}
	typed, _ := b.enrolment()
	typed.Login, typed.Name = "first", "示例人"
	if _, err := b.office.Enrol(ctx(), first[0].Token, typed); !fault.Is(err, fault.NotFound) {
		t.Errorf("the link before the last is good: %v", err)
	}
	if _, err := b.office.Enrol(ctx(), again[0].Token, typed); err != nil {
		t.Fatal(err)
	}
	typed.Login = "second"
	if _, err := b.office.Enrol(ctx(), again[1].Token, typed); !fault.Is(err, fault.Conflict) {
		t.Errorf("one person is both: %v", err)
	}
	typed.Name = "另一位示例人"
	if _, err := b.office.Enrol(ctx(), again[1].Token, typed); err != nil {
		t.Fatal(err)
	}
	if _, err := b.office.First(ctx(), b.why(), actor.System()); !fault.Is(err, fault.Conflict) {
		t.Errorf("where administrators are, others are made first: %v", err)
	}
}

func tryALinkOpensOnceAndNotForLong(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	a, token := b.made("clerk", "")
	typed, secret := b.enrolment()
	differs := typed
	differs.Again = rightPassword + "。"
	if _, err := b.office.Enrol(ctx(), token, differs); !fault.Is(err, fault.Invalid) {
		t.Errorf("a password that was mistyped: %v", err)
	}
	codes, err := b.office.Enrol(ctx(), token, typed)
	if err != nil || len(codes) != 10 {
		t.Fatalf("%v, %d codes", err, len(codes))
	}
	if _, err := b.office.Enrol(ctx(), token, typed); !fault.Is(err, fault.NotFound) {
		t.Errorf("a second time: %v", err)
	}
	b.now = b.now.Add(time.Minute)
	if _, _, err := b.desk.Confirm(ctx(), b.signIn("clerk"), account.Code(secret, b.now), "192.0.2.1"); err != nil {
		t.Errorf("the owner does not come in: %v", err)
	}
	reset, err := b.office.Invite(ctx(), b.read(a.ID), b.why(), b.system)
	if err != nil {
		t.Fatal(err)
	}
	b.now = b.now.Add(31 * time.Minute)
	if _, _, err := b.office.Invited(ctx(), reset); !fault.Is(err, fault.NotFound) {
		t.Errorf("after half an hour: %v", err)
	}
	if _, err := b.office.Invite(ctx(), a, b.why(), b.security); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a security administrator gives a link: %v", err)
	}
}

func tryAProviderAsksForItsOwnPeople(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	admin := actor.Actor{
		Name: "示例管理员", Side: actor.Provider, Role: actor.ProviderAdmin, Account: 7, Unit: aUnit,
		Held: []actor.Role{actor.ProviderAdmin},
	}
	n := account.New{Login: "checker", Name: "核查人", Unit: "another"}
	signs := []actor.Role{actor.ProviderChecker, actor.ProviderReviewer}
	if err := b.office.Propose(ctx(), n, signs, b.why(), admin); !fault.Is(err, fault.Conflict) {
		t.Errorf("one person answers and signs: %v", err)
	}
	if err := b.office.Propose(ctx(), n, []actor.Role{actor.CaseOfficer}, b.why(), admin); err == nil {
		t.Error("a provider asks for a role of the operator")
	}
	mustCommit(t, b.office.Propose(ctx(), n, signs[:1], b.why(), admin))
	k := b.onlyAsk()
	if _, _, err := b.office.Decide(ctx(), k.ID, true, b.why(), b.security); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a security administrator makes the account: %v", err)
	}
	a, token, err := b.office.Decide(ctx(), k.ID, true, b.why(), b.system)
	if err != nil || token == "" || a.Unit != aUnit || len(a.Roles) != 0 {
		t.Fatalf("%v: %+v", err, a)
	}
	if _, _, err := b.office.Decide(ctx(), b.onlyAsk().ID, true, b.why(), b.security); err != nil {
		t.Fatal(err)
	}
	if got := b.read(a.ID); len(got.Roles) != 1 || got.Roles[0] != actor.ProviderChecker {
		t.Errorf("the account holds %v", got.Roles)
	}
	mine, err := b.office.Staff(ctx(), admin)
	if err != nil || len(mine) != 1 {
		t.Errorf("%v, the provider sees %d accounts", err, len(mine))
	}
}

func tryARecoveryCodeStandsInOnceForAOneTimeCode(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	_, token := b.made("clerk", "")
	typed, _ := b.enrolment()
	codes, err := b.office.Enrol(ctx(), token, typed)
	if err != nil {
		t.Fatal(err)
	}
	code := codes[3][:4] + "-" + codes[3][4:8] + " " + codes[3][8:]
	if _, _, err := b.desk.Confirm(ctx(), b.signIn("clerk"), code, "192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.desk.Confirm(ctx(), b.signIn("clerk"), code, "192.0.2.1"); !fault.Is(err, fault.Invalid) {
		t.Errorf("the code stands in twice: %v", err)
	}
	a, err := b.store.AccountByLogin(ctx(), "clerk")
	if err != nil {
		t.Fatal(err)
	}
	if left, err := b.desk.RecoveryLeft(ctx(), a); err != nil || left != 9 {
		t.Errorf("%v, %d are left", err, left)
	}
	if _, err := b.desk.RenewRecovery(ctx(), a, "renew"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.desk.Confirm(ctx(), b.signIn("clerk"), codes[4], "192.0.2.1"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a code of the set before is good: %v", err)
	}
}

func tryAProofLastsTenMinutesAndBringsAnotherToken(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	b.account("citizen", actor.Person)
	token := b.signIn("citizen")
	fresh := func(token account.Token) bool {
		_, s, err := b.desk.Visitor(ctx(), token)
		return err == nil && s.Fresh(b.now)
	}
	if !fresh(token) {
		t.Error("whoever has just signed in is asked again")
	}
	b.now = b.now.Add(10 * time.Minute)
	if fresh(token) {
		t.Error("after ten minutes the proof stands still")
	}
	if _, _, err := b.desk.StepUp(ctx(), token, account.Recheck{Password: "wrong"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a wrong password: %v", err)
	}
	next, s, err := b.desk.StepUp(ctx(), token, account.Recheck{Password: rightPassword})
	if err != nil || next == token || b.in(token) || !fresh(next) {
		t.Fatalf("%v, the token before goes on: %v, fresh: %v", err, b.in(token), fresh(next))
	}
	if ends := s.BeganAt.Add(12 * time.Hour); !s.EndsAt.Equal(ends) {
		t.Errorf("the session ends at %v, not at %v", s.EndsAt, ends)
	}
	clerk := b.account("clerk", actor.CaseOfficer)
	half, code := b.signIn("clerk"), account.Code(clerk.Secret, b.now)
	whole, _, err := b.desk.Confirm(ctx(), half, code, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	proof := account.Recheck{Password: rightPassword, Code: code}
	if _, _, err := b.desk.StepUp(ctx(), whole, proof); !fault.Is(err, fault.Invalid) {
		t.Errorf("staff prove it by a code that was used: %v", err)
	}
}
