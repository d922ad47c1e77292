package storetest

import (
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/subject"
)

func presentedPapers(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestWhomPresentedPapersNameIsSealedAndForgottenWithTheDecision": tryWhomPresentedPapersNameIsForgotten,
		"TestOfTwoOfficersWhoDecideOnPapersAtOnceOneDoes":                tryOfTwoOfficersWhoDecideOnPapersAtOnceOneDoes,
		"TestPapersThatNobodyDecidesOnInTimeAreForgottenAndItIsTold":     tryPapersThatNobodyDecidesOnInTimeAreForgotten,
		"TestAClosedAccountLeavesNeitherDraftsNorPapersNorFiles":         tryAClosedAccountLeavesNothingBegun,
	})
}

const presentedNumber = "370399189103150014"

// vestibule is where people present papers, and the officers who judge them.
type vestibule struct {
	*lobby
	db         Database
	identities *account.Identities
	window     actor.Actor
	signer     actor.Actor
}

func mustEnterVestibule(t *testing.T, open Opener) *vestibule {
	t.Helper()
	l, db := mustEnterLobby(t, open)
	v := &vestibule{lobby: l, db: db, window: staff(103, actor.IntakeOfficer), signer: staff(104, actor.Signer)}
	v.identities = account.NewIdentities(l.store, books, func() time.Time { return l.now })
	return v
}

// presents has somebody new present their papers with one picture.
func (v *vestibule) presents(login, contact string) (account.Account, account.Presented) {
	v.Helper()
	a := v.registers(login, contact)
	file := mustKeep(v.T, v.store, a.ID, int(a.ID%97), 0)
	who := person(v.T, presentedNumber)
	who.Name = "金丝雀本人"
	mustCommit(v.T, v.identities.Present(ctx(), a, who, []string{string(file.ID)}, "present "+login))
	return a, v.latest(a)
}

func (v *vestibule) latest(a account.Account) account.Presented {
	v.Helper()
	p, found, err := v.identities.LatestPresented(ctx(), a)
	if err != nil || !found {
		v.Fatalf("nothing is presented: %v", err)
	}
	return p
}

// pictures is how many files hang on what was presented.
func (v *vestibule) pictures(p account.Presented) int {
	v.Helper()
	files, err := v.store.RequestAttachments(ctx(), p.ID)
	if err != nil {
		v.Fatal(err)
	}
	return len(files)
}

func ruling(p account.Presented, op string) account.Ruling {
	return account.Ruling{PublicID: p.PublicID, Version: p.Version, Op: op, Reason: "看不清"}
}

func tryWhomPresentedPapersNameIsForgotten(t *testing.T, open Opener) {
	v := mustEnterVestibule(t, open)
	a, p := v.presents("newcomer", "15400000001")
	if p.Person.Name != "金丝雀本人" || p.Person.Document.Reveal() != presentedNumber || v.pictures(p) != 1 {
		t.Fatalf("presented as %+v with %d pictures", p, v.pictures(p))
	}
	MustSeeClosed(t, v.db, []string{"金丝雀本人", presentedNumber})
	mustCommit(t, v.identities.FindRight(ctx(), ruling(p, "see"), v.window))
	p = v.latest(a)
	mustCommit(t, v.identities.ConfirmRight(ctx(), ruling(p, "confirm"), v.signer))
	p = v.latest(a)
	if p.Ended != account.PresentedProved || p.Person.Document != (subject.Document{}) || v.pictures(p) != 0 {
		t.Errorf("after the decision it is kept as %+v with %d pictures", p, v.pictures(p))
	}
	proven, err := v.store.Account(ctx(), a.ID)
	if err != nil || !proven.Proven() || proven.Name != "金丝雀本人" {
		t.Errorf("the account is proven: %t, %v", proven.Proven(), err)
	}
	MustSeeClosed(t, v.db, []string{"金丝雀本人", presentedNumber})
}

func tryOfTwoOfficersWhoDecideOnPapersAtOnceOneDoes(t *testing.T, open Opener) {
	v := mustEnterVestibule(t, open)
	a, p := v.presents("newcomer", "15400000001")
	mustCommit(t, v.identities.FindRight(ctx(), ruling(p, "see"), v.window))
	if err := v.identities.FindRight(ctx(), ruling(p, "see again"), v.window); !fault.Is(err, fault.Stale) {
		t.Errorf("compared a second time from an old page: %v", err)
	}
	seen := v.latest(a)
	if err := v.identities.ConfirmRight(ctx(), ruling(seen, "own"), v.window); !fault.Is(err, fault.Conflict) {
		t.Errorf("who compared confirms: %v", err)
	}
	told := make(chan error, 2)
	go func() { told <- v.identities.ConfirmRight(ctx(), ruling(seen, "confirm"), v.signer) }()
	go func() { told <- v.identities.RefusePresented(ctx(), ruling(seen, "refuse"), v.window) }()
	first, second := <-told, <-told
	if (first == nil) == (second == nil) || first != nil && !fault.Is(first, fault.Stale) ||
		second != nil && !fault.Is(second, fault.Stale) {
		t.Errorf("decided at once: %v and %v", first, second)
	}
	holder, err := v.store.Account(ctx(), a.ID)
	if proved := v.latest(a).Ended == account.PresentedProved; err != nil || holder.Proven() != proved {
		t.Errorf("the papers prove it: %t, the account: %t, %v", proved, holder.Proven(), err)
	}
}

func tryPapersThatNobodyDecidesOnInTimeAreForgotten(t *testing.T, open Opener) {
	v := mustEnterVestibule(t, open)
	came := v.now
	a, p := v.presents("newcomer", "15400000001")
	_, taken := v.presents("second", "15400000002")
	mustCommit(t, v.identities.FindRight(ctx(), ruling(p, "see"), v.window))
	errands := func() int {
		due, err := v.store.Outbox().Due(ctx(), v.now, 100)
		n := 0
		for _, d := range due {
			if d.Errand == notice.Identity {
				n++
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	term := books().InForce(Today).Periods(law.PresentedPeriod, law.Facts{})[0].Max
	for _, step := range []struct{ days, ended, pictures, told int }{
		{term.Days, 0, 2, 0}, {term.Days + 1, 2, 0, 2}, {term.Days + 2, 0, 0, 2},
	} {
		v.now = came.Add(time.Duration(step.days) * 24 * time.Hour)
		ended, err := v.identities.Lapse(ctx())
		if pictures := v.pictures(p) + v.pictures(taken); err != nil || ended != step.ended ||
			pictures != step.pictures || errands() != step.told {
			t.Errorf("%d days on: %d ended, %d pictures, %d told, %v", step.days, ended, pictures, errands(), err)
		}
	}
	p = v.latest(a)
	if p.Ended != account.PresentedLapsed || p.Person.Document != (subject.Document{}) || p.EndedBy != 0 {
		t.Errorf("kept as %+v", p)
	}
}

func tryAClosedAccountLeavesNothingBegun(t *testing.T, open Opener) {
	v := mustEnterVestibule(t, open)
	a, p := v.presents("newcomer", "15400000001")
	other, kept := v.presents("another", "15400000002")
	ahead := v.now.Sub(Today.Start())
	desk := draftsOf(v.store, &ahead)
	for _, of := range []account.Account{a, other} {
		file := mustKeep(t, v.store, of.ID, 3, 0)
		if _, err := desk.Keep(ctx(), draftOf("写到一半", file.ID), drafter(of.ID, 70)); err != nil {
			t.Fatal(err)
		}
		mustKeep(t, v.store, of.ID, 4, 0)
	}
	mustCommit(t, v.identities.Close(ctx(), v.desk, a, rightPassword, "close", nothingLeft))
	if n := v.left(a); n != 0 || v.pictures(p) != 0 {
		t.Errorf("the closed account leaves %d things begun and %d pictures", n, v.pictures(p))
	}
	if got := v.latest(a); got.Ended != account.PresentedTakenBack || got.Person.Document != (subject.Document{}) {
		t.Errorf("its papers are kept as %+v", got)
	}
	if n := v.left(other); n != 3 || v.pictures(kept) != 1 || v.latest(other).State() != account.PresentedWaits {
		t.Errorf("of another account %d things begun and %d pictures are left", n, v.pictures(kept))
	}
}

// left is how many drafts and unfiled files there are of the account.
func (v *vestibule) left(a account.Account) int {
	v.Helper()
	files, err := v.store.WaitingAttachments(ctx(), a.ID, time.Time{})
	if err != nil {
		v.Fatal(err)
	}
	var drafts []flow.Draft
	if drafts, err = v.store.DraftsOf(ctx(), a.ID, 70); err != nil {
		v.Fatal(err)
	}
	return len(drafts) + len(files)
}
