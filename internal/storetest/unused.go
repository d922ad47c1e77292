package storetest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
)

func tryAnAccountThatNobodyUsesForLongIsDisabled(t *testing.T, open Opener) {
	b := mustEnterBureau(t, open)
	const day = 24 * time.Hour
	began := b.now
	officer := b.account("officer", actor.CaseOfficer)
	checker := b.account("checker", actor.ProviderChecker)
	b.account("citizen", actor.Person)
	signs := func(login string) {
		half := b.signIn(login)
		a, err := b.store.AccountByLogin(ctx(), login)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := b.desk.Confirm(ctx(), half, account.Code(a.Secret, b.now), "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	states := func() []string {
		var off []string
		for _, login := range []string{"system", "security", "security2", "officer", "checker", "citizen"} {
			if a, err := b.store.AccountByLogin(ctx(), login); err != nil || a.State != account.Active {
				off = append(off, login)
			}
		}
		return off
	}
	warned := func(want string) {
		staff, err := b.store.Staff(ctx())
		if err != nil {
			t.Fatal(err)
		}
		near, err := b.office.Ending(ctx(), staff)
		var logins []string
		for _, a := range staff {
			if _, soon := near[a.ID]; soon {
				logins = append(logins, a.Login)
			}
		}
		if err != nil || strings.Join(logins, " ") != want {
			t.Errorf("said to end soon are %v, %v, want %s", logins, err, want)
		}
	}
	for _, step := range []struct {
		days int
		do   func()
		off  []string
	}{
		{20, func() { signs("security"); signs("officer") }, nil},
		{21, func() { warned("security2") }, nil},
		{31, func() { b.signIn("security2") }, []string{"security2"}}, // without the code it is no sign of life
		{50, func() { warned("officer") }, []string{"security2"}},
		{51, func() {}, []string{"security2", "officer"}}, // the last security administrator stays
		{52, func() {
			a := b.read(officer.ID)
			if err := b.office.Turn(ctx(), a, account.Active, b.why(), b.system); err != nil {
				t.Error(err)
			}
		}, []string{"security2"}},
		{82, func() {}, []string{"security2"}},
		{83, func() {}, []string{"security2", "officer"}},
		{180, func() {}, []string{"security2", "officer"}},
		{181, func() {}, []string{"security2", "officer", "checker"}},
	} {
		b.now = began.Add(time.Duration(step.days) * day)
		step.do()
		if _, err := b.office.DisableUnused(ctx()); err != nil {
			t.Fatal(err)
		}
		if again, err := b.office.DisableUnused(ctx()); err != nil || again != 0 {
			t.Errorf("day %d: a second time %d, %v", step.days, again, err)
		}
		if got := states(); !slices.Equal(got, step.off) {
			t.Errorf("day %d: disabled are %v, want %v", step.days, got, step.off)
		}
	}
	if list, err := b.store.Sessions(ctx(), checker.ID); err != nil || len(list) != 0 {
		t.Errorf("a disabled account has %d sessions, %v", len(list), err)
	}
}
