package ledger_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/ledger"
)

// keyed marks lines under a key.
type keyed []byte

func (k keyed) Mark(text []byte) []byte {
	mac := hmac.New(sha256.New, k)
	mac.Write(text)
	return mac.Sum(nil)
}

func (k keyed) Marked(text, mark []byte) bool { return hmac.Equal(mark, k.Mark(text)) }

func mustOpenList(t testing.TB, name string) *ledger.Erasures {
	t.Helper()
	l, err := ledger.OpenErasures(name, keyed("key"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func linesOf(t testing.TB, l *ledger.Erasures) []ledger.Erasure {
	t.Helper()
	var all []ledger.Erasure
	if err := l.Each(func(e ledger.Erasure) error { all = append(all, e); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func mustIntend(t testing.TB, l *ledger.Erasures, texts ...string) int64 {
	t.Helper()
	n, err := l.Intend(texts...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhatEndedStandsInTheListInOrderWithWhatBecameOfIt(t *testing.T) {
	name := filepath.Join(t.TempDir(), "erasures")
	one, two := mustOpenList(t, name), mustOpenList(t, name)
	mustIntend(t, one, `{"a b":1}`, "two")
	if n := mustIntend(t, two, "three"); n != 3 {
		t.Errorf("another process numbers its line %d", n)
	}
	for _, err := range []error{
		two.Settle(ledger.Happened, 1), one.Settle(ledger.Void, 3, 1), one.Settle(ledger.Happened, 3),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := []ledger.Erasure{
		{Line: 1, Text: `{"a b":1}`, Fate: ledger.Happened},
		{Line: 2, Text: "two", Fate: ledger.Intended},
		{Line: 3, Text: "three", Fate: ledger.Void},
	}
	for _, l := range []*ledger.Erasures{one, two, mustOpenList(t, name)} {
		if got := linesOf(t, l); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("the list says %v", got)
		}
	}
	if _, err := one.Intend("two\nlines"); err == nil {
		t.Error("a line with a break is taken")
	}
	if err := one.Settle(ledger.Happened, 4); !errors.Is(err, ledger.ErrErasures) {
		t.Errorf("settling a line that is not there: %v", err)
	}
	if _, err := ledger.OpenErasures(name+"s", keyed("key"), false); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("opening none: %v", err)
	}
}

// A machine that dies leaves any beginning of what it wrote; nothing of what was
// acknowledged is lost, and the next goes on where the last whole line ends.
func TestATornLastLineIsTakenOffWhereverItTore(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "erasures")
	l := mustOpenList(t, name)
	mustIntend(t, l, "one")
	head, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	mustIntend(t, l, "two")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(whole) {
		torn := filepath.Join(dir, fmt.Sprint("torn ", cut))
		if err := os.WriteFile(torn, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		again := mustOpenList(t, torn)
		want := 0
		if cut >= len(head) {
			want = 1
		}
		if got := linesOf(t, again); len(got) != want {
			t.Fatalf("torn after %d bytes it has %d lines, want %d", cut, len(got), want)
		}
		if n := mustIntend(t, again, "next"); n != int64(want)+1 {
			t.Fatalf("torn after %d bytes it goes on with line %d", cut, n)
		}
		if got := linesOf(t, mustOpenList(t, torn)); len(got) != want+1 || got[want].Text != "next" {
			t.Fatalf("torn after %d bytes and mended it says %v", cut, got)
		}
	}
}

func TestAListThatSomebodyChangedIsRefused(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "erasures")
	l := mustOpenList(t, name)
	mustIntend(t, l, "one", "two", "three")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(whole, []byte("\n"))
	for what, text := range map[string][]byte{
		"with a word changed":   bytes.Replace(whole, []byte("two"), []byte("tow"), 1),
		"with a line gone":      bytes.Join([][]byte{lines[0], lines[1], lines[3]}, nil),
		"with lines exchanged":  bytes.Join([][]byte{lines[0], lines[2], lines[1], lines[3]}, nil),
		"with a line twice":     bytes.Join([][]byte{lines[0], lines[1], lines[1], lines[2]}, nil),
		"without its beginning": bytes.Join(lines[1:], nil),
	} {
		changed := filepath.Join(dir, strings.ReplaceAll(what, " ", "_"))
		if err := os.WriteFile(changed, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.OpenErasures(changed, keyed("key"), true); !errors.Is(err, ledger.ErrErasures) {
			t.Errorf("%s it opens: %v", what, err)
		}
	}
	if _, err := ledger.OpenErasures(name, keyed("another key"), true); err == nil {
		t.Error("a list of another installation opens")
	}
	if err := os.WriteFile(name, lines[0], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Intend("four"); !errors.Is(err, ledger.ErrErasures) {
		t.Errorf("a list that was cut while it was open is written on: %v", err)
	}
}

// listing is the environment variable that makes this program write lines to the list
// that it names, until it is killed.
const listing = "LEDGER_TEST_LISTING"

func TestMain(m *testing.M) {
	name := os.Getenv(listing)
	if name == "" {
		os.Exit(m.Run())
	}
	l, err := ledger.OpenErasures(name, keyed("key"), true)
	for err == nil {
		var n int64
		if n, err = l.Intend("line", "and another"); err == nil {
			err = l.Settle(ledger.Happened, n)
			fmt.Println(n)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// Three processes write at once and are killed at any moment: each line that was
// acknowledged is there, once.
func TestProcessesThatAreKilledLoseNoLineThatWasAcknowledged(t *testing.T) {
	name := filepath.Join(t.TempDir(), "erasures")
	acknowledged := map[string]bool{}
	for range 10 {
		var told [3]bytes.Buffer
		var all [3]*exec.Cmd
		for i := range all {
			all[i] = exec.Command(os.Args[0])
			all[i].Env = append(os.Environ(), listing+"="+name)
			all[i].Stdout = &told[i]
			if err := all[i].Start(); err != nil {
				t.Fatal(err)
			}
		}
		l := mustOpenList(t, name)
		for before := len(linesOf(t, l)); len(linesOf(t, l)) < before+50; { // until they write
		}
		for i := range all {
			_ = all[i].Process.Kill()
			_ = all[i].Wait() // killed
			for n := range strings.Lines(told[i].String()) {
				if strings.HasSuffix(n, "\n") {
					acknowledged[strings.TrimSpace(n)] = true
				}
			}
		}
	}
	lines := linesOf(t, mustOpenList(t, name))
	for i, line := range lines {
		if line.Line != int64(i)+1 {
			t.Fatalf("line %d has the number %d", i+1, line.Line)
		}
		if acknowledged[fmt.Sprint(line.Line)] {
			delete(acknowledged, fmt.Sprint(line.Line))
			if line.Fate != ledger.Happened {
				t.Errorf("line %d was settled and is %d", line.Line, line.Fate)
			}
		}
	}
	if len(acknowledged) > 0 || len(lines) < 500 {
		t.Errorf("of %d lines %d that were acknowledged are gone", len(lines), len(acknowledged))
	}
}
