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

	"creditportal/internal/portal"
	"creditportal/internal/seed"
)

// vouched is somebody whom the provider of the test knows.
type vouched struct {
	Name   string `json:"name"`
	Number string `json:"id_number,omitempty"`
}

// mustVouch starts an independent provider of OpenID Connect, and returns where
// it is. It ends with the test.
func mustVouch(t *testing.T, back string, people map[string]vouched) string {
	t.Helper()
	known, err := json.Marshal(people)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "scripts/openid-provider.mjs")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "CLIENT_ID=portal", "CLIENT_SECRET=of this test alone", "BACK="+back,
		"PEOPLE="+string(known))
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
func mustOpenVouchedHall(t *testing.T, people map[string]vouched) *hall {
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
		Issuer: mustVouch(t, server.URL+"/signin/provider/back", people), ClientID: "portal", SecretFile: secret,
		Number: "id_number",
	})
	var err error
	if answer, err = p.Handler(); err != nil {
		t.Fatal(err)
	}
	return &hall{T: t, base: server.URL}
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
