package web_test

import (
	"flag"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/templates/layout"
	"creditportal/templates/page"
	"creditportal/web"
	"creditportal/web/route"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares text with the file of the name in testdata.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path) // a name of this test
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestTheTableOfDoorsIsTheAuthorisationMatrix(t *testing.T) {
	golden(t, "doors.golden", web.Doors())
}

func TestEveryWordOfTheTableNamesItsRoles(t *testing.T) {
	text := web.Admitted()
	golden(t, "admitted.golden", text)
	for line := range strings.Lines(web.Doors()) {
		word, _, _ := strings.Cut(strings.Fields(line)[2], "+")
		if !strings.Contains("\n"+text, "\n"+word+" ") {
			t.Errorf("nothing says who %q is", word)
		}
	}
}

// What the navigation of the office offers to a role is what the doors let it
// through, for every page that the navigation of any role names.
func TestTheNavigationOfTheOfficeOffersEachRoleTheDoorsThatAreOpenToIt(t *testing.T) {
	offered, named := map[actor.Role][]string{}, map[string]bool{}
	for _, role := range actor.Roles() {
		by := actor.Actor{Account: 1, Side: role.Side(), Role: role, Held: []actor.Role{role}}
		s := page.Scene{
			Words: i18n.Default().Printer(i18n.Chinese), Path: route.OwnActs, Query: url.Values{}, Accounts: true,
			Asset:  func(string) string { return "" },
			Holder: page.Holder{By: by, Staff: role.Side() != actor.Subject, Form: "form"},
		}
		for _, item := range page.NewDeedsView(s, nil, 0, flow.Moment{}).Frame.Nav {
			if href := strings.TrimSuffix(item.Href, "/"); item.Key != layout.NavActs {
				offered[role], named[href] = append(offered[role], href), true
			}
		}
	}
	if !named[route.Docket] || !named[route.Staff] {
		t.Fatalf("the navigation names %v", named)
	}
	words := map[string]string{}
	for line := range strings.Lines(web.Admitted()) {
		word, roles, _ := strings.Cut(line, " ")
		words[word] = " " + strings.TrimSpace(roles) + " "
	}
	for line := range strings.Lines(web.Doors()) {
		door := strings.Fields(line)
		word, _, _ := strings.Cut(door[2], "+")
		if door[0] != http.MethodGet || !named[door[1]] || words[word] == "  " {
			continue
		}
		for role, pages := range offered {
			opens := strings.Contains(words[word], " "+string(role)+" ")
			if opens != slices.Contains(pages, door[1]) {
				t.Errorf("%s is open to %s: %t, and in its navigation: %t", door[1], role, opens, !opens)
			}
		}
	}
}

func TestNoRouteStandsOutsideTheTableOfDoors(t *testing.T) {
	router, ok := web.Router(newWorld(t).handler)
	if !ok {
		t.Fatal("the handler is no router")
	}
	table := web.Doors()
	for _, r := range router.Routes() {
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		listed := false
		for line := range strings.Lines(table) {
			f := strings.Fields(line)
			listed = listed || f[0] == method && f[1] == r.Path
		}
		if !listed {
			t.Errorf("%s %s is not in the table", r.Method, r.Path)
		}
	}
	if len(router.Routes()) == 0 {
		t.Error("no routes at all")
	}
}

func TestTheBrowserPolicyStandsOnEveryResponse(t *testing.T) {
	w := newWorld(t)
	addresses := []string{
		"/", "/en", "/disclosures/adverse", "/nowhere", "/records/none", "/static/x/y.css",
		"/livez", "/robots.txt", "/sitemap.xml", "/disclosures/adverse?from=x", "/?theme=dark",
		"/records/" + strings.ToLower(string(w.records[atPlain].Number)),
	}
	for _, address := range addresses {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodDelete, "BREW"} {
			rec := w.ask(method, address)
			for name, want := range map[string]string{
				"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
					"font-src 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
					"object-src 'none'; require-trusted-types-for 'script'; report-uri /csp-report; report-to csp",
				"Reporting-Endpoints":          `csp="/csp-report"`,
				"Strict-Transport-Security":    "max-age=31536000; includeSubDomains",
				"X-Content-Type-Options":       "nosniff",
				"Referrer-Policy":              "same-origin",
				"Cross-Origin-Opener-Policy":   "same-origin",
				"Cross-Origin-Resource-Policy": "same-origin",
				"Permissions-Policy":           "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
			} {
				if got := rec.Header().Get(name); got != want {
					t.Errorf("%s %s: %s is %q", method, address, name, got)
				}
			}
			if rec.Header().Get("X-Request-Id") == "" || rec.Header().Get("Cache-Control") == "" {
				t.Errorf("%s %s: no request id or nothing said about keeping", method, address)
			}
		}
	}
}

func TestOnlyReadingAndReportsAreAnswered(t *testing.T) {
	w := newWorld(t)
	tests := []struct {
		method, address string
		want            int
	}{
		{http.MethodHead, "/", http.StatusOK},
		{http.MethodPost, "/", http.StatusMethodNotAllowed},
		{http.MethodPut, "/", http.StatusMethodNotAllowed},
		{http.MethodOptions, "/disclosures/adverse", http.StatusMethodNotAllowed},
		{"BREW", "/nowhere", http.StatusMethodNotAllowed},
		{http.MethodGet, "/csp-report", http.StatusMethodNotAllowed},
	}
	for _, tt := range tests {
		rec := w.ask(tt.method, tt.address)
		if rec.Code != tt.want {
			t.Errorf("%s %s: %d, want %d", tt.method, tt.address, rec.Code, tt.want)
		}
		if rec.Code == http.StatusMethodNotAllowed && rec.Header().Get("Allow") == "" {
			t.Errorf("%s %s: nothing says what is allowed", tt.method, tt.address)
		}
	}
}

func TestAnotherHostIsMisdirected(t *testing.T) {
	w := newWorld(t)
	other := func(r *http.Request) { r.Host = "other.example" }
	rec := w.get("/", other)
	if rec.Code != http.StatusMisdirectedRequest || strings.Contains(body(t, rec), "other.example") {
		t.Errorf("a foreign host: %d", rec.Code)
	}
	if rec := w.get("/livez", other); rec.Code != http.StatusOK {
		t.Errorf("a supervisor that asks by address: %d", rec.Code)
	}
}

func TestAForeignSiteCannotPost(t *testing.T) {
	w := newWorld(t)
	rec := w.ask(http.MethodPost, "/csp-report",
		header("Sec-Fetch-Site", "cross-site"), header("Origin", "https://evil.example"))
	if rec.Code != http.StatusForbidden {
		t.Errorf("got %d", rec.Code)
	}
}

func TestASlashTooManyLeadsToTheAddressWithout(t *testing.T) {
	w := newWorld(t)
	for address, want := range map[string]string{"/en/": "/en", "/rules/": "/rules", "/search/?q=a": "/search?q=a"} {
		if rec := w.get(address); rec.Code != http.StatusMovedPermanently || rec.Header().Get("Location") != want {
			t.Errorf("%s: %d to %q", address, rec.Code, rec.Header().Get("Location"))
		}
	}
	for _, address := range []string{"//evil.example/", "//evil.example/?theme=dark", "/%2Fevil.example/"} {
		if rec := w.get("http://credit.example" + address); strings.HasPrefix(rec.Header().Get("Location"), "//") {
			t.Errorf("%s leads to %q", address, rec.Header().Get("Location"))
		}
	}
}
