package storetest

import (
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/store"
)

func begun(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestADraftIsKeptForWhoBeganItAndHoldsItsFiles": tryADraftIsKeptForWhoBeganItAndHoldsItsFiles,
		"TestADraftIsForgottenAfterItsDays":             tryADraftIsForgottenAfterItsDays,
		"TestOfTwoWindowsTheLaterOneStands":             tryOfTwoWindowsTheLaterOneStands,
	})
}

// drafter is somebody who has begun to file.
func drafter(account, subject int64) actor.Actor {
	return actor.Actor{Side: actor.Subject, Account: account, Subject: subject, Name: "示例人"}
}

// draftsOf is a desk whose clock stands ahead by so much.
func draftsOf(s *store.Store, ahead *time.Duration) *flow.Drafts {
	return flow.NewDrafts(s, func() time.Time { return Today.Start().Add(*ahead) })
}

func draftOf(claim string, files ...attachment.ID) flow.Draft {
	return flow.Draft{
		PublicID: flow.NewDraftID(), Kind: flow.Objection, Files: files,
		Typed: flow.Typed{Claim: claim, Records: []string{"R1"}, WantFinding: true},
	}
}

func tryADraftIsKeptForWhoBeganItAndHoldsItsFiles(t *testing.T, open Opener) {
	db := open(t)
	s, ahead := MustOpen(t, db, nil), time.Duration(0)
	desk, me := draftsOf(s, &ahead), drafter(7, 70)
	file := mustKeep(t, s, me.Account, 1, 0)
	d := draftOf("写到一半", file.ID)
	d.Refused = []attachment.Refusal{{Name: "a.zip", Fault: fault.New(fault.Invalid, "attachment.fault.wrong_type", nil)}}
	if _, err := desk.Keep(ctx(), d, me); err != nil {
		t.Fatal(err)
	}
	got, err := desk.One(ctx(), flow.Objection, d.PublicID, me)
	if err != nil || got.Typed.Claim != "写到一半" || !got.Typed.WantFinding || len(got.Files) != 1 || len(got.Refused) != 1 {
		t.Errorf("kept as %+v, %v", got, err)
	}
	for name, other := range map[string]actor.Actor{"another": drafter(8, 70), "for another": drafter(7, 71)} {
		if _, err := desk.One(ctx(), flow.Objection, d.PublicID, other); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	late := Today.Start().Add(99 * time.Hour)
	if swept, err := s.WaitingAttachments(ctx(), 0, late); err != nil || len(swept) != 0 {
		t.Errorf("a file of a draft would be swept: %v, %v", swept, err)
	}
	if err := desk.Drop(ctx(), flow.Objection, d.PublicID, me); err != nil {
		t.Fatal(err)
	}
	if swept, err := s.WaitingAttachments(ctx(), 0, late); err != nil || len(swept) != 1 {
		t.Errorf("a file of a draft that was forgotten stays: %v, %v", swept, err)
	}
	if err := desk.Drop(ctx(), flow.Objection, d.PublicID, me); err != nil {
		t.Errorf("forgotten twice: %v", err)
	}
	if n := count(t, db, "drafts"); n != 0 {
		t.Errorf("%d drafts are left", n)
	}
}

func tryADraftIsForgottenAfterItsDays(t *testing.T, open Opener) {
	s, ahead := MustOpen(t, open(t), nil), time.Duration(0)
	desk, me := draftsOf(s, &ahead), drafter(7, 70)
	if _, err := desk.Keep(ctx(), draftOf("示例"), me); err != nil {
		t.Fatal(err)
	}
	const day = 24 * time.Hour
	for _, step := range []struct {
		after time.Duration
		swept int
		left  int
	}{
		{flow.DraftDays * day, 0, 1},
		{(flow.DraftDays + 1) * day, 1, 0},
		{(flow.DraftDays + 2) * day, 0, 0},
	} {
		ahead = step.after
		swept, err := desk.Sweep(ctx())
		left, failed := desk.Of(ctx(), me)
		if err != nil || failed != nil || swept != step.swept || len(left) != step.left {
			t.Errorf("after %v: %d swept, %d left, %v, %v", step.after, swept, len(left), err, failed)
		}
	}
}

func tryOfTwoWindowsTheLaterOneStands(t *testing.T, open Opener) {
	s, ahead := MustOpen(t, open(t), nil), time.Duration(0)
	desk, me := draftsOf(s, &ahead), drafter(7, 70)
	d := draftOf("甲")
	for _, claim := range []string{"甲", "乙", "乙", "丙"} {
		d.Typed.Claim = claim
		if _, err := desk.Keep(ctx(), d, me); err != nil {
			t.Fatal(err)
		}
	}
	list, err := desk.Of(ctx(), me)
	if err != nil || len(list) != 1 || list[0].Typed.Claim != "丙" || list[0].Version != 3 {
		t.Errorf("kept %+v, %v", list, err)
	}
	for range flow.MostDrafts - 1 {
		if _, err := desk.Keep(ctx(), draftOf("另一份"), me); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := desk.Keep(ctx(), draftOf("多一份"), me); !fault.Is(err, fault.Conflict) {
		t.Errorf("one too many: %v", err)
	}
}
