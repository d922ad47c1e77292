//go:build browser

package browsertest

import (
	"bufio"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The demo is made on one evening and looked at just after the midnight that
// follows, so that there are records whose last day is over.
const (
	evening  = "2026-11-23T23:30:00+08:00"
	midnight = "2026-11-24T00:00:01+08:00"
	records  = "3000"
)

// program is the portal, built once; workshop is a folder for the time of the
// tests.
var program, workshop string

// site is the portal under test, in a process of its own.
type site struct {
	base string
	stop func() error
}

// portal is the site that all tests look at; last is what its site map named
// on the evening before.
var (
	portal site
	last   []string
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		return complain(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary, err := build(dir)
	if err != nil {
		return complain(err)
	}
	program, workshop = binary, dir
	if last, err = addressesOf(binary, dir, evening); err != nil {
		return complain(err)
	}
	if portal, err = start(binary, dir, midnight, records); err != nil {
		return complain(err)
	}
	code := m.Run()
	closeBrowser()
	if err := portal.stop(); err != nil {
		return complain(err)
	}
	return code
}

func complain(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func build(dir string) (string, error) {
	binary := filepath.Join(dir, "portal")
	out, err := exec.Command("go", "build", "-o", binary, "../cmd/portal").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the portal: %w\n%s", err, out)
	}
	return binary, nil
}

var printed = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// start starts the demo in dir on a free port, and returns when it has said
// that it answers. stop asks it to end and waits until it has.
func start(binary, dir, now, size string) (site, error) {
	cmd := exec.Command(binary, "demo", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "demo"),
		"--records", size, "--now", now, "--no-cases")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return site{}, fmt.Errorf("starting the portal: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return site{}, fmt.Errorf("starting the portal: %w", err)
	}
	stop := func() error {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return fmt.Errorf("stopping the portal: %w", err)
		}
		if err := cmd.Wait(); err != nil {
			return fmt.Errorf("waiting for the portal to end: %w", err)
		}
		return nil
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if base := printed.FindString(lines.Text()); base != "" {
			go io.Copy(io.Discard, out) //nolint:errcheck // ends with the process
			return site{base, stop}, nil
		}
	}
	return site{}, fmt.Errorf("the portal ended before it said where it answers: %w", cmd.Wait())
}

// addressesOf starts the demo, reads its site map and ends it.
func addressesOf(binary, dir, now string) ([]string, error) {
	s, err := start(binary, dir, now, records)
	if err != nil {
		return nil, err
	}
	paths, err := s.siteMap()
	if err != nil {
		return nil, err
	}
	return paths, s.stop()
}

// answer is what the portal said at an address.
type answer struct {
	status int
	kind   string // media type
	text   string
	to     string // where a redirect leads
}

// perNeighbourhood is how many requests come from one part of the net, fewer
// than the portal allows in a minute.
const perNeighbourhood = 900

var asked atomic.Int64

// client asks from ever new neighbourhoods of the loopback, since the portal
// slows down whoever asks too much; it follows no redirect.
var client = &http.Client{
	Timeout: 30 * time.Second,
	Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			from := net.IPv4(127, 0, byte(1+asked.Add(1)/perNeighbourhood), 1)
			dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: from}}
			return dialer.DialContext(ctx, network, address)
		},
	},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func (s site) get(path string) (answer, error) {
	res, err := client.Get(s.base + path)
	if err != nil {
		return answer{}, fmt.Errorf("asking for %s: %w", path, err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return answer{}, fmt.Errorf("reading %s: %w", path, err)
	}
	kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
	return answer{res.StatusCode, kind, string(text), res.Header.Get("Location")}, nil
}

// siteMap reads the site map with all its parts.
func (s site) siteMap() ([]string, error) {
	parts, err := s.locations("/sitemap.xml")
	if err != nil {
		return nil, err
	}
	var all []string
	for _, part := range parts {
		paths, err := s.locations(part)
		if err != nil {
			return nil, err
		}
		all = append(all, paths...)
	}
	return all, nil
}

// locations reads the addresses that a file of the site map names.
func (s site) locations(path string) ([]string, error) {
	got, err := s.get(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		Entries []struct {
			Loc string `xml:"loc"`
		} `xml:",any"`
	}
	if err := xml.Unmarshal([]byte(got.text), &file); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	var paths []string
	for _, e := range file.Entries {
		u, err := url.Parse(e.Loc)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		paths = append(paths, u.RequestURI())
	}
	return paths, nil
}

func mustGet(t *testing.T, path string) answer {
	t.Helper()
	got, err := portal.get(path)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
