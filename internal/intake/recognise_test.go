package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/catalog"
	"creditportal/internal/intake"
)

// recognise reads the head of a file.
func recognise(g *grid, a intake.Answers) (intake.Layout, error) {
	var top []intake.Line
	for len(top) < intake.HeadRows && g.Next() {
		top = append(top, g.Line())
	}
	return intake.Recognise(top, starter, a)
}

// fieldsOf returns the field of each column, "" where there is none.
func fieldsOf(l intake.Layout) []string {
	var codes []string
	for _, c := range l.Columns {
		code := ""
		if c.Known {
			code = c.Field.Code
		}
		codes = append(codes, code)
	}
	return codes
}

func TestAFileIsRecognisedByItsHeadingsInAnyOrderUnderTitleRows(t *testing.T) {
	list := map[string]values{"A06": penalty(1), "B02": licence(1), "A01": arrears(1), "F02": grade(1)}
	for item, good := range list {
		for _, g := range []*grid{table(item, good), labelled(item, good)} {
			want, err := recognise(table(item, good), intake.Answers{})
			if err != nil {
				t.Fatal(err)
			}
			g.rows = append([][]catalog.Cell{cells("示例区报送表"), nil}, g.rows...)
			for i, c := range g.rows[2] {
				g.rows[2][i].Text = " *" + strings.ReplaceAll(c.Text, "(", "（ ") + "　"
			}
			got, err := recognise(g, intake.Answers{})
			if err != nil {
				t.Fatal(err)
			}
			if got.Item.Code != item || got.Row != 3 {
				t.Errorf("headings of %s in row 3 were taken for %s in row %d", item, got.Item.Code, got.Row)
			}
			if diff := cmp.Diff(fieldsOf(want), fieldsOf(got)); diff != "" {
				t.Errorf("columns of %s (-by code +by name):\n%s", item, diff)
			}
		}
	}
}

func TestASecondLineOfHeadingsIsNoRow(t *testing.T) {
	w := newWorld(t)
	g, coded := labelled("A06", penalty(1), penalty(2)), table("A06", penalty(1))
	g.rows = append([][]catalog.Cell{g.rows[0], coded.rows[0]}, g.rows[1:]...)
	said := w.enter(g)
	if diff := cmp.Diff(intake.Counts{Rows: 2, Entered: 2}, said.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

func TestAColumnThatTheCatalogDoesNotKnowIsToldAndNotRead(t *testing.T) {
	w := newWorld(t)
	g := table("A06", penalty(1))
	g.rows[0] = append(g.rows[0], catalog.Cell{Text: "宗教信仰"})
	g.rows[1] = append(g.rows[1], catalog.Cell{Text: "不应读取"})
	said := w.enter(g)
	if diff := cmp.Diff([]string{"宗教信仰"}, said.layout.Unknown()); diff != "" {
		t.Errorf("unknown columns (-want +got):\n%s", diff)
	}
	records, err := w.store.BatchRecords(t.Context(), said.Batch.ID)
	if err != nil || len(records) != 1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	text, err := records[0].Attributes.MarshalJSON()
	if err != nil || strings.Contains(string(text), "不应读取") {
		t.Errorf("%v: the record keeps %s", err, text)
	}
}

func TestAHeadingWithAnotherUnitGivesTheUnitOfItsColumn(t *testing.T) {
	l, err := recognise(labelled("A06", penalty(1)), intake.Answers{})
	if err != nil {
		t.Fatal(err)
	}
	line := intake.Line{Cells: make([]catalog.Cell, len(l.Columns))}
	g := labelled("A06", penalty(1))
	for i, c := range g.rows[0] {
		line.Cells[i] = g.rows[1][i]
		if strings.HasPrefix(c.Text, "罚款金额") {
			g.rows[0][i].Text, line.Cells[i].Text = "罚款金额（元）", "2000"
		}
	}
	if l, err = recognise(g, intake.Answers{}); err != nil {
		t.Fatal(err)
	}
	sent, _ := l.Sent(line)
	if got := sent["CF_NR_FK"].Unit; got != "元" {
		t.Errorf("2000 in a column of 元 is read as 2000 %s", got)
	}
}

func TestAFileWhoseHeadingsWillNotDoIsRefusedWithItsReason(t *testing.T) {
	good := table("A06", penalty(1)).rows[0]
	old := cells("行政相对人名称", "审批类别", "项目名称", "行政相对人代码_5", "地方编码")
	for _, c := range []struct {
		name    string
		head    []catalog.Cell
		answers intake.Answers
		rule    string
	}{
		{"no headings", cells("甲", "乙"), intake.Answers{}, "file_heading_missing"},
		{"the template of before 2018", old, intake.Answers{}, "file_template_old"},
		{"the template of before 2018, named", old, intake.Answers{Item: "B02"}, "file_template_old"},
		{"bare codes", append(cells("行政相对人代码_2"), good...), intake.Answers{}, "file_template_suspect"},
		{"a required column is missing", good[1:], intake.Answers{}, "file_column_missing"},
		{"an item that the catalog does not have", good, intake.Answers{Item: "Z99"}, "item_unknown"},
		{"an item that is closed", good, intake.Answers{Item: "B08"}, "item_retired"},
		{"an answer for no field", good, intake.Answers{Set: map[string]string{"colour": "青"}}, "set_unknown"},
		{
			"a column mapped to no field", append(cells("颜色"), good...),
			intake.Answers{Map: map[string]string{"颜色": "colour"}},
			"map_unknown",
		},
	} {
		_, err := recognise(&grid{rows: [][]catalog.Cell{c.head}}, c.answers)
		if err == nil {
			t.Errorf("%s: not refused", c.name)
			continue
		}
		if got := ruleOf(t, err); got != c.rule {
			t.Errorf("%s: refused as %s, want %s", c.name, got, c.rule)
		}
	}
}

func TestAnswersFillWhatTheHeadingsLeaveOut(t *testing.T) {
	g := table("A06", penalty(1))
	g.rows[0] = append(cells("行政相对人代码_2"), g.rows[0]...)
	g.rows[1] = append(cells("370399000000001"), g.rows[1]...)
	l, err := recognise(g, intake.Answers{Map: map[string]string{"行政相对人代码_2": "工商注册号"}})
	if err != nil || fieldsOf(l)[0] != "CF_XDR_GSZC" {
		t.Errorf("the mapped column is %v, %v", fieldsOf(l)[:1], err)
	}
	without := penalty(1)
	for _, code := range []string{"procedure", "mentions_others"} {
		delete(without, code)
	}
	w := newWorld(t)
	stated := without.with("CF_WSH", "示例罚〔2026〕2号", "severity", "严重")
	said := w.enter(table("A06", without, stated), func(o *intake.Order) {
		o.Answers.Set = map[string]string{"适用程序": "一般程序", "mentions_others": "否", "severity": "轻微"}
	})
	if diff := cmp.Diff(intake.Counts{Rows: 2, Entered: 2}, said.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	for number, text := range w.standing(said.Batch.ID) {
		if number == "示例罚〔2026〕2号" && !strings.Contains(text, "serious") {
			t.Errorf("an answer for the whole file took the place of what the row states: %s", text)
		}
	}
}

func TestTwoItemsThatFitAreToldApartByTheOperator(t *testing.T) {
	twin, _ := starter.Item("A06")
	twin.Code, twin.Name = "A99", "示例处罚"
	two := catalog.Edition{ID: "two", Items: append([]catalog.Item{twin}, starter.Items...)}
	top := []intake.Line{{Number: 1, Cells: table("A06", penalty(1)).rows[0]}}
	if _, err := intake.Recognise(top, two, intake.Answers{}); err == nil || ruleOf(t, err) != "file_item_ambiguous" {
		t.Errorf("headings that two items share: %v", err)
	}
	for _, code := range []string{"A06", "A99", " a99 "} {
		l, err := intake.Recognise(top, two, intake.Answers{Item: code})
		if err != nil || l.Item.Code != strings.ToUpper(strings.TrimSpace(code)) {
			t.Errorf("asked for %q, took %q: %v", code, l.Item.Code, err)
		}
	}
}
