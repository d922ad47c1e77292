package portaltest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"creditportal/internal/storetest"
)

// BenchmarkExport takes a list of 100,000 rows home and reports by how much the
// portal grows meanwhile, as the system counts it. It has given pages before: what
// garbage it lets gather is no matter of tables.
func BenchmarkExport(b *testing.B) {
	const rows = 100_000
	in := mustInstall(b, storetest.SQLite)
	file := filepath.Join(b.TempDir(), "penalties.csv")
	mustWrite(b, file, csvOf(b, office.penalties(rows, labels)))
	mustImport(b, 0, in, file)
	const address = "http://127.0.0.1:18092"
	portal := mustStart(b, append(in.env, "PORTAL_REQUESTS_PER_MINUTE=2000000000"),
		mustBinary(b), "serve", "--listen", "127.0.0.1:18092")
	packedPage(b, address+"/disclosures/adverse")
	for n := range 3000 {
		takeHome(b, fmt.Sprintf("%s/disclosures/adverse?n=%d", address, n))
	}
	for _, form := range []string{"csv", "xlsx"} {
		b.Run(form, func(b *testing.B) {
			for b.Loop() {
				before := memory(b, portal.Process.Pid, "VmRSS")
				// from here on the peak is counted anew
				peak := fmt.Sprintf("/proc/%d/clear_refs", portal.Process.Pid)
				if err := os.WriteFile(peak, []byte("5"), 0o600); err != nil {
					b.Fatal(err)
				}
				length, lines := takeHome(b, address+"/disclosures/adverse/records."+form)
				if form == "csv" && lines < rows {
					b.Fatalf("%d lines came of %d rows", lines, rows)
				}
				b.ReportMetric(float64(memory(b, portal.Process.Pid, "VmHWM")-before)/1024, "MB-grown")
				b.ReportMetric(float64(length)/1e6, "MB-sent")
				b.ReportMetric(float64(before)/1024, "MB-before")
			}
		})
	}
}

// takeHome reads an answer to its end, and counts its bytes and lines.
func takeHome(b *testing.B, address string) (length, lines int) {
	b.Helper()
	answer, err := http.Get(address) //nolint:noctx // the benchmark's own server
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read only
	if answer.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s", address, answer.Status)
	}
	part := make([]byte, 1<<16)
	for {
		n, err := answer.Body.Read(part)
		length, lines = length+n, lines+bytes.Count(part[:n], []byte("\n"))
		if err == io.EOF {
			return length, lines
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// memory is what the system says of a process, in KB.
func memory(b *testing.B, pid int, name string) int {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			if err != nil {
				b.Fatal(err)
			}
			return n
		}
	}
	b.Fatalf("no %s of process %d", name, pid)
	return 0
}
