package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/fault"
)

func wideText(text string) []byte {
	b := []byte(markUTF16LE)
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestTheSameTableIsReadInEveryEncoding(t *testing.T) {
	text := "名称,文书号\n示例𠮷老味道有限公司,示罚〔2026〕1号\n"
	want := [][]string{{"名称", "文书号"}, {"示例𠮷老味道有限公司", "示罚〔2026〕1号"}}
	for encoding, content := range map[Encoding][]byte{
		UTF8: []byte(text), UTF8BOM: []byte(markUTF8 + text), GB18030: gb18030(t, text), UTF16LE: wideText(text),
	} {
		b := open(t, "a.csv", content)
		if b.Encoding() != encoding || b.Format() != CSV {
			t.Errorf("%s is taken for %s in %s", encoding, b.Format(), b.Encoding())
		}
		if diff := cmp.Diff(want, grid(t, b)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", encoding, diff)
		}
		sum := sha256.Sum256(content)
		if b.SHA256() != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: digest %s", encoding, b.SHA256())
		}
	}
}

func TestCharactersThatStraddleTheReadingWindowAreReadWhole(t *testing.T) {
	for shift := range 5 {
		text := strings.Repeat("a", window-shift-1) + "\n" + strings.Repeat("𠮷张", 3*window/7) + "\n"
		text = strings.Repeat("x,y\n", 20) + text
		want := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		for encoding, content := range map[Encoding][]byte{
			UTF8: []byte(text), GB18030: gb18030(t, text), UTF16LE: wideText(text),
		} {
			path := save(t, "a.csv", content)
			b, err := Open(path, Options{MaxCell: 1 << 20})
			if err != nil {
				t.Fatalf("%s, shift %d: %v", encoding, shift, err)
			}
			got := grid(t, b)
			if b.Encoding() != encoding || got[len(got)-1][0] != want[len(want)-1] {
				t.Errorf("%s, shift %d: taken for %s, or the text differs", encoding, shift, b.Encoding())
			}
			if err := b.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestAByteThatCannotBeDecodedIsNamedByRowAndColumn(t *testing.T) {
	bad := append(gb18030(t, "名称,金额\n示例一,\"二\n三\"\n示例二,"), 0xFF, ',', 'x', '\n')
	lone := append(wideText("a,b\nc,d,"), 0x00, 0xD8, '\n', 0)
	half := append(wideText("a,b\nc,"), 'x')
	for name, tc := range map[string]struct {
		content []byte
		want    fault.Args
	}{
		"gb18030":        {bad, fault.Args{"Row": 3, "Column": 2}},
		"lone surrogate": {lone, fault.Args{"Row": 2, "Column": 3}},
		"half a unit":    {half, fault.Args{"Row": 2, "Column": 2}},
	} {
		got := refusal(t, "a.csv", tc.content, Options{})
		if got.Key != KeyEncoding {
			t.Errorf("%s: refused as %s", name, got.Key)
		}
		if diff := cmp.Diff(tc.want, got.Args); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestCommaTabAndSemicolonAreToldApart(t *testing.T) {
	want := [][]string{{"名称", "内容"}, {"示例, 甲; 乙", "一"}, {"丙", "二"}}
	for separator, format := range map[string]Format{",": CSV, "\t": TSV, ";": CSV} {
		text := strings.ReplaceAll("名称|内容\n\"示例, 甲; 乙\"|一\n丙|二\n", "|", separator)
		b := open(t, "a.txt", []byte(text))
		if b.Format() != format {
			t.Errorf("%q is taken for %s", separator, b.Format())
		}
		if diff := cmp.Diff(want, grid(t, b)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", separator, diff)
		}
	}
}

func TestRowNumbersAreThoseThatASpreadsheetShows(t *testing.T) {
	text := "标题\r\n\r\n\"两\r\n行\",\"他说\"\"好\"\"\"\r,,\n末,行,,"
	rows, err := readAll(open(t, "a.csv", []byte(text)), "")
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		{Number: 1, Cells: []Cell{{Text: "标题"}}},
		{Number: 2},
		{Number: 3, Cells: []Cell{{Text: "两\r\n行"}, {Text: `他说"好"`}}},
		{Number: 4, Cells: []Cell{}},
		{Number: 5, Cells: []Cell{{Text: "末"}, {Text: "行"}}},
	}
	for i := range rows {
		if len(rows[i].Cells) == 0 {
			rows[i].Cells, want[i].Cells = nil, nil
		}
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAStrayQuoteIsNamedByItsRow(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		row  int
	}{
		"in a bare cell":     {"a,b\nc,d\ne\"f\",g\n", 3},
		"behind a quote":     {"a,b\n\"c\"d,e\n", 2},
		"never closed":       {"a,b\nc,\"d\ne,f\n", 2},
		"never closed, vast": {"a\n\"" + strings.Repeat("文字\n", maxRecord/4), 2},
	} {
		got := refusal(t, "a.csv", []byte(tc.text), Options{})
		if got.Key != KeyLayout || got.Args["Row"] != tc.row {
			t.Errorf("%s: %s %v, want row %d", name, got.Key, got.Args, tc.row)
		}
	}
}

func TestTheLimitsOfATextAreKept(t *testing.T) {
	opts := Options{MaxRows: 3, MaxColumns: 2, MaxCell: 4}
	for text, want := range map[string]*fault.Error{
		"a\nb\nc\nd\n":    {Key: KeyRows, Args: fault.Args{"Limit": 3}},
		"a\nb,c,d\n":      {Key: KeyColumns, Args: fault.Args{"Row": 2, "Limit": 2}},
		"a,b\nc,五个字的话啊\n": {Key: KeyCellLong, Args: fault.Args{"Row": 2, "Column": 2, "Limit": 4}},
	} {
		got := refusal(t, "a.csv", []byte(text), opts)
		if got.Key != want.Key || !cmp.Equal(got.Args, want.Args) {
			t.Errorf("%q: %s %v, want %s %v", text, got.Key, got.Args, want.Key, want.Args)
		}
	}
	b, err := Open(save(t, "a.csv", []byte("a\n四个汉字,b,,,,\nc\n")), opts)
	if err != nil {
		t.Fatalf("a table within the limits: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}
