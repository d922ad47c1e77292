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
	List   []query.Seen
	Own    bool       // looks by itself are among them
	Proved bool       // there is a ledger that proves a look
	To     civil.Date // last day asked for; zero: today
	Next   civil.Date // last day of the page that comes after; zero: none does
}

// SeenView is the page of who looked (谁查过我).
type SeenView struct {
	Frame       layout.View
	Title, Lead string
	Notes       []string
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
	if in.Own {
		v.Other = s.link(s.t("seen.without_own"), route.OwnLooks)
	}
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
		v.Empty = &component.EmptyView{Title: s.t("seen.none")}
	}
	return v
}

// seenPages says of which days a part of a longer list is, and leads on.
func (s Scene) seenPages(v *SeenView, in Seen) {
	href := func(to civil.Date) string {
		asked := url.Values{}
		if in.Own {
			asked.Set(route.WithOwn, "1")
		}
		if !to.IsZero() {
			asked.Set(route.LookTo, to.String())
		}
		return s.href(route.With(route.OwnLooks, asked))
	}
	to := in.To
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
		Purpose: s.t(l.Purpose.Key()), Words: l.Words, Basis: s.t(l.Basis.Key()), Number: l.ID,
	}
	switch {
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
	if l.Refused {
		row.Basis = s.t("seen.refused")
	}
	if row.Items == "" {
		row.Items = s.t("seen.no_items")
	}
	if proved {
		row.Receipt = component.LinkView{
			Label: s.t("seen.receipt"), Href: s.href(route.LookReceiptOf(l.ID)), Note: l.ID,
		}
	}
	return row
}
