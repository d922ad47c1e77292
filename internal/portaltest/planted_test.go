package portaltest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/civil"
	"creditportal/internal/portal"
	"creditportal/internal/storetest"
	"creditportal/internal/subject"
	"creditportal/web"
	"creditportal/web/route"
)

// planted is how every number of this proof begins: born on a day on which nobody
// of the demo is.
const planted = "37039918920719"

// plantedNumbers are the numbers, times as often as the environment says; nobody
// has them.
func plantedNumbers(t *testing.T) []string {
	t.Helper()
	var all []string
	for n := range 250 * storetest.Times(t) {
		number, err := subject.ComposeIDNumber(planted[:6], civil.MustParse("1892-07-19"), n, civil.MustParse(firstDay))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, number.Reveal())
	}
	return all
}

// witness is the way of all that browsers ask and are answered.
type witness struct {
	*testing.T
	under http.RoundTripper
	seen  int // answers that bear a number
}

// RoundTrip asks on, and holds question and answer against what may be in them: a
// number stands in no address and no word of what went wrong, and what bears one is
// kept by nobody.
func (w *witness) RoundTrip(ask *http.Request) (*http.Response, error) {
	if strings.Contains(ask.URL.String()+ask.Referer(), planted) {
		w.Errorf("a number stands in an address of %s", ask.URL.Path)
	}
	answer, err := w.under.RoundTrip(ask)
	if err != nil {
		return answer, err
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return answer, fmt.Errorf("reading the answer: %w", err)
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	if strings.Contains(fmt.Sprint(answer.Header), planted) {
		w.Errorf("%s: a number stands in a header", ask.URL.Path)
	}
	if !bytes.Contains(body, []byte(planted)) {
		return answer, nil
	}
	w.seen++
	if answer.Header.Get("Cache-Control") != "no-store" {
		w.Errorf("%s bears a number and may be kept: %q", ask.URL.Path, answer.Header.Get("Cache-Control"))
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return answer, fmt.Errorf("reading the page: %w", err)
	}
	if strings.Contains(doc.Find(".c-errors, .c-error, title").Text(), planted) {
		w.Errorf("%s: a number stands in what went wrong", ask.URL.Path)
	}
	return answer, nil
}

// 条例 20, art. 32: what somebody types about a person goes into the sealed columns
// and nowhere else: not into an address, a log, a word of what went wrong, a mail, a
// dump or anything that is kept.
func TestNoPlantedNumberLeavesTheFormsItIsTypedInto(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { plantEverywhere(t, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		t.Run("MariaDB", func(t *testing.T) { plantEverywhere(t, open) })
	}
}

func plantEverywhere(t *testing.T, open storetest.Opener) {
	db, dir := open(t), t.TempDir()
	o := demoIn(dir, 50, firstDay+"T10:00:00+08:00")
	o.Database = db.URL
	out, said := console()
	p, err := portal.OpenDemo(context.Background(), out, o)
	if err != nil {
		t.Fatal(err)
	}
	w := &witness{T: t, under: http.DefaultTransport}
	m := &matter{hall: mustListen(t, p, said), asked: map[string]*visitor{}}
	for _, name := range []string{"agent", "agent2", "person", "window", "officer", "audit"} {
		m.asked[name] = m.signIn(name)
		m.asked[name].client.Transport = w
	}
	passer := m.visitor()
	passer.client.Transport = w
	for n, number := range plantedNumbers(t) {
		m.types(n, number, passer)
	}
	if err := p.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.asked["audit"].get("/audit")
	for _, mail := range m.deps.SentMail() {
		if strings.Contains(fmt.Sprint(mail), planted) {
			t.Errorf("a number is in a mail: %s", mail.Subject)
		}
	}
	if w.seen == 0 {
		t.Error("no page showed what was typed: nothing was proved")
	}
	storetest.MustSeeClosed(t, db, []string{planted})
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if strings.Contains(said.String(), planted) {
		t.Error("a number is in the log")
	}
	if strings.TrimSpace(said.String()) == "" {
		t.Error("there is no log")
	}
	searchFiles(t, dir)
}

// mustListen serves the portal with a log of every line.
func mustListen(t testing.TB, p *portal.Portal, log io.Writer) *hall {
	t.Helper()
	deps, err := p.Doors()
	if err != nil {
		t.Fatal(err)
	}
	deps.Limit, deps.Log = -1, slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	handler, err := web.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &hall{t, server.URL, deps}
}

// types types the number into one form after the other.
func (m *matter) types(n int, number string, passer *visitor) {
	m.Helper()
	who := m.asked[[]string{"agent", "agent2", "person"}[n%3]]
	window, officer := m.asked["window"], m.asked["officer"]
	note := url.Values{route.Reason: {"已核对 " + number}}
	switch n % 5 {
	case 0: // about a person, and taken back
		path := who.asksAbout("示例人"+string(rune('甲'+n%7)), number)
		who.sendsTo(who.get(path), "/withdraw", nil)
	case 1: // on paper
		path := m.brought("示例人乙", number)
		act := []string{"/confirm", "/refuse"}[n/5%2]
		officer.sendsTo(officer.get(path), act, note)
		window.get(path)
	case 2: // at the window, of nobody
		if page := window.fill(window.get(route.Window), url.Values{route.SubjectNumber: {number}}); page.status < 400 {
			m.Errorf("somebody is found by a number of nobody: %d", page.status)
		}
	case 3: // wrongly
		broken := number[:17] + map[bool]string{true: "1", false: "2"}[number[17] != '1']
		if page := who.fill(who.get(route.NewAuthorisation), asking("示例人丙", broken)); page.status < 400 {
			m.Errorf("a wrong number is taken: %d", page.status)
		}
		passer.fill(passer.get("/verify"), url.Values{"code": {number}})
		passer.fill(passer.get("/status"), url.Values{"number": {number}, "lookup": {number}})
		passer.fill(passer.get("/signin"), url.Values{"login": {number}, "password": {number}})
	case 4: // among other words
		typed := asking("示例人丁", number)
		typed[route.AskedWords] = []string{"证件号码 " + number + " 的人是否守信"}
		typed[route.AskedDays] = []string{number}
		who.fill(who.get(route.NewAuthorisation), typed)
	}
}

// searchFiles looks into everything that the portal keeps on disk.
func searchFiles(t *testing.T, dir string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		files++
		text, err := os.ReadFile(filepath.Clean(path))
		if bytes.Contains(text, []byte(planted)) {
			t.Errorf("a number is in the file %s", filepath.Base(path))
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files: %v", files, err)
	}
}
