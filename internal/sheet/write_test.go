package sheet

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func TestNoCellOfAWrittenTableOpensAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.StringOf(rapid.RuneFrom([]rune("=+-@\t\r\n\x00'\",;＝－张a1 "))), 1, 8).Draw(t, "row")
		var to bytes.Buffer
		w := NewCSVWriter(&to)
		if err := w.Write(append([]string{"名称"}, row...)); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		text, marked := strings.CutPrefix(to.String(), markUTF8)
		got, err := csv.NewReader(strings.NewReader(text)).Read()
		if err != nil || !marked || len(got) != len(row)+1 {
			t.Fatalf("read back %q (%v) from %q", got, err, text)
		}
		for _, cell := range got {
			if strings.IndexAny(cell, "=+-@\t\r\n\x00") == 0 || strings.HasPrefix(cell, "＝") || strings.HasPrefix(cell, "－") {
				t.Errorf("cell %q opens a formula", cell)
			}
		}
	})
}

func TestATableThatIsWrittenIsReadBack(t *testing.T) {
	want := [][]string{{"行号", "原因"}, {"3", "第二行\n有\"引号\""}, {"4", "'=SUM(A1)"}}
	var to bytes.Buffer
	w := NewCSVWriter(&to)
	for _, row := range [][]string{want[0], want[1], {"4", "=SUM(A1)"}} {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	b := open(t, "out.csv", to.Bytes())
	if diff := cmp.Diff(want, grid(t, b)); diff != "" || b.Encoding() != UTF8BOM {
		t.Errorf("%s (-want +got):\n%s", b.Encoding(), diff)
	}
}

func TestATemplateHasBoldHeadingsAndTextCells(t *testing.T) {
	pages := []Page{
		{Name: "行政处罚", Head: []string{"统一社会信用代码", "组织机构代码"}, Rows: [][]string{{"91370303EXAMPLE001", "012345678"}}},
		{Name: "填写说明", Rows: [][]string{{"=1+1"}}},
	}
	var to bytes.Buffer
	if err := WriteXLSX(&to, pages...); err != nil {
		t.Fatal(err)
	}
	b := open(t, "template.xlsx", to.Bytes())
	if diff := cmp.Diff([]string{"行政处罚", "填写说明"}, b.Sheets()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	rows, err := readAll(b, "行政处罚")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Cell{{Text: "91370303EXAMPLE001"}, {Text: "012345678"}}, rows[1].Cells); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	notes, err := readAll(b, "填写说明")
	if err != nil || notes[0].Cells[0] != (Cell{Text: "=1+1"}) {
		t.Errorf("notes: %v (%v)", notes, err)
	}
	wantStyles(t, &to, "行政处罚", map[string]bool{"A1": true, "B2": false, "B9": false})
}

// wantStyles holds cells to the text format, and to being bold or not.
func wantStyles(t *testing.T, workbook io.Reader, sheet string, bold map[string]bool) {
	t.Helper()
	f, err := excelize.OpenReader(workbook)
	if err != nil {
		t.Fatal(err)
	}
	for cell, bold := range bold {
		id, err := f.GetCellStyle(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil || style.NumFmt != textFormat || (style.Font != nil && style.Font.Bold) != bold {
			t.Errorf("%s: %+v (%v)", cell, style, err)
		}
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}
