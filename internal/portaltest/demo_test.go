package portaltest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"creditportal/internal/portal"
)

// scratch is the folder of what this program makes once for all its tests.
var scratch = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "portaltest") })

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := scratch(); err == nil {
		_ = os.RemoveAll(dir) // what stays behind in the folder for scratch files hurts nobody
	}
	os.Exit(code)
}

// mostCopied is up to how many records the making of a demo is worth keeping.
const mostCopied = 3000

// demos are the folders of the demos made so far, by size and instant.
var demos = struct {
	sync.Mutex
	made map[string]string
}{made: map[string]string{}}

// mustSeedDemo puts a demo of so many records into dir unless there is one. Of
// a size and an instant one is made, and all tests have copies of it: making it
// takes longer than most of what they do with it.
func mustSeedDemo(t testing.TB, dir string, records int, now string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "portal.db")); err == nil || records > mostCopied {
		return
	}
	demos.Lock()
	defer demos.Unlock()
	key := fmt.Sprintf("%d at %s", records, now)
	if demos.made[key] == "" {
		demos.made[key] = mustMakeDemo(t, records, now)
	}
	if err := os.CopyFS(dir, os.DirFS(demos.made[key])); err != nil {
		t.Fatalf("copying the demo: %v", err)
	}
}

func mustMakeDemo(t testing.TB, records int, now string) string {
	t.Helper()
	parent, err := scratch()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(parent, "demo")
	if err != nil {
		t.Fatal(err)
	}
	out, said := console()
	p, err := portal.OpenDemo(context.Background(), out, demoIn(dir, records, now))
	if err == nil {
		err = p.Close()
	}
	if err != nil {
		t.Fatalf("making the demo: %v\n%s", err, said)
	}
	return dir
}
