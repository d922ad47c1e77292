package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestWhatIsTypedWholeLeadsToTheThingItself(t *testing.T) {
	w := newWorld(t)
	plain := w.records[atPlain]
	code := w.subjects[plain.Subject].Code.String()
	wide := strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, code)
	for typed, want := range map[string]string{
		code: "/subjects/" + code, strings.ToLower(code): "/subjects/" + code, wide: "/subjects/" + code,
		plain.DocumentNumber: "/records/" + string(plain.Number),
		string(plain.Number): "/records/" + string(plain.Number),
	} {
		for _, lang := range []string{"", "/en"} {
			rec := w.get(lang + "/search?q=" + url.QueryEscape(typed))
			if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != lang+want {
				t.Errorf("%s: %d to %q, want %q", typed, rec.Code, rec.Header().Get("Location"), want)
			}
		}
	}
}

func TestWhatIsNotOnDisplayIsNotFoundByItsNumber(t *testing.T) {
	w := newWorld(t)
	for _, typed := range []string{string(w.records[atPast].Number), w.records[atHeld].DocumentNumber} {
		if rec := w.get("/search?q=" + url.QueryEscape(typed)); rec.Code != http.StatusOK {
			t.Errorf("%s: %d", typed, rec.Code)
		}
	}
}

func TestHitsAreMarkedOnTheOriginalCharactersWithTheReason(t *testing.T) {
	w := newWorld(t)
	doc := w.parsed(t, "/search?q="+url.QueryEscape("示例"))
	hits := doc.Find(".p-hit")
	if hits.Length() < 10 {
		t.Fatalf("%d hits", hits.Length())
	}
	if text := hits.First().Find("mark").Text(); text != "示例" {
		t.Errorf("marked is %q", text)
	}
	former := w.parsed(t, "/search?q="+url.QueryEscape("曾用名贸易"))
	if !strings.Contains(former.Find(".p-hit").Text(), "曾用名：示例曾用名贸易商行") {
		t.Error("a former name is not given as the reason")
	}
	name := w.subjects[w.records[atPlain].Subject].Name
	if best := w.parsed(t, "/search?q="+url.QueryEscape(name)).Find("#best"); best.Length() != 1 {
		t.Error("a whole name has no best match")
	}
}

func TestASearchSaysWhatIsDoubtfulAndHelpsWhenNothingIsFound(t *testing.T) {
	w := newWorld(t)
	code := w.subjects[w.records[atPlain].Subject].Code.String()
	wrong := code[:17] + string(rune('0'+(code[17]-'0'+1)%9))
	for query, want := range map[string]string{
		wrong: "校验位不符", "示": "只输入了一个字", "无此名称": "没有找到与“无此名称”相符的公示", "行政许": "信息事项名称相符",
	} {
		if text := body(t, w.get("/search?q="+url.QueryEscape(query))); !strings.Contains(text, want) {
			t.Errorf("%s: the page lacks %q", query, want)
		}
	}
}

func TestAFirmOfAnotherPlaceIsLookedForInTheNationalSystemsWithoutTellingThem(t *testing.T) {
	w := newWorld(t)
	const elsewhere = "91110108MA00TEST1X"
	links := map[string]string{}
	w.parsed(t, "/search?q="+elsewhere).Find(".c-empty a[href^='https://']").Each(func(_ int, a *goquery.Selection) {
		links[a.AttrOr("href", "")] = a.Parent().Text()
	})
	for _, address := range []string{"https://www.gsxt.gov.cn/", "https://www.creditchina.gov.cn/"} {
		if !strings.Contains(links[address], "外部网站") {
			t.Errorf("%s: %q", address, links[address])
		}
	}
	if len(links) != 2 {
		t.Errorf("it leads away to %v", links)
	}
}

func TestASearchThatCannotBeReadIsRefused(t *testing.T) {
	w := newWorld(t)
	for _, query := range []string{
		"q=" + strings.Repeat("a", 201), "q=abc&start=-1", "q=abc&start=x", "q=abc&start=1000",
	} {
		if rec := w.get("/search?" + query); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("%.30s: %d", query, rec.Code)
		}
	}
	if rec := w.get("/search?q=" + url.QueryEscape("示例") + "&in=nowhere&q=second"); rec.Code != http.StatusOK {
		t.Errorf("unknown and doubled parameters: %d", rec.Code)
	}
}

func TestASearchBeyondItsEndBeginsAnew(t *testing.T) {
	w := newWorld(t)
	name := url.QueryEscape("示例")
	rec := w.get("/en/search?start=500&q=" + name)
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/en/search?q="+name {
		t.Errorf("%d to %q", rec.Code, rec.Header().Get("Location"))
	}
}
