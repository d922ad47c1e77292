package portal

import (
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/sheet"
)

// chooseSheet takes the sheet that was named, otherwise the only one whose
// first rows hold headings of the catalog; two that fit are refused.
func (j *importJob) chooseSheet(book *sheet.Book) (string, error) {
	names := book.Sheets()
	switch {
	case j.o.Sheet != "":
		return j.o.Sheet, nil
	case len(names) == 1:
		return names[0], nil
	}
	var fitting []string
	for _, name := range names {
		if j.fits(book, name) {
			fitting = append(fitting, name)
		}
	}
	switch len(fitting) {
	case 0:
		return names[0], nil
	case 1:
		return fitting[0], nil
	}
	return "", fault.New(fault.Invalid, "command.fault.sheets", fault.Args{"Names": strings.Join(fitting, ", ")})
}

func (j *importJob) fits(book *sheet.Book, name string) bool {
	rows, err := book.Rows(name)
	if err != nil {
		return false
	}
	defer rows.Close() //nolint:errcheck // read only
	var top []intake.Line
	for src := (sheetSource{rows}); len(top) < intake.HeadRows && src.Next(); {
		top = append(top, src.Line())
	}
	_, err = intake.Recognise(top, j.p.edition(), intake.Answers{Item: j.o.Item, Set: j.o.Set, Map: j.o.Map})
	return err == nil
}

// sheetSource gives the rows of a sheet to the import.
type sheetSource struct{ rows *sheet.Rows }

// Next moves to the next row.
func (s sheetSource) Next() bool { return s.rows.Next() }

// Err returns what ended the reading early.
func (s sheetSource) Err() error { return s.rows.Err() }

// Line returns the row that Next moved to.
func (s sheetSource) Line() intake.Line {
	row := s.rows.Row()
	line := intake.Line{Number: row.Number, Cells: make([]catalog.Cell, len(row.Cells))}
	for i, c := range row.Cells {
		line.Cells[i] = catalog.Cell{Text: c.Text, Number: c.Number, Base1904: c.Base1904}
	}
	return line
}
