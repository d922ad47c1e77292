package web_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"creditportal/web"
)

func TestAPageIsSentAgainOnlyWhenItHasChanged(t *testing.T) {
	w := newWorld(t)
	for _, address := range w.everyPage() {
		first := w.get(address)
		tag := first.Header().Get("ETag")
		if tag == "" || first.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: tag %q, kept as %q", address, tag, first.Header().Get("Cache-Control"))
		}
		again := w.get(address, header("If-None-Match", `"other", `+tag))
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
			t.Errorf("%s: %d with %d bytes", address, again.Code, again.Body.Len())
		}
	}
}

func TestAnythingAPageDependsOnChangesItsTag(t *testing.T) {
	tag := func(w *world, address string, change ...func(*http.Request)) string {
		return w.get(address, change...).Header().Get("ETag")
	}
	w := newWorld(t)
	first := tag(w, "/rules")
	seen := map[string]string{first: "the page"}
	check := func(what, got string) {
		if seen[got] != "" {
			t.Errorf("%s does not change the tag of %s", what, seen[got])
		}
		seen[got] = what
	}
	check("the language", tag(w, "/en/rules"))
	check("a display setting", tag(w, "/rules", header("Cookie", "display=dark...")))
	check("the address", tag(w, "/legal-basis"))
	check("the query", tag(w, "/rules?a=b"))
	w.version++
	check("a change of the data", tag(w, "/rules"))
	w.now = w.now.AddDate(0, 0, 1)
	check("the day", tag(w, "/rules"))
	w.open(t, func(d *web.Deps) { d.Version = "next" })
	check("the program", tag(w, "/rules"))
}

func TestADisplaySettingIsKeptAndLeadsBackToThePage(t *testing.T) {
	w := newWorld(t)
	rec := w.get("/en/search?theme=dark&q=abc&size=larger")
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/en/search?q=abc" {
		t.Errorf("%d to %q", rec.Code, rec.Header().Get("Location"))
	}
	cookie := rec.Header().Get("Set-Cookie")
	for _, want := range []string{
		"display=dark.larger..", "Path=/", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age=31536000",
	} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie lacks %q: %s", want, cookie)
		}
	}
	kept, _, _ := strings.Cut(cookie, ";")
	if text := body(t, w.get("/", header("Cookie", kept))); !strings.Contains(text, `class="theme-dark size-larger"`) {
		t.Error("the page does not wear the settings")
	}
	for address, want := range map[string]string{
		"/?mode=elder": "display=dark.larger..elder.", "/?theme=auto": "display=.larger...", "/?size=": "display=dark....",
		"/?mode=standard": "display=dark.larger...", "/?theme=%3Cscript%3E": "display=.larger...",
	} {
		got, _, _ := strings.Cut(w.get(address, header("Cookie", kept)).Header().Get("Set-Cookie"), ";")
		if got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	if text := body(t, w.get("/", header("Cookie", "display=evil.evil.evil.evil.evil"))); strings.Contains(text, "evil") {
		t.Error("a made-up cookie reaches the page")
	}
}

func TestWhoAsksTooMuchWaits(t *testing.T) {
	w := newWorld(t)
	w.open(t, func(d *web.Deps) { d.Limit = 6 })
	from := func(address string) func(*http.Request) { return func(r *http.Request) { r.RemoteAddr = address } }
	for n := range 6 {
		if rec := w.get("/rules", from("192.0.2.1:1")); rec.Code != http.StatusOK {
			t.Fatalf("request %d: %d", n, rec.Code)
		}
	}
	rec := w.get("/en/rules", from("192.0.2.200:1"), header("X-Forwarded-For", "198.51.100.9"))
	if rec.Code != http.StatusTooManyRequests || rec.Header().Get("Retry-After") != "10" {
		t.Errorf("a neighbour: %d, wait %q", rec.Code, rec.Header().Get("Retry-After"))
	}
	if text := body(t, rec); !strings.Contains(text, "Too many requests") || !strings.Contains(text, "10 seconds") {
		t.Error("the page does not say how long to wait")
	}
	if rec := w.get("/rules", from("[2001:db8::1]:1")); rec.Code != http.StatusOK {
		t.Errorf("somebody else: %d", rec.Code)
	}
	if rec := w.get("/livez", from("192.0.2.1:1")); rec.Code != http.StatusOK {
		t.Errorf("a supervisor: %d", rec.Code)
	}
	w.now = w.now.Add(10 * time.Second)
	if rec := w.get("/rules", from("192.0.2.1:1")); rec.Code != http.StatusOK {
		t.Errorf("after the wait: %d", rec.Code)
	}
}

func TestOnlyATrustedProxyIsBelievedAboutTheClient(t *testing.T) {
	w := newWorld(t)
	w.open(t, func(d *web.Deps) {
		d.Limit, d.TrustedProxies = 1, []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	})
	by := func(proxy, client string) int {
		return w.get("/rules", header("X-Forwarded-For", client), func(r *http.Request) { r.RemoteAddr = proxy }).Code
	}
	for _, tt := range []struct {
		proxy, client string
		want          int
	}{
		{"10.0.0.1:1", "192.0.2.1", http.StatusOK},
		{"10.0.0.1:1", "192.0.2.1", http.StatusTooManyRequests},
		{"10.0.0.1:1", "198.51.100.1", http.StatusOK},
		{"203.0.113.1:1", "192.0.2.77", http.StatusOK}, // a stranger: its own address counts
		{"203.0.113.1:1", "192.0.2.78", http.StatusTooManyRequests},
	} {
		if got := by(tt.proxy, tt.client); got != tt.want {
			t.Errorf("%s for %s: %d, want %d", tt.proxy, tt.client, got, tt.want)
		}
	}
}
