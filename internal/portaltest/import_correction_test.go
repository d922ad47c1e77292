package portaltest

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"creditportal/internal/sheet"
	"creditportal/internal/storetest"
)

// correcting heads the columns of a file by which the unit corrects its penalties.
var correcting = []string{
	"行政相对人代码_1(统一社会信用代码)", "行政处罚决定书文号", "处罚机关", "违法事实", "报送类型", "发现或失效日期",
	"更正撤下依据文号", "更正撤下理由", "更正撤下对外说明", "更正后行政处罚决定书文号", "更正后罚款金额（万元）",
}

// correction is a row about the unit's penalty number n that lacks nothing, but for what
// the changes say, by place.
func (u unit) correction(n int, changes map[int]string) []string {
	_, code := u.firm(n - 1)
	row := []string{
		code, u.document(n), u.name, "", "更正", "2026-11-20", "示例函〔2026〕1号", "核对时发现", "金额录入有误", "", "0.3",
	}
	for place, said := range changes {
		row[place] = said
	}
	return row
}

func (u unit) document(n int) string {
	return fmt.Sprintf("%s罚〔2026〕%d号", string([]rune(u.name)[:2]), n)
}

// annuls are the changes by which such a row takes a penalty down.
func annuls(said string) map[int]string { return map[int]string{4: "撤下", 8: said, 10: ""} }

// Art. 33, flows.md I10: rows of a batch put records right and take them down by the same
// rules as two of the provider's people at the desk; what is wrong is told row by row.
func TestAFileCorrectsAndTakesDownWhatItsProviderReported(t *testing.T) {
	try := func(t *testing.T, open storetest.Opener) {
		in := mustInstall(t, open)
		dir := t.TempDir()
		penalties := filepath.Join(dir, "penalties.csv")
		mustWrite(t, penalties, csvOf(t, in.unit.penalties(8, labels)))
		mustImport(t, 0, in, penalties)
		before := recordsOf(t, in)

		u := in.unit
		rows := [][]string{
			correcting,
			u.correction(1, nil),
			u.correction(2, map[int]string{9: "测试罚〔2026〕2之一号", 10: ""}),
			u.correction(3, annuls("原处罚决定经行政复议撤销")),
			u.correction(99, nil),
			u.correction(4, map[int]string{6: "", 7: "", 8: ""}),
			u.correction(4, map[int]string{10: "0.2"}),
			u.correction(4, map[int]string{5: "2099-01-01"}),
			u.correction(4, map[int]string{4: "改"}),
			u.correction(4, map[int]string{4: ""}),
			u.correction(4, map[int]string{10: ""}),
			u.correction(4, map[int]string{3: "另一个事实"}),
			u.correction(4, map[int]string{8: "当事人证件号370399189103150014录入有误"}),
			u.correction(1, map[int]string{10: "0.4"}),
			u.correction(4, map[int]string{4: "撤下"}),
			u.correction(3, annuls("再次撤下")),
		}
		file := filepath.Join(dir, "corrections.csv")
		mustWrite(t, file, csvOf(t, rows))
		dry := corrects(t, in, 6, file, "--dry-run")
		if after := recordsOf(t, in); len(after) != len(before) || after[u.document(1)] != before[u.document(1)] {
			t.Error("a trial run changes records")
		}
		got := corrects(t, in, 6, file)
		want := []string{
			"5 correction_unknown", "6 correction_document", "6 correction_public", "6 correction_reason",
			"7 correction_nothing", "8 date_future", "9 row_kind", "10 row_kind_missing", "11 correction_empty",
			"12 not_as_reported", "13 names", "14 correction_twice", "15 correction_kind", "16 correction_twice",
		}
		for name, said := range map[string]correctedFile{"dry": dry, "real": got} {
			if said.Corrected != 2 || said.Annulled != 1 || said.Returned != 12 || said.Rows != 15 {
				t.Errorf("%s: %+v", name, said.counts)
			}
			if rules := said.rules(); !slices.Equal(rules, want) {
				t.Errorf("%s: faults are\n%v, want\n%v", name, rules, want)
			}
		}
		after := recordsOf(t, in)
		for n := 4; n <= 8; n++ {
			if after[u.document(n)] != before[u.document(n)] {
				t.Errorf("%d: %s, want %s", n, after[u.document(n)], before[u.document(n)])
			}
		}
		if said := after[u.document(1)]; !strings.Contains(said, `"CF_NR_FK":"300000"`) || !strings.Contains(said, " 2 ") {
			t.Errorf("corrected: %s", said)
		}
		if after["测试罚〔2026〕2之一号"] == "" || after[u.document(2)] != "" {
			t.Errorf("its document number is not put right: %v", after)
		}
		if said := after[u.document(3)]; !strings.Contains(said, "annulled") {
			t.Errorf("annulled: %s", said)
		}
		if again := corrects(t, in, 6, file); again.Corrected != 0 || again.Unchanged != 3 {
			t.Errorf("the same file again: %+v", again.counts)
		}
		another := filepath.Join(dir, "again.csv")
		mustWrite(t, another, csvOf(t, [][]string{correcting, u.correction(3, annuls("再次撤下")), u.correction(1, nil)}))
		want = []string{"2 not_standing", "3 correction_nothing"}
		if rules := corrects(t, in, 6, another).rules(); !slices.Equal(rules, want) {
			t.Errorf("another file says it again: %v", rules)
		}
		anew := u.penalties(1, labels)
		anew[1][6] = "另有情形。"
		mustWrite(t, penalties, csvOf(t, anew))
		rules := corrects(t, in, 6, penalties, "--reason", "更正笔误").rules()
		if !slices.Contains(rules, "2 repeat_decided") {
			t.Errorf("a row that says again what was wrong: %v", rules)
		}
	}
	t.Run("SQLite", func(t *testing.T) { try(t, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		t.Run("MariaDB", func(t *testing.T) { try(t, open) })
	}
}

// correctedFile is what the command says of a file of corrections.
type correctedFile struct {
	counts
	Corrected, Annulled int
	Faults              []struct {
		Row                   int
		Rule, Column, Message string
	}
}

// rules are the faults by row, as the command told them, each with its reason.
func (c correctedFile) rules() []string {
	var all []string
	for _, f := range c.Faults {
		if f.Message != "" {
			all = append(all, fmt.Sprintf("%d %s", f.Row, f.Rule))
		}
	}
	slices.SortStableFunc(all, func(a, b string) int {
		var i, j int
		fmt.Sscan(a, &i) //nolint:errcheck // written above
		fmt.Sscan(b, &j) //nolint:errcheck // written above
		if i != j {
			return i - j
		}
		return strings.Compare(a, b)
	})
	return all
}

// corrects imports a file of corrections and fails unless the command ends with want.
func corrects(t *testing.T, in installation, want int, file string, flags ...string) correctedFile {
	t.Helper()
	args := append([]string{
		"import", file, "--item", "A06", "--provider", in.unit.code, "--as", "示例甲", "--json",
		"--secrecy-review", "示例乙, 2026-11-20",
	}, flags...)
	out, code := run(t, in.env, args...)
	if code != want {
		t.Fatalf("import ends with %d, want %d:\n%s", code, want, out)
	}
	var c correctedFile
	if err := json.Unmarshal([]byte(out[strings.IndexByte(out, '{'):]), &c); err != nil {
		t.Fatalf("reading the report: %v\n%s", err, out)
	}
	return c
}

func TestTheTemplateOfAnItemHasTheColumnsByWhichAFileCorrects(t *testing.T) {
	file := filepath.Join(t.TempDir(), "A06.xlsx")
	if out, code := run(t, nil, "template", "A06", "--out", file); code != 0 {
		t.Fatalf("template ends with %d:\n%s", code, out)
	}
	book, err := sheet.Open(file, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close() //nolint:errcheck // read only
	rows, err := book.Rows(book.Sheets()[0])
	if err != nil || !rows.Next() {
		t.Fatalf("the template has no headings: %v", err)
	}
	defer rows.Close() //nolint:errcheck // read only
	var head []string
	for _, cell := range rows.Row().Cells {
		head = append(head, cell.Text)
	}
	for _, heading := range correcting[4:9] {
		if !slices.Contains(head, heading) {
			t.Errorf("the template does not ask for %s", heading)
		}
	}
}
