package web_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/i18n"
	"creditportal/internal/record"
)

func TestTheHomePageShowsThreeSmallFiguresThatAgreeWithTheLists(t *testing.T) {
	w := newWorld(t)
	for _, lang := range i18n.Langs() {
		doc := w.parsed(t, i18n.LangPath(lang, "/"))
		figures := doc.Find(".p-numbers__figure")
		if figures.Length() != 3 {
			t.Fatalf("%s: %d figures", lang, figures.Length())
		}
		figures.Each(func(i int, figure *goquery.Selection) {
			if figure.Find("h3").Text() == "" || figure.Find("figcaption p").Text() == "" {
				t.Errorf("%s: figure %d has no title or says nothing", lang, i)
			}
		})
		lists := figures.Find(".c-bars__row a")
		if lists.Length() != 3 {
			t.Errorf("%s: %d lists are counted", lang, lists.Length())
		}
		lists.Each(func(_ int, list *goquery.Selection) {
			count := strings.TrimSpace(list.ParentsFiltered("tr").Find(".c-bars__number").Text())
			href := list.AttrOr("href", "")
			if meta := w.parsed(t, href).Find("#results .c-meta").First().Text(); !strings.HasPrefix(meta, count) {
				t.Errorf("%s holds %q, the home page says %s", href, meta, count)
			}
		})
		if all := doc.Find(`.p-numbers + .l-section__foot a[href$="/statistics"]`).Length(); all != 1 {
			t.Errorf("%s: %d links to all statistics", lang, all)
		}
	}
}

func TestTheHomePageCountsNothingWhereNothingIsOnDisplay(t *testing.T) {
	w := newWorld(t, func(w *world, _ *testing.T) {
		for i := range w.records {
			w.records[i].State = record.Repaired
		}
	})
	doc := w.parsed(t, "/")
	if n := doc.Find("#numbers").Length(); n != 0 || doc.Find(".c-empty").Length() != 1 {
		t.Errorf("%d sections of numbers over nothing", n)
	}
}
