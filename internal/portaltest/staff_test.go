package portaltest

import (
	"context"
	"encoding/base32"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/account"
)

// sendsTo sends the form of the page whose button leads to the address.
func (v *visitor) sendsTo(page sight, action string, values url.Values) sight {
	v.Helper()
	form := page.doc.Find(`main form[action$="` + action + `"]`).First()
	if form.Length() == 0 {
		v.Fatalf("no form leads to %s: %s", action, page.doc.Find("main").Text())
	}
	sent := url.Values{}
	form.Find("input").Each(func(_ int, field *goquery.Selection) {
		name, _ := field.Attr("name")
		value, _ := field.Attr("value")
		if kind, _ := field.Attr("type"); kind != "checkbox" {
			sent.Add(name, value)
		}
	})
	for name, list := range values {
		sent[name] = list
	}
	to, _ := form.Attr("action")
	return v.read(v.client.PostForm(v.base+to, sent))
}

// at opens the page of an account by its name in the list.
func (v *visitor) at(login string) sight {
	v.Helper()
	link := v.get("/admin/accounts").doc.Find("main table a").FilterFunction(func(_ int, a *goquery.Selection) bool {
		return strings.TrimSpace(a.Text()) == login
	})
	href, ok := link.Attr("href")
	if !ok {
		v.Fatalf("%s is not in the list", login)
	}
	return v.get(href)
}

// enrols sets up the account behind a link.
func (o *hall) enrols(link string, more url.Values) sight {
	o.Helper()
	v := o.visitor()
	page := v.get(link[strings.Index(link, "/welcome/"):])
	text, _ := page.doc.Find(`input[name="secret"]`).Attr("value")
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text)
	if err != nil || len(secret) == 0 {
		o.Fatalf("the page gives no secret: %d %s", page.status, page.doc.Find("main").Text())
	}
	word := "Example pass phrase 1"
	typed := url.Values{"password": {word}, "password_again": {word}, "otp": {account.Code(secret, o.deps.Now())}}
	for name, list := range more {
		typed[name] = list
	}
	return v.fill(page, typed)
}

// pass lets time go by.
func (o *hall) pass(by time.Duration) {
	o.Helper()
	if err := o.deps.MoveClock(context.Background(), by); err != nil {
		o.Fatal(err)
	}
}

// cookies is what the browser keeps for the portal.
func (v *visitor) cookies() string {
	at, err := url.Parse(v.base)
	if err != nil {
		v.Fatal(err)
	}
	var all []string
	for _, cookie := range v.client.Jar.Cookies(at) {
		all = append(all, cookie.String())
	}
	return strings.Join(all, "; ")
}

var reason = url.Values{"reason": {"示例任职文件1号"}}

func with(more url.Values, pairs ...string) url.Values {
	all := url.Values{}
	for name, list := range more {
		all[name] = list
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		all.Set(pairs[i], pairs[i+1])
	}
	return all
}

func TestOneMakesTheAccountAnotherGivesItsRoleAndASecondPersonConfirms(t *testing.T) {
	o := mustOpenHall(t)
	system, security := o.signIn("system"), o.signIn("security")
	made := system.fill(system.get("/admin/accounts/new"), with(reason, "login", "new.signer", "name", "示例签发人"))
	link := made.doc.Find(".c-once__line").Text()
	if made.status != http.StatusOK || !strings.Contains(link, "/welcome/") {
		t.Fatalf("%d: %s", made.status, made.doc.Find("main").Text())
	}
	codes := o.enrols(link, nil)
	if n := codes.doc.Find(".c-once__line").Length(); n != 10 {
		t.Fatalf("%d recovery codes: %s", n, codes.doc.Find("main").Text())
	}
	if page := o.visitor().get(link[strings.Index(link, "/welcome/"):]); page.status != http.StatusNotFound {
		t.Errorf("the link opens twice: %d", page.status)
	}
	asked := security.sendsTo(security.at("new.signer"), "/grant", with(reason, "role", "signer"))
	if !strings.Contains(asked.doc.Find(".c-notice").Text(), "待第二人确认") {
		t.Errorf("asked: %d %s", asked.status, asked.doc.Find("main").Text())
	}
	if page := security.get("/admin/accounts"); page.doc.Find(`button[value="agree"]`).Length() != 0 {
		t.Error("whoever asked may decide")
	}
	done := system.sendsTo(system.get("/admin/accounts"), "/asks", with(reason, "decision", "agree"))
	if !strings.Contains(done.doc.Find("main table").Text(), "签发") {
		t.Errorf("confirmed: %d %s", done.status, done.doc.Find("main").Text())
	}
	if past := system.at("new.signer").doc.Find(".c-timeline").Text(); !strings.Contains(past, "授予角色") ||
		!strings.Contains(past, "示例任职文件1号") {
		t.Errorf("the trail says %s", past)
	}
}

func TestARoleThatIsTakenIsGoneWithTheNextPage(t *testing.T) {
	o := mustOpenHall(t)
	security, officer := o.signIn("security"), o.signIn("officer")
	if page := officer.get("/desk"); page.status != http.StatusOK {
		t.Fatalf("the desk answers %d", page.status)
	}
	without := security.sendsTo(security.at("officer"), "/revoke", with(nil, "role", "case_officer"))
	if without.status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", without.status)
	}
	taken := security.sendsTo(security.at("officer"), "/revoke", with(reason, "role", "case_officer"))
	if notice := taken.doc.Find(".c-notice").Text(); !strings.Contains(notice, "角色已收回") {
		t.Errorf("taken: %d at %s: %s", taken.status, taken.path, taken.doc.Find("main").Text())
	}
	if page := officer.get("/desk"); page.status != http.StatusForbidden {
		t.Errorf("without the role the desk answers %d at %s", page.status, page.path)
	}
	if page := security.at("officer"); page.doc.Find(`form[action$="/state"]`).Length() != 1 {
		t.Error("the account cannot be disabled")
	}
	security.sendsTo(security.at("officer"), "/state", reason)
	if page := officer.get("/account"); page.path != "/signin" {
		t.Errorf("a disabled account is at %s", page.path)
	}
}

func TestStaffAreToldWhoseAPageIsAndOthersFindNothing(t *testing.T) {
	o := mustOpenHall(t)
	told := o.signIn("officer").get("/admin/accounts")
	if text := told.doc.Find("main").Text(); told.status != http.StatusForbidden || !strings.Contains(text, "安全管理员") {
		t.Errorf("an officer is told %d: %s", told.status, text)
	}
	if page := o.signIn("person").get("/admin/accounts"); page.status != http.StatusNotFound {
		t.Errorf("a citizen is told %d", page.status)
	}
}

func TestAProviderAsksForAnAccountAndSeesItsOwnOnly(t *testing.T) {
	o := mustOpenHall(t)
	admin := o.signIn("unit-admin")
	page := admin.get("/unit/accounts")
	text := page.doc.Find("main table").Text()
	if !strings.Contains(text, "checker") || strings.Contains(text, "checker2") {
		t.Errorf("the provider sees %s", text)
	}
	typed := with(reason, "login", "new.checker", "name", "示例核查人")
	typed["role"] = []string{"provider_checker", "provider_reviewer"}
	if refused := admin.sendsTo(page, "/unit/accounts", typed); refused.status != http.StatusConflict {
		t.Errorf("both roles for one person: %d", refused.status)
	}
	typed["role"] = []string{"provider_checker"}
	asked := admin.sendsTo(page, "/unit/accounts", typed)
	if asked.status != http.StatusOK || !strings.Contains(asked.doc.Find("main").Text(), "待第二人确认") {
		t.Errorf("asked: %d %s", asked.status, asked.doc.Find("main").Text())
	}
	system := o.signIn("system")
	link := system.sendsTo(system.get("/admin/accounts"), "/asks", with(reason, "decision", "agree"))
	if !strings.Contains(link.doc.Find(".c-once__line").Text(), "/welcome/") {
		t.Errorf("made: %d %s", link.status, link.doc.Find("main").Text())
	}
}

func TestWhatIsWeightyIsAskedForAgainAfterTenMinutesAndNothingTypedIsLost(t *testing.T) {
	o := mustOpenHall(t)
	security := o.signIn("security")
	page := security.at("officer")
	o.pass(11 * time.Minute)
	asked := security.sendsTo(page, "/grant", with(reason, "role", "data_admin"))
	if asked.status != http.StatusUnauthorized || asked.doc.Find(`input[name="otp"]`).Length() != 1 {
		t.Fatalf("after ten minutes: %d %s", asked.status, asked.doc.Find("main").Text())
	}
	if wrong := security.fill(asked, url.Values{"password": {"wrong"}, "otp": {"000000"}}); wrong.status < 400 {
		t.Errorf("a wrong password: %d", wrong.status)
	}
	before := security.cookies()
	resumed := security.fill(asked, url.Values{"password": {demoWord}, "otp": {codeOn(asked)}})
	if security.cookies() == before {
		t.Error("the session goes on under the token of before")
	}
	if text := resumed.text(); !strings.Contains(text, "授予角色") || !strings.Contains(text, reason.Get("reason")) {
		t.Errorf("before it is sent nobody reads what it is: %s", text)
	}
	done := security.fill(resumed, nil)
	if !strings.Contains(done.doc.Find(".c-notice").Text(), "角色已授予") {
		t.Errorf("resumed: %d at %s: %s", done.status, done.path, done.doc.Find("main").Text())
	}
}

func TestASignatureIsAskedForAgainAfterTenMinutes(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例")
	officer, signer := o.signIn("officer"), o.signIn("signer")
	officer.done(filed.path, "take", nil)
	officer.done(filed.path, "refuse", url.Values{"reason": {"不属于受理范围"}})
	o.pass(11 * time.Minute)
	href, _ := signer.get(filed.path).doc.Find(`a[href$="/sign"]`).First().Attr("href")
	if page := signer.get(href); page.path != "/signin/again" {
		t.Errorf("after ten minutes the form of the signature is at %s", page.path)
	}
}

// Without a session nobody learns whether an address of administrators is one.
func TestTheLastMinutesOfASessionAreAnnounced(t *testing.T) {
	o := mustOpenHall(t)
	page := o.signIn("officer").get("/account")
	if idle, _ := page.doc.Find(`[data-m="session"]`).Attr("data-idle"); idle != "900" {
		t.Errorf("the page says that a silent session lasts %q seconds", idle)
	}
	if o.visitor().get("/").doc.Find(`[data-m="session"]`).Length() != 0 {
		t.Error("somebody without a session is told that it ends")
	}
	v := o.signIn("agent")
	v.client.Jar, _ = cookiejar.New(nil)
	if page := v.get("/admin/accounts"); page.path != "/signin" {
		t.Errorf("without a session: %s", page.path)
	}
}
