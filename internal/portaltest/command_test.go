package portaltest

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"creditportal/internal/sheet"
)

const testKey = "PORTAL_SECRET_KEY=a synthetic key of more than thirty-two characters"

// Every refusal to start is one plain sentence with its own exit code.
func TestServeRefusesToStartWithOneSentenceAndItsCode(t *testing.T) {
	dir := t.TempDir()
	book := filepath.Join(dir, "bad.toml")
	mustWrite(t, book, "book = \"bad\"\nedition = 1\n")
	for _, c := range []struct {
		name string
		env  []string
		args []string
		code int
	}{
		{"no secret", nil, []string{"serve", "--data", dir}, 3},
		{"short secret", []string{"PORTAL_SECRET_KEY=short"}, []string{"serve", "--data", dir}, 3},
		{"wrong address", []string{testKey}, []string{"serve", "--database-url", "postgres://x"}, 3},
		{"nobody answers", []string{testKey}, []string{"serve", "--database-url", "mysql://a:b@127.0.0.1:1/x"}, 4},
		{"pending", []string{testKey}, []string{"serve", "--database-url", "sqlite:" + filepath.Join(dir, "new.db")}, 5},
		{"no scanner", []string{testKey, "PORTAL_SCANNER=clamd"}, []string{"config", "check"}, 3},
		{"bad book", nil, []string{"statute", "check", book}, 3},
		{"no such command", nil, []string{"flourish"}, 2},
		{"no such day", nil, []string{"workday", "2026-02-30", "3"}, 2},
		{"invalid code", nil, []string{"ident", "91370303MA3TE5T11H"}, 6},
		{"valid code", nil, []string{"ident", "91370303MA3TE5T11G"}, 0},
	} {
		out, code := run(t, c.env, c.args...)
		if code != c.code {
			t.Errorf("%s: exit code %d, want %d\n%s", c.name, code, c.code, out)
		}
		if lines := strings.Count(strings.TrimSpace(out), "\n") + 1; c.args[0] == "serve" && lines != 1 {
			t.Errorf("%s: %d lines instead of one sentence:\n%s", c.name, lines, out)
		}
	}
}

// The vectors of the calendars, as an officer asks for them.
func TestWorkdayPrintsTheVectorsOfTheLaw(t *testing.T) {
	for _, v := range []struct{ date, days, due string }{
		{"2026-01-01", "2", "2026-01-05"},
		{"2026-02-12", "2", "2026-02-14"},
		{"2026-02-14", "7", "2026-03-03"},
		{"2026-04-30", "10", "2026-05-18"},
		{"2026-09-18", "10", "2026-10-09"},
		{"2026-09-28", "5", "2026-10-10"},
		{"2026-09-30", "3", "2026-10-10"},
	} {
		out, code := run(t, nil, "workday", v.date, v.days)
		if code != 0 || !strings.Contains(strings.SplitN(out, "\n", 2)[0], v.due) {
			t.Errorf("workday %s %s: exit %d, want %s:\n%s", v.date, v.days, code, v.due, out)
		}
		if strings.Contains(out, "provisional") {
			t.Errorf("workday %s %s is firm, yet called provisional", v.date, v.days)
		}
	}
	out, code := run(t, nil, "workday", "2026-12-30", "2")
	if code != 0 || !strings.Contains(out, "provisional") || !strings.Contains(out, "2027-01-01") {
		t.Errorf("a year without its notice: exit %d, want provisional and 2027-01-01:\n%s", code, out)
	}
}

// penalties writes n synthetic penalties as the unit would, 1 to n, under the
// headings given by field code.
func (u unit) penalties(n int, headings map[string]string) [][]string {
	fields := []string{
		"CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_FRDB", "CF_WSH", "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB", "CF_NR",
		"CF_NR_FK", "CF_JDRQ", "CF_YXQ", "CF_CFJG", "CF_CFJGDM", "CF_SJLY", "CF_SJLYDM",
	}
	head := slices.Clone(fields)
	for i, f := range fields {
		if label := headings[f]; label != "" {
			head[i] = label
		}
	}
	rows := [][]string{head}
	for i := range n {
		name, code := u.firm(i)
		rows = append(rows, []string{
			name, "法人及非法人组织", code, "示例代某",
			fmt.Sprintf("%s罚〔2026〕%d号", string([]rune(u.name)[:2]), i+1), "未按规定明码标价", "销售的商品未标明价格。", "《价格法》第四十二条",
			"罚款", "责令改正，并处罚款2000元。", "0.2", "2026/09/18", "2099/12/31", u.name, u.code, u.name, u.code,
		})
	}
	return rows
}

var labels = map[string]string{
	"CF_XDR_MC": "行政相对人名称", "CF_XDR_LB": "行政相对人类别", "CF_XDR_SHXYM": "行政相对人代码_1(统一社会信用代码)",
	"CF_FRDB": "法定代表人", "CF_WSH": "行政处罚决定书文号", "CF_WFXW": "违法行为类型", "CF_SY": "违法事实",
	"CF_YJ": "处罚依据", "CF_CFLB": "处罚类别", "CF_NR": "处罚内容", "CF_NR_FK": "罚款金额（万元）",
	"CF_JDRQ": "处罚决定日期", "CF_YXQ": "处罚有效期", "CF_CFJG": "处罚机关", "CF_CFJGDM": "处罚机关统一社会信用代码",
	"CF_SJLY": "数据来源单位", "CF_SJLYDM": "数据来源单位统一社会信用代码",
}

func mustWrite(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func csvOf(t testing.TB, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// importing is the command line that enters the unit's penalties.
func (u unit) importing(file string) []string {
	return []string{
		"import", file, "--provider", u.code, "--as", "示例甲", "--json",
		"--secrecy-review", "示例乙, 2026-11-20", "--set", "procedure=一般", "--set", "mentions_others=否",
		"--set", "fine_class=较低", "--set", "severity=一般",
	}
}

type counts struct {
	Rows, Entered, Unchanged, Returned, Held, Blank int
	NewVersions                                     int `json:"new_versions"`
}

// mustImport imports penalties and fails unless the command ends with want.
func mustImport(t testing.TB, want int, in installation, file string) counts {
	t.Helper()
	out, code := run(t, in.env, in.unit.importing(file)...)
	if code != want {
		t.Fatalf("import ends with %d, want %d:\n%s", code, want, out)
	}
	var c counts
	if err := json.Unmarshal([]byte(out[strings.IndexByte(out, '{'):]), &c); err != nil {
		t.Fatalf("reading the report: %v\n%s", err, out)
	}
	if sum := c.Entered + c.Unchanged + c.NewVersions + c.Returned + c.Held + c.Blank; sum != c.Rows {
		t.Errorf("the counts add up to %d of %d rows: %+v", sum, c.Rows, c)
	}
	return c
}

// The same penalties as a workbook that a spreadsheet program saved (dates and
// amounts as numbers), as one of the portal's own writing, as GB18030 text
// under Chinese headings and under field codes are the same records.
func TestTheSameFileInFourFormatsIsTheSameRecords(t *testing.T) {
	dir := t.TempDir()
	in := inDemo(filepath.Join(dir, "demo"))
	mustOpenDemo(t, filepath.Join(dir, "demo"), 50, firstDay+"T10:00:00+08:00")
	const n = 30 // as in the saved workbook
	saved := filepath.Join("testdata", "penalties-from-spreadsheet.xlsx")
	if c := mustImport(t, 0, in, saved); c.Entered != n {
		t.Errorf("the saved workbook enters %+v, want %d new records", c, n)
	}
	chinese := in.unit.penalties(n, labels)
	national, err := simplifiedchinese.GB18030.NewEncoder().String(csvOf(t, chinese))
	if err != nil {
		t.Fatal(err)
	}
	mustWrite(t, filepath.Join(dir, "gb18030.csv"), national)
	mustWrite(t, filepath.Join(dir, "codes.csv"), "\uFEFF"+csvOf(t, in.unit.penalties(n, nil)))
	mustWriteBook(t, filepath.Join(dir, "own.xlsx"), chinese)
	twins := []string{saved}
	for _, name := range []string{"gb18030.csv", "codes.csv", "own.xlsx", "gb18030.csv", "codes.csv", "own.xlsx"} {
		twins = append(twins, filepath.Join(dir, name))
	}
	for _, twin := range twins {
		if c := mustImport(t, 0, in, twin); c.Unchanged != n {
			t.Errorf("%s changes something: %+v", filepath.Base(twin), c)
		}
	}
}

func mustWriteBook(t testing.TB, name string, rows [][]string) {
	t.Helper()
	book, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := sheet.WriteXLSX(book, sheet.Page{Name: "处罚", Head: rows[0], Rows: rows[1:]}); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
}
