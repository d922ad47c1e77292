//go:build browser

package browsertest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// verifier is the program by which anybody checks the log without the portal.
var verifier = sync.OnceValues(func() (string, error) {
	name := filepath.Join(workshop, "verifyledger")
	text, err := exec.Command("go", "build", "-o", name, "creditportal/cmd/verifyledger").CombinedOutput()
	return name, errorWith(err, text)
})

func errorWith(err error, text []byte) error {
	if err != nil {
		return fmt.Errorf("%w: %s", err, text)
	}
	return nil
}

var proofCode = regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){3}`)

// kept is what is behind the address, for whoever reads here; it waits until there
// is something.
func (r *reader) kept(address string) string {
	r.Helper()
	tick, deadline := time.NewTicker(500*time.Millisecond), time.After(patience)
	defer tick.Stop()
	for {
		text := r.ask(fmt.Sprintf(`fetch(%q).then(a => a.ok ? a.text() : "")`, address))
		if text != "" {
			return text
		}
		select {
		case <-tick.C:
		case <-deadline:
			r.Fatalf("nothing comes at %s", address)
		}
	}
}

// provesOffline checks the receipt by the key of the log, with the program that
// knows nothing of the portal.
func (r *reader) provesOffline(address string) {
	r.Helper()
	name, err := verifier()
	if err != nil {
		r.Fatal(err)
	}
	file := filepath.Join(r.TempDir(), "receipt.txt")
	if err := os.WriteFile(file, []byte(r.kept(address)), 0o600); err != nil {
		r.Fatal(err)
	}
	key := strings.TrimSpace(r.kept("/log/key"))
	text, err := exec.Command(name, "receipt", "--key", key, file).CombinedOutput()
	if err != nil || !strings.Contains(string(text), "is leaf") {
		r.Errorf("the receipt proves nothing: %v %s", err, text)
	}
}

// verifies looks on a device of somebody else's whether the report is genuine.
func (h *hall) verifies(code, key string) {
	h.Helper()
	other := h.reader()
	other.open("/verify")
	other.writes("code", code)
	other.sends("/verify")
	other.says(key)
	other.left()
}
