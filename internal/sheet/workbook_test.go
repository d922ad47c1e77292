package sheet

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"creditportal/internal/fault"
)

func first(t *testing.T, content []byte) []Row {
	t.Helper()
	b := open(t, "a.xlsx", content)
	rows, err := readAll(b, b.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestNumberCellsKeepTheirLiteral(t *testing.T) {
	sheet := `<worksheet><sheetData><row r="1">` +
		`<c r="A1"><v>9.13704E+17</v></c><c r="B1" t="n"><v>913704000000000000</v></c>` +
		`<c r="C1"><v>0.10000000000000001</v></c><c r="D1"><f>1+1</f><v>2</v></c>` +
		`<c r="E1" t="str"><f>"甲"</f><v>甲</v></c><c r="F1" t="b"><v>1</v></c><c r="G1" t="e"><v>#N/A</v></c>` +
		`<c r="H1" t="d"><v>2026-09-18</v></c></row></sheetData></worksheet>`
	want := []Row{{Number: 1, Cells: []Cell{
		{Text: "9.13704E+17", Number: true},
		{Text: "913704000000000000", Number: true},
		{Text: "0.10000000000000001", Number: true},
		{Text: "2", Number: true, Formula: true},
		{Text: "甲", Formula: true},
		{Text: "TRUE"},
		{Text: "#N/A"},
		{Text: "2026-09-18"},
	}}}
	if diff := cmp.Diff(want, first(t, archiveOf(t, members(sheet)))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAWorkbookThatCountsFrom1904SaysSoAtItsNumbers(t *testing.T) {
	yes := true
	content := workbookOf(t, func(f *excelize.File) {
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	}, []any{"日期", 44821}, []any{time.Date(2026, 9, 18, 0, 0, 0, 0, time.UTC)})
	want := []Cell{{Text: "日期"}, {Text: "44821", Number: true, Base1904: true}}
	if diff := cmp.Diff(want, first(t, content)[0].Cells); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// spreadsheetSheet is written the way in which spreadsheet programs write.
const spreadsheetSheet = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:mc="urn:mc" mc:Ignorable="x14ac"
 xmlns:x14ac="urn:x14ac"><x:dimension ref="A1:C7"/><x:sheetViews><x:sheetView workbookViewId="0"/></x:sheetViews>
<!-- a comment with <row> in it --><x:cols><x:col min="1" max="3" width="20"/></x:cols><x:sheetData>
<x:row r="1" spans="1:3" x14ac:dyDescent="0.25"><x:c r="A1" s="1" t="s"><x:v>0</x:v></x:c><x:c r="B1" s="1"/></x:row>
<x:row r="2" spans="1:3"><x:c r="A2" t="s"><x:v>1</x:v></x:c><x:c r = "C2"
 t= 'inlineStr'><x:is><x:t>丙 &gt; &#x4E19;</x:t></x:is></x:c></x:row>
<x:row r="5" hidden="1" note="a > b"><x:c t="s"><x:v>2</x:v></x:c><x:c>
<x:v>7</x:v></x:c><x:c t="str"><x:v><![CDATA[<&>]]></x:v></x:c></x:row>
<x:row r="6"><x:c r="XFD6" s="3"/></x:row><x:row><x:c r="B7" t="s"><x:v>3</x:v></x:c></x:row>
</x:sheetData><x:phoneticPr fontId="1"/></x:worksheet>`

const spreadsheetTexts = `<?xml version="1.0" encoding="UTF-8"?><sst count="4" uniqueCount="4">
<si><t>处罚名单</t><rPh sb="0" eb="2"><t>ショバツ</t></rPh><phoneticPr fontId="1"/></si>
<si><r><rPr><b/></rPr><t xml:space="preserve">行政</t></r><r><t>处罚</t></r></si>
<si><t>A &amp; B_x000D_
C</t></si><si><t/></si></sst>`

func TestASheetIsReadTheWaySpreadsheetProgramsWriteIt(t *testing.T) {
	all := members(spreadsheetSheet)
	all["xl/sharedStrings.xml"] = spreadsheetTexts
	all["xl/_rels/workbook.xml.rels"] = strings.Replace(all["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="rId9" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings" `+
			`Target="/xl/sharedStrings.xml"/></Relationships>`, 1)
	want := [][]string{{"处罚名单"}, {"行政处罚", "", "丙 > 丙"}, {"A & B\r\nC", "7", "<&>"}, {}, {}}
	b := open(t, "a.xlsx", archiveOf(t, all))
	if diff := cmp.Diff(want, grid(t, b)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	rows, err := readAll(b, "示例")
	if err != nil || rows[2].Number != 5 || rows[4].Number != 7 {
		t.Errorf("row numbers are not the file's: %v (%v)", rows, err)
	}
}

func TestMergedHeadingsAreFilledAcrossAndDown(t *testing.T) {
	content := workbookOf(t, func(f *excelize.File) {
		for _, area := range [][2]string{{"A1", "D1"}, {"A2", "A3"}, {"B2", "C2"}, {"D2", "D3"}, {"A12", "B12"}} {
			if err := f.MergeCell("Sheet1", area[0], area[1]); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetCellStr("Sheet1", "A12", "末"); err != nil {
			t.Fatal(err)
		}
	}, []any{"行政处罚信息"}, []any{"名称", "代码", "", "日期"}, []any{"", "代码_1", "代码_2"}, []any{"示例一", "1"})
	want := [][]string{
		{"行政处罚信息", "行政处罚信息", "行政处罚信息", "行政处罚信息"},
		{"名称", "代码", "代码", "日期"},
		{"名称", "代码_1", "代码_2", "日期"},
		{"示例一", "1"},
		{"末"},
	}
	if diff := cmp.Diff(want, grid(t, open(t, "a.xlsx", content))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestHiddenSheetsAndChartsAreNotOffered(t *testing.T) {
	content := workbookOf(t, func(f *excelize.File) {
		for _, name := range []string{"说明", "选项"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetSheetVisible("选项", false); err != nil {
			t.Fatal(err)
		}
	}, []any{"甲"})
	b := open(t, "a.xlsx", content)
	if diff := cmp.Diff([]string{"Sheet1", "说明"}, b.Sheets()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	_, err := b.Rows("选项")
	var refused *fault.Error
	if !errors.As(err, &refused) || refused.Key != KeySheetUnknown || refused.Args["Known"] != "Sheet1, 说明" {
		t.Errorf("a sheet that is not offered: %v", err)
	}
}

func TestTheLimitsOfASheetAreKept(t *testing.T) {
	data := func(rows string) []byte {
		return archiveOf(t, members(`<worksheet><sheetData>`+rows+`</sheetData></worksheet>`))
	}
	text := `<c t="inlineStr"><is><t>五个字的话</t></is></c>`
	for rows, want := range map[string]string{
		strings.Repeat("<row/>", 4):                          KeyRows,
		`<row><c r="C1"><v>1</v></c></row>`:                  KeyColumns,
		`<row>` + text + `</row>`:                            KeyCellLong,
		`<row r="2"/><row r="1"/>`:                           KeyDamaged,
		`<row><c r="B1"><v>1</v></c><c r="A1"/></row>`:       KeyDamaged,
		`<row><c t="s"><v>0</v></c></row>`:                   KeyDamaged,
		`<row><c t="str"><v>` + "\xFF" + `</v></c></row>`:    KeyDamaged,
		`<row><v>1</v></c></row>`:                            KeyDamaged,
		`<row><c>`:                                           KeyDamaged,
		`<row><c t="str" ` + strings.Repeat(" ", 2*maxPiece): KeyBomb,
	} {
		got := refusal(t, "a.xlsx", data(rows), Options{MaxRows: 3, MaxColumns: 2, MaxCell: 4})
		if got.Key != want {
			t.Errorf("%.40s: %v, want %s", rows, got, want)
		}
	}
}
