package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Stream writes a workbook row by row, straight into its archive: it keeps
// nothing of what it has written, so that a file of any length takes the same
// memory and its reader has the first rows while the last are still sought.
// Every cell is text and says so, codes keep their digits, and nothing can be
// taken for a formula.
type Stream struct {
	zip    *zip.Writer
	to     *bufio.Writer // into the sheet that is open
	sheets []string
	row    int
	err    error // the first; nothing is written after it
}

// NewStream returns a workbook without sheets that is written into w.
func NewStream(w io.Writer) *Stream { return &Stream{zip: zip.NewWriter(w)} }

const (
	spaceMain     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	spaceOffice   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	spacePackage  = "http://schemas.openxmlformats.org/package/2006/"
	typeMain      = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	styleText     = 1 // of the cells of streamStyles
	styleHead     = 2
	relStyles     = "styles"
	relWorksheet  = "worksheet"
	partWorkbook  = "xl/workbook.xml"
	partRelations = "xl/_rels/workbook.xml.rels"
)

// streamStyles are the usual cell, a text cell and a bold one. The quote prefix
// keeps a program from reading a text anew when somebody edits its cell.
const streamStyles = `<styleSheet xmlns="` + spaceMain + `">` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
	`<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill>` +
	`<fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>` +
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
	`</cellXfs></styleSheet>`

// Sheet begins a sheet. With headings, they stand bold above the rows and stay
// in view.
func (s *Stream) Sheet(name string, head []string) error {
	s.endSheet()
	s.sheets = append(s.sheets, name)
	s.part("xl/worksheets/sheet" + strconv.Itoa(len(s.sheets)) + ".xml")
	s.row = 0
	s.put(`<worksheet xmlns="` + spaceMain + `">`)
	if len(head) > 0 {
		s.put(`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ` +
			`activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
		for i := range head {
			n := strconv.Itoa(i + 1)
			s.put(`<col min="` + n + `" max="` + n + `" width="20" customWidth="1" style="1"/>`)
		}
		s.put(`</cols>`)
	}
	s.put(`<sheetData>`)
	if len(head) > 0 {
		s.cells(head, styleHead)
	}
	return s.failed()
}

// Write writes one row into the sheet that was begun last.
func (s *Stream) Write(cells []string) error {
	s.cells(cells, styleText)
	return s.failed()
}

// Flush sends on what was written so far, but for what the compression holds
// back.
func (s *Stream) Flush() error {
	if s.err == nil && s.to != nil {
		s.err = s.to.Flush()
	}
	if s.err == nil {
		s.err = s.zip.Flush()
	}
	return s.failed()
}

// Close ends the workbook; without it the file is none.
func (s *Stream) Close() error {
	s.endSheet()
	s.index()
	if s.err == nil {
		s.err = s.zip.Close()
	}
	return s.failed()
}

func (s *Stream) failed() error {
	if s.err != nil {
		return fmt.Errorf("writing workbook: %w", s.err)
	}
	return nil
}

// part begins a member of the archive.
func (s *Stream) part(name string) {
	s.flushPart()
	if s.err != nil {
		return
	}
	w, err := s.zip.Create(name)
	s.err = err
	s.to = bufio.NewWriter(w)
	s.put(xml.Header)
}

func (s *Stream) flushPart() {
	if s.to != nil {
		s.err = errors.Join(s.err, s.to.Flush())
		s.to = nil
	}
}

func (s *Stream) endSheet() {
	if len(s.sheets) > 0 {
		s.put(`</sheetData></worksheet>`)
	}
}

func (s *Stream) put(text string) {
	if s.err == nil {
		_, s.err = s.to.WriteString(text)
	}
}

func (s *Stream) cells(texts []string, style int) {
	s.row++
	row := strconv.Itoa(s.row)
	s.put(`<row r="` + row + `">`)
	for i, text := range texts {
		column, err := excelize.ColumnNumberToName(i + 1)
		s.err = errors.Join(s.err, err)
		s.put(`<c r="` + column + row + `" s="` + strconv.Itoa(style) + `" t="inlineStr"><is><t xml:space="preserve">`)
		s.text(text)
		s.put(`</t></is></c>`)
	}
	s.put(`</row>`)
}

// text writes what a cell says. What looks like the way in which workbooks
// write characters that XML cannot is written so that it stays as it is.
func (s *Stream) text(text string) {
	if s.err == nil {
		s.err = xml.EscapeText(s.to, []byte(strings.ReplaceAll(text, "_x", "_x005F_x")))
	}
}

// index writes what says which parts the workbook has.
func (s *Stream) index() {
	var book, relations, types strings.Builder
	for i, name := range s.sheets {
		id := strconv.Itoa(i + 1)
		var escaped strings.Builder
		s.err = errors.Join(s.err, xml.EscapeText(&escaped, []byte(name)))
		book.WriteString(`<sheet name="` + escaped.String() + `" sheetId="` + id + `" r:id="rId` + id + `"/>`)
		relations.WriteString(linkTo(id, relWorksheet, "worksheets/sheet"+id+".xml"))
		types.WriteString(partType("/xl/worksheets/sheet"+id+".xml", relWorksheet+"+xml"))
	}
	relations.WriteString(linkTo(strconv.Itoa(len(s.sheets)+1), relStyles, "styles.xml"))
	for _, part := range [][2]string{
		{partWorkbook, `<workbook xmlns="` + spaceMain + `" xmlns:r="` + spaceOffice + `"><sheets>` +
			book.String() + `</sheets></workbook>`},
		{partRelations, linksOf(relations.String())},
		{"xl/styles.xml", streamStyles},
		{"_rels/.rels", linksOf(linkTo("1", "officeDocument", partWorkbook))},
		{"[Content_Types].xml", `<Types xmlns="` + spacePackage + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			partType("/"+partWorkbook, "sheet.main+xml") + partType("/xl/styles.xml", "styles+xml") +
			types.String() + `</Types>`},
	} {
		s.part(part[0])
		s.put(part[1])
	}
	s.flushPart()
}

func linksOf(text string) string {
	return `<Relationships xmlns="` + spacePackage + `relationships">` + text + `</Relationships>`
}

func linkTo(id, kind, target string) string {
	return `<Relationship Id="rId` + id + `" Type="` + spaceOffice + "/" + kind + `" Target="` + target + `"/>`
}

func partType(name, kind string) string {
	return `<Override PartName="` + name + `" ContentType="` + typeMain + kind + `"/>`
}
