//go:build browser

package browsertest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"creditportal/internal/i18n"
	"creditportal/web"
)

// staffed are those of the demo's accounts who between them see every page, each
// with the side from which they look.
var staffed = [][2]string{
	{"person", "subject"},
	{"agent", "subject"},
	{"window", "operator"},
	{"officer", "operator"},
	{"signer", "operator"},
	{"checker", "provider"},
	{"reviewer", "provider"},
	{"unit-admin", "provider"},
	{"authority", "authority"},
	{"data", "operator"},
	{"editor", "operator"},
	{"catalog", "operator"},
	{"system", "three"},
	{"security", "three"},
	{"audit", "three"},
}

// Nothing is public here, so no crawler has seen it: every page behind an
// account, and every form that it leads to, in the browser of somebody who may.
func TestEveryPageBehindAnAccountIsValidAccessibleKeepsThePolicyAndFitsTheScreen(t *testing.T) {
	t.Parallel()
	h := openHall(t, few, i18n.Chinese, true)
	v := &viewing{T: t, hall: h, dir: t.TempDir(), seen: map[string]bool{}}
	request := v.hall.signIn("agent").files("wrong", "处罚金额与决定书不符", picture(t, "决定书.png", 8))
	v.hall.signIn("person").files("not_public", "依法不应公开")
	for _, who := range staffed {
		v.side = who[1]
		v.readAs(who[0], request)
	}
	if len(v.seen) < 15 {
		t.Errorf("only %d kinds of pages were seen", len(v.seen))
	}
	v.mustBeValid()
}

// viewing is a walk through all that accounts open.
type viewing struct {
	*testing.T
	hall *hall
	dir  string
	side string          // from which it is looked at
	seen map[string]bool // kinds of pages
	n    int
}

// readAs looks at every kind of page that the account leads to and that nobody
// has looked at yet.
func (v *viewing) readAs(login, request string) {
	v.Helper()
	r := v.hall.signIn(login)
	r.tab.judges(v.T)
	paths := []string{request}
	for _, line := range strings.Split(web.Doors(), "\n") {
		field := strings.Fields(line)
		if len(field) != 4 || strings.ContainsAny(field[1], ":*") || strings.HasPrefix(field[1], "/en/") {
			continue
		}
		if field[0] == http.MethodGet && slices.Contains([]string{"own", "asked", "spoken"}, field[3]) {
			paths = append(paths, field[1])
		}
	}
	asked := map[string]bool{}
	for len(paths) > 0 {
		path := paths[0]
		paths = paths[1:]
		if kind := v.kindOf(path); asked[path] || v.seen[kind] || kind == "" {
			continue
		}
		asked[path] = true
		if r.tab.open(v.T, path) != http.StatusOK || r.path() != strings.SplitN(path, "?", 2)[0] {
			r.tab.complaints()
			continue // not theirs, or it leads on
		}
		v.seen[v.kindOf(path)] = true
		paths = append(paths, ask[[]string](v.T, r.tab, `[...document.querySelectorAll("main a[href^='/']")]
			.filter(a => !a.download).map(a => a.getAttribute("href").split("#")[0])`)...)
		v.look(r, path)
	}
}

// public are addresses that are looked at without an account, and files.
var public = regexp.MustCompile(`^/(en/)?(records|subjects|disclosures|lists|catalog|rules|legal-basis|columns|` +
	`pieces|help|services(/(self-query|objection|repair|deletion|query))?|statistics|search|check|` +
	`static)(/|$|\?)|/files/|\.(pdf|csv|xlsx|json|ics)$`)

var oneOfMany = regexp.MustCompile(`/([0-9]+|[a-z0-9]{26}|[0-9a-f]{20}|[0-9A-Z]{4}-[0-9A-Z]{4})(/|$)`)

// shared are addresses whose page is another one for each side.
var shared = regexp.MustCompile(`^/(account|desk|requests/[^/]+|letters/[^/]+)$`)

// kindOf is the address without whose page it is, with the side that looks at it
// where that matters; "" for what is public.
func (v *viewing) kindOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	if path == "/" || strings.HasPrefix(path, "/en/") || // each is looked at in both languages
		path == "/en" || public.MatchString(path) {
		return ""
	}
	kind := oneOfMany.ReplaceAllString(oneOfMany.ReplaceAllString(path, "/…$2"), "/…$2")
	if shared.MatchString(path) {
		kind += "-" + v.side
	}
	return kind
}

// look judges the page in both languages, by day on a telephone and by night at
// a desk, and keeps it for the checker of HTML.
func (v *viewing) look(r *reader, path string) {
	v.Helper()
	v.n++
	name := fmt.Sprintf("desk-%02d%s", v.n, strings.ReplaceAll(v.kindOf(path), "/", "-"))
	for _, window := range []struct {
		lang   i18n.Lang
		scheme string
		width  int64
	}{{i18n.Chinese, "light", widths[0]}, {i18n.English, "dark", widths[2]}} {
		r.tab.open(v.T, i18n.LangPath(window.lang, path))
		r.tab.scheme(v.T, window.scheme)
		look(v.T, r.tab, fmt.Sprintf("%s-%s-%d", name, window.lang, window.width), window.width, everyRule)
		fits(v.T, r.tab, path, tight[0])
		showsFocus(v.T, r.tab, path)
		text := r.ask(`fetch(location.href).then(r => r.text())`)
		if err := os.WriteFile(filepath.Join(v.dir, name+"."+string(window.lang)+".html"), []byte(text), 0o600); err != nil {
			v.Fatal(err)
		}
		for _, ill := range r.tab.complaints() {
			v.Errorf("%s: %s", path, ill)
		}
	}
}

func (v *viewing) mustBeValid() {
	v.Helper()
	files, err := filepath.Glob(filepath.Join(v.dir, "*.html"))
	if err != nil {
		v.Fatal(err)
	}
	for _, found := range checkHTML(v.T, files) {
		v.Error(found)
	}
}

// checkHTML returns what the checker holds against the pages in the files.
func checkHTML(t *testing.T, files []string) []string {
	t.Helper()
	checker := tool("vnu-jar", "build", "dist", "vnu.jar")
	args := []string{"-jar", checker, "--format", "json", "--stdout", "--exit-zero-always"}
	out, err := exec.Command("java", append(args, files...)...).Output()
	if err != nil {
		t.Fatalf("running the HTML checker: %v", err)
	}
	var found struct {
		Messages []struct{ URL, Type, Message, Extract string }
	}
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("reading what the HTML checker says: %v\n%s", err, out)
	}
	var all []string
	for _, m := range found.Messages {
		if m.Type != "info" && !tableRole.MatchString(m.Message) {
			all = append(all, fmt.Sprintf("%s: %s: %s at %q", filepath.Base(m.URL), m.Type, m.Message, m.Extract))
		}
	}
	return all
}
