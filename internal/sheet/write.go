package sheet

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Page is one sheet to be written: a template to fill in, or notes on it.
type Page struct {
	Name string
	Head []string // headings, bold and kept in view
	Rows [][]string
}

const (
	narrow, wideMost = 12, 60 // of columns, in characters
	textFormat       = 49     // "@": what is typed stays as typed, leading zeros too
)

// WriteXLSX writes a workbook of the pages into w. Every cell is text, and so
// is the whole of every headed column: a code that is typed into it stays one.
func WriteXLSX(w io.Writer, pages ...Page) error {
	f := excelize.NewFile()
	err := writePages(f, pages)
	if err == nil {
		err = f.Write(w)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("writing workbook: %w", err)
	}
	return nil
}

func writePages(f *excelize.File, pages []Page) error {
	text, err := f.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{
		NumFmt: textFormat, Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true},
	})
	if err != nil {
		return err
	}
	for i, p := range pages {
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), p.Name)
		} else {
			_, err = f.NewSheet(p.Name)
		}
		if err != nil {
			return fmt.Errorf("naming sheet: %w", err)
		}
		if err := writePage(f, p, bold, text); err != nil {
			return fmt.Errorf("filling sheet: %w", err)
		}
	}
	return nil
}

func writePage(f *excelize.File, p Page, bold, text int) error {
	to, err := f.NewStreamWriter(p.Name)
	if err != nil {
		return err
	}
	for i, heading := range p.Head {
		width := float64(min(max(narrow, 2*utf8.RuneCountInString(heading)+2), wideMost))
		if err := errors.Join(to.SetColStyle(i+1, i+1, text), to.SetColWidth(i+1, i+1, width)); err != nil {
			return err
		}
	}
	if len(p.Head) > 0 {
		panes := excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
		if err := errors.Join(to.SetPanes(&panes), to.SetRow("A1", cellsOf(p.Head, bold))); err != nil {
			return err
		}
	}
	for i, row := range p.Rows {
		number := i + 1
		if len(p.Head) > 0 {
			number++
		}
		if err := to.SetRow(fmt.Sprintf("A%d", number), cellsOf(row, text)); err != nil {
			return err
		}
	}
	return to.Flush()
}

// cellsOf makes text cells.
func cellsOf(texts []string, style int) []any {
	cells := make([]any, len(texts))
	for i, t := range texts {
		cells[i] = excelize.Cell{StyleID: style, Value: t}
	}
	return cells
}
