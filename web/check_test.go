package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/search"
)

// paste sends the form that checks many at once.
func (w *world) paste(address, lines string, more ...string) *httptest.ResponseRecorder {
	form := url.Values{"lines": {lines}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Host = "credit.example"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return rec
}

func TestManyAreCheckedAtOnceAndEachLineSaysWhatIsOnDisplay(t *testing.T) {
	w := newWorld(t)
	firm := w.subjects[w.records[atPlain].Subject]
	wrong := map[bool]string{true: "1", false: "2"}[!strings.HasSuffix(firm.Code.String(), "1")]
	damaged := firm.Code.String()[:17] + wrong
	lines := strings.Join([]string{firm.Name, "", " " + firm.Code.String() + " ", "无此名称", damaged, "示例"}, "\r\n")
	rec := w.paste("/check", lines)
	doc, err := goquery.NewDocumentFromReader(rec.Body)
	if err != nil || rec.Code != http.StatusOK {
		t.Fatalf("%d: %v", rec.Code, err)
	}
	if got := rec.Header().Get("Cache-Control"); got != "no-store" || rec.Header().Get("ETag") != "" {
		t.Errorf("the answer is kept as %q", got)
	}
	var states []string
	doc.Find("tbody tr").Each(func(i int, row *goquery.Selection) {
		states = append(states, strings.TrimSpace(row.Find(".c-slip").Text()))
		href, _ := row.Find("a").Attr("href")
		if known := href == "/subjects/"+firm.Code.String(); known != (i < 2) {
			t.Errorf("line %d leads to %q", i+1, href)
		}
	})
	want := "有失信信息在公示|有失信信息在公示|没有公示中的信息|代码校验位不符，请核对|不止一个，请选择"
	got := strings.Join(states, "|")
	for _, glyph := range []string{"■", "–", "◆", "●", "○"} {
		got = strings.ReplaceAll(got, glyph, "")
	}
	if got != want {
		t.Errorf("the lines are found to be\n%s, want\n%s", got, want)
	}
	if n := doc.Find(`tbody td.is-void`).Length(); n != 3+2+3 {
		t.Errorf("%d cells in which nothing stands are left out where they stand below each other", n)
	}
	if text := body(t, w.paste("/check", lines, "as", "csv")); strings.Count(text, "\n") != len(states)+2 ||
		!strings.Contains(text, firm.Code.String()) {
		t.Errorf("as CSV:\n%s", text)
	}
}

func TestALineThatCouldBeAPersonsNumberLeadsToTheSelfQueryAndIsRepeatedNowhere(t *testing.T) {
	w := newWorld(t)
	const number = "370399199001011232"
	for _, address := range []string{"/check", "/en/check"} {
		rec := w.paste(address, "示例\n"+number+"\n")
		if rec.Code != http.StatusSeeOther || !strings.HasSuffix(rec.Header().Get("Location"), "/services/self-query") {
			t.Errorf("%s: %d to %q", address, rec.Code, rec.Header().Get("Location"))
		}
		if strings.Contains(rec.Body.String()+fmt.Sprint(rec.Header())+w.log.String(), number) {
			t.Errorf("%s repeats the number", address)
		}
	}
}

func TestAListThatIsTooLongOrEmptyIsRefusedAndKept(t *testing.T) {
	w := newWorld(t)
	many := ""
	for i := range search.MaxCheck + 1 {
		many += fmt.Sprintf("示例%d号\n", i)
	}
	for name, lines := range map[string]string{
		"too many": many, "nothing": " \n\u3000\n", "a long line": strings.Repeat("长", search.MaxQuery+1),
	} {
		rec := w.paste("/check", lines)
		doc, err := goquery.NewDocumentFromReader(rec.Body)
		if err != nil || rec.Code != http.StatusUnprocessableEntity {
			t.Fatalf("%s: %d, %v", name, rec.Code, err)
		}
		kept := doc.Find("textarea").Text()
		if strings.TrimSpace(kept) != strings.TrimSpace(lines) || doc.Find(".c-errors").Length() != 1 {
			t.Errorf("%s: %d of %d characters are kept", name, len(kept), len(lines))
		}
	}
}

func TestAForeignSiteCannotSendTheForm(t *testing.T) {
	w := newWorld(t)
	rec := w.ask(http.MethodPost, "/check", header("Origin", "https://elsewhere.example"))
	if rec.Code != http.StatusForbidden {
		t.Errorf("a form from elsewhere is answered with %d", rec.Code)
	}
}
