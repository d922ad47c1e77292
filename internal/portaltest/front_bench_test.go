package portaltest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"creditportal/internal/storetest"
)

// BenchmarkFront compares pages that are kept, with all that belongs to an
// answer of the portal, with nginx sending the same bytes from files packed
// beforehand and writing its own log. Each has one processor, the load has the
// other. It wants nginx and wrk, which scripts/bench.sh installs.
func BenchmarkFront(b *testing.B) {
	in := mustInstall(b, storetest.SQLite)
	file := filepath.Join(b.TempDir(), "penalties.csv")
	mustWrite(b, file, csvOf(b, office.penalties(3000, labels)))
	mustImport(b, 0, in, file)
	mustStart(b, append(in.env, "GOMAXPROCS=1", "PORTAL_REQUESTS_PER_MINUTE=2000000000"),
		"taskset", "-c", "0", mustBinary(b), "serve", "--listen", "127.0.0.1:18090")
	const ours, theirs = "http://127.0.0.1:18090", "http://127.0.0.1:18091"
	root := b.TempDir()
	list := packedPage(b, ours+"/disclosures/adverse")
	record := regexp.MustCompile(`/records/[0-9A-Z]{4}-[0-9A-Z]{4}`).Find(mustUnpack(b, list))
	pages := []struct{ name, path string }{
		{"home", "/"}, {"list", "/disclosures/adverse"}, {"record", string(record)},
	}
	for _, page := range pages {
		packedPage(b, ours+page.path) // asked for again, it is packed better
		mustWrite(b, filepath.Join(root, page.name+".html.gz"), string(packedPage(b, ours+page.path)))
	}
	mustNginx(b, root)
	for _, page := range pages {
		b.Run(page.name, func(b *testing.B) {
			for b.Loop() {
				portal := wrk(b, ours+page.path)
				nginx := wrk(b, theirs+"/"+page.name+".html")
				b.ReportMetric(portal, "portal/s")
				b.ReportMetric(nginx, "nginx/s")
				b.ReportMetric(portal/nginx, "ratio")
			}
		})
	}
}

// mustStart runs a program until the benchmark ends.
func mustStart(b *testing.B, env []string, args ...string) *exec.Cmd {
	b.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), env...)
	log, err := os.Create(filepath.Join(b.TempDir(), "log"))
	if err != nil {
		b.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = log.Close()
	})
	return cmd
}

func mustNginx(b *testing.B, root string) {
	b.Helper()
	dir := b.TempDir()
	for _, name := range []string{root, dir} { // its worker may be another user
		for at := name; at != filepath.Dir(os.TempDir()) && at != "/"; at = filepath.Dir(at) {
			_ = os.Chmod(at, 0o755)
		}
	}
	conf := filepath.Join(dir, "nginx.conf")
	mustWrite(b, conf, fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log;
events {}
http {
  include /etc/nginx/mime.types; access_log %[1]s/access.log; sendfile on;
  server { listen 127.0.0.1:18091; root %[2]s; gzip_static always; charset utf-8; keepalive_requests 1000000; }
}
`, dir, root))
	mustStart(b, nil, "taskset", "-c", "0", "nginx", "-c", conf) // one process, so that none is left behind
	packedPage(b, "http://127.0.0.1:18091/home.html")
}

// packedPage asks for a page until the server is up, and returns its packed
// bytes.
func packedPage(b *testing.B, address string) []byte {
	b.Helper()
	for range 10_000 {
		ask, err := http.NewRequest(http.MethodGet, address, nil) //nolint:noctx // the benchmark's own server
		if err != nil {
			b.Fatal(err)
		}
		ask.Header.Set("Accept-Encoding", "gzip")
		answer, err := http.DefaultClient.Do(ask)
		if err != nil {
			_ = exec.Command("true").Run() // gives the server a moment
			continue
		}
		text, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK {
			b.Fatalf("%s answers %d: %v", address, answer.StatusCode, err)
		}
		return text
	}
	b.Fatalf("nobody answers at %s", address)
	return nil
}

func mustUnpack(b *testing.B, text []byte) []byte {
	b.Helper()
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		b.Fatal(err)
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		b.Fatal(err)
	}
	return whole
}

// wrk returns how many requests a second were answered well.
func wrk(b *testing.B, address string) float64 {
	b.Helper()
	args := []string{"-c", "1", "wrk", "-t1", "-c16", "-d5", "-H", "Accept-Encoding: gzip", address}
	out, err := exec.Command("taskset", args...).CombinedOutput()
	found := regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`).FindSubmatch(out)
	if err != nil || found == nil || strings.Contains(string(out), "Non-2xx") {
		b.Fatalf("wrk: %v\n%s", err, out)
	}
	rate, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		b.Fatal(err)
	}
	return rate
}
