package page

import (
	"net/url"
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/docket"
	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// DocketQuery is what was asked of the docket.
type DocketQuery struct {
	Typed  url.Values // what was typed, under the names of route
	Filter docket.Filter
	Faults map[string]*fault.Error
	Rows   int
}

// Preset is a view of the docket that everybody has: a name and a query.
type Preset struct {
	Name  string
	Query url.Values
}

// Presets lists the views of the docket that who looks has use for.
func Presets(by actor.Actor) []Preset {
	views := []Preset{
		{"everything", url.Values{}},
		{"overdue", url.Values{route.DueIn: {string(docket.Overdue)}}},
		{"today", url.Values{route.DueIn: {string(docket.Today)}}},
		{"soon", url.Values{route.DueIn: {string(docket.Soon)}}},
		{"mine", url.Values{route.Owner: {route.OwnerMe}}},
		{"unclaimed", url.Values{route.State: {string(objection.Received)}, route.Owner: {route.OwnerNone}}},
		{"answered", url.Values{route.State: {string(objection.Answered)}}},
	}
	if _, signs := by.In(actor.Signer); signs {
		views = append(views, Preset{"signing", url.Values{route.State: {string(flow.Signing)}}})
	}
	return views
}

// Docket is a page of the docket with what stands beside it.
type Docket struct {
	Query    DocketQuery
	Entries  []docket.Entry
	Next     docket.Place
	Counts   []int // of the presets
	Officers map[int64]string
	Takers   map[int64]string // of the officers, to whom a matter can be handed
	Op       string
	Done     int // items that were claimed or given just now

	Views      []docket.View // that the reader saved
	ViewCounts []int
	ViewName   string // as typed
	ViewFault  *fault.Error
}

// DocketView is the page of the docket.
type DocketView struct {
	Frame  layout.View
	Title  string
	Lead   string
	Errors component.ErrorSummaryView
	Tabs   component.TabsView
	Filter component.FilterView
	Table  component.TableView
	Lines  []DocketLine
	Empty  *component.EmptyView
	Pager  component.PagerView
	Export component.ExportView
	Notice *component.NoticeView
	Saved  component.TabsView
	Save   *SentForm
	Drop   *SentForm
	Bulk   *BulkForm
	Keys   KeysView
}

// DocketLine is a line of the docket.
type DocketLine struct {
	Due, Binding  string
	Near          *component.SlipView
	Number, Href  string
	Subject, Lang string
	Matter        string
	About         string // the record and the provider
	State         component.SlipView
	Owner         string
	Moved         string
	Pick          PickView
}

// NewDocketView builds the page of the docket.
func NewDocketView(s Scene, d Docket) DocketView {
	filter := s.docketFilter(d)
	v := DocketView{
		Title: s.t("docket.title"), Lead: s.t("docket.lead"), Filter: filter, Errors: component.Summarise(filter.Fields),
		Tabs: s.presetTabs(d), Table: s.docketColumns(), Lines: each(d.Entries, s.docketLine(d.Officers)),
		Export: component.ExportView{Label: s.t("docket.export"), Links: []component.LinkView{
			{Label: "CSV", Href: s.href(route.With(route.DocketTable, with(d.Query.Typed, "", "")))},
		}},
		Frame: s.deskFrame(layout.NavDocket, layout.Link{Label: s.t("docket.title")}),
	}
	s.ownViews(&v, d)
	v.Keys = s.keys()
	if d.Done > 0 {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.n("docket.bulk.done", d.Done)}
	}
	if _, claims := s.Holder.By.In(actor.IntakeOfficer, actor.CaseOfficer); claims && len(v.Lines) > 0 {
		v.Bulk = s.bulkForm(d)
		for i, e := range d.Entries {
			v.Lines[i].Pick = s.tick(e)
		}
	}
	v.Frame.Failed = len(d.Query.Faults) > 0 || d.ViewFault != nil
	if len(v.Lines) == 0 {
		v.Empty, v.Export = s.nothingToDo(d.Query), component.ExportView{}
	}
	if d.Query.Typed.Has(route.After) {
		v.Pager.First = s.docketHref(with(d.Query.Typed, "", ""))
	}
	if !d.Next.IsZero() {
		next := with(d.Query.Typed, route.After, PlaceText(d.Next))
		v.Pager.Next = s.docketHref(next)
	}
	return v
}

// PlaceText writes the place where a page of the docket ended.
func PlaceText(p docket.Place) string { return p.Due.String() + "." + strconv.FormatInt(p.ID, 10) }

func (s Scene) docketHref(query url.Values) string { return s.href(route.With(route.Docket, query)) }

func (s Scene) nothingToDo(q DocketQuery) *component.EmptyView {
	if len(q.Filter.Closed) == len(flow.Kinds()) {
		return &component.EmptyView{Title: s.t("docket.none_yours"), Text: s.t("docket.none_yours_text")}
	}
	if len(q.Typed) == 0 {
		return &component.EmptyView{Title: s.t("docket.none"), Text: s.t("docket.none_text")}
	}
	return &component.EmptyView{
		Title: s.t("docket.none_found"), Text: s.t("docket.none_found_text"),
		Next: []component.LinkView{s.link(s.t("docket.view.everything"), route.Docket)},
	}
}

// presetTabs are the views, each with how much it holds.
func (s Scene) presetTabs(d Docket) component.TabsView {
	tabs := component.TabsView{Label: s.t("docket.views")}
	now := with(d.Query.Typed, "", "").Encode()
	for i, p := range Presets(s.Holder.By) {
		tab := component.TabView{
			Label: s.t("docket.view." + p.Name), Href: s.docketHref(p.Query), Current: p.Query.Encode() == now,
		}
		if i < len(d.Counts) {
			tab.Note = s.counted(d.Counts[i])
		}
		tabs.Tabs = append(tabs.Tabs, tab)
	}
	return tabs
}

func (s Scene) docketColumns() component.TableView {
	t := component.TableView{Caption: s.t("docket.title"), Quiet: true}
	for _, name := range []string{"due", "number", "subject", "matter", "state", "owner", "moved"} {
		t.Columns = append(t.Columns, component.Column{
			Label: s.t("docket.column." + name), Narrow: name == "due" || name == "number" || name == "moved",
		})
	}
	return t
}

func (s Scene) docketLine(officers map[int64]string) func(docket.Entry) DocketLine {
	return func(e docket.Entry) DocketLine {
		line := DocketLine{
			Number: e.Number, Href: s.itemHref(e.Kind, e.PublicID, e.ID), Subject: e.Subject, Lang: s.chinese(),
			Matter: s.matterOf(e), About: joined(string(e.Record), s.Providers[e.Provider]),
			State: s.stateSlip(e.Kind, e.State, e.Outcome), Owner: s.officer(officers, e.Owner),
			Near: s.dueSlip(e.Due),
		}
		if !e.UpdatedAt.IsZero() {
			line.Moved = s.Words.Instant(e.UpdatedAt)
		}
		if !e.Due.IsZero() {
			line.Due = s.Words.Date(e.Due)
		}
		if !e.Binding.IsZero() && e.Binding != e.Due {
			line.Binding = s.t("docket.binding", "On", e.Binding)
		}
		return line
	}
}

// docketFilter is the form above the docket.
func (s Scene) docketFilter(d Docket) component.FilterView {
	q := d.Query
	search := s.docketField(q, route.Keyword, component.Search)
	search.NoSpelling, search.Autocomplete = true, "off"
	v := component.FilterView{
		Action: s.href(route.Docket), Label: s.t("docket.filter.title"), Submit: s.t("docket.filter.submit"),
		Open: len(q.Faults) > 0,
		Fields: []component.FieldView{
			search,
			s.docketPick(q, route.State, s.openStates()),
			s.docketPick(q, route.DueIn, each(docket.Dues(), func(due docket.Due) component.OptionView {
				return component.OptionView{Value: string(due), Label: s.t(due.Key())}
			})),
			s.docketPick(q, route.Ground, s.groundOptions()),
			s.docketPick(q, route.Unit, each(sortedKeys(s.Providers), func(code string) component.OptionView {
				return component.OptionView{Value: code, Label: s.Providers[code]}
			})),
			s.docketPick(q, route.Owner, s.ownerOptions(d.Officers)),
		},
	}
	if len(q.Typed) > 0 {
		v.Clear = s.href(route.Docket)
	}
	return v
}

// groundOptions are the grounds of objections, and the topics of what anybody
// asks.
func (s Scene) groundOptions() []component.OptionView {
	options := each(objection.Grounds(), func(g objection.Ground) component.OptionView {
		return component.OptionView{Value: string(g), Label: s.t(g.Key())}
	})
	return append(options, each(feedback.Topics(), func(t feedback.Topic) component.OptionView {
		return component.OptionView{Value: string(t), Label: s.t(t.Key())}
	})...)
}

func (s Scene) ownerOptions(officers map[int64]string) []component.OptionView {
	options := []component.OptionView{
		{Value: route.OwnerMe, Label: s.t("docket.me")}, {Value: route.OwnerNone, Label: s.t("docket.unclaimed")},
	}
	for _, id := range sortedIDs(officers) {
		if id != s.Holder.By.Account {
			options = append(options, component.OptionView{Value: strconv.FormatInt(id, 10), Label: officers[id]})
		}
	}
	return options
}

func (s Scene) docketField(q DocketQuery, name string, kind component.Kind) component.FieldView {
	return s.filterField(s.t("docket.filter."+name), name, kind, q.Typed.Get(name), q.Faults[name])
}

func (s Scene) docketPick(q DocketQuery, name string, options []component.OptionView) component.FieldView {
	return s.anyOf(s.docketField(q, name, component.Select), options)
}

// DocketTable is the docket as a table that is taken away. It names nobody whom
// a matter concerns: a list of work needs no names.
func DocketTable(s Scene, officers map[int64]string, list []docket.Entry) [][]string {
	var head []string
	for _, name := range []string{"due", "binding", "number", "matter", "record", "unit", "state", "owner", "received"} {
		head = append(head, s.t("docket.column."+name))
	}
	rows := [][]string{head}
	for _, e := range list {
		line := s.docketLine(officers)(e)
		rows = append(rows, []string{
			line.Due, e.Binding.String(), e.Number, line.Matter, string(e.Record), s.Providers[e.Provider],
			line.State.Text, line.Owner, e.ReceivedOn.String(),
		})
	}
	return rows
}
