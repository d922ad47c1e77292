package storetest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/store"
)

func handedIn(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAFileIsKeptUnderItsIDWithItsNameEncrypted":      tryAFileIsKeptUnderItsIDWithItsNameEncrypted,
		"TestOnlyTheOwnersFreeFilesBecomePartOfARequest":     tryOnlyTheOwnersFreeFilesBecomePartOfARequest,
		"TestOfTwoRequestsThatTakeOneFileOneGetsIt":          tryOfTwoRequestsThatTakeOneFileOneGetsIt,
		"TestAFiledFileIsNeitherSweptNorTakenBack":           tryAFiledFileIsNeitherSweptNorTakenBack,
		"TestAFilesStateMovesOnlyFromTheOneThatWasRead":      tryAFilesStateMovesOnlyFromTheOneThatWasRead,
		"TestARequestTakesNoMoreThanTheLimitsEvenInTwoTimes": tryARequestTakesNoMoreThanTheLimitsEvenInTwoTimes,
	})
}

const (
	oneOwner     = int64(701)
	anotherOwner = int64(702)
	oneRequest   = int64(9001)
)

func owner(account int64) actor.Actor {
	return actor.Actor{Name: "示例甲", Side: actor.Subject, Role: actor.Person, Account: account}
}

func onAttachment(did audit.Act, op string, by actor.Actor) audit.Event {
	return audit.Event{Did: did, On: "attachment/" + op, By: by, At: Today.Start().Add(9 * time.Hour), Op: op}
}

// mustKeep keeps a clean file of the owner, handed in some hours before Today.
func mustKeep(t *testing.T, s *store.Store, account int64, n, hoursAgo int) attachment.Attachment {
	t.Helper()
	a := attachment.Attachment{
		ID: attachment.NewID(), Name: fmt.Sprintf("示例证明%d.pdf", n), Kind: attachment.PDF, Size: int64(100 + n),
		Digest: sha256.Sum256(fmt.Append(nil, n)), State: attachment.Clean, Owner: account,
		At: Today.Start().Add(time.Duration(n)*time.Second - time.Duration(hoursAgo)*time.Hour).UTC(),
	}
	mustCommit(t, s.KeepAttachment(ctx(), a, onAttachment(audit.AttachmentStaged, string(a.ID), owner(account))))
	return a
}

func tryAFileIsKeptUnderItsIDWithItsNameEncrypted(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	first, second := mustKeep(t, s, oneOwner, 1, 0), mustKeep(t, s, oneOwner, 2, 0)
	foreign := mustKeep(t, s, anotherOwner, 3, 0)
	list, err := s.Attachments(ctx(), []attachment.ID{second.ID, attachment.NewID(), first.ID, second.ID})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]attachment.Attachment{second, first}, list); diff != "" {
		t.Errorf("files by id (-want +got):\n%s", diff)
	}
	mine, err := s.WaitingAttachments(ctx(), oneOwner, time.Time{})
	if diff := cmp.Diff([]attachment.Attachment{first, second}, mine); diff != "" || err != nil {
		t.Errorf("%v, files of the owner (-want +got):\n%s", err, diff)
	}
	all, err := s.WaitingAttachments(ctx(), 0, time.Time{})
	if err != nil || len(all) != 3 || all[2] != foreign {
		t.Errorf("%v, everybody's: %v", err, all)
	}
	MustSeeClosed(t, db, []string{"示例证明", string(first.Digest[:])})
}

func tryOnlyTheOwnersFreeFilesBecomePartOfARequest(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	mine, held := mustKeep(t, s, oneOwner, 1, 0), mustKeep(t, s, oneOwner, 2, 0)
	foreign := mustKeep(t, s, anotherOwner, 3, 0)
	hold := onAttachment(audit.AttachmentJudged, "hold", actor.System())
	mustCommit(t, s.MoveAttachment(ctx(), held, attachment.Held, hold))
	link := func(op string, account int64, ids ...attachment.ID) error {
		return s.LinkAttachments(ctx(), ids, oneRequest, onAttachment(audit.AttachmentLinked, op, owner(account)))
	}
	for name, err := range map[string]error{
		"another's":        link("a", oneOwner, mine.ID, foreign.ID),
		"none that is":     link("b", oneOwner, mine.ID, attachment.NewID()),
		"one twice":        link("c", oneOwner, mine.ID, mine.ID),
		"without account":  link("d", 0, mine.ID),
		"by somebody else": link("e", anotherOwner, mine.ID),
	} {
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s was taken: %v", name, err)
		}
	}
	if list, err := s.RequestAttachments(ctx(), oneRequest); err != nil || len(list) != 0 {
		t.Fatalf("%v, a refused request has %v", err, list)
	}
	mustCommit(t, link("f", oneOwner, mine.ID, held.ID))
	list, err := s.RequestAttachments(ctx(), oneRequest)
	if err != nil || len(list) != 2 || list[0].ID != mine.ID || list[1].State != attachment.Held ||
		list[1].Request != oneRequest {
		t.Errorf("%v, the request has %+v", err, list)
	}
	if waiting, err := s.WaitingAttachments(ctx(), oneOwner, time.Time{}); err != nil || len(waiting) != 0 {
		t.Errorf("%v, still waiting: %v", err, waiting)
	}
	if none, err := s.RequestAttachments(ctx(), 0); err != nil || len(none) != 0 {
		t.Errorf("%v, no request has %v", err, none)
	}
}

func tryOfTwoRequestsThatTakeOneFileOneGetsIt(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	a := mustKeep(t, s, oneOwner, 1, 0)
	const requests = 6
	errs := make([]error, requests)
	var all sync.WaitGroup
	for i := range requests {
		all.Go(func() {
			errs[i] = s.LinkAttachments(ctx(), []attachment.ID{a.ID}, oneRequest+int64(i),
				onAttachment(audit.AttachmentLinked, fmt.Sprintf("link %d", i), owner(oneOwner)))
		})
	}
	all.Wait()
	won := 0
	for i, err := range errs {
		list, listErr := s.RequestAttachments(ctx(), oneRequest+int64(i))
		if listErr != nil || len(list) == 1 != (err == nil) {
			t.Errorf("request %d was told %v and has %v, %v", i, err, list, listErr)
		}
		if err == nil {
			won++
		} else if !fault.Is(err, fault.Invalid) {
			t.Errorf("a loser was told %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d requests have the file", won)
	}
}

func tryAFiledFileIsNeitherSweptNorTakenBack(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	filed, old, young := mustKeep(t, s, oneOwner, 1, 90), mustKeep(t, s, oneOwner, 2, 60), mustKeep(t, s, oneOwner, 3, 1)
	mustCommit(t, s.LinkAttachments(ctx(), []attachment.ID{filed.ID}, oneRequest,
		onAttachment(audit.AttachmentLinked, "link", owner(oneOwner))))
	list, err := s.WaitingAttachments(ctx(), 0, Today.Start().Add(-48*time.Hour))
	if err != nil || len(list) != 1 || list[0].ID != old.ID {
		t.Errorf("%v, to be swept: %v", err, list)
	}
	drop := func(id attachment.ID, op string) error {
		return s.DropAttachment(ctx(), id, onAttachment(audit.AttachmentDropped, op, actor.System()))
	}
	if err := drop(filed.ID, "a"); !fault.Is(err, fault.Stale) {
		t.Errorf("a filed file was dropped: %v", err)
	}
	mustCommit(t, drop(young.ID, "b"))
	if err := drop(young.ID, "c"); !fault.Is(err, fault.Stale) {
		t.Errorf("dropped twice: %v", err)
	}
	left, err := s.Attachments(ctx(), []attachment.ID{filed.ID, old.ID, young.ID})
	if err != nil || len(left) != 2 {
		t.Errorf("%v, left: %v", err, left)
	}
}

func tryAFilesStateMovesOnlyFromTheOneThatWasRead(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	a := mustKeep(t, s, oneOwner, 1, 0)
	move := func(to attachment.State, op string) error {
		return s.MoveAttachment(ctx(), a, to, onAttachment(audit.AttachmentJudged, op, actor.System()))
	}
	mustCommit(t, move(attachment.Staged, "a"))
	if err := move(attachment.Held, "b"); !fault.Is(err, fault.Stale) {
		t.Errorf("moved from a state that had passed: %v", err)
	}
	list, err := s.UnjudgedAttachments(ctx())
	if err != nil || len(list) != 1 || list[0].ID != a.ID {
		t.Errorf("%v, to be judged: %v", err, list)
	}
}

func tryARequestTakesNoMoreThanTheLimitsEvenInTwoTimes(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	most := attachment.Usual().Files
	var ids []attachment.ID
	for n := range most + 1 {
		ids = append(ids, mustKeep(t, s, oneOwner, n, 0).ID)
	}
	link := func(op string, ids []attachment.ID) error {
		return s.LinkAttachments(ctx(), ids, oneRequest, onAttachment(audit.AttachmentLinked, op, owner(oneOwner)))
	}
	mustCommit(t, link("first", ids[:most-1]))
	var refusal *fault.Error
	if err := link("second", ids[most-1:]); !errors.As(err, &refusal) || refusal.Key != "attachment.fault.too_many" {
		t.Errorf("a request has one file too many: %v", err)
	}
	mustCommit(t, link("third", ids[most-1:most]))
}
