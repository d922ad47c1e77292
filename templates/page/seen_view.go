package page

import (
	"net/url"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Seen is what is known on the page of who looked at the holder's side.
type Seen struct {
	LogAsked
	Filter query.SeenFilter
	List   []query.Seen
	Proved bool       // there is a ledger that proves a look
	Next   civil.Date // last day of the page that comes after; zero: none does
}

// SeenView is the page of who looked (谁查过我).
type SeenView struct {
	Frame       layout.View
	Title, Lead string
	Notes       []string
	Errors      component.ErrorSummaryView
	Filter      component.FilterView
	Take        component.LinkView // the same as a table; empty Href: there is nothing
	Table       component.TableView
	Rows        []SeenRow
	Empty       *component.EmptyView
	Other       component.LinkView // with looks by oneself, or without
	Pager       component.PagerView
}

// SeenRow is a line of it.
type SeenRow struct {
	When, Times    string
	Who, Role      string
	Agent          string // who looked for whom it is
	Lang           string
	Items, Purpose string
	Words          string
	Basis          string
	Number         string
	Receipt        component.LinkView // empty Href: none
	Wrong          component.LinkView // to say that the look was not right; empty Href: by oneself
}

// NewSeenView builds the page.
func NewSeenView(s Scene, in Seen) SeenView {
	title := s.t("seen.title")
	v := SeenView{
		Title: title, Lead: s.t("seen.lead"), Notes: []string{s.t("seen.names"), s.t("seen.wrong")},
		Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{
			{Label: s.t("own.title"), Href: route.Own}, {Label: title},
		}}),
		Other: s.link(s.t("seen.with_own"), route.OwnLooks+"?"+route.WithOwn+"=1"),
	}
	if in.Filter.Own {
		v.Other = s.link(s.t("seen.without_own"), route.OwnLooks)
	}
	v.Filter = s.seenFilter(in)
	v.Errors, v.Frame.Failed = component.Summarise(v.Filter.Fields), len(in.Faults) > 0
	s.seenPages(&v, in)
	for _, name := range []string{"when", "who", "what", "why", "proof"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("seen.column." + name), Narrow: name == "when",
		})
	}
	for _, l := range in.List {
		v.Rows = append(v.Rows, s.seenRow(l, in.Proved))
	}
	if len(v.Rows) == 0 {
		v.Empty = &component.EmptyView{Title: s.t(noneSeen(in))}
	} else {
		v.Take = s.link(s.t("seen.take"), seenAddress(route.OwnLooksTable, in.Filter))
	}
	return v
}

// noneSeen is the phrase for a list without a line: only where no days were asked
// for does it say that nobody looked.
func noneSeen(in Seen) string {
	switch {
	case len(in.Faults) > 0:
		return "seen.none_read"
	case !in.Filter.From.IsZero() || !in.Filter.To.IsZero():
		return "seen.none_then"
	}
	return "seen.none"
}

// seenFilter asks for the looks of some days.
func (s Scene) seenFilter(in Seen) component.FilterView {
	v := component.FilterView{
		Action: s.href(route.OwnLooks), Label: s.t("seen.days"), Submit: s.t("docket.filter.submit"),
		Open: len(in.Faults) > 0, Fields: []component.FieldView{
			s.askedField(in.LogAsked, route.LookFrom, component.Day), s.askedField(in.LogAsked, route.LookTo, component.Day),
		},
	}
	if in.Filter.Own {
		v.Hidden = []component.Pair{{Name: route.WithOwn, Value: "1"}}
	}
	if !in.Filter.From.IsZero() || !in.Filter.To.IsZero() {
		v.Clear = s.href(seenAddress(route.OwnLooks, query.SeenFilter{Own: in.Filter.Own}))
	}
	return v
}

// seenAddress is that of the page, or of its table, for the looks of the filter.
func seenAddress(path string, f query.SeenFilter) string {
	asked := url.Values{}
	if f.Own {
		asked.Set(route.WithOwn, "1")
	}
	for name, day := range map[string]civil.Date{route.LookFrom: f.From, route.LookTo: f.To} {
		if !day.IsZero() {
			asked.Set(name, day.String())
		}
	}
	return route.With(path, asked)
}

// SeenTable is the page as a table; its last line says when it goes on.
func SeenTable(s Scene, in Seen) [][]string {
	var head []string
	for _, name := range []string{"number", "when", "who", "what", "why"} {
		head = append(head, s.t("seen.column."+name))
	}
	rows := [][]string{head}
	for _, l := range in.List {
		r := s.seenRow(l, false)
		rows = append(rows, []string{
			r.Number, joined(r.When, r.Times), joined(r.Who, r.Agent, r.Role), r.Items, joined(r.Purpose, r.Words, r.Basis),
		})
	}
	if !in.Next.IsZero() {
		rows = append(rows, []string{s.t("seen.goes_on", "To", in.Next)})
	}
	return rows
}

// seenPages says of which days a part of a longer list is, and leads on.
func (s Scene) seenPages(v *SeenView, in Seen) {
	href := func(to civil.Date) string {
		f := in.Filter
		f.To = to
		return s.href(seenAddress(route.OwnLooks, f))
	}
	to := in.Filter.To
	if to.IsZero() {
		to = s.Today
	} else {
		v.Pager.First = href(civil.Date{})
	}
	if !in.Next.IsZero() && len(in.List) > 0 {
		v.Pager.Next = href(in.Next)
		from := civil.Of(in.List[len(in.List)-1].At)
		v.Pager.Summary = s.t("seen.pages", "From", s.Words.LongDate(from), "To", s.Words.LongDate(to))
	}
}

func (s Scene) seenRow(l query.Seen, proved bool) SeenRow {
	row := SeenRow{
		When: s.Words.Instant(l.At), Who: s.t(l.Side.Key()), Role: s.roleName(l.Role), Items: s.itemNames(l.Items),
		Purpose: s.t(l.Purpose.Key()), Words: l.Words, Basis: s.seenBasis(l), Number: l.ID,
	}
	switch {
	case l.Channel == query.Status:
		row.Who = s.t("seen.by_code")
	case l.Own:
		row.Who = s.t("seen.own")
	case l.Enquirer != "":
		row.Who, row.Lang = l.Enquirer, s.chinese()
	case l.Side == actor.Provider && s.Providers[l.Unit] != "":
		row.Who, row.Lang = s.Providers[l.Unit], s.chinese()
	case l.Side == actor.Operator && s.Site.Operator != "":
		row.Who, row.Lang = s.Site.Operator, s.chinese()
	case l.Side == actor.Authority && s.Site.Authority != "":
		row.Who, row.Lang = s.Site.Authority, s.chinese()
	}
	if l.For != "" && l.For != row.Who {
		row.Who, row.Lang, row.Agent = l.For, s.chinese(), s.t("seen.agent", "Name", row.Who)
	}
	if l.Times > 1 {
		row.Times = s.t("seen.times", "Times", l.Times)
	}
	if row.Items == "" {
		row.Items = s.t("seen.no_items")
	}
	if !l.Own {
		row.Wrong = s.link(s.t("seen.say_wrong"), route.With(route.Consultation, url.Values{route.LookID: {l.ID}}))
	}
	if proved {
		row.Receipt = component.LinkView{
			Label: s.t("seen.receipt"), Href: s.href(route.LookReceiptOf(l.ID)), Note: l.ID,
		}
	}
	return row
}

// seenBasis is why somebody might look; "" where the purpose says it.
func (s Scene) seenBasis(l query.Seen) string {
	basis := s.t(l.Basis.Key())
	switch {
	case l.Refused:
		return s.t("seen.refused")
	case basis == s.t(l.Purpose.Key()):
		return ""
	}
	return basis
}
