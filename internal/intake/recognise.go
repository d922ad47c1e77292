package intake

import (
	"cmp"
	"slices"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// HeadRows is among how many rows from the top the headings are looked for.
const HeadRows = 10

// match is how well one row serves as the headings of one item.
type match struct {
	layout  Layout
	hits    int
	missing []string // labels of required fields without a column
}

// Recognise finds the headings among the first rows and the item they belong
// to. Its refusals are fault.Invalid: a template of before 2018, bare code
// headings, no headings, two items that fit, a required column missing.
func Recognise(top []Line, ed catalog.Edition, a Answers) (Layout, error) {
	if err := suspect(top, a); err != nil {
		return Layout{}, err
	}
	items, err := candidates(ed, a.Item)
	if err != nil {
		return Layout{}, err
	}
	var all []match
	for _, item := range items {
		if m, ok := best(top, item, a); ok {
			all = append(all, m)
		}
	}
	m, err := choose(all, items)
	if err != nil {
		return Layout{}, err
	}
	if m.layout.Set, err = setOf(m.layout.Item, a.Set); err != nil {
		return Layout{}, err
	}
	for column, field := range a.Map {
		if _, ok := m.layout.Item.Match(field); !ok {
			return Layout{}, newFault("map_unknown", fault.Args{
				"Column": column, "Field": field, "Item": m.layout.Item.Name,
			})
		}
	}
	return m.layout, nil
}

// suspect refuses the templates whose headings mean something else than they
// say. The older template has bare headings too, so it is looked
// for first: its reason is the better one.
func suspect(top []Line, a Answers) error {
	old, doubtful := 0, ""
	for _, line := range top {
		for _, cell := range line.Cells {
			heading := strings.TrimSpace(cell.Text)
			key := fold.Key(heading)
			if slices.ContainsFunc(words()["old"], func(w string) bool { return fold.Key(w) == key }) {
				old++
			}
			if _, said := a.mapped(heading); !said && doubtful == "" && bare(key) {
				doubtful = heading
			}
		}
	}
	const telling = 2 // one such heading alone may be a column that a platform has added
	switch {
	case old >= telling:
		return newFault("file_template_old", nil)
	case doubtful != "":
		return newFault("file_template_suspect", fault.Args{"Column": doubtful})
	}
	return nil
}

func bare(key string) bool {
	return slices.ContainsFunc(words()["bare"], func(w string) bool { return strings.HasSuffix(key, fold.Key(w)) })
}

func candidates(ed catalog.Edition, code string) ([]catalog.Item, error) {
	if code == "" {
		return slices.DeleteFunc(slices.Clone(ed.Items), func(it catalog.Item) bool { return it.Closed }), nil
	}
	item, ok := ed.Item(strings.ToUpper(strings.TrimSpace(code)))
	switch {
	case !ok:
		return nil, newFault("item_unknown", fault.Args{"Item": code})
	case item.Closed:
		return nil, newFault("item_retired", fault.Args{"Item": item.Name})
	}
	return []catalog.Item{item}, nil
}

// fewest is how many known names make a row of headings: one alone may be a
// title.
const fewest = 2

// best returns the row that names most fields of the item; title rows and
// groups of headings name fewer. Rows of headings right beneath it, such as a
// second line of field codes, belong to it.
func best(top []Line, item catalog.Item, a Answers) (match, bool) {
	var found match
	names := item.Headings()
	for _, line := range top {
		m := headings(line, item, names, a)
		if m.hits > found.hits {
			found = m
			continue
		}
		if line.Number == found.layout.Row+1 && m.hits >= fewest {
			found.layout.Row = line.Number
		}
	}
	return found, found.hits >= fewest
}

// headings reads a row as the headings of the item.
func headings(line Line, item catalog.Item, names catalog.Headings, a Answers) match {
	m := match{layout: Layout{Item: item, Row: line.Number}}
	seen := map[string]bool{}
	for _, cell := range line.Cells {
		c := columnOf(strings.TrimSpace(cell.Text), names, a)
		if c.Known = c.Known && !seen[c.Field.Code]; c.Known {
			seen[c.Field.Code] = true
			m.hits++
		}
		m.layout.Columns = append(m.layout.Columns, c)
	}
	m.missing = missing(item, seen, a)
	return m
}

func columnOf(heading string, names catalog.Headings, a Answers) Column {
	name := heading
	if field, said := a.mapped(heading); said {
		name = field
	}
	if f, ok := names.Match(name); ok {
		return Column{Heading: heading, Field: f, Known: true}
	}
	part, f := partOf(name, names)
	return Column{Heading: heading, Field: f, Part: part}
}

// missing lists the required fields that neither a column nor an answer gives.
func missing(item catalog.Item, seen map[string]bool, a Answers) []string {
	answered, err := setOf(item, a.Set)
	if err != nil {
		answered = nil
	}
	var labels []string
	for _, f := range item.Fields {
		if f.Required == catalog.Always && !seen[f.Code] && answered[f.Code] == "" {
			labels = append(labels, f.Label)
		}
	}
	return labels
}

// choose picks the item whose required fields are all there and of which most
// headings are known. A file that corrects needs no more than what names a record: a row
// that adds one is returned for each field that it lacks.
func choose(all []match, items []catalog.Item) (match, error) {
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(min(1, len(a.missing)), min(1, len(b.missing))), cmp.Compare(b.hits, a.hits),
			cmp.Compare(len(a.missing), len(b.missing)))
	})
	switch {
	case len(all) == 0:
		return match{}, newFault("file_heading_missing", fault.Args{"Sought": sought(items)})
	case len(all[0].missing) > 0 && !all[0].layout.corrects():
		return match{}, newFault("file_column_missing", fault.Args{
			"Item": all[0].layout.Item.Name, "Columns": strings.Join(all[0].missing, "、"),
		})
	case len(all) > 1 && min(1, len(all[1].missing)) == min(1, len(all[0].missing)) && all[1].hits == all[0].hits:
		return match{}, newFault("file_item_ambiguous", fault.Args{
			"First":  all[0].layout.Item.Code + " " + all[0].layout.Item.Name,
			"Second": all[1].layout.Item.Code + " " + all[1].layout.Item.Name,
		})
	}
	return all[0], nil
}

// sought says what was looked for: the required fields of the one item named,
// otherwise the names of the items.
func sought(items []catalog.Item) string {
	var names []string
	for _, it := range items {
		if len(items) > 1 {
			names = append(names, it.Name)
			continue
		}
		names = missing(it, nil, Answers{})
	}
	return strings.Join(names, "、")
}
