package web_test

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/content"
)

func TestAPieceShowsItsTitleDaySourceAndBody(t *testing.T) {
	w := newWorld(t)
	doc := w.parsed(t, "/pieces/"+plainPiece)
	if got := doc.Find("h1").Text(); got != "诚信宣传周" {
		t.Errorf("the title is %q", got)
	}
	meta := doc.Find(".c-piece__meta").Text()
	for _, want := range []string{"来源：示例区信用中心", "发布：2026-11-22", "最近更新：2026-11-22"} {
		if !strings.Contains(meta, want) {
			t.Errorf("%q lacks %q", meta, want)
		}
	}
	for _, part := range []string{"h2", "ul li", "ol li", "blockquote", "table th", "pre code", "strong"} {
		if doc.Find(".c-prose "+part).Length() == 0 {
			t.Errorf("the body has no %s", part)
		}
	}
	for name, want := range map[string]string{
		"ArticleTitle": "诚信宣传周", "PubDate": "2026-11-22", "ContentSource": "示例区信用中心", "ColumnName": "通知公告",
		"ColumnType": "通知公告",
	} {
		if got := doc.Find(`meta[name="`+name+`"]`).AttrOr("content", ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if n := doc.Find(`a[href="/pieces/` + plainPiece + `/print"]`).Length(); n != 1 {
		t.Errorf("%d ways to the print view", n)
	}
}

func TestAPieceIsReadInEnglishWhereThereIsAText(t *testing.T) {
	w := newWorld(t)
	doc := w.parsed(t, "/en/pieces/"+bilingualPiece)
	if got := doc.Find("h1").Text(); got != "How to read records" || doc.Find("h1[lang]").Length() != 0 {
		t.Errorf("the title is %q", got)
	}
	if doc.Find(`.c-prose a[href="/en/rules"]`).Length() != 1 {
		t.Error("a link of the body leaves the language")
	}
	doc = w.parsed(t, "/en/pieces/"+plainPiece)
	if doc.Find(`h1[lang="zh-CN"]`).Length() != 1 || !strings.Contains(doc.Find("main").Text(), "in Chinese only") {
		t.Error("a Chinese piece does not say that it is Chinese")
	}
	if doc.Find(`.c-prose a[href="/openapi.yaml"]`).Length() != 1 {
		t.Error("what machines read has a language")
	}
}

func TestNothingThatAPieceSaysBecomesMarkup(t *testing.T) {
	w := newWorld(t)
	doc := w.parsed(t, "/pieces/"+hostilePiece)
	prose := doc.Find(".c-prose")
	if n := prose.Find("script,img,style,iframe,a").Length(); n != 0 {
		t.Errorf("%d elements came out of the body", n)
	}
	for _, want := range []string{"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<style>*{}</style>"} {
		if !strings.Contains(prose.Text(), want) {
			t.Errorf("the text does not say %q", want)
		}
	}
	if got := doc.Find("h1").Text(); got != `<b>"标题"</b> & {{.X}}` {
		t.Errorf("the title is %q", got)
	}
}

func TestAPieceComesWithItsDayAndIsGoneOnceWithdrawn(t *testing.T) {
	w := newWorld(t)
	for address, want := range map[string]int{
		"/pieces/" + laterPiece: http.StatusNotFound, "/pieces/" + gonePiece: http.StatusGone,
		"/pieces/none": http.StatusNotFound, "/columns/none": http.StatusNotFound, "/columns/help": http.StatusNotFound,
		"/columns/none/pieces.atom": http.StatusNotFound, "/help/none": http.StatusNotFound, "/columns/cases": http.StatusOK,
	} {
		if rec := w.get(address); rec.Code != want {
			t.Errorf("%s: %d, want %d", address, rec.Code, want)
		}
	}
	surfaces := []string{
		"/", "/columns/notices", "/pieces.atom", "/columns/notices/pieces.atom", "/sitemap/pages", "/pieces/" + plainPiece,
	}
	says := func(text string) []string {
		var found []string
		for _, address := range surfaces {
			if strings.Contains(body(t, w.get(address)), text) {
				found = append(found, address)
			}
		}
		return found
	}
	if found := append(says("/pieces/"+laterPiece), says("/pieces/"+gonePiece)...); len(found) > 0 {
		t.Errorf("what is not on display is on %v", found)
	}
	w.now = w.now.Add(24 * time.Hour)
	if found := says("/pieces/" + laterPiece); !slices.Equal(found, surfaces) {
		t.Errorf("its day has come, and it is only on %v", found)
	}
	w.withdraw(t, laterPiece)
	if found := says("/pieces/" + laterPiece); len(found) > 0 {
		t.Errorf("it was withdrawn, and is still on %v", found)
	}
}

func TestAColumnIsReadPageByPageNewestFirst(t *testing.T) {
	w := newWorld(t)
	var titles []string
	address, pages := "/columns/"+string(longColumn), 0
	for address != "" {
		doc := w.parsed(t, address)
		doc.Find(".c-rows__title").Each(func(_ int, a *goquery.Selection) { titles = append(titles, a.Text()) })
		address = doc.Find(`a[rel="next"]`).AttrOr("href", "")
		pages++
	}
	if pages != 3 || len(titles) != 45 || !slices.IsSorted(titles) {
		t.Errorf("%d pages with %d pieces: %v", pages, len(titles), titles)
	}
	if rec := w.get("/columns/knowledge?after=none"); !strings.Contains(body(t, rec), "知识第00则") {
		t.Error("after a piece that is not there, the column does not begin anew")
	}
}

func TestAnEmptyColumnIsNamedNowhere(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{"/", "/site-map", "/columns/news", "/sitemap/pages", "/help"} {
		if strings.Contains(body(t, w.get(address)), "/columns/cases") {
			t.Errorf("%s leads to an empty column", address)
		}
	}
	if !strings.Contains(body(t, w.get("/")), `href="/columns/policy"`) {
		t.Error("the navigation lacks the policy column")
	}
	w.pieces = nil
	w.version++
	if strings.Contains(body(t, w.get("/")), "/columns/") {
		t.Error("without a piece, the home page leads to a column")
	}
}

func TestTheFeedsHoldThePiecesOnDisplay(t *testing.T) {
	w := newWorld(t)
	for address, want := range map[string]int{
		"/pieces.atom": 48, "/columns/policy/pieces.atom": 1, "/columns/cases/pieces.atom": 0,
	} {
		rec := w.get(address)
		var feed struct {
			ID      string `xml:"id"`
			Entries []struct {
				Title, Published string
				Link             struct {
					Href string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"entry"`
		}
		err := xml.Unmarshal(rec.Body.Bytes(), &feed)
		if err != nil || !strings.HasPrefix(feed.ID, "tag:credit.example,2026:") {
			t.Errorf("%s: %v, %s", address, err, feed.ID)
		}
		if len(feed.Entries) != want {
			t.Errorf("%s has %d entries, want %d", address, len(feed.Entries), want)
		}
		for _, e := range feed.Entries {
			if path, ok := strings.CutPrefix(e.Link.Href, "https://credit.example"); !ok || w.get(path).Code != http.StatusOK {
				t.Errorf("%s leads to %s", address, e.Link.Href)
			}
		}
		if got := rec.Header().Get("Content-Type"); !strings.HasPrefix(got, "application/atom+xml") {
			t.Errorf("%s is %s", address, got)
		}
	}
}

func TestEveryPageOfHelpIsThereInBothLanguagesAndReachedFromEveryPage(t *testing.T) {
	w := newWorld(t)
	for _, p := range content.HelpPages() {
		for _, address := range []string{"/help/", "/en/help/"} {
			doc := w.parsed(t, address+p.Slug)
			if doc.Find(".c-prose").Length() != 1 || doc.Find("main [lang] .c-prose").Length() != 0 {
				t.Errorf("%s%s has no text of its language", address, p.Slug)
			}
		}
		if !strings.Contains(body(t, w.get("/help")), "/help/"+p.Slug) {
			t.Errorf("the home of help does not lead to %s", p.Slug)
		}
	}
	foot := w.parsed(t, "/disclosures/adverse").Find("footer")
	for _, href := range []string{
		"/site-map", "/help/statement", "/help/privacy", "/help/accessibility", "/help/open-data", "/rules",
		"/services/site-error",
	} {
		if foot.Find(`a[href="`+href+`"]`).Length() != 1 {
			t.Errorf("the foot of the page does not lead to %s", href)
		}
	}
}

func TestAPieceIsFoundByWhatItsTitleSays(t *testing.T) {
	w := newWorld(t)
	for address, want := range map[string]string{
		"/search?q=" + url.QueryEscape("看公示"):              "/pieces/" + bilingualPiece,
		"/search?in=pieces&q=" + url.QueryEscape("宣传"):     "/pieces/" + plainPiece,
		"/en/search?q=" + url.QueryEscape("how to read"):   "/en/pieces/" + bilingualPiece,
		"/search?in=pieces&q=" + url.QueryEscape("知识第３３则"): "/pieces/knowledge-33",
	} {
		if n := w.parsed(t, address).Find(`.p-hit a[href="` + want + `"]`).Length(); n != 1 {
			t.Errorf("%s leads %d times to %s", address, n, want)
		}
	}
	for _, title := range []string{"明日事", "旧事"} {
		if strings.Contains(body(t, w.get("/search?q="+url.QueryEscape(title))), "/pieces/") {
			t.Errorf("%s is found", title)
		}
	}
}
