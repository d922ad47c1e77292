package portaltest

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"creditportal/internal/portal"
	"creditportal/internal/seed"
	"creditportal/web"
)

// vouched is somebody whom the provider of the test knows.
type vouched struct {
	Name   string `json:"name"`
	Number string `json:"id_number,omitempty"`
}

// mustVouch starts an independent provider of OpenID Connect, and returns where
// it is. It ends with the test.
func mustVouch(t *testing.T, back string, people map[string]vouched, ways ...string) string {
	t.Helper()
	known, err := json.Marshal(people)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "scripts/openid-provider.mjs")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "CLIENT_ID=portal", "CLIENT_SECRET=of this test alone", "BACK="+back,
		"PEOPLE="+string(known))
	cmd.Env = append(cmd.Env, ways...)
	said := &heard{}
	cmd.Stderr = said
	held, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting a provider: %v", err)
	}
	lines := bufio.NewReader(out)
	issuer, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the provider does not say where it is: %v\n%s", err, said)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	t.Cleanup(func() {
		_ = held.Close()
		_ = cmd.Wait()
	})
	return strings.TrimSpace(issuer)
}

// mustOpenVouchedHall is a demo whose people may come by the provider.
func mustOpenVouchedHall(t *testing.T, people map[string]vouched, ways ...string) *hall {
	t.Helper()
	var answer http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("of this test alone\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := mustOpenDemo(t, t.TempDir(), 50, firstDay+"T10:00:00+08:00")
	p.Trust(server.URL, portal.OpenID{
		Issuer: mustVouch(t, server.URL+"/signin/provider/back", people, ways...), ClientID: "portal", SecretFile: secret,
		Number: "id_number",
	})
	deps, err := p.Doors()
	if err == nil {
		answer, err = web.New(deps)
	}
	if err != nil {
		t.Fatal(err)
	}
	return &hall{t, server.URL, deps}
}

func TestSomebodyComesInByAnIndependentProviderAndIsWhomItSays(t *testing.T) {
	who := seed.MakePerson(6_900)
	o := mustOpenVouchedHall(t, map[string]vouched{"one": {who.Name, who.Number}})
	v := o.visitor()
	page := v.get("/signin/provider")
	if page.status != http.StatusOK || page.path != "/my" {
		t.Fatalf("came in: %d at %s: %s", page.status, page.path, page.doc.Find("main").Text())
	}
	if text := v.get("/account/identity").doc.Find("main").Text(); !strings.Contains(text, who.Name) ||
		!strings.Contains(text, "统一身份认证") {
		t.Errorf("who they are: %s", text)
	}
	again := o.visitor()
	if page := again.get("/signin/provider"); page.path != "/my" {
		t.Errorf("a second time: %d at %s", page.status, page.path)
	}
	if text := again.get("/account").doc.Find("main").Text(); strings.Count(text, "结束") < 1 {
		t.Errorf("the second time is another account: %s", text)
	}
}

func TestWhomTheProviderGivesNoNumberForComesInAndSeesNothingThatIsNotPublic(t *testing.T) {
	o := mustOpenVouchedHall(t, map[string]vouched{"one": {Name: "示例无号"}})
	v := o.visitor()
	if page := v.get("/signin/provider"); page.status != http.StatusOK || page.path != "/account/identity" {
		t.Fatalf("came in: %d at %s", page.status, page.path)
	}
	for _, path := range []string{"/my", "/my/objections/new", "/requests/aaaaaaaaaaaaaaaaaaaaaaaaaa"} {
		if page := v.get(path); page.path != "/account/identity" {
			t.Errorf("%s: %d at %s", path, page.status, page.path)
		}
	}
}

func TestWhatTheProviderDidNotSayToThisBrowserIsNotBelieved(t *testing.T) {
	who := seed.MakePerson(6_900)
	o := mustOpenVouchedHall(t, map[string]vouched{"one": {who.Name, who.Number}})
	thief, victim := o.visitor(), o.visitor()
	back := "" // the victim's answer, caught on its way
	victim.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == "/signin/provider/back" {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	victim.get("/signin/provider")
	if back == "" {
		t.Fatal("the provider leads nobody back")
	}
	if page := thief.get(back); page.status != http.StatusUnprocessableEntity {
		t.Errorf("another browser with the victim's answer: %d at %s", page.status, page.path)
	}
	thief.client.CheckRedirect = victim.client.CheckRedirect
	mine := back
	thief.get("/signin/provider")
	thief.client.CheckRedirect = nil
	if page := thief.get(mine); page.status != http.StatusUnprocessableEntity {
		t.Errorf("with a trip of its own: %d at %s", page.status, page.path)
	}
	answer, _ := url.Parse(back)
	query := answer.Query()
	query.Set("code", "made-up")
	victim.client.CheckRedirect = nil
	if page := victim.get("/signin/provider/back?" + query.Encode()); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a code that was made up: %d", page.status)
	}
	if page := victim.get(back); page.status != http.StatusUnprocessableEntity {
		t.Errorf("an answer after its trip is over: %d", page.status)
	}
}

// weighty is a page for which it is proved a moment before that it is they.
const weighty = "/account/authenticator"

func TestWhoComesByAProviderProvesThereAnewThatItIsThey(t *testing.T) {
	one, two := seed.MakePerson(6_900), seed.MakePerson(6_901)
	people := map[string]vouched{"one": {one.Name, one.Number}, "two": {two.Name, two.Number}}
	for _, c := range []struct {
		name string
		ways []string
		path string // where they end
		said string
	}{
		{"asked anew", nil, weighty, ""},
		{"by a provider that asks nobody anew", []string{"LAZY=1"}, "/signin/provider/back", "没有重新确认是您本人"},
		{"as somebody else", []string{"EACH=1"}, "/signin/provider/back", "不是本账号的持有人"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := mustOpenVouchedHall(t, people, c.ways...)
			v := o.visitor()
			v.get("/signin/provider")
			if page := v.get(weighty); page.path != weighty {
				t.Fatalf("just come in: %d at %s", page.status, page.path)
			}
			o.pass(11 * time.Minute)
			asked := v.get(weighty)
			way, _ := asked.doc.Find(`main a[href*="again=1"]`).Attr("href")
			if asked.path != "/signin/again" || way == "" || asked.doc.Find(`input[type="password"]`).Length() != 0 {
				t.Fatalf("asked: %d at %s: %s", asked.status, asked.path, main(asked))
			}
			before := v.session()
			if len(c.ways) > 0 && c.ways[0] == "EACH=1" {
				v = o.inSession(before) // the provider knows nothing of who sits there
			}
			proved := v.get(way)
			if proved.path != c.path || !strings.Contains(main(proved), c.said) {
				t.Errorf("led to %s: %d: %s", proved.path, proved.status, main(proved))
			}
			if same := v.session() == before; same == (c.said == "") {
				t.Errorf("the session goes on under the same token: %t", c.said == "")
			}
		})
	}
}

// inSession is another browser that goes on with the session.
func (o *hall) inSession(token string) *visitor {
	o.Helper()
	at, err := url.Parse(o.base)
	if err != nil {
		o.Fatal(err)
	}
	v := o.visitor()
	v.client.Jar.SetCookies(at, []*http.Cookie{{Name: "portal", Value: token, Path: "/"}})
	return v
}

// session is the token of the browser's session.
func (v *visitor) session() string {
	v.Helper()
	for cookie := range strings.SplitSeq(v.cookies(), "; ") {
		if token, ok := strings.CutPrefix(cookie, "portal="); ok {
			return token
		}
	}
	v.Fatalf("there is no session among %s", v.cookies())
	return ""
}
