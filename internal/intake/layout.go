package intake

import (
	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

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

// mapped returns the field that the answers give to a heading.
func (a Answers) mapped(heading string) (field string, said bool) {
	if field, said = a.Map[heading]; said {
		return field, true
	}
	for column, to := range a.Map {
		if fold.Key(column) == fold.Key(heading) {
			return to, true
		}
	}
	return "", false
}

// Column is one column of a file with the field it holds.
type Column struct {
	Heading string // as in the file
	Field   catalog.Field
	Known   bool // false: no field of the item; ignored, unless it has a part
	Part    Part // of a row that corrects; with PartNow, Field is what it corrects
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
		if !c.Known && c.Part == NoPart && c.Heading != "" {
			headings = append(headings, c.Heading)
		}
	}
	return headings
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

// setOf finds the fields that the answers name, by code, label or record
// column.
func setOf(item catalog.Item, set map[string]string) (map[string]string, error) {
	found := map[string]string{}
	for name, value := range set {
		f, ok := item.Match(name)
		if !ok {
			return nil, newFault("set_unknown", fault.Args{
				"Field": name, "Item": item.Name,
			})
		}
		found[f.Code] = value
	}
	return found, nil
}
