package portaltest

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"creditportal/internal/seed"
	"creditportal/web"
	"creditportal/web/route"
)

// heard lets the hall write its access log where a test can read it.
func (o *hall) heard() *bytes.Buffer {
	o.Helper()
	log := &bytes.Buffer{}
	o.deps.Log = slog.New(slog.NewTextHandler(log, nil))
	handler, err := web.New(o.deps)
	if err != nil {
		o.Fatal(err)
	}
	server := httptest.NewServer(handler)
	o.Cleanup(server.Close)
	o.base = server.URL
	return log
}

func TestAPersonsNumberThatStaffTypeIntoAFilterIsInNoAddressNoPageAndNoLog(t *testing.T) {
	o := mustOpenHall(t)
	log := o.heard()
	number := seed.MakePerson(1).Number
	for _, at := range []struct{ login, path, name string }{
		{"officer", "/desk/docket?owner=none&q=", "q"},
		{"audit", "/audit?side=operator&look=", "look"},
	} {
		v := o.signIn(at.login)
		for _, typed := range []string{number, number[:6] + " " + number[6:], "示例" + number} {
			var led []string
			v.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
				led = append(led, r.URL.RawQuery)
				return nil
			}
			page := v.get(at.path + url.QueryEscape(typed))
			text, _ := page.doc.Html()
			if len(led) != 1 || strings.Contains(led[0], number[6:]) || !strings.Contains(led[0], "=") {
				t.Errorf("%s leads to %q", at.path, led)
			}
			if strings.Contains(text, number[6:]) {
				t.Errorf("%s shows the number", at.path)
			}
			if said := page.doc.Find(".c-errors").Text(); !strings.Contains(said, "不在这里查询") {
				t.Errorf("%s says %q", at.path, said)
			}
			if kept := page.doc.Find("main select option[selected][value]"); kept.Length() == 0 {
				t.Errorf("%s forgets what else was asked", at.path)
			}
		}
	}
	if text := log.String(); strings.Contains(text, number[6:]) || !strings.Contains(text, "route=/desk/docket ") {
		t.Errorf("the log says %s", text)
	}
}

func TestAPersonsNameThatIsTypedIntoTheDocketLeavesTheAddress(t *testing.T) {
	officer := mustOpenHall(t).signIn("officer")
	var led string
	officer.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		led = r.URL.RequestURI()
		return nil
	}
	page := officer.get("/desk/docket?q=" + url.QueryEscape("示例某某"))
	if led != "/desk/docket?dropped=q" || page.status != http.StatusUnprocessableEntity {
		t.Errorf("%d, led to %q", page.status, led)
	}
}

func TestANameThatIsSearchedForAfterTheSessionEndedIsNotInTheAddressOfTheSignIn(t *testing.T) {
	mustOpenHall(t).visitor().isSentAway("/desk/docket", route.SignIn)
}

func TestANameThatIsSearchedForIsNotInTheAddressWhereWhoItIsMustBeProvedAnew(t *testing.T) {
	o := mustOpenHall(t)
	officer := o.signIn("officer")
	o.pass(11 * time.Minute)
	page := officer.isSentAway("/desk/docket.csv", route.StepUp)
	page = officer.fill(page, url.Values{"password": {demoWord}, "otp": {codeOn(page)}})
	file, _ := page.doc.Find(`main a[href*="/docket.csv"]`).Attr("href")
	page = officer.get(file)
	if page.path != "/desk/docket.csv" || page.status != http.StatusUnprocessableEntity {
		t.Errorf("a table without what was searched for is given away: %d at %s", page.status, page.path)
	}
}

// isSentAway searches the list for a name, and fails unless it is led to the other
// page, neither of whose address nor words have the name.
func (v *visitor) isSentAway(list, to string) sight {
	v.Helper()
	var led string
	v.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		led = r.URL.RequestURI()
		return nil
	}
	page := v.get(list + "?owner=none&q=" + url.QueryEscape("示例某某"))
	if text, _ := page.doc.Html(); page.path != to || strings.Contains(text, "示例某某") {
		v.Errorf("led to %s", page.path)
	}
	if next, _ := url.QueryUnescape(led); next != to+"?next="+list+"?dropped=q&owner=none" {
		v.Errorf("led to %q", next)
	}
	return page
}

func TestAtTheWindowAnEmptyFieldIsCalledEmptyAndNotUnknown(t *testing.T) {
	window := mustOpenHall(t).signIn("window")
	page := window.fill(window.get("/window"), url.Values{"subject_number": {" "}})
	if said := page.doc.Find(".c-errors").Text(); page.status != http.StatusUnprocessableEntity ||
		!strings.Contains(said, "请填写") || strings.Contains(said, "没有找到") {
		t.Errorf("%d: %q", page.status, said)
	}
}
