package layout_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"creditportal/internal/i18n"
	"creditportal/templates/layout"
)

const site = "https://credit.example.cn"

func mustRender(t *testing.T, lang i18n.Lang, v layout.View) *goquery.Document {
	t.Helper()
	var out bytes.Buffer
	ctx := i18n.With(context.Background(), i18n.Default().Printer(lang))
	if err := layout.Page(v).Render(ctx, &out); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func attributes(doc *goquery.Document, selector, name string) []string {
	return doc.Find(selector).Map(func(_ int, s *goquery.Selection) string { return s.AttrOr(name, "") })
}

func TestTheLanguageSwitchKeepsPathAndQuery(t *testing.T) {
	v := layout.View{Path: "/disclosures/adverse", Query: "kind=penalty&q=%E7%A4%BA%E4%BE%8B", BaseURL: site}
	tests := map[i18n.Lang]string{
		i18n.Chinese: "/en/disclosures/adverse?kind=penalty&q=%E7%A4%BA%E4%BE%8B",
		i18n.English: "/disclosures/adverse?kind=penalty&q=%E7%A4%BA%E4%BE%8B",
	}
	for lang, want := range tests {
		doc := mustRender(t, lang, v)
		if got := attributes(doc, ".l-tools a[hreflang]", "href"); len(got) != 1 || got[0] != want {
			t.Errorf("%s: the switch leads to %v, want %s", lang, got, want)
		}
		if got := doc.Find("html").AttrOr("lang", ""); got != string(lang) {
			t.Errorf("the page says it is in %q, want %q", got, lang)
		}
	}
}

func TestAPageNamesItselfAndItsTwinInTheOtherLanguage(t *testing.T) {
	doc := mustRender(t, i18n.English, layout.View{Title: "Catalog", Path: "/catalog", BaseURL: site})
	got := map[string][]string{
		"canonical": attributes(doc, "link[rel=canonical]", "href"),
		"languages": attributes(doc, "link[rel=alternate]", "hreflang"),
		"addresses": attributes(doc, "link[rel=alternate]", "href"),
		"title":     {doc.Find("title").Text()},
	}
	want := map[string][]string{
		"canonical": {site + "/en/catalog"},
		"languages": {"zh-CN", "en", "x-default"},
		"addresses": {site + "/catalog", site + "/en/catalog", site + "/catalog"},
		"title":     {"Catalog – Zhangdian Public Credit"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsNotConfiguredIsNotShown(t *testing.T) {
	doc := mustRender(t, i18n.Chinese, layout.View{Path: "/catalog"})
	for _, selector := range []string{
		".l-footer__term", ".l-footer__links", ".c-help", ".l-nav", ".l-crumbs", ".l-demo", ".l-search",
		"meta[name=robots]", "link[rel=canonical]", "link[rel=stylesheet]", "script",
	} {
		if doc.Find(selector).Length() != 0 {
			t.Errorf("%s is drawn with nothing to say", selector)
		}
	}
	doc = mustRender(t, i18n.Chinese, layout.View{Site: layout.Site{ICP: "示例ICP备00000000号"}})
	if got := doc.Find(".l-footer__facts").Text(); got != "ICP备案示例ICP备00000000号" {
		t.Errorf("the footer says %q", got)
	}
}

func TestTheEntryAndTheCrumbOfThePageAreMarked(t *testing.T) {
	doc := mustRender(t, i18n.Chinese, layout.View{
		Nav:     []layout.NavItem{{Key: layout.NavHome, Href: "/"}, {Key: layout.NavDual, Href: "/disclosures/dual"}},
		Section: layout.NavDual,
		Crumbs:  []layout.Link{{Label: "双公示", Href: "/disclosures/dual"}, {Label: "示例许可〔2026〕1号"}},
	})
	if got := doc.Find(".l-nav__row [aria-current]").Text(); got != "双公示" {
		t.Errorf("the marked entry is %q", got)
	}
	if got := doc.Find("[aria-current=page]").Text(); got != "示例许可〔2026〕1号" {
		t.Errorf("the marked crumb is %q", got)
	}
}

func TestDisplaySettingsAreLinksToThePageItself(t *testing.T) {
	v := layout.View{Path: "/search", Query: "q=a", Prefs: layout.Prefs{Theme: "dark", Mode: "elder"}}
	doc := mustRender(t, i18n.English, v)
	if got := doc.Find("html").AttrOr("class", ""); got != "theme-dark mode-elder" {
		t.Errorf("the page has the classes %q", got)
	}
	want := []string{
		"/en/search?q=a&size=", "/en/search?q=a&size=large", "/en/search?q=a&size=larger",
		"/en/search?q=a&theme=", "/en/search?q=a&theme=light", "/en/search?q=a&theme=dark",
		"/en/search?q=a&contrast=", "/en/search?q=a&contrast=more",
	}
	if diff := cmp.Diff(want, attributes(doc, ".l-display__pick", "href")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := attributes(doc, ".l-tools__link.is-leave", "href"); len(got) != 1 || got[0] != "/en/search?q=a&mode=" {
		t.Errorf("leaving large print leads to %v", got)
	}
}

func TestARefusedFormSaysSoInTheTitle(t *testing.T) {
	doc := mustRender(t, i18n.Chinese, layout.View{Title: "失信公示", Failed: true})
	if got := doc.Find("title").Text(); got != "错误：失信公示 – 张店区公共信用信息网站" {
		t.Errorf("the title is %q", got)
	}
}

func TestLargePrintBeginsWithTheTelephoneWhereThereIsOne(t *testing.T) {
	v := layout.View{Prefs: layout.Prefs{Mode: "elder"}, Site: layout.Site{Telephone: "0000-0000000"}}
	const bar = ".l-call:not([hidden])"
	if got := attributes(mustRender(t, i18n.Chinese, v), bar+" a", "href"); len(got) != 1 || got[0] != "tel:0000-0000000" {
		t.Errorf("it begins with %v", got)
	}
	v.Site.Telephone = ""
	if n := mustRender(t, i18n.Chinese, v).Find(bar).Length(); n != 0 {
		t.Error("with nobody to call and no script, an empty bar is drawn")
	}
}

func TestEveryPageHasItsLandmarksAndASkipLinkFirst(t *testing.T) {
	doc := mustRender(t, i18n.Chinese, layout.View{
		Search: layout.Search{Action: "/search"}, Nav: []layout.NavItem{{Key: layout.NavHome, Href: "/"}},
	})
	for _, selector := range []string{"header", "main#main", "footer", "nav", "form[role=search]", "[role=status]"} {
		if n := doc.Find(selector).Length(); n != 1 {
			t.Errorf("%d of %s, want 1", n, selector)
		}
	}
	if got := doc.Find("body").Children().First().AttrOr("href", ""); got != "#main" {
		t.Errorf("the first element leads to %q, want #main", got)
	}
}
