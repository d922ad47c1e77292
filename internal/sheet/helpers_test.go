package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"creditportal/internal/fault"
)

// save writes content into a file of the name and returns its path.
func save(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// open opens content as a file of the name with the default limits.
func open(t testing.TB, name string, content []byte) *Book {
	t.Helper()
	b, err := Open(save(t, name, content), Options{})
	if err != nil {
		t.Fatalf("opening %s: %v", name, err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// readAll returns all rows of a sheet, their cells kept, and what stopped it.
func readAll(b *Book, sheet string) ([]Row, error) {
	rows, err := b.Rows(sheet)
	if err != nil {
		return nil, err
	}
	var all []Row
	for rows.Next() {
		r := rows.Row()
		all = append(all, Row{Number: r.Number, Cells: slices.Clone(r.Cells)})
	}
	return all, errors.Join(rows.Err(), rows.Close())
}

// grid returns the texts of all rows of the first sheet.
func grid(t testing.TB, b *Book) [][]string {
	t.Helper()
	rows, err := readAll(b, b.Sheets()[0])
	if err != nil {
		t.Fatalf("reading rows: %v", err)
	}
	texts := make([][]string, 0, len(rows))
	for _, r := range rows {
		line := make([]string, 0, len(r.Cells))
		for _, c := range r.Cells {
			line = append(line, c.Text)
		}
		texts = append(texts, line)
	}
	return texts
}

// refusal opens and reads content wholly and returns the fault.
func refusal(t testing.TB, name string, content []byte, opts Options) *fault.Error {
	t.Helper()
	b, err := Open(save(t, name, content), opts)
	if err == nil {
		_, err = readAll(b, b.Sheets()[0])
		err = errors.Join(err, b.Close())
	}
	var refused *fault.Error
	if !errors.As(err, &refused) || refused.Kind != fault.Invalid {
		t.Fatalf("%s: got %v, want a refusal", name, err)
	}
	return refused
}

func gb18030(t testing.TB, text string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// archiveOf zips the members in the order of their names.
func archiveOf(t testing.TB, members map[string]string) []byte {
	t.Helper()
	var to bytes.Buffer
	z := zip.NewWriter(&to)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, members[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

// members are those of a small workbook with the given sheet.
func members(sheet string) map[string]string {
	const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	return map[string]string{
		"[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8"?><Types/>`,
		"_rels/.rels": `<Relationships><Relationship Id="rId1" Type="` + kinds +
			`officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook><sheets><sheet name="示例" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="` + kinds +
			`worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": sheet,
	}
}

// workbookOf is a workbook made by a library from rows of values.
func workbookOf(t testing.TB, shape func(*excelize.File), rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if shape != nil {
		shape(f)
	}
	var to bytes.Buffer
	if err := errors.Join(f.Write(&to), f.Close()); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}
