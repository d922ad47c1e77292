package page

import (
	"creditportal/internal/actor"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Seen is what is known on the page of who looked at the holder's side.
type Seen struct {
	List   []query.Seen
	Own    bool // looks by itself are among them
	Proved bool // there is a ledger that proves a look
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
}

// SeenRow is a line of it.
type SeenRow struct {
	When, Times    string
	Who, Role      string
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
