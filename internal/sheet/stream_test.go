package sheet

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// streamed writes the rows below a heading, and notes on a second sheet.
func streamed(t interface{ Fatal(args ...any) }, rows ...[]string) []byte {
	var to bytes.Buffer
	s := NewStream(&to)
	steps := []error{s.Sheet("公示 & 信息", []string{"代码", "名称"})}
	for _, row := range rows {
		steps = append(steps, s.Write(row), s.Flush())
	}
	steps = append(steps, s.Sheet("说明", nil), s.Write([]string{"来源", "示例"}), s.Close())
	for _, err := range steps {
		if err != nil {
			t.Fatal(err)
		}
	}
	return to.Bytes()
}

func TestAStreamedWorkbookIsReadBackAsText(t *testing.T) {
	rows := [][]string{
		{"91370303EXAMPLE001", "012345678"}, {"=1+1", "@SUM(A1)"}, {"", " 张店 "}, {"_x0041_", "<b>&\"'\n第二行"},
	}
	content := streamed(t, rows...)
	b := open(t, "streamed.xlsx", content)
	if diff := cmp.Diff([]string{"公示 & 信息", "说明"}, b.Sheets()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	got, err := book.GetRows("公示 & 信息")
	if diff := cmp.Diff(append([][]string{{"代码", "名称"}}, rows...), got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, cell := range []string{"A2", "B2", "A3", "B3"} {
		formula, _ := book.GetCellFormula("公示 & 信息", cell)
		kind, err := book.GetCellType("公示 & 信息", cell)
		if kind != excelize.CellTypeInlineString || formula != "" || err != nil {
			t.Errorf("%s: kind %d, formula %q (%v)", cell, kind, formula, err)
		}
	}
	if err := book.Close(); err != nil {
		t.Error(err)
	}
	wantStyles(t, bytes.NewReader(content), "公示 & 信息", map[string]bool{"A1": true, "A2": false, "B9": false})
}

func TestWhateverIsStreamedIsReadBack(t *testing.T) {
	dir := t
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOf(rapid.RuneFrom([]rune("=+-@\n\"'<>&_x00415;张𠮷a1 ")))
		row := rapid.SliceOfN(cell, 2, 6).Draw(t, "row")
		row = append(row, "end") // readers drop empty cells at the end
		got, err := readAll(open(dir, "streamed.xlsx", streamed(t, row)), "公示 & 信息")
		if err != nil || len(got) != 2 {
			t.Fatalf("%d rows (%v)", len(got), err)
		}
		var back []string
		for _, c := range got[1].Cells {
			back = append(back, c.Text)
		}
		if diff := cmp.Diff(row, back); diff != "" {
			t.Errorf("-written +read:\n%s", diff)
		}
	})
}

func TestAStreamSaysThatNobodyTakesIt(t *testing.T) {
	s := NewStream(broken{})
	_ = s.Sheet("表", nil)
	for range 100 {
		_ = s.Write([]string{strings.Repeat("x", 10_000)})
		_ = s.Flush()
	}
	if err := s.Close(); err == nil {
		t.Error("it ends as if it were whole")
	}
}

// broken is where nothing can be written.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
