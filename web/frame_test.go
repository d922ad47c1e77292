package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/i18n"
)

func TestEveryPageOffersTheSearchUnderALabelThatIsSeen(t *testing.T) {
	w := newWorld(t)
	for _, address := range append(w.everyPage(), w.refused()...) {
		for _, lang := range i18n.Langs() {
			doc := w.parsed(t, i18n.LangPath(lang, address))
			form := doc.Find("form[role=search]").First()
			field := form.Find("input[type=search][name=q]")
			label := form.Find("label[for=" + field.AttrOr("id", "-") + "]")
			by, to := form.AttrOr("method", ""), form.AttrOr("action", "")
			if by != "get" || to != i18n.LangPath(lang, "/search") {
				t.Errorf("%s in %s: the search is sent by %q to %q", address, lang, by, to)
			}
			if label.Length() != 1 || strings.TrimSpace(label.Text()) == "" || label.HasClass("c-unseen") {
				t.Errorf("%s in %s: the field of the search has no label that is seen", address, lang)
			}
			for name, want := range map[string]string{"autocomplete": "off", "enterkeyhint": "search", "spellcheck": "false"} {
				if got := field.AttrOr(name, ""); got != want {
					t.Errorf("%s in %s: %s of the search is %q", address, lang, name, got)
				}
			}
		}
	}
}

func TestHelpLargePrintSettingsAndLanguageStandAtTheSamePlaceOnEveryPage(t *testing.T) {
	w := newWorld(t)
	places := func(doc *goquery.Document) string {
		tools := doc.Find("header .l-tools > li").Map(func(_ int, tool *goquery.Selection) string {
			return strings.TrimSpace(tool.Find("a,summary").First().Text())
		})
		window := doc.Find("main + aside.c-help").Text()
		return strings.Join(tools, "|") + "|" + strings.Join(strings.Fields(window), " ")
	}
	for _, lang := range i18n.Langs() {
		want := places(w.parsed(t, i18n.LangPath(lang, "/")))
		if strings.Count(want, "|") < 4 || !strings.Contains(want, "0000-0000000") {
			t.Fatalf("%s: the home page has %q", lang, want)
		}
		for _, address := range append(w.everyPage(), w.refused()...) {
			if got := places(w.parsed(t, i18n.LangPath(lang, address))); got != want {
				t.Errorf("%s in %s has %q, the home page %q", address, lang, got, want)
			}
		}
	}
}

func TestNoLinkOpensAWindowAndThoseThatLeaveTheSiteSaySo(t *testing.T) {
	w := newWorld(t)
	for _, address := range append(w.everyPage(), "/search?q="+url.QueryEscape("无此名称")) {
		for lang, leaves := range map[i18n.Lang]string{i18n.Chinese: "外部网站", i18n.English: "another website"} {
			w.parsed(t, i18n.LangPath(lang, address)).Find("a").Each(func(_ int, a *goquery.Selection) {
				href := a.AttrOr("href", "")
				if _, opens := a.Attr("target"); opens {
					t.Errorf("%s: %s opens a window", address, href)
				}
				if strings.Contains(href, "://") && !strings.HasPrefix(href, site) && !strings.Contains(a.Parent().Text(), leaves) {
					t.Errorf("%s in %s: %s does not say that it leaves the site", address, lang, href)
				}
			})
		}
	}
}

func TestAListSaysHowItIsSortedHowMuchThereIsAndOfWhen(t *testing.T) {
	w := newWorld(t)
	for _, list := range []string{"/disclosures/adverse", "/disclosures/dual", "/lists/abnormal_operations"} {
		doc := w.parsed(t, list)
		table := doc.Find("table")
		if table.Find("caption").Text() == "" || table.Find("thead th:not([scope=col])").Length() > 0 {
			t.Errorf("%s: the table has no caption, or a heading without its scope", list)
		}
		if otherwise := attributes(table.Find("th[aria-sort=descending] a"), "href"); otherwise != list+"?sort=oldest" {
			t.Errorf("%s: the way to sort it otherwise is %q", list, otherwise)
		}
		if n := w.parsed(t, list+"?sort=oldest").Find("th[aria-sort=ascending] a").Length(); n != 1 {
			t.Errorf("%s sorted otherwise does not say so", list)
		}
		meta := doc.Find("#results .c-meta").First().Text()
		if !strings.Contains(meta, "条") || !strings.Contains(meta, "数据截至2026-11-23") {
			t.Errorf("%s: above it stands %q", list, meta)
		}
	}
}

// attributes joins the values of an attribute of what was found.
func attributes(found *goquery.Selection, name string) string {
	return strings.Join(found.Map(func(_ int, e *goquery.Selection) string { return e.AttrOr(name, "") }), " ")
}

func TestTheSiteMapNamesEveryPageOnce(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{"/site-map", "/en/site-map"} {
		seen := map[string]bool{}
		w.parsed(t, address).Find("main a").Each(func(_ int, a *goquery.Selection) {
			if href := a.AttrOr("href", ""); seen[href] {
				t.Errorf("%s leads to %s twice", address, href)
			}
			seen[a.AttrOr("href", "")] = true
		})
	}
	seen := map[string]bool{}
	for line := range strings.SplitSeq(body(t, w.get("/sitemap/pages")), "<loc>") {
		if seen[line] {
			t.Errorf("crawlers are told twice of %s", line)
		}
		seen[line] = true
	}
}

func TestOneListHasOneAddressHoweverItIsAskedFor(t *testing.T) {
	w := newWorld(t)
	want := site + "/disclosures/adverse?item=A06&kind=individual_business&q=%E7%A4%BA%E4%BE%8B"
	for _, query := range []string{
		"item=A06&kind=individual_business&q=%E7%A4%BA%E4%BE%8B",
		"q=%E7%A4%BA%E4%BE%8B&from=&kind=individual_business&to=&status=&item=A06&authority=&sort=",
		"utm_source=letter&kind=individual_business&q=%e7%a4%ba%e4%be%8b&item=A06&q=second",
	} {
		if got := w.parsed(t, "/disclosures/adverse?"+query).Find("link[rel=canonical]").AttrOr("href", ""); got != want {
			t.Errorf("%s says that it is %s", query, got)
		}
	}
}

func TestAListOfOnePageHasNoPagerAndLaterPagesSayTheirNumber(t *testing.T) {
	w := newWorld(t)
	if n := w.parsed(t, "/disclosures/adverse?rows=100").Find(".c-pager").Length(); n != 0 {
		t.Error("a list of one page can be turned")
	}
	first := w.parsed(t, "/disclosures/adverse")
	next, _ := first.Find(`a[rel="next"]`).Attr("href")
	name, second := first.Find("title").Text(), w.parsed(t, next).Find("title").Text()
	if strings.Contains(name, "页") || !strings.Contains(second, "第2页") {
		t.Errorf("the first page is called %q, the second %q", name, second)
	}
}

func TestWhatARecordLacksIsSaidAndNeverLeftBlank(t *testing.T) {
	w := newWorld(t)
	missing := 0
	for n := range int(atPast) {
		for lang, words := range map[i18n.Lang]string{i18n.Chinese: "未归集", i18n.English: "Not collected"} {
			address := i18n.LangPath(lang, "/records/"+string(w.records[n].Number))
			w.parsed(t, address).Find(".c-facts__text").Each(func(_ int, fact *goquery.Selection) {
				switch text := strings.TrimSpace(fact.Text()); text {
				case "", "-", "–", "—", "0001-01-01":
					t.Errorf("%s: a fact says %q", address, text)
				case words:
					missing++
				}
			})
		}
	}
	if missing == 0 {
		t.Error("nothing is missing anywhere, so that nothing was seen")
	}
}
