package portaltest

import (
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for what another process must do; it says
// nothing about how long that may take.
const patience = 30 * time.Second

// mustServe starts the demo in dir as a process of its own and returns its
// address; the process is told to stop at the end, and must stop well.
func mustServe(t *testing.T, dir string) string {
	t.Helper()
	said := &heard{}
	cmd := exec.Command(mustBinary(t), "demo", "--listen", "127.0.0.1:0", "--data", dir, "--records", "50",
		"--now", firstDay+"T10:00:00+08:00")
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Errorf("telling the portal to stop: %v", err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("the portal does not stop well: %v\n%s", err, said)
		}
	})
	return spoken(t, said)
}

// spoken is the address at which the program says that it is found.
func spoken(t testing.TB, said *heard) string {
	t.Helper()
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	until(t, "the demo says where it is", func() bool { return address.MatchString(said.String()) })
	return address.FindString(said.String())
}

// until looks again and again for what must come.
func until(t testing.TB, what string, seen func() bool) {
	t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !seen() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("never: %s", what)
		}
	}
}

func body(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address) //nolint:noctx // the test's own server
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to the end
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What another process enters is on the pages without a restart,
// and what is hidden there leaves them.
func TestWhatAnOfficerImportsAppearsAndWhatIsHiddenLeaves(t *testing.T) {
	dir := t.TempDir()
	demo := filepath.Join(dir, "demo")
	address := mustServe(t, demo)
	file := filepath.Join(dir, "a.csv")
	mustWrite(t, file, csvOf(t, demoUnit.penalties(3, labels)))
	mustImport(t, 0, inDemo(demo), file)

	subject := address + "/subjects/91370399MA3DEM019R"
	until(t, "the imported record is on its subject's page", func() bool {
		return strings.Contains(body(t, subject), "示例罚〔2026〕1号")
	})
	number := regexp.MustCompile(`/records/([0-9A-Z]{4}-[0-9A-Z]{4})`).FindStringSubmatch(body(t, subject))[1]
	out, code := run(t, nil, "record", "hide", number, "--data", demo, "--as", "示例甲", "--reason", "核实中")
	if code != 0 {
		t.Fatalf("hiding a record ends with %d:\n%s", code, out)
	}
	until(t, "the hidden record has left its page", func() bool {
		answer, err := http.Get(address + "/records/" + number) //nolint:noctx // the test's own server
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close() //nolint:errcheck // not read
		return answer.StatusCode == http.StatusGone
	})
	if strings.Contains(body(t, address+"/search?q=91370399MA3DEM019R"), number) {
		t.Error("the hidden record is still found")
	}
}
