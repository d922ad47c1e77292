package intake_test

import (
	"bytes"
	"encoding/csv"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"creditportal/internal/catalog"
	"creditportal/internal/intake"
	"creditportal/internal/sheet"
)

// writer makes a file of a table.
type writer func(*grid) ([]byte, error)

// plain is UTF-8 without a mark, separated by commas.
func plain(g *grid) ([]byte, error) {
	var out bytes.Buffer
	to := csv.NewWriter(&out)
	for _, line := range g.rows {
		texts := make([]string, len(line))
		for i, c := range line {
			texts[i] = c.Text
		}
		if err := to.Write(texts); err != nil {
			return nil, err
		}
	}
	to.Flush()
	return out.Bytes(), to.Error()
}

// marked is plain with a byte order mark.
func marked(g *grid) ([]byte, error) {
	text, err := plain(g)
	return append([]byte("\uFEFF"), text...), err
}

// gb18030 is plain in the encoding of Chinese offices.
func gb18030(g *grid) ([]byte, error) {
	text, err := plain(g)
	if err != nil {
		return nil, err
	}
	return simplifiedchinese.GB18030.NewEncoder().Bytes(text)
}

// workbook makes workbooks, each changed before it is saved.
func workbook(changes ...func(*excelize.File, string) error) writer {
	return func(g *grid) ([]byte, error) {
		f := excelize.NewFile()
		defer f.Close() //nolint:errcheck // in memory
		name := f.GetSheetName(0)
		for i, line := range g.rows {
			for j, c := range line {
				if err := setCell(f, name, i+1, j+1, c); err != nil {
					return nil, err
				}
			}
		}
		for _, change := range changes {
			if err := change(f, name); err != nil {
				return nil, err
			}
		}
		var out bytes.Buffer
		err := f.Write(&out)
		return out.Bytes(), err
	}
}

func setCell(f *excelize.File, name string, row, column int, c catalog.Cell) error {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil || c.Text == "" {
		return err
	}
	if !c.Number {
		return f.SetCellStr(name, at, c.Text)
	}
	n, err := strconv.ParseFloat(c.Text, 64)
	if err != nil {
		return err
	}
	return f.SetCellValue(name, at, n)
}

// merged merges areas of cells, e.g. "A1:C1".
func merged(areas ...[2]string) func(*excelize.File, string) error {
	return func(f *excelize.File, name string) error {
		for _, a := range areas {
			if err := f.MergeCell(name, a[0], a[1]); err != nil {
				return err
			}
		}
		return nil
	}
}

// tall gives rows without a value a height: rows that are formatted, but empty.
func tall(rows ...int) func(*excelize.File, string) error {
	return func(f *excelize.File, name string) error {
		for _, row := range rows {
			if err := f.SetRowHeight(name, row, 24); err != nil {
				return err
			}
		}
		return nil
	}
}

// since1904 makes the workbook count its days as old Macintoshes did.
func since1904(f *excelize.File, _ string) error {
	yes := true
	return f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
}

// fileSource gives the rows of a sheet to the import, and notes their numbers.
type fileSource struct {
	*sheet.Rows
	numbers []int
}

func (s *fileSource) Line() intake.Line {
	row := s.Row()
	line := intake.Line{Number: row.Number}
	for _, c := range row.Cells {
		line.Cells = append(line.Cells, catalog.Cell{Text: c.Text, Number: c.Number, Base1904: c.Base1904})
	}
	if len(s.numbers) == 0 || s.numbers[len(s.numbers)-1] != row.Number {
		s.numbers = append(s.numbers, row.Number)
	}
	return line
}

// openFile returns the rows of the first sheet of a file.
func openFile(t *testing.T, path string) (*fileSource, string) {
	t.Helper()
	book, err := sheet.Open(path, sheet.Options{})
	if err != nil {
		t.Fatalf("opening %s: %v", filepath.Base(path), err)
	}
	t.Cleanup(func() { _ = book.Close() })
	rows, err := book.Rows(book.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rows.Close() })
	return &fileSource{Rows: rows}, book.SHA256()
}

func linesOf(t *testing.T, path string) []intake.Line {
	t.Helper()
	src, _ := openFile(t, path)
	var lines []intake.Line
	for src.Next() {
		lines = append(lines, src.Line())
	}
	if err := src.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// tryFile imports one of the provider files.
func (w *world) tryFile(name, unit string) (told, error) {
	w.t.Helper()
	return w.tryPath(filepath.Join(folder, name), unit)
}

func (w *world) tryPath(path, unit string) (told, error) {
	w.t.Helper()
	src, digest := openFile(w.t, path)
	said, err := w.try(src, order(by(unit), func(o *intake.Order) {
		o.FileName, o.SHA256 = filepath.Base(path), digest
	}))
	for _, number := range src.numbers {
		if number > said.layout.Row {
			said.numbers = append(said.numbers, number)
		}
	}
	return said, err
}
