package portaltest

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"creditportal/internal/ledger"
	"creditportal/internal/storetest"
)

// Whoever checks the logs needs nothing from the office but its key, once.
func TestCheckpointsAreGivenToAnybodyAndShowThatTheLogOnlyGrew(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	h := pages(t, p)
	if rec := get(h, "/log/checkpoint"); rec.Code != http.StatusNotFound {
		t.Errorf("before there is one: %d", rec.Code)
	}
	checkpoint := func() ledger.Checkpoint {
		t.Helper()
		if err := p.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
		keys, err := ledger.ReadKeys(get(h, "/log/key").Body.String())
		if err != nil {
			t.Fatal(err)
		}
		c, _, err := keys.Open(get(h, "/log/checkpoint").Body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	then := checkpoint()
	mustOpenHallOf(t, p).signIn("agent").files("示例")
	now := checkpoint()
	if then.Size == 0 || now.Size <= then.Size {
		t.Fatalf("%d leaves, then %d", then.Size, now.Size)
	}
	asked := url.Values{"origin": {now.Origin}}
	asked.Set("now", itoa(now.Size))
	asked.Set("then", itoa(then.Size))
	rec := get(h, "/log/growth?"+asked.Encode())
	if proof := readProof(t, rec.Body.String()); rec.Code != http.StatusOK || !ledger.Grew(proof, now, then) {
		t.Errorf("%d: %s", rec.Code, rec.Body)
	}
	asked.Set("now", itoa(now.Size+1))
	if rec := get(h, "/log/growth?"+asked.Encode()); rec.Code != http.StatusNotFound {
		t.Errorf("of what is not signed: %d", rec.Code)
	}
	if line := get(h, "/log/history").Body.String(); !strings.HasPrefix(line, then.Origin+" ") {
		t.Errorf("the history says %q", line)
	}
}

func TestTheCommandSaysWhatWasDoneToTheLogs(t *testing.T) {
	in := mustInstall(t, storetest.SQLite)
	if said, code := run(t, in.env, "audit", "verify"); code != 1 || !strings.Contains(said, "还没有检查点") {
		t.Errorf("before there is a checkpoint: %d %s", code, said)
	}
	if key, code := run(t, in.env, "audit", "key"); code != 0 || !strings.HasPrefix(key, "localhost+") {
		t.Errorf("the key: %d %s", code, key)
	}
	if said, code := run(t, in.env, "audit", "checkpoint"); code == 0 {
		t.Errorf("a checkpoint that there is none of: %s", said)
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func readProof(t *testing.T, text string) []ledger.Hash {
	t.Helper()
	var proof []ledger.Hash
	for line := range strings.Lines(text) {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		h, err := ledger.ReadHash(raw)
		if err != nil {
			t.Fatal(err)
		}
		proof = append(proof, h)
	}
	return proof
}
