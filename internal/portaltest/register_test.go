package portaltest

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"creditportal/internal/seed"
)

var sixDigits = regexp.MustCompile(`[0-9]{6}`)

// codeOn is the code that a demo shows of what it sent; "" for none.
func codeOn(page sight) string { return sixDigits.FindString(page.doc.Find("main .c-notice").Text()) }

// wish is what somebody types who registers.
func wish(login, contact string) url.Values {
	return url.Values{
		"own_name": {"示例新人"}, "contact": {contact}, "login": {login}, "password_next": {"一个示例口令，够长"},
	}
}

// registers makes an account and returns its browser.
func (o *hall) registers(login, contact string) *visitor {
	o.Helper()
	v := o.visitor()
	page := v.fill(v.get("/register"), wish(login, contact))
	if page = v.fill(page, url.Values{"sent_code": {codeOn(page)}}); page.path != "/account/identity" {
		o.Fatalf("%s does not register: %d at %s: %s", login, page.status, page.path, page.doc.Find("main").Text())
	}
	return v
}

func TestWhoRegistersSeesNothingThatIsNotPublicUntilTheWindowHasSeenTheirPapers(t *testing.T) {
	o := mustOpenHall(t)
	v, window := o.registers("newcomer", "15412345678"), o.signIn("window")
	for _, path := range []string{"/my", "/my/objections/new"} {
		if page := v.get(path); page.path != "/account/identity" {
			t.Errorf("%s before: %d at %s", path, page.status, page.path)
		}
	}
	who := seed.MakePerson(6_950)
	given := window.fill(window.get("/office/activation"), url.Values{"name": {who.Name}, "id_number": {who.Number}})
	code := regexp.MustCompile(`[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}`).FindString(given.doc.Find("main").Text())
	if given.status != http.StatusOK || code == "" {
		t.Fatalf("the window gives %d: %s", given.status, given.doc.Find("main").Text())
	}
	other := seed.MakePerson(6_951)
	typed := url.Values{"activation": {code}, "id_number": {other.Number}}
	if page := v.fill(v.get("/account/identity"), typed); page.status != http.StatusUnprocessableEntity {
		t.Errorf("with another's number: %d", page.status)
	}
	typed.Set("id_number", who.Number)
	proved := v.fill(v.get("/account/identity"), typed)
	if text := proved.doc.Find("main").Text(); !strings.Contains(text, "本人身份已核验") {
		t.Fatalf("proved: %d: %s", proved.status, text)
	}
	if page := v.get("/my"); page.path != "/my" || !strings.Contains(page.doc.Find("main").Text(), who.Name) {
		t.Errorf("the own file: %d at %s", page.status, page.path)
	}
}

func TestNobodyLearnsByRegisteringWhichLoginsAndContactsAreKnown(t *testing.T) {
	o := mustOpenHall(t)
	o.registers("newcomer", "15412345678")
	var answers []string
	for _, w := range []url.Values{
		wish("newcomer", "15400000009"), wish("somebody", "15412345678"), wish("somebody", "15400000008"),
	} {
		v := o.visitor()
		page := v.fill(v.get("/register"), w)
		page.doc.Find("main .c-notice").Remove() // what a demo overhears
		text, err := page.doc.Find("main").Html()
		if err != nil {
			t.Fatal(err)
		}
		form := page.doc.Find(`main input[name="form"]`).AttrOr("value", "-")
		for _, own := range []string{form, "154****0009", "154****5678", "154****0008"} {
			text = strings.ReplaceAll(text, own, "")
		}
		answers = append(answers, text)
	}
	if answers[0] != answers[1] || answers[1] != answers[2] {
		t.Errorf("the answers differ:\n%s\n%s\n%s", answers[0], answers[1], answers[2])
	}
}

func TestATakenLoginIsToldOnlyToWhoProvedAContact(t *testing.T) {
	o := mustOpenHall(t)
	o.registers("newcomer", "15412345678")
	v := o.visitor()
	page := v.fill(v.get("/register"), wish("newcomer", "second@example.org"))
	wrong := v.fill(page, url.Values{"sent_code": {"000000"}}).doc.Find("main").Text()
	if !strings.Contains(wrong, "验证码不正确") {
		t.Errorf("a wrong code: %s", wrong)
	}
	taken := v.fill(page, url.Values{"sent_code": {codeOn(page)}})
	if taken.status != http.StatusConflict || taken.doc.Find("#login").Length() != 1 {
		t.Fatalf("a taken login: %d: %s", taken.status, taken.doc.Find("main").Text())
	}
	if made := v.fill(taken, url.Values{"login": {"newcomer2"}}); made.path != "/account/identity" {
		t.Errorf("with another login: %d at %s: %s", made.status, made.path, made.doc.Find("main").Text())
	}
}

func TestACodeIsNotGuessed(t *testing.T) {
	o := mustOpenHall(t)
	v := o.visitor()
	page := v.fill(v.get("/register"), wish("newcomer", "15412345678"))
	code := codeOn(page)
	for _, guess := range []string{"000000", "000001", "000002", "000003", "000004"} {
		v.fill(page, url.Values{"sent_code": {guess}})
	}
	if late := v.fill(page, url.Values{"sent_code": {code}}); late.status != http.StatusUnprocessableEntity {
		t.Errorf("the right code after five wrong ones: %d at %s", late.status, late.path)
	}
}

func TestWhoRecoversAnAccountProvesAgainWhoTheyAre(t *testing.T) {
	o := mustOpenHall(t)
	v, window := o.registers("newcomer", "15412345678"), o.signIn("window")
	who := seed.MakePerson(6_950)
	activate := func(v *visitor) sight {
		given := window.fill(window.get("/office/activation"), url.Values{"name": {who.Name}, "id_number": {who.Number}})
		code := regexp.MustCompile(`[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}`).FindString(given.doc.Find("main").Text())
		return v.fill(v.get("/account/identity"), url.Values{"activation": {code}, "id_number": {who.Number}})
	}
	activate(v)
	lost := o.visitor()
	unknown := lost.fill(lost.get("/recover"), url.Values{"contact": {"15400000000"}})
	if unknown.path != "/recover/code" || codeOn(unknown) != "" {
		t.Errorf("a contact of nobody: %d at %s", unknown.status, unknown.path)
	}
	asked := lost.fill(lost.get("/recover"), url.Values{"contact": {"15412345678"}})
	next := "另一个示例口令，也够长"
	done := lost.fill(asked, url.Values{"sent_code": {codeOn(asked)}, "password_next": {next}})
	if done.path != "/signin" {
		t.Fatalf("recovered: %d at %s: %s", done.status, done.path, done.doc.Find("main").Text())
	}
	if page := v.get("/my"); page.path != "/signin" {
		t.Errorf("the session from before lives: %s", page.path)
	}
	in := lost.fill(done, url.Values{"login": {"newcomer"}, "password": {next}})
	if page := lost.get("/my"); in.status != http.StatusOK || page.path != "/account/identity" {
		t.Errorf("%d; the own file opens without a proof: %s", in.status, page.path)
	}
	activate(lost)
	if page := lost.get("/my"); page.path != "/my" {
		t.Errorf("proven again: %s", page.path)
	}
}
