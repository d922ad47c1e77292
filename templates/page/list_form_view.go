package page

import (
	"net/url"
	"slices"
	"strconv"

	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// resultsID is the region of a list that the filter script swaps.
const resultsID = "results"

// with returns the parameters with one of them changed, "" for left out.
// Whatever is changed, the list begins anew, unless it is the place.
func with(query url.Values, name, value string) url.Values {
	changed := url.Values{}
	for key := range query {
		changed.Set(key, query.Get(key))
	}
	changed.Del(route.After)
	changed.Del(name)
	if value != "" {
		changed.Set(name, value)
	}
	return changed
}

func (s Scene) listHref(q ListQuery, query url.Values) string {
	return s.href(route.With(route.List(q.List), query))
}

// listFilter is the form above a list, with what was typed and what is wrong.
func (s Scene) listFilter(q ListQuery, facets search.Facets) component.FilterView {
	v := component.FilterView{
		Action: s.href(route.List(q.List)), Label: s.t("disclosure.filter.title"),
		Submit: s.t("disclosure.filter.submit"), Live: resultsID,
		Fields: []component.FieldView{
			s.keywordField(q),
			s.pick(q, route.ItemCode, s.itemOptions(facets)),
			s.pick(q, route.Authority, facetOptions(facets.Authorities, func(v string) string { return v })),
			s.dayField(q, route.From), s.dayField(q, route.To),
			s.pick(q, route.Status, facetOptions(facets.Markings, s.markingName)),
			s.pick(q, route.Kind, facetOptions(publicKinds(facets.Kinds), s.kindName)),
			s.sortField(q), s.rowsField(q),
		},
	}
	if len(q.Typed) > 0 {
		v.Clear = s.listHref(q, url.Values{})
	}
	return v
}

// field is a field of the form with what was typed and what is wrong with it.
func (s Scene) field(q ListQuery, name string, kind component.Kind) component.FieldView {
	return component.FieldView{
		ID: "filter-" + name, Name: name, Kind: kind, Label: s.t("disclosure.filter." + name),
		Value: q.Typed.Get(name), Fault: s.Words.Fault(q.Faults[name]),
	}
}

func (s Scene) keywordField(q ListQuery) component.FieldView {
	f := s.field(q, route.Keyword, component.Search)
	f.NoSpelling, f.EnterKeyHint, f.Autocomplete = true, "search", "off"
	f.Hint = s.t("disclosure.filter.q_hint")
	return f
}

func (s Scene) dayField(q ListQuery, name string) component.FieldView {
	f := s.field(q, name, component.Day)
	f.InputMode, f.Autocomplete = "numeric", "off"
	f.Hint = s.t("disclosure.filter.day_hint")
	return f
}

// pick is a choice of one value or all; a value that was asked for stays in it
// though it finds nothing.
func (s Scene) pick(q ListQuery, name string, options []component.OptionView) component.FieldView {
	f := s.field(q, name, component.Select)
	chosen := q.Typed.Get(name)
	f.Options = append(f.Options, component.OptionView{Label: s.t("disclosure.filter.any"), Selected: chosen == ""})
	known := false
	for _, o := range options {
		o.Selected = o.Value == chosen
		known = known || o.Selected
		f.Options = append(f.Options, o)
	}
	if chosen != "" && !known && f.Fault == "" {
		f.Options = append(f.Options, component.OptionView{
			Value: chosen, Label: s.chosen(name, chosen), Note: s.Words.Count(0), Selected: true,
		})
	}
	return f
}

func facetOptions(facets []search.Facet, name func(string) string) []component.OptionView {
	var options []component.OptionView
	for _, f := range facets {
		if f.Value != "" {
			options = append(options, component.OptionView{
				Value: f.Value, Label: name(f.Value), Note: strconv.Itoa(f.Count),
			})
		}
	}
	return options
}

// publicKinds leaves natural persons out: they are no public category (条例 20).
func publicKinds(facets []search.Facet) []search.Facet {
	return slices.DeleteFunc(slices.Clone(facets), func(f search.Facet) bool { return f.Value == string(subject.Person) })
}

func (s Scene) itemOptions(facets search.Facets) []component.OptionView {
	return facetOptions(facets.Items, s.itemName)
}

func (s Scene) itemName(code string) string {
	if it, ok := s.Catalog.Item(code); ok {
		return it.Name
	}
	return code
}

func (s Scene) kindName(kind string) string { return s.t("subject.kind." + kind) }

func (s Scene) markingName(m string) string { return s.t("disclosure.marking." + m) }

func (s Scene) sortField(q ListQuery) component.FieldView {
	f := s.field(q, route.Sort, component.Select)
	for _, value := range []string{route.Newest, route.Oldest} {
		f.Options = append(f.Options, component.OptionView{
			Value: value, Label: s.t("disclosure.sort." + value), Selected: (value == route.Oldest) == q.Filter.OldestFirst,
		})
	}
	return f
}

func (s Scene) rowsField(q ListQuery) component.FieldView {
	f := s.field(q, route.Rows, component.Select)
	for _, n := range route.Sizes() {
		f.Options = append(f.Options, component.OptionView{
			Value: strconv.Itoa(n), Label: s.n("page.records", n), Selected: n == q.Rows,
		})
	}
	return f
}

// chosen is the word for a value of a filter.
func (s Scene) chosen(name, value string) string {
	switch name {
	case route.ItemCode:
		return s.itemName(value)
	case route.Status:
		return s.markingName(value)
	case route.Kind:
		return s.kindName(value)
	}
	return value
}

// chips are the filters that narrow the list, each with the way to drop it.
func (s Scene) chips(q ListQuery) []component.ChipView {
	var chips []component.ChipView
	for _, name := range route.Filters() {
		value := q.Typed.Get(name)
		if value == "" || q.Faults[name] != nil {
			continue
		}
		chips = append(chips, component.ChipView{
			Label: s.t("disclosure.chip", "Name", s.t("disclosure.filter."+name), "Value", s.chosen(name, value)),
			Href:  s.listHref(q, with(q.Typed, name, "")),
		})
	}
	return chips
}

// listHeading repeats the filters above the results; "" without any.
func (s Scene) listHeading(chips []component.ChipView) string {
	return s.Words.List(each(chips, func(c component.ChipView) string { return c.Label }))
}

// otherFaults are the faults of parameters that the form does not show.
func (s Scene) otherFaults(q ListQuery) []component.SummaryFault {
	if f := q.Faults[route.After]; f != nil {
		return []component.SummaryFault{{FieldID: "filter-" + route.Keyword, Text: s.Words.Fault(f)}}
	}
	return nil
}

// emptyList says what was looked for and which filter can be dropped.
func (s Scene) emptyList(q ListQuery, chips []component.ChipView) *component.EmptyView {
	if len(chips) == 0 {
		return &component.EmptyView{
			Title: s.emptyTitle(q.List), Text: s.asOf(),
			Next: []component.LinkView{s.link(s.t("page.catalog.title"), route.Catalog)},
		}
	}
	v := component.EmptyView{Title: s.t("disclosure.none.title"), Text: s.t("disclosure.none.text")}
	for _, chip := range chips {
		v.Next = append(v.Next, component.LinkView{
			Label: s.t("component.filter.drop", "What", chip.Label), Href: chip.Href,
		})
	}
	v.Next = append(v.Next, s.link(s.t("disclosure.none.whole", "List", s.listTitle(q.List)), route.List(q.List)))
	return &v
}

// emptyTitle is no praise: no record on display is not a good record.
func (s Scene) emptyTitle(l search.List) string {
	if own(l) {
		return s.t("disclosure.empty." + string(l))
	}
	return s.t("disclosure.empty.catalog", "List", s.listTitle(l))
}

// scope says what stands in the list, with its article.
func (s Scene) scope(l search.List) string {
	if own(l) {
		return s.t("disclosure.scope." + string(l))
	}
	return s.t("disclosure.scope.catalog", "List", s.listTitle(l))
}

// aboutList says what the list is not, how long its records stay, and how to
// object.
func (s Scene) aboutList(l search.List) []string {
	about := []string{s.t("disclosure.about.term")}
	if l == search.FavourableList || l == search.DualList {
		about = []string{s.t("disclosure.about.until")}
	} else {
		about = append(about, s.t("disclosure.about.not_rating"))
	}
	return append(about, s.t("disclosure.about.object"), s.t("disclosure.about.persons"))
}
