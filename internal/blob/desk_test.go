package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/blob"
	"creditportal/internal/fault"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
)

// place is a desk over a real database and a real folder.
type place struct {
	*attachment.Desk
	store  *store.Store
	disk   *blob.Disk
	folder string
	ahead  *time.Duration // of the machine's clock
}

func mustDesk(t *testing.T, scan attachment.Scanner) place {
	t.Helper()
	p := place{store: storetest.MustOpen(t, storetest.SQLite(t), nil), folder: t.TempDir(), ahead: new(time.Duration)}
	var err error
	if p.disk, err = blob.OpenDisk(filepath.Join(p.folder, "attachments"), p.store.Vault(), func() time.Time {
		return time.Now().Add(*p.ahead)
	}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.disk.Close() })
	p.Desk = attachment.NewDesk(p.store, p.disk, blob.NewChecker().Check, scan)
	return p
}

var (
	now    = storetest.Today.Start().Add(10 * time.Hour)
	me     = actor.Actor{Name: "示例甲", Side: actor.Subject, Role: actor.Person, Account: 71}
	other  = actor.Actor{Name: "示例乙", Side: actor.Subject, Role: actor.Person, Account: 72}
	always = context.Background()
)

func pdf(content []byte) attachment.Sent {
	return attachment.Sent{Name: "证明.pdf", Declared: "application/pdf", Content: bytes.NewReader(content)}
}

func mustStage(t *testing.T, p place, content []byte) attachment.Attachment {
	t.Helper()
	a, err := p.Stage(always, pdf(content), me, now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// files returns what stands on the disk.
func (p place) files(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(p.folder, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		all[filepath.Base(name)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAFileComesBackAsItWasKeptAndStandsOnTheDiskEncrypted(t *testing.T) {
	p := mustDesk(t, blob.Signature{})
	doc := plainDocument()
	a := mustStage(t, p, doc)
	if a.State != attachment.Clean || a.Name != "证明.pdf" || a.Size != int64(len(doc)) {
		t.Errorf("staged: %+v", a)
	}
	back, content, err := p.Open(always, a.ID, me)
	if err != nil {
		t.Fatal(err)
	}
	read, err := io.ReadAll(content)
	if err = errors.Join(err, content.Close()); err != nil || !bytes.Equal(read, doc) || back.ID != a.ID {
		t.Errorf("%d of %d bytes came back, %v", len(read), len(doc), err)
	}
	files := p.files(t)
	if len(files) != 1 || files[string(a.ID)] == nil || bytes.Contains(files[string(a.ID)], []byte("PDF")) {
		t.Errorf("on the disk: %d files", len(files))
	}
	info, err := os.Stat(filepath.Join(p.folder, "attachments", string(a.ID[:2]), string(a.ID)))
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, the file is open to others: %v", err, info.Mode())
	}
}

func TestAFileIsOpenedByItsOwnerAloneUntilARequestHasIt(t *testing.T) {
	p := mustDesk(t, blob.Signature{})
	a := mustStage(t, p, plainDocument())
	for name, by := range map[string]actor.Actor{
		"another": other, "nobody": actor.Public(), "the system": actor.System(),
	} {
		if _, _, err := p.Open(always, a.ID, by); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s opened it: %v", name, err)
		}
		if list, err := p.Mine(always, []attachment.ID{a.ID}, by); err != nil || len(list) != 0 {
			t.Errorf("%s finds it among theirs: %v, %v", name, list, err)
		}
		if err := p.Drop(always, a.ID, by, now); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s took it back: %v", name, err)
		}
	}
	for _, request := range []int64{0, 5} {
		if _, _, err := p.OpenOf(always, request, a.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("opened through request %d: %v", request, err)
		}
	}
	if _, _, err := p.Open(always, attachment.NewID(), me); !fault.Is(err, fault.NotFound) {
		t.Errorf("opened what is not there: %v", err)
	}
	if _, err := p.Stage(always, pdf(plainDocument()), actor.Public(), now); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a visitor without account handed in: %v", err)
	}
}

func TestTheSameFileHandedInTwiceIsKeptOnce(t *testing.T) {
	p := mustDesk(t, blob.Signature{})
	first, again := mustStage(t, p, plainDocument()), mustStage(t, p, plainDocument())
	if first.ID != again.ID || len(p.files(t)) != 1 {
		t.Errorf("%v and %v", first, again)
	}
	if a, err := p.Stage(always, pdf(plainDocument()), other, now); err != nil || a.ID == first.ID {
		t.Errorf("another's own copy: %v, %v", a, err)
	}
	if err := p.Drop(always, first.ID, me, now); err != nil || len(p.files(t)) != 1 {
		t.Errorf("%v, %d files after one was taken back", err, len(p.files(t)))
	}
	if a := mustStage(t, p, plainDocument()); a.ID == first.ID {
		t.Error("what was taken back came back")
	}
}

func TestABadFileLeavesNothingBehindAndSaysWhatIsWrong(t *testing.T) {
	p := mustDesk(t, blob.Signature{})
	large := append(plainDocument(), bytes.Repeat([]byte{0}, 11<<20)...)
	for name, c := range map[string]struct {
		sent attachment.Sent
		want string
	}{
		"11 MiB":           {pdf(large), "too_large"},
		"empty":            {pdf(nil), "empty"},
		"an archive":       {pdf(mustZip(t, "a.txt", []byte("x"))), "disguised"},
		"a script":         {pdf(plainDocument("<< /S /JavaScript /JS (x) >>")), "active"},
		"another ending":   {attachment.Sent{Name: "a.exe", Content: bytes.NewReader(plainDocument())}, "wrong_type"},
		"another's ending": {attachment.Sent{Name: "a.png", Content: bytes.NewReader(plainDocument())}, "disguised"},
		"a bomb":           {attachment.Sent{Name: "a.png", Content: bytes.NewReader(bomb(30_000, 30_000))}, "too_many_pixels"},
	} {
		if a, err := p.Stage(always, c.sent, me, now); keyOf(err) != c.want || a != (attachment.Attachment{}) {
			t.Errorf("%s: told %q, want %q", name, keyOf(err), c.want)
		}
	}
	broken := errors.New("the visitor left")
	if _, err := p.Stage(always, attachment.Sent{
		Name: "a.pdf", Content: io.MultiReader(bytes.NewReader(plainDocument()), iotest.ErrReader(broken)),
	}, me, now); !errors.Is(err, broken) {
		t.Errorf("half a file: %v", err)
	}
	waiting, err := p.store.WaitingAttachments(always, 0, time.Time{})
	if err != nil || len(waiting) != 0 || len(p.files(t)) != 0 {
		t.Errorf("%v, left behind: %v and %d files", err, waiting, len(p.files(t)))
	}
}

const testVirus = `X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`

func TestAnInfectedFileIsHeldAndMayStillBeFiled(t *testing.T) {
	p := mustDesk(t, blob.Signature{})
	a := mustStage(t, p, plainDocument("("+strings.ReplaceAll(testVirus, ")", "\\)")+")", "% "+testVirus))
	if a.State != attachment.Held {
		t.Fatalf("staged: %+v", a)
	}
	if _, _, err := p.Open(always, a.ID, me); !fault.Is(err, fault.Conflict) {
		t.Errorf("a held file was opened: %v", err)
	}
	if list, err := p.Mine(always, []attachment.ID{a.ID}, me); err != nil || len(list) != 1 ||
		attachment.MayJoin(list, nil, me.Account, p.Limits()) != nil {
		t.Errorf("%v, a held file cannot be filed: %v", err, list)
	}
	officer := actor.Officer("示例受理员", actor.IntakeOfficer)
	if err := p.Refuse(always, a.ID, officer, now, "已请申请人另交一份"); err != nil || len(p.files(t)) != 0 {
		t.Errorf("%v, its content is left", err)
	}
	if err := p.Refuse(always, a.ID, officer, now, "再次"); !fault.Is(err, fault.Conflict) {
		t.Errorf("refused twice: %v", err)
	}
	list, err := p.store.Attachments(always, []attachment.ID{a.ID})
	if err != nil || len(list) != 1 || list[0].State != attachment.Refused {
		t.Errorf("%v, it is not remembered: %v", err, list)
	}
}

// script is a scanner of the test's own: a program that reads the file and
// answers as real ones do.
func script(t *testing.T, body string) blob.Command {
	t.Helper()
	name := filepath.Join(t.TempDir(), "scan.sh")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+body+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return blob.Command{Program: "/bin/sh", Arguments: []string{name}, Patience: 10 * time.Second}
}

func TestAConfiguredScannerIsAskedByItsExitStatus(t *testing.T) {
	scan := script(t, `if grep -q EICAR; then exit 1; fi`)
	for content, want := range map[string]bool{testVirus: false, "示例": true} {
		if clean, err := scan.Scan(always, []byte(content)); err != nil || clean != want {
			t.Errorf("%q: %v, %v", content, clean, err)
		}
	}
	for name, broken := range map[string]blob.Command{
		"fails": script(t, "exit 2"), "is not there": {Program: "/nowhere/scan"},
		"hangs": {Program: "/bin/sh", Arguments: []string{"-c", "exec tail -f /dev/null"}, Patience: 50 * time.Millisecond},
	} {
		if clean, err := broken.Scan(always, []byte("示例")); err == nil || clean {
			t.Errorf("a scanner that %s finds it clean: %v", name, err)
		}
	}
}

func TestWhatTheScannerCouldNotLookAtWaitsAndIsJudgedLater(t *testing.T) {
	flag := filepath.Join(t.TempDir(), "up")
	p := mustDesk(t, script(t, "test -e "+flag+" || exit 2; if grep -q EICAR; then exit 1; fi"))
	clean, ill := mustStage(t, p, plainDocument()), mustStage(t, p, plainDocument("% "+testVirus))
	if _, _, err := p.Open(always, clean.ID, me); clean.State != attachment.Staged || !fault.Is(err, fault.Conflict) {
		t.Errorf("%s, opened before it was judged: %v", clean.State, err)
	}
	if swept, err := p.Sweep(always, now); err != nil || swept.Judged != 0 {
		t.Errorf("judged while the scanner is away: %+v, %v", swept, err)
	}
	if err := os.WriteFile(flag, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if swept, err := p.Sweep(always, now); err != nil || swept.Judged != 2 {
		t.Errorf("swept %+v, %v", swept, err)
	}
	list, err := p.Mine(always, []attachment.ID{clean.ID, ill.ID}, me)
	if err != nil || len(list) != 2 || list[0].State != attachment.Clean || list[1].State != attachment.Held {
		t.Errorf("%v, judged: %v", err, list)
	}
}

func TestWhatBelongsToNothingIsSweptAndWhatWasFiledStays(t *testing.T) {
	p := mustDesk(t, blob.Signature{})
	filed, old := mustStage(t, p, plainDocument("(1)")), mustStage(t, p, plainDocument("(2)"))
	link := audit.Event{Did: audit.AttachmentLinked, By: me, At: now, Op: "x"}
	err := p.store.LinkAttachments(always, []attachment.ID{filed.ID}, 5, link)
	if err != nil {
		t.Fatal(err)
	}
	orphan, folder := attachment.NewID(), filepath.Join(p.folder, "attachments", string(old.ID[:2]))
	torn := filepath.Join(folder, string(old.ID[:2])+strings.Repeat("A", 24)+".part")
	err = errors.Join(p.disk.Put(always, orphan, strings.NewReader("x")), os.WriteFile(torn, []byte("half"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		after time.Duration
		want  attachment.Swept
	}{
		{0, attachment.Swept{}},
		{59 * time.Minute, attachment.Swept{}},
		{61 * time.Minute, attachment.Swept{Orphans: 2}},
		{48 * time.Hour, attachment.Swept{}},
		{49 * time.Hour, attachment.Swept{Dropped: 1}},
		{99 * time.Hour, attachment.Swept{}},
	} {
		*p.ahead = step.after
		if swept, err := p.Sweep(always, now.Add(step.after)); err != nil || swept != step.want {
			t.Errorf("after %v: swept %+v, %v; want %+v", step.after, swept, err, step.want)
		}
	}
	if files := p.files(t); len(files) != 1 || files[string(filed.ID)] == nil {
		t.Errorf("left: %d files", len(files))
	}
}

func TestAContentThatWasExchangedOnTheDiskDoesNotOpen(t *testing.T) {
	p := mustDesk(t, blob.Signature{})
	one, two := mustStage(t, p, plainDocument("(1)")), mustStage(t, p, plainDocument("(2)"))
	path := func(id attachment.ID) string {
		return filepath.Join(p.folder, "attachments", string(id[:2]), string(id))
	}
	if err := os.WriteFile(path(one.ID), p.files(t)[string(two.ID)], 0o600); err != nil {
		t.Fatal(err)
	}
	_, content, err := p.Open(always, one.ID, me)
	if err == nil {
		_, err = io.ReadAll(content)
	}
	if err == nil {
		t.Error("the content of another file was read")
	}
	for _, id := range []attachment.ID{"", "../../portal.db", "AA/../../x"} {
		if err := p.disk.Put(always, id, strings.NewReader("x")); !fault.Is(err, fault.NotFound) {
			t.Errorf("wrote under %q: %v", id, err)
		}
	}
}
