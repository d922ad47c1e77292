package account_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
)

var morning = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

func TestNobodyProposesAndSignsOrAdministersAndAudits(t *testing.T) {
	for _, c := range []struct {
		roles []actor.Role
		fits  bool
	}{
		{[]actor.Role{actor.IntakeOfficer, actor.CaseOfficer, actor.DataAdmin}, true},
		{[]actor.Role{actor.Signer}, true},
		{[]actor.Role{actor.Signer, actor.CaseOfficer}, false},
		{[]actor.Role{actor.Signer, actor.IntakeOfficer}, false},
		{[]actor.Role{actor.ProviderReviewer, actor.ProviderChecker}, false},
		{[]actor.Role{actor.ProviderChecker, actor.ProviderReporter}, true},
		{[]actor.Role{actor.SecurityAdmin, actor.AuditAdmin}, false},
		{[]actor.Role{actor.SecurityAdmin, actor.AuthorityOfficer}, false},
		{[]actor.Role{actor.CaseOfficer, actor.ProviderChecker}, false},
		{[]actor.Role{actor.Person, actor.OrgAgent}, true},
		{[]actor.Role{"emperor"}, false},
		{nil, false},
	} {
		if err := account.CheckRoles(c.roles); (err == nil) != c.fits {
			t.Errorf("%v: %v", c.roles, err)
		}
	}
}

func TestAPasswordIsLongAndNotTheFirstThatIsTried(t *testing.T) {
	citizen := account.Account{Login: "示例用户", Roles: []actor.Role{actor.Person}}
	officer := account.Account{Login: "clerk", Roles: []actor.Role{actor.CaseOfficer}}
	for _, c := range []struct {
		of   account.Account
		word string
		fits bool
	}{
		{citizen, "七个字不够长啊", false},
		{citizen, "八个字正好够长了", true},
		{citizen, "aaaaaaaaaaaa", false},
		{citizen, "Password1", false},
		{citizen, "我的示例用户口令", false},
		{citizen, strings.Repeat("ab", 65), false},
		{officer, "elevenchars", false},
		{officer, "twelve chars", true},
		{officer, "the clerk sits here", false},
	} {
		if err := c.of.CheckPassword(c.word); (err == nil) != c.fits {
			t.Errorf("%s of %s: %v", c.word, c.of.Login, err)
		}
	}
}

// The vectors of RFC 6238, appendix B, to six digits.
func TestCodesAreThoseOfEveryAuthenticator(t *testing.T) {
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037",
	} {
		if got := account.Code(secret, time.Unix(at, 0)); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
}

func TestACodeWorksOnceAndNotALongTime(t *testing.T) {
	a := account.Account{Secret: account.NewSecret()}
	code := account.Code(a.Secret, morning)
	step, ok := a.Match(code, morning.Add(20*time.Second))
	if !ok {
		t.Fatal("a fresh code is refused")
	}
	if _, ok := a.Match(code, morning.Add(2*time.Minute)); ok {
		t.Error("a code works after two minutes")
	}
	a.Step = step
	if _, ok := a.Match(code, morning.Add(20*time.Second)); ok {
		t.Error("a code works twice")
	}
}

func TestSessionsOfStaffEndSooner(t *testing.T) {
	for _, c := range []struct {
		role   actor.Role
		after  time.Duration
		silent time.Duration
		lives  bool
	}{
		{actor.Person, 0, 29 * time.Minute, true},
		{actor.Person, 0, 30 * time.Minute, false},
		{actor.Person, 12 * time.Hour, 0, false},
		{actor.Person, 11 * time.Hour, 0, true},
		{actor.CaseOfficer, 0, 14 * time.Minute, true},
		{actor.CaseOfficer, 0, 15 * time.Minute, false},
		{actor.CaseOfficer, 8 * time.Hour, 0, false},
	} {
		a := account.Account{Roles: []actor.Role{c.role}, State: account.Active}
		s, _ := a.Begin(false, "", morning)
		s.SeenAt = morning.Add(c.after)
		if a.Lives(s, morning.Add(c.after+c.silent)) != c.lives {
			t.Errorf("%s after %v, silent for %v: want %v", c.role, c.after, c.silent, c.lives)
		}
		a.State = account.Disabled
		if a.Lives(s, morning) {
			t.Error("a disabled account has a session")
		}
	}
}

func TestAFormOfAnotherSessionIsNotTaken(t *testing.T) {
	one, other := account.NewToken(), account.NewToken()
	if !one.Sent(one.Form()) || one.Sent(other.Form()) || one.Sent("") || account.Token("").Sent("") {
		t.Error("forms are mistaken for each other")
	}
}

func TestWhoeverGuessesWaitsAndTheOwnerElsewhereDoesNot(t *testing.T) {
	var g account.Gate
	at := morning
	for range 9 {
		g.Note("clerk", "192.0.2.1", false, at)
	}
	if wait := g.Wait("clerk", "192.0.2.1", at); wait < time.Minute {
		t.Errorf("after nine failures the next try waits %v", wait)
	}
	if wait := g.Wait("clerk", "192.0.2.2", at) + g.Wait("other", "192.0.2.1", at); wait != 0 {
		t.Errorf("others wait %v", wait)
	}
	if wait := g.Wait("clerk", "192.0.2.1", at.Add(time.Hour)); wait != 0 {
		t.Errorf("an hour later the wait is %v", wait)
	}
	g.Note("clerk", "192.0.2.1", true, at)
	if wait := g.Wait("clerk", "192.0.2.1", at); wait != 0 {
		t.Errorf("after the right password the wait is %v", wait)
	}
	if err := account.CheckRoles(nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("an account without a role: %v", err)
	}
}

// What the database refuses is what the rules refuse.
func TestTwoRolesShareASlotWhereNoOnePersonHoldsBoth(t *testing.T) {
	for _, one := range actor.Roles() {
		for _, other := range actor.Roles() {
			if one == other {
				continue
			}
			met := map[string]bool{}
			shared := false
			for _, slot := range account.Slots([]actor.Role{one, other}) {
				shared = shared || met[slot]
				met[slot] = true
			}
			if refused := account.CheckRoles([]actor.Role{one, other}) != nil; shared != refused {
				t.Errorf("%s and %s: refused %v, share a slot %v", one, other, refused, shared)
			}
		}
	}
}

func TestThePolicyOfTheGradedProtectionAsksForThreeKindsOfSigns(t *testing.T) {
	for word, want := range map[string]int{"onlysmallletters": 1, "Small4Capital": 3, "Mixed 7 kinds": 4, "示例口令": 1} {
		if got := account.Kinds(word); got != want {
			t.Errorf("%s has %d kinds, want %d", word, got, want)
		}
	}
}

func TestAFloodOfNamesDoesNotFreeWhoeverGuessesOne(t *testing.T) {
	var g account.Gate
	for range 12 {
		g.Note("signer", "192.0.2.1", false, morning)
	}
	for i := range 120_000 {
		g.Note("flood"+strconv.Itoa(i), "192.0.2.1", false, morning)
	}
	if wait := g.Wait("signer", "192.0.2.1", morning); wait < time.Minute {
		t.Errorf("after a flood of other names the next try waits %v", wait)
	}
}
