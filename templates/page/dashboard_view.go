package page

import (
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/docket"
	"creditportal/internal/flow"
	"creditportal/internal/monitor"
	"creditportal/internal/objection"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Desk is what stands on the first page of an officer.
type Desk struct {
	First    []docket.Entry
	Counts   []int // of the presets
	Figures  docket.Figures
	Health   monitor.Health
	Closed   []flow.Kind // procedures whose requests the reader may not open
	Officers map[int64]string
}

// DeskView is the first page of an officer.
type DeskView struct {
	Frame    layout.View
	Title    string
	Lead     string
	Numerals []component.NumeralView
	Notices  []component.NoticeView
	Table    component.TableView
	Lines    []DocketLine
	Empty    *component.EmptyView
	All      component.LinkView
	States   SumsView
	Units    SumsView
	Health   []component.FactView
	Reports  SumsView
}

// SumsView is a small table of sums.
type SumsView struct {
	ID    string
	Table component.TableView
	Rows  [][]string
	Hrefs []string // of the first cell of each row; empty: no link
	Lang  string   // of the first cells where it is not the page's
	None  string   // said where there is no row
}

// NewDeskView builds the first page of an officer.
func NewDeskView(s Scene, d Desk) DeskView {
	title := s.t("desk.title")
	v := DeskView{
		Title: title, Lead: s.t("desk.lead", "On", s.Words.LongDate(s.Today)), Numerals: s.deskNumerals(d.Counts),
		Table: s.docketColumns(), Lines: each(d.First, s.docketLine(d.Officers)),
		All:    s.link(s.t("desk.everything"), route.Docket),
		States: s.stateSums(d.Figures), Units: s.unitSums(d.Figures),
		Health: s.health(d.Health), Reports: s.reports(d.Health),
		Frame: s.deskFrame(layout.NavDesk, layout.Link{Label: title}),
	}
	v.Table.Caption = s.t("desk.first")
	if len(v.Lines) == 0 {
		v.Empty = s.nothingToDo(DocketQuery{Filter: docket.Filter{Closed: d.Closed}})
	}
	if n, ok := s.yearNotice(d.Health); ok {
		v.Notices = append(v.Notices, n)
	}
	if n := d.Health.GivenUp; n > 0 {
		v.Notices = append(v.Notices, component.NoticeView{Tone: component.Adverse, Text: s.n("desk.health.given_up", n)})
	}
	return v
}

// yearNotice is about the holidays of the next year: that a signer is waited for, or that
// nobody entered them yet.
func (s Scene) yearNotice(h monitor.Health) (component.NoticeView, bool) {
	switch {
	case h.Years > 0:
		n := component.NoticeView{Tone: component.Caution, Text: s.t("desk.health.calendar_waits")}
		if _, may := s.Holder.By.In(actor.Signer, actor.DataAdmin); may {
			n.Link = s.link(s.t("calendar.title"), route.Calendar)
		}
		return n, true
	case h.Uncovered != 0:
		return component.NoticeView{
			Tone: component.Caution, Text: s.t("desk.health.calendar", "Year", strconv.Itoa(h.Uncovered)),
		}, true
	}
	return component.NoticeView{}, false
}

// deskNumerals are what presses, as links into the docket.
func (s Scene) deskNumerals(counts []int) []component.NumeralView {
	tones := map[string]component.Tone{"overdue": component.Adverse, "today": component.Info}
	var list []component.NumeralView
	for i, p := range Presets(s.Holder.By) {
		if i >= len(counts) || p.Name == "everything" {
			continue
		}
		n := component.NumeralView{
			Value: s.counted(counts[i]), Label: s.t("docket.view." + p.Name), Href: s.docketHref(p.Query),
		}
		if counts[i] > 0 {
			n.Tone = tones[p.Name]
		}
		list = append(list, n)
	}
	return list
}

func (s Scene) sums(id, title, none string, columns ...string) SumsView {
	v := SumsView{ID: id, None: none, Table: component.TableView{Caption: title, Quiet: true}}
	for i, name := range columns {
		v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("desk.column." + name), Numeric: i > 0})
	}
	return v
}

func (s Scene) stateSums(f docket.Figures) SumsView {
	v := s.sums("states", s.t("desk.states"), s.t("desk.none_open"), "state", "open", "late")
	for _, state := range s.openStates() {
		if t, ok := f.States[flow.State(state.Value)]; ok {
			v.Rows = append(v.Rows, []string{state.Label, s.Words.Count(t.Open), s.Words.Count(t.Late)})
			v.Hrefs = append(v.Hrefs, s.docketHref(map[string][]string{route.State: {state.Value}}))
		}
	}
	return v
}

func (s Scene) unitSums(f docket.Figures) SumsView {
	v := s.sums("units", s.t("desk.units"), s.t("desk.none_forwarded"), "unit", "open", "late")
	v.Lang = s.chinese()
	for _, code := range sortedKeys(s.Providers) {
		if t, ok := f.Providers[code]; ok {
			v.Rows = append(v.Rows, []string{s.Providers[code], s.Words.Count(t.Open), s.Words.Count(t.Late)})
			query := map[string][]string{route.Unit: {code}, route.State: {string(objection.WithProvider)}}
			v.Hrefs = append(v.Hrefs, s.docketHref(query))
		}
	}
	return v
}

func (s Scene) health(h monitor.Health) []component.FactView {
	fact := func(name string, n int) component.FactView {
		return component.FactView{Term: s.t("desk.health." + name), Text: s.Words.Count(n)}
	}
	ending := component.FactView{
		Term: s.t("desk.health.ending", "Days", monitor.EndingSoon), Text: s.Words.Count(h.Ending),
	}
	return []component.FactView{
		ending, fact("held", h.HeldRows), fact("waiting", h.Waiting), fact("failed", h.GivenUp),
	}
}

// mostReports is how many of the longest silent providers are named.
const mostReports = 8

func (s Scene) reports(h monitor.Health) SumsView {
	v := s.sums("reports", s.t("desk.reports"), s.t("desk.none_reported"), "unit", "reported", "silent")
	v.Lang = s.chinese()
	for _, r := range h.Reports[:min(len(h.Reports), mostReports)] {
		on := civil.Of(r.At)
		v.Rows = append(v.Rows, []string{
			joined(s.Providers[r.Provider]), s.Words.Date(on), s.n("desk.days", on.DaysUntil(s.Today)),
		})
		v.Hrefs = append(v.Hrefs, "")
	}
	return v
}

// DeedsView is the page of what somebody did.
type DeedsView struct {
	Frame  layout.View
	Title  string
	Lead   string
	Table  component.TableView
	Rows   []DeedRow
	Empty  *component.EmptyView
	Pager  component.PagerView
	Export component.ExportView
}

// DeedRow is one thing done.
type DeedRow struct{ At, Number, Href, Act, Outcome, Reason, Lang string }

// NewDeedsView builds the page of what the holder did, of at most size lines.
func NewDeedsView(s Scene, list []flow.Deed, size int, after flow.Moment) DeedsView {
	title := s.t("deeds.title")
	v := DeedsView{
		Title: title, Lead: s.t("deeds.lead"), Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.deskFrame(layout.NavActs, layout.Link{Label: title}),
		Export: component.ExportView{
			Label: s.t("docket.export"), Links: []component.LinkView{{Label: "CSV", Href: s.href(route.OwnActsTable)}},
		},
	}
	for i, name := range deedColumns {
		v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("deeds.column." + name), Narrow: i <= 1})
	}
	if !after.At.IsZero() {
		v.Pager.First = s.href(route.OwnActs)
	}
	if len(list) > size {
		list = list[:size]
		last := list[size-1]
		place := strconv.FormatInt(last.At.UnixMicro(), 10) + "." + strconv.FormatInt(last.ID, 10)
		v.Pager.Next = s.href(route.With(route.OwnActs, map[string][]string{route.After: {place}}))
	}
	for _, d := range list {
		v.Rows = append(v.Rows, s.deedRow(d))
	}
	if len(v.Rows) == 0 {
		v.Export = component.ExportView{}
		v.Empty = &component.EmptyView{Title: s.t("deeds.none"), Text: s.t("deeds.none_text")}
	}
	return v
}

var deedColumns = []string{"at", "number", "act", "outcome", "reason"}

func (s Scene) deedRow(d flow.Deed) DeedRow {
	row := DeedRow{
		At: s.Words.Instant(d.At), Number: d.Number, Href: s.itemHref(d.Kind, d.PublicID, d.Item),
		Act: s.t(flow.ActKey(d.Did)), Reason: d.Reason, Lang: s.chinese(),
	}
	if d.Outcome != flow.NoOutcome {
		row.Outcome = s.t(flow.Table{Kind: d.Kind}.OutcomeKey(d.Outcome))
	}
	return row
}

// DeedTable is what the holder did as a table that is taken away. The reasons
// stay here: they may be about persons.
func DeedTable(s Scene, list []flow.Deed) [][]string {
	var head []string
	for _, name := range deedColumns[:len(deedColumns)-1] {
		head = append(head, s.t("deeds.column."+name))
	}
	rows := [][]string{head}
	for _, d := range list {
		row := s.deedRow(d)
		rows = append(rows, []string{row.At, row.Number, row.Act, row.Outcome})
	}
	return rows
}
