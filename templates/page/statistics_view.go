package page

import (
	"strconv"

	"creditportal/internal/search"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// StatisticsView is the numbers of what is on display, each with a sentence
// (P12).
type StatisticsView struct {
	Frame   layout.View
	Title   string
	Lead    string
	Counts  []component.NumeralView
	Months  component.ColumnsView
	Figures []FigureView
	Note    string
}

// FigureView is one figure: what it says, its numbers, where to take them.
type FigureView struct {
	ID, Title, Sentence string
	Bars                component.BarsView
	CSV                 component.LinkView
}

// NewStatisticsView builds the page of the numbers.
func NewStatisticsView(s Scene, f search.Figures) StatisticsView {
	title := s.t("statistics.title")
	v := StatisticsView{Title: title, Lead: s.t("statistics.lead"), Note: joined(s.t("statistics.note"), s.asOf())}
	for _, n := range []struct {
		key  string
		n    int
		path string
		tone component.Tone
	}{
		{"on_display", f.OnDisplay, "", component.Neutral},
		{"adverse", f.Adverse, route.List(search.AdverseList), component.Adverse},
		{"favourable", f.Favourable, route.List(search.FavourableList), component.Good},
		{"dual", f.Dual, route.List(search.DualList), component.Info},
		{"leaving", f.Leaving, "", component.Archive},
	} {
		numeral := component.NumeralView{
			Value: s.Words.Count(n.n), Label: s.t("statistics.count."+n.key, "Days", search.LeavingDays), Tone: n.tone,
		}
		if n.path != "" {
			numeral.Href = s.href(n.path)
		}
		v.Counts = append(v.Counts, numeral)
	}
	for _, name := range Figures() {
		v.Figures = append(v.Figures, s.figure(name, f))
	}
	v.Months = component.ColumnsView{Title: v.Figures[0].Sentence, Columns: v.Figures[0].Bars.Rows}
	v.Frame = s.frame(place{
		Title: title, Description: v.Lead, Section: layout.NavStatistics, Crumbs: []layout.Link{{Label: title}},
		Meta: column(title, s.t("page.column.list")),
	})
	return v
}

// Figures names the figures in their order; each can be taken as CSV.
func Figures() []string { return []string{"months", "items", "authorities", "kinds"} }

func (s Scene) figure(name string, f search.Figures) FigureView {
	bars := s.bars(name, f)
	v := FigureView{
		ID: name, Title: s.t("statistics.figure." + name), Sentence: s.figureSentence(name, bars),
		Bars: component.BarsView{
			Caption: s.t("statistics.figure." + name), Rows: bars,
			Heads: [2]string{s.t("statistics.head." + name), s.t("statistics.head.count")},
		},
		CSV: component.LinkView{Label: s.t("statistics.csv"), Href: route.FigureFile(name)},
	}
	return v
}

// bars are the numbers of a figure. Months keep their order, all else comes
// with the largest first.
func (s Scene) bars(name string, f search.Figures) []component.BarView {
	var bars []component.BarView
	add := func(label, lang, path string, n int) {
		bar := component.BarView{Label: label, Lang: lang, Value: n, Text: s.Words.Count(n)}
		if path != "" {
			bar.Href = s.href(path)
		}
		bars = append(bars, bar)
	}
	switch name {
	case "months":
		for _, m := range f.Months {
			add(m.First.String()[:len("2006-01")], "", "", m.Count)
		}
	case "items":
		for _, item := range f.Items {
			add(s.itemName(item.Value), s.chinese(), "", item.Count)
		}
	case "authorities":
		for _, a := range f.Authorities[:min(len(f.Authorities), mostBars)] {
			add(a.Value, s.chinese(), "", a.Count)
		}
	case "kinds":
		for _, k := range f.Kinds {
			add(s.t("subject.kind."+k.Value), "", "", k.Count)
		}
	}
	return bars
}

// mostBars are shown of authorities, of which there can be hundreds.
const mostBars = 20

// figureSentence says what a figure shows.
func (s Scene) figureSentence(name string, bars []component.BarView) string {
	var most component.BarView
	for _, bar := range bars {
		if bar.Value > most.Value {
			most = bar
		}
	}
	if most.Value == 0 {
		return s.t("statistics.none")
	}
	return s.t("statistics.sentence."+name, "Most", most.Label, "Count", most.Text, "Now", bars[len(bars)-1].Text,
		"Limit", len(bars))
}

// FigureRows are the numbers of a figure as a table, head first, and whether
// there is such a figure.
func FigureRows(s Scene, name string, f search.Figures) ([][]string, bool) {
	for _, known := range Figures() {
		if known != name {
			continue
		}
		rows := [][]string{{s.t("statistics.head." + name), s.t("statistics.head.count")}}
		for _, bar := range s.bars(name, f) {
			rows = append(rows, []string{bar.Label, strconv.Itoa(bar.Value)})
		}
		return append(rows, []string{joined(s.t("statistics.note"), s.asOf()), ""}), true
	}
	return nil, false
}
