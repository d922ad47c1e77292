package portaltest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/ledger"
	"creditportal/internal/storetest"
	"creditportal/web/route"
)

// onlooker is the machine of the authority, with the program that knows the ledger
// alone.
type onlooker struct {
	*testing.T
	program, key, dir string
}

// runs runs the program and returns what it prints, what it says beside, and its end.
func (w *onlooker) runs(args ...string) (printed, said string, code int) {
	w.Helper()
	cmd := exec.Command(w.program, args...)
	var out, problems strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		w.Fatal(err)
	}
	return out.String(), problems.String(), cmd.ProcessState.ExitCode()
}

// witnesses looks at the portal once.
func (w *onlooker) witnesses(base string) (printed, said string, code int) {
	w.Helper()
	return w.runs("witness", "--portal", base, "--key", w.key, "--name", "witness.example", "--secret",
		filepath.Join(w.dir, "seed"), "--state", w.dir)
}

func mustWatch(t *testing.T, key string) *onlooker {
	t.Helper()
	w := &onlooker{T: t, program: filepath.Join(t.TempDir(), "verifyledger"), key: key, dir: t.TempDir()}
	build := exec.Command("go", "build", "-o", w.program, "creditportal/cmd/verifyledger")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, text)
	}
	return w
}

// Art. 25, 32: the authority's own machine signs a log that only grew; a portal that
// is put back to what it was is not signed for, and what is gone is named from the
// checkpoint that the witness kept.
func TestAWitnessSignsForALogThatGrewAndFindsOneThatWasPutBack(t *testing.T) {
	dir := t.TempDir()
	p := mustOpenDemo(t, dir, 300, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	sequence := func() {
		t.Helper()
		if err := p.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	sequence()
	key, _ := o.visitor().download(route.LogKey)
	w := mustWatch(t, strings.TrimSpace(string(key)))
	first, said, code := w.witnesses(o.base)
	if code != 0 {
		t.Fatalf("the first look ends with %d: %s%s", code, first, said)
	}
	old := t.TempDir()
	raw := storetest.Raw(t, inDemo(dir).db)
	if _, err := raw.Exec("VACUUM INTO ?", filepath.Join(old, "portal.db")); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(dir, "erasures.list"))
	if err != nil {
		t.Fatal(err)
	}
	mustWrite(t, filepath.Join(old, "erasures.list"), string(list))
	o.signIn("agent").files("示例")
	sequence()
	kept, _, code := w.witnesses(o.base)
	if code != 0 || kept == first {
		t.Fatalf("of a log that grew the look ends with %d: %s", code, kept)
	}
	keys, err := ledger.ReadKeys(w.key, strings.TrimPrefix(strings.TrimSpace(said), "witness "))
	if err != nil {
		t.Fatal(err)
	}
	if c, signers, err := keys.Open([]byte(kept)); err != nil || c.Size == 0 || len(signers) != 1 {
		t.Errorf("what the witness kept is signed by %v: %v", signers, err)
	}

	putBack := mustOpenHallOf(t, mustOpenDemoAs(t, demoIn(old, 300, firstDay+"T10:00:00+08:00")))
	if text, _, code := w.witnesses(putBack.base); code != 1 || !strings.Contains(text, "not signed") {
		t.Errorf("of a log that was put back the look ends with %d: %s", code, text)
	}
	checkpoint := filepath.Join(t.TempDir(), "kept.checkpoint")
	mustWrite(t, checkpoint, kept)
	text, _, code := w.runs("--database", inDemo(old).db.URL, "--key", w.key, "--checkpoint", checkpoint)
	if code != 1 || !strings.Contains(text, string(ledger.RolledBack)) {
		t.Errorf("the database that was put back: %d %s", code, text)
	}
	if text, _, code := w.runs("--database", inDemo(dir).db.URL, "--key", w.key, "--checkpoint", checkpoint); code != 0 {
		t.Errorf("the database that grew: %d %s", code, text)
	}
}
