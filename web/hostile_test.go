package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"creditportal/web"
)

// typings are what comes in by mistake or by intent, as it stands in an address.
var typings = []string{
	"%FF%FE", "%D5%C5%B5%EA", "%C0%AF", "%ED%A0%80", "%00", "a%00b", "%1B%5B31m", "%E2%80%AE%E2%80%8B", "%EF%BB%BF",
	"%F0%A0%AE%B7", "%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9", "%3Cscript%3Ealert(1)%3C/script%3E",
	"%22%20onfocus=alert(1)%20autofocus=%22", "%27%20OR%201=1--", "$%7B7*7%7D", "%7B%7B7*7%7D%7D", "../../etc/passwd",
	"%0D%0ASet-Cookie:%20a=b", "javascript:alert(1)", "%25%25%25", "+++", "%EF%BC%9C%EF%BD%93%EF%BC%9E",
	strings.Repeat("%E5%BA%97", 200), strings.Repeat("a%CC%81", 150), strings.Repeat("%EF%B7%BA", 60),
}

// limitless answers as often as it is asked.
func limitless(d *web.Deps) { d.Limit = -1 }

func TestWhateverIsTypedIsAnsweredInGoodLettersAndStaysText(t *testing.T) {
	w := newWorld(t)
	w.open(t, limitless)
	answers := []int{
		http.StatusOK, http.StatusSeeOther, http.StatusMovedPermanently, http.StatusNotFound, http.StatusGone,
		http.StatusUnprocessableEntity,
	}
	for _, typed := range typings {
		for _, address := range []string{
			"/search?q=", "/search?in=", "/search?q=abc&start=", "/disclosures/adverse?q=",
			"/disclosures/adverse?authority=", "/disclosures/adverse?from=", "/disclosures/adverse?after=",
			"/disclosures/adverse?sort=", "/lists/abnormal_operations?item=", "/disclosures/adverse/records.json?q=",
			"/services/objection?record=", "/services/site-error?page=", "/status?number=", "/verify?letter=",
			"/columns/knowledge?after=", "/?theme=", "/records/", "/subjects/", "/pieces/", "/catalog/", "/en/help/",
		} {
			rec := w.get(address + typed)
			text := body(t, rec)
			if !slices.Contains(answers, rec.Code) {
				t.Errorf("%s%.30s: %d", address, typed, rec.Code)
			}
			unseen := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
			if !utf8.ValidString(text) || strings.ContainsFunc(text, unseen) {
				t.Errorf("%s%.30s is answered in bad letters", address, typed)
			}
			marked := strings.Contains(text, "<script>alert") || strings.Contains(text, `" onfocus=`)
			if page := strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html"); page && marked {
				t.Errorf("%s%.30s becomes markup", address, typed)
			}
			if cookie := rec.Header().Get("Set-Cookie"); strings.HasPrefix(cookie, "a=b") {
				t.Errorf("%s%.30s becomes a header", address, typed)
			}
		}
	}
}

func TestAListThatIsPastedWithRubbishIsReadLineByLine(t *testing.T) {
	w := newWorld(t)
	firm := w.subjects[w.records[atPlain].Subject]
	lines := []string{
		"序号\t企业名称\t统一社会信用代码", "1\t" + firm.Name + "\t" + firm.Code.String(), "2、" + firm.Name + "；",
		"=HYPERLINK(\"http://elsewhere\")", "<script>alert(1)</script>", "\x00\x00", "𠮷𠮷𠮷有限公司",
		"\u202e倒写的名称", "   ",
	}
	doc := mustParse(t, w.paste("/check", strings.Join(lines, "\r\n")))
	known := doc.Find(`tbody a[href="/subjects/` + firm.Code.String() + `"]`).Length()
	if rows := doc.Find("tbody tr").Length(); rows < 6 || known != 2 {
		t.Errorf("%d lines are answered, %d of them with the firm", rows, known)
	}
	if doc.Find("script:not([src])").Length() > 0 {
		t.Error("a line becomes markup")
	}
	for cell := range strings.FieldsFuncSeq(body(t, w.paste("/check", strings.Join(lines, "\n"), "as", "csv")), isCut) {
		if strings.HasPrefix(strings.Trim(cell, `"`), "=") {
			t.Errorf("a cell of the table begins a formula: %q", cell)
		}
	}
}

func isCut(r rune) bool { return r == ',' || r == '\n' }

func TestAPlaceFarBeyondTheEndIsRefusedWithAdvice(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{
		"/search?q=abc&start=99999999999999999999", "/search?q=abc&start=-9223372036854775808", "/search?q=abc&start=1e3",
		"/disclosures/adverse?rows=1000000", "/disclosures/adverse?rows=-1",
		"/disclosures/adverse?after=" + strings.Repeat("A", 4000), "/disclosures/adverse?to=0000-00-00",
		"/disclosures/adverse?from=99999-01-01", "/disclosures/adverse?from=2026-02-30",
		"/disclosures/adverse/records.json?rows=1000000", "/disclosures/adverse/records.csv?from=never",
	} {
		if rec := w.get(address); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("%.60s: %d", address, rec.Code)
		}
	}
	for _, address := range []string{
		"/sitemap/0", "/sitemap/-1", "/sitemap/999999999999", "/sitemap/1.0", "/statistics/nothing.csv",
	} {
		if rec := w.get(address); rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, rec.Code)
		}
	}
}

func TestStrangeParametersAndHeadersChangeNothing(t *testing.T) {
	w := newWorld(t)
	want := w.get("/disclosures/adverse")
	rows := mustParse(t, want).Find("tbody").Text()
	for _, query := range []string{
		"?", "?&&&", "?=", "?=x", "?a[]=1&a[0][b]=2", "?__proto__=1", "?q", "?q=&q=", "?%zz=1", "?a=%zz", "?a;b=c",
		"?" + strings.Repeat("x=1&", 500),
	} {
		rec := w.get("/disclosures/adverse" + query)
		if rec.Code != http.StatusOK || mustParse(t, rec).Find("tbody").Text() != rows {
			t.Errorf("%.30s: %d, or another list", query, rec.Code)
		}
	}
	for name, value := range map[string]string{
		"Range": "bytes=0-99", "If-Range": `"x"`, "If-Modified-Since": "Mon, 30 Nov 2099 00:00:00 GMT",
		"If-None-Match": `"x", W/"y"`, "Accept-Encoding": "gzip;q=0, br;q=0, *;q=0", "Accept": "image/png",
		"Accept-Language": "en", "Cookie": "display=%%%; =;;",
		"X-Forwarded-Host": "elsewhere.example", "X-Original-URL": "/desk", "X-HTTP-Method-Override": "DELETE",
	} {
		rec := w.get("/disclosures/adverse", header(name, value))
		if rec.Code != http.StatusOK || mustParse(t, rec).Find("tbody").Text() != rows {
			t.Errorf("%s: %d, or another list", name, rec.Code)
		}
	}
}

func TestATagIsKnownAgainWithoutItsMark(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{"/rules", "/disclosures/adverse/records.json", "/robots.txt"} {
		tag := w.get(address).Header().Get("ETag")
		for _, asked := range []string{tag, strings.TrimPrefix(tag, "W/"), `"other",` + tag} {
			if rec := w.get(address, header("If-None-Match", asked)); rec.Code != http.StatusNotModified {
				t.Errorf("%s with %s: %d", address, asked, rec.Code)
			}
		}
	}
}

func TestACodeIsReadInAnyWidthAndAWrongOneHasNoPage(t *testing.T) {
	w := newWorld(t)
	code := w.subjects[w.records[atPlain].Subject].Code.String()
	wide := strings.Map(func(r rune) rune { return r + 0xFEE0 }, code)
	for typed, want := range map[string]int{
		code: http.StatusOK, strings.ToLower(code): http.StatusMovedPermanently,
		url.PathEscape(wide): http.StatusMovedPermanently,
		code[:17]:            http.StatusNotFound, code + "0": http.StatusNotFound, code[:17] + "I": http.StatusNotFound,
		strings.Repeat("9", 5000): http.StatusNotFound, "%20": http.StatusNotFound,
	} {
		rec := w.get("/subjects/" + typed)
		if rec.Code != want {
			t.Errorf("%.40s: %d, want %d", typed, rec.Code, want)
		}
		if to := rec.Header().Get("Location"); to != "" && to != "/subjects/"+code {
			t.Errorf("%.40s leads to %s", typed, to)
		}
	}
}
