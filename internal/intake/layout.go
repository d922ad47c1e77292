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

// Line is one row of a provider's file.
type Line struct {
	Number int // as in the file
	Cells  []catalog.Cell
}

// Answers are what the person who imports has said beside the file.
type Answers struct {
	Item string            // catalog item code, "" to recognise it
	Set  map[string]string // field to value, for rows that leave it out
	Map  map[string]string // column heading to field
}

// Column is one column of a file with the field it holds.
type Column struct {
	Heading string // as in the file
	Field   catalog.Field
	Known   bool // false: no field of the item; ignored
}

// Layout is how a file is to be read.
type Layout struct {
	Item    catalog.Item
	Row     int // row number of the headings
	Columns []Column
	Set     map[string]string // field code to value
}

// Unknown returns the headings that are no fields of the item; their columns
// are ignored, never stored.
func (l Layout) Unknown() []string {
	var headings []string
	for _, c := range l.Columns {
		if !c.Known && c.Heading != "" {
			headings = append(headings, c.Heading)
		}
	}
	return headings
}

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
	m.layout.Set, err = setOf(m.layout.Item, a.Set)
	return m.layout, err
}

// suspect refuses the templates whose headings mean something else than they
// say (data.md §7).
func suspect(top []Line, a Answers) error {
	for _, line := range top {
		old := 0
		for _, cell := range line.Cells {
			heading := strings.TrimSpace(cell.Text)
			key := fold.Key(heading)
			if slices.ContainsFunc(words()["old"], func(w string) bool { return fold.Key(w) == key }) {
				old++
			}
			if _, said := a.Map[heading]; !said && bare(key) {
				return fault.New(fault.Invalid, "intake.fault.file_template_suspect", fault.Args{"Column": heading})
			}
		}
		if old > 1 {
			return fault.New(fault.Invalid, "intake.fault.file_template_old", nil)
		}
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
		return nil, fault.New(fault.Invalid, "intake.fault.item_unknown", fault.Args{"Item": code})
	case item.Closed:
		return nil, fault.New(fault.Invalid, "intake.fault.item_retired", fault.Args{"Item": item.Name})
	}
	return []catalog.Item{item}, nil
}

// best returns the row that names most fields of the item; title rows and
// groups of headings name fewer.
func best(top []Line, item catalog.Item, a Answers) (match, bool) {
	var found match
	for _, line := range top {
		m := match{layout: Layout{Item: item, Row: line.Number}}
		seen := map[string]bool{}
		for _, cell := range line.Cells {
			c := columnOf(strings.TrimSpace(cell.Text), item, a)
			if c.Known = c.Known && !seen[c.Field.Code]; c.Known {
				seen[c.Field.Code] = true
				m.hits++
			}
			m.layout.Columns = append(m.layout.Columns, c)
		}
		m.missing = missing(item, seen, a)
		if m.hits > found.hits {
			found = m
		}
	}
	const fewest = 2 // one heading alone may be a title
	return found, found.hits >= fewest
}

func columnOf(heading string, item catalog.Item, a Answers) Column {
	if code, said := a.Map[heading]; said {
		f, ok := item.Match(code)
		return Column{Heading: heading, Field: f, Known: ok}
	}
	f, ok := item.Match(heading)
	return Column{Heading: heading, Field: f, Known: ok}
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
// headings are known.
func choose(all []match, items []catalog.Item) (match, error) {
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(min(1, len(a.missing)), min(1, len(b.missing))), cmp.Compare(b.hits, a.hits),
			cmp.Compare(len(a.missing), len(b.missing)))
	})
	switch {
	case len(all) == 0:
		return match{}, fault.New(fault.Invalid, "intake.fault.file_heading_missing",
			fault.Args{"Sought": sought(items)})
	case len(all[0].missing) > 0:
		return match{}, fault.New(fault.Invalid, "intake.fault.file_column_missing", fault.Args{
			"Item": all[0].layout.Item.Name, "Columns": strings.Join(all[0].missing, "、"),
		})
	case len(all) > 1 && len(all[1].missing) == 0 && all[1].hits == all[0].hits:
		return match{}, fault.New(fault.Invalid, "intake.fault.file_item_ambiguous", fault.Args{
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

// setOf finds the fields that the answers name, by code, label or record
// column.
func setOf(item catalog.Item, set map[string]string) (map[string]string, error) {
	found := map[string]string{}
	for name, value := range set {
		f, ok := item.Match(name)
		if !ok {
			return nil, fault.New(fault.Invalid, "intake.fault.set_unknown", fault.Args{
				"Field": name, "Item": item.Name,
			})
		}
		found[f.Code] = value
	}
	return found, nil
}

// Sent returns what a row sends, by field; blank says that there is nothing in
// it but fillers.
func (l Layout) Sent(line Line) (sent catalog.Sent, blank bool) {
	sent, blank = catalog.Sent{}, true
	for i, cell := range line.Cells {
		if i >= len(l.Columns) || !l.Columns[i].Known || fold.Absent(cell.Text) {
			continue
		}
		f := l.Columns[i].Field
		blank = false
		if cell.Unit == "" {
			cell.Unit = f.Unit
		}
		sent[f.Code] = cell
	}
	if blank {
		return nil, true
	}
	for code, value := range l.Set {
		if _, stated := sent[code]; !stated {
			sent[code] = catalog.Cell{Text: value}
		}
	}
	return sent, false
}

// heading returns the heading under which the field stands in the file, its
// label where it has no column.
func (l Layout) heading(f catalog.Field) string {
	for _, c := range l.Columns {
		if c.Known && c.Field.Code == f.Code {
			return c.Heading
		}
	}
	return f.Label
}
