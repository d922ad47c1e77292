package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readOrRefused opens and reads content; any other end than rows or a refusal
// fails the test.
func readOrRefused(t *testing.T, content []byte) {
	path := filepath.Join(t.TempDir(), "fuzz")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	opts := Options{MaxRows: 1000, MaxUnpacked: 4 * mebi, MaxShared: mebi}
	b, err := Open(path, opts)
	if err == nil {
		var rows []Row
		rows, err = readAll(b, b.Sheets()[0])
		last := 0
		for _, r := range rows {
			if r.Number <= last || len(r.Cells) > opts.filled().MaxColumns {
				t.Fatalf("row %d after %d has %d cells", r.Number, last, len(r.Cells))
			}
			last = r.Number
		}
		if failed := b.Close(); failed != nil {
			t.Fatal(failed)
		}
	}
	if err != nil && !isRefusal(err) {
		t.Fatalf("neither read nor refused: %v", err)
	}
}

func FuzzATextOfAnyContentIsReadOrRefused(f *testing.F) {
	for _, text := range []string{
		"a,b\n\"c\"\"\",d\r\n", "甲;乙\r丙;丁", "\"", "a\"", "\xFF\xFEa\x00,\x00\x00\xD8", "\x81\x30\x81", "",
	} {
		f.Add([]byte(text))
	}
	f.Add(gb18030(f, "名称,𠮷\n"))
	f.Add([]byte(strings.Repeat(",", 300) + "x"))
	f.Fuzz(readOrRefused)
}

func FuzzASheetOfAnyContentIsReadOrRefused(f *testing.F) {
	f.Add(spreadsheetSheet, spreadsheetTexts)
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData><mergeCells>`+
		`<mergeCell ref="A1:IV9"/></mergeCells></worksheet>`, `<sst><si><t>&#x20BB7;</t></si></sst>`)
	f.Add(`<a b="`, `<![CDATA[`)
	f.Fuzz(func(t *testing.T, sheet, texts string) {
		all := members(sheet)
		all["xl/sharedStrings.xml"] = texts
		all["xl/_rels/workbook.xml.rels"] = strings.Replace(all["xl/_rels/workbook.xml.rels"], "</Relationships>",
			`<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1)
		readOrRefused(t, archiveOf(t, all))
	})
}

func FuzzAnArchiveOfAnyContentIsReadOrRefused(f *testing.F) {
	f.Add(archiveOf(f, members(spreadsheetSheet)))
	f.Add(archiveOf(f, with("xl/vbaProject.bin", "")))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(readOrRefused)
}
