//go:build browser

package browsertest

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"creditportal/internal/i18n"
)

// batch is what an import said of a file.
type batch struct {
	Entered, Unchanged, Returned int
	Faults                       []struct{ Rule, Message, Value string }
}

// imports has the market regulator report rows by a file, beneath their headings.
func (h *hall) imports(rows ...[]string) batch {
	h.Helper()
	return h.importsOf("11370399004999018A", rows...)
}

// importsOf has the unit of the code report them.
func (h *hall) importsOf(unit string, rows ...[]string) batch {
	h.Helper()
	file := filepath.Join(h.TempDir(), "rows.csv")
	out, err := os.Create(file)
	if err != nil {
		h.Fatal(err)
	}
	if err = csv.NewWriter(out).WriteAll(rows); err == nil {
		err = out.Close()
	}
	if err != nil {
		h.Fatal(err)
	}
	cmd := exec.Command(program, "import", file, "--provider", unit, "--as", "示例甲", "--json",
		"--secrecy-review", "示例乙, 2026-08-01", "--reason", file) // a reason of its own: else it is the same batch
	cmd.Env = append(os.Environ(), "PORTAL_LANG=zh", "PORTAL_DATA_DIR="+h.data)
	said, _ := cmd.Output() // ends with 6 where a row is returned
	var b batch
	if err := json.Unmarshal(said, &b); err != nil {
		h.Fatalf("%v: %s", err, said)
	}
	return b
}

// returned fails unless the batch was returned for the reason, and repeats nothing of it.
func (h *hall) returned(b batch, reason string) {
	h.Helper()
	if b.Returned != 1 || b.Entered != 0 || len(b.Faults) != 1 || b.Faults[0].Value != "" ||
		!strings.Contains(b.Faults[0].Message, reason) {
		h.Errorf("not returned for %s: %+v", reason, b)
	}
}

// batch has a unit report an honour of the firm under the number.
func (h *hall) batch(name, code, number string) batch {
	h.Helper()
	return h.imports(
		[]string{"XDR_MC", "XDR_LB", "XDR_SHXYM", "BZ_MC", "BZ_JB", "JD_WH", "JD_RQ", "JD_JG", "BZ_YXQ"},
		[]string{
			name, "法人及非法人组织", code, "示例诚信经营单位", "区县级", number, "2026-05-06", "示例区市场监督管理局", "2029-05-05",
		},
	)
}

// deletes has the honour of the number deleted, from one's own page, and returns the
// request.
func (r *reader) deletes(number string) string {
	r.Helper()
	r.open("/my")
	row := fmt.Sprintf(`[...document.querySelectorAll("main tr")].find(r => r.textContent.includes(%q))`, number)
	href := r.ask(row + `.querySelector('a[href*="/my/deletions/new"]').getAttribute("href")`)
	r.open(strings.TrimPrefix(href, strings.TrimSuffix(i18n.LangPath(r.lang, "/"), "/")))
	r.says("deletion.form.lost_gone")
	r.says("deletion.form.lost_batch")
	r.send()
	r.says("deletion.fault.unaware")
	r.tab.do(r.T, chromedp.Click(chromedp.CSS(`main [name="aware"]`)))
	r.send()
	request, ok := strings.CutSuffix(r.path(), "/receipt")
	if !ok {
		r.Fatalf("deleted, and at %s: %s", r.path(), r.text())
	}
	r.says("deletion.receipt.deleted")
	if got := r.letters(request); len(got) != 1 || got[0] != r.phrase("notice.kind.deletion") {
		r.Errorf("the letters are %v", got)
	}
	return request
}

// art. 35 ¶2: from one's own page to the letter, and a batch that tries to bring it back.
func TestAnEnterpriseDeletesAnHonourAndABatchDoesNotBringItBackUntilItAgrees(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		agent := h.signIn("agent")
		name, code := agent.itself()
		const number = "示例诚信表彰〔2026〕1号"
		if b := h.batch(name, code, number); b.Entered != 1 {
			t.Fatalf("%+v", b)
		}
		request := agent.deletes(number)
		for _, again := range []string{number, "示例诚信表彰（2026）一号"} {
			h.returned(h.batch(name, code, again), "不再归集")
		}
		agent.open("/my")
		if strings.Contains(agent.text(), "示例诚信") {
			t.Errorf("it came back: %s", agent.text())
		}
		agent.does(request, "lift", nil, nil)
		agent.says("deletion.status.lifted")
		if b := h.batch(name, code, number); b.Entered != 1 {
			t.Errorf("agreed to again: %+v", b)
		}
		agent.left()
	})
}
