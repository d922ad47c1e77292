// Package portaltest tests the whole portal as its users meet it: real files,
// a real store, the pages over HTTP, the binary at the command line.
package portaltest

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"creditportal/internal/portal"
	"creditportal/web"
)

// binary builds the program once and returns its path.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := scratch()
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "portal")
	build := exec.Command("go", "build", "-o", name, "creditportal/cmd/portal")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return string(out), err
	}
	return name, nil
})

func mustBinary(t testing.TB) string {
	t.Helper()
	name, err := binary()
	if err != nil {
		t.Fatalf("building the program: %v\n%s", err, name)
	}
	return name
}

// console speaks Chinese into a buffer that may be read while it is written.
func console() (*portal.Console, *heard) {
	h := &heard{}
	out := portal.Stdio("zh")
	out.Out, out.Err, out.Live = h, h, false
	return out, h
}

type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write keeps what is said.
func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

// String returns what was said so far.
func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// mustOpenDemo opens the demo in dir at the instant; where there is none yet, it
// has so many records.
func mustOpenDemo(t testing.TB, dir string, records int, now string) *portal.Portal {
	t.Helper()
	mustSeedDemo(t, dir, records, now)
	return mustOpenDemoAs(t, demoIn(dir, records, now))
}

// demoIn is a demo in dir of so many records at the instant.
func demoIn(dir string, records int, now string) portal.DemoOptions {
	return portal.DemoOptions{Dir: dir, Records: records, Now: now}
}

// mustOpenDemoAs opens the demo that the options name.
func mustOpenDemoAs(t testing.TB, o portal.DemoOptions) *portal.Portal {
	t.Helper()
	out, said := console()
	p, err := portal.OpenDemo(context.Background(), out, o)
	if err != nil {
		t.Fatalf("opening the demo: %v\n%s", err, said)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Errorf("closing the demo: %v", err)
		}
	})
	return p
}

// pages returns the handler of the portal without a limit for one client.
func pages(t testing.TB, p *portal.Portal) http.Handler {
	t.Helper()
	deps, err := p.Doors()
	if err != nil {
		t.Fatal(err)
	}
	deps.Limit = -1
	handler, err := web.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	return rec
}

// run runs the program in an installation and returns its output and exit code.
func run(t testing.TB, env []string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(mustBinary(t), args...)
	cmd.Env = append(append(os.Environ(), "PORTAL_LANG=zh"), env...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatalf("running %s: %v", strings.Join(args, " "), err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}
