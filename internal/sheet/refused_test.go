package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"creditportal/locales"
)

// compound is an OLE2 file whose directory names the streams.
func compound(streams ...string) []byte {
	b := make([]byte, 512)
	copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for _, name := range streams {
		entry := make([]byte, 128)
		copy(entry, wide(name))
		b = append(b, entry...)
	}
	return b
}

// with returns the members of a sound workbook and one more, or one changed.
func with(name, content string) map[string]string {
	all := members(`<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`)
	all[name] = content
	return all
}

const sheetLinks = "xl/worksheets/_rels/sheet1.xml.rels"

func relationOf(kind, mode string) string {
	return `<Relationships><Relationship Id="rId1" Type="http://schemas.example/relationships/` + kind +
		`" Target="https://example.invalid/x" TargetMode="` + mode + `"/></Relationships>`
}

func TestWhatIsNoTableIsRefusedWithItsReason(t *testing.T) {
	sound := workbookOf(t, nil, []any{"名称"}, []any{strings.Repeat("示例", 500)})
	for name, tc := range map[string]struct {
		content []byte
		want    string
	}{
		"empty.csv":        {nil, KeyEmpty},
		"mark-only.csv":    {[]byte(markUTF8), KeyEmpty},
		"blank.csv":        {[]byte(" \r\n\r\n\t"), KeyEmpty},
		"zeros.csv":        {make([]byte, 3*window), KeyDamaged},
		"truncated.xlsx":   {sound[:len(sound)/2], KeyDamaged},
		"directory.xlsx":   {sound[:len(sound)-10], KeyDamaged},
		"old.xls":          {compound("Root Entry", "Workbook"), KeyFormat},
		"password.xlsx":    {compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), KeyEncrypted},
		"letter.pdf":       {[]byte("%PDF-1.7\n1 0 obj"), KeyFormat},
		"scan.png":         {[]byte("\x89PNG\r\n\x1a\n"), KeyFormat},
		"report.xls":       {[]byte("\n<html><table><tr><td>1</td></tr></table>"), KeyFormat},
		"binary.csv":       {[]byte("a,b\nc\x00,d\n"), KeyFormat},
		"text.docx":        {archiveOf(t, map[string]string{"[Content_Types].xml": "", "word/document.xml": ""}), KeyFormat},
		"binary.xlsb":      {archiveOf(t, map[string]string{"[Content_Types].xml": "", "xl/workbook.bin": ""}), KeyFormat},
		"macro.xlsm":       {archiveOf(t, with("xl/vbaProject.bin", "x")), KeyActiveContent},
		"embedded.xlsx":    {archiveOf(t, with("xl/embeddings/oleObject1.bin", "x")), KeyActiveContent},
		"dde.xlsx":         {archiveOf(t, with("xl/externalLinks/externalLink1.xml", "<externalLink/>")), KeyActiveContent},
		"fetches.xlsx":     {archiveOf(t, with(sheetLinks, relationOf("image", "External"))), KeyActiveContent},
		"entities.xlsx":    {archiveOf(t, with("xl/styles.xml", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`)), KeyDamaged},
		"no-relation.xlsx": {archiveOf(t, with("xl/_rels/workbook.xml.rels", `<Relationships/>`)), KeyDamaged},
	} {
		if got := refusal(t, name, tc.content, Options{}); got.Key != tc.want {
			t.Errorf("%s: %v, want %s", name, got, tc.want)
		}
	}
}

func TestAHyperlinkDoesNotRefuseAWorkbook(t *testing.T) {
	b := open(t, "a.xlsx", archiveOf(t, with(sheetLinks, relationOf("hyperlink", "External"))))
	if got := grid(t, b); len(got) != 1 || got[0][0] != "1" {
		t.Errorf("read %v", got)
	}
}

func TestAZipBombIsRefusedByItsDirectory(t *testing.T) {
	many := with("xl/media/0.bin", "")
	for i := range 300 {
		many["xl/media/"+strings.Repeat("x", i)+".bin"] = ""
	}
	for name, content := range map[string][]byte{
		"ratio":   archiveOf(t, with("xl/media/image.bin", strings.Repeat("\x00", ratioMatters+1))),
		"entries": archiveOf(t, many),
		"size":    archiveOf(t, with("xl/media/image.bin", strings.Repeat("示例", 20_000))),
	} {
		if got := refusal(t, "a.xlsx", content, Options{MaxUnpacked: 100_000}); got.Key != KeyBomb {
			t.Errorf("%s: %v", name, got)
		}
	}
	alone := archiveOf(t, with("a.bin", strings.Repeat("\x00", ratioMatters+1)))
	if got := refusal(t, "a.xlsx", alone, Options{}); got.Key != KeyBomb {
		t.Errorf("the ratio alone: %v", got)
	}
}

// understate rewrites the unpacked size of the member in the directory.
func understate(t *testing.T, content []byte, name string) []byte {
	t.Helper()
	for at := 0; ; at++ {
		i := bytes.Index(content[at:], []byte("PK\x01\x02"))
		if i < 0 {
			t.Fatalf("%s is not in the directory", name)
		}
		at += i
		if bytes.HasPrefix(content[at+46:], []byte(name)) {
			binary.LittleEndian.PutUint32(content[at+24:], 60)
			return content
		}
	}
}

func TestADirectoryThatUnderstatesAMemberDoesNotUnpackMore(t *testing.T) {
	sheet := `<worksheet><sheetData>` + strings.Repeat(`<row><c><v>1</v></c></row>`, 100_000) + `</sheetData></worksheet>`
	content := understate(t, archiveOf(t, members(sheet)), "xl/worksheets/sheet1.xml")
	if got := refusal(t, "a.xlsx", content, Options{}); got.Key != KeyBomb && got.Key != KeyDamaged {
		t.Errorf("refused as %v", got)
	}
}

func TestTextsThatCellsShareAreBounded(t *testing.T) {
	all := with("xl/sharedStrings.xml", `<sst>`+strings.Repeat(`<si><t/></si>`, 10_000)+`</sst>`)
	all["xl/_rels/workbook.xml.rels"] = strings.Replace(all["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1)
	if got := refusal(t, "a.xlsx", archiveOf(t, all), Options{MaxShared: 100_000}); got.Key != KeyBomb {
		t.Errorf("refused as %v", got)
	}
}

func TestAFileIsReadByItsContentWhateverItsNameSays(t *testing.T) {
	text, sheet := []byte("名称,金额\n示例,1\n"), workbookOf(t, nil, []any{"名称"})
	for name, tc := range map[string]struct {
		content  []byte
		format   Format
		misnamed bool
	}{
		"list.xlsx": {text, CSV, true}, "list.xls": {text, CSV, true}, "list.CSV": {text, CSV, false},
		"list.txt": {text, CSV, false}, "list": {text, CSV, false}, "book.csv": {sheet, XLSX, true},
		"book.XLSX": {sheet, XLSX, false}, "book.xlsm": {sheet, XLSX, true},
	} {
		b := open(t, name, tc.content)
		if b.Format() != tc.format || b.Misnamed() != tc.misnamed {
			t.Errorf("%s: %s, misnamed %v", name, b.Format(), b.Misnamed())
		}
	}
}

func TestAFileThatIsNotThereIsAnErrorAndNoRefusal(t *testing.T) {
	_, err := Open(filepath.Join(t.TempDir(), "none.csv"), Options{})
	if !errors.Is(err, fs.ErrNotExist) || isRefusal(err) {
		t.Errorf("got %v", err)
	}
}

func TestEveryRefusalHasItsSentenceInBothLanguages(t *testing.T) {
	keys := []string{
		KeyEmpty, KeyDamaged, KeyFormat, KeyEncrypted, KeyActiveContent, KeyBomb, KeyEncoding, KeyLayout,
		KeySheetUnknown, KeyRows, KeyColumns, KeyCellLong,
	}
	for _, name := range []string{"sheet.zh-CN.toml", "sheet.en.toml"} {
		var file struct {
			Sheet struct{ Fault map[string]string }
		}
		if _, err := toml.DecodeFS(locales.Files, name, &file); err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if file.Sheet.Fault[strings.TrimPrefix(key, "sheet.fault.")] == "" {
				t.Errorf("%s lacks %s", name, key)
			}
		}
		if len(file.Sheet.Fault) != len(keys) {
			t.Errorf("%s has %d sentences for %d keys", name, len(file.Sheet.Fault), len(keys))
		}
	}
}
