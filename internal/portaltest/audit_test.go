package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"creditportal/internal/subject"
)

// Art. 25: who audits sees every look, their own among them, and no content.
func TestTheAuditorReadsEveryLookAndIsReadToo(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	filed, _ := agent.files("只在办件里的话")
	officer.get(filed.path)
	auditor := o.signIn("audit")
	log := auditor.get("/docket")
	if log.path != "/audit" || log.status != http.StatusOK {
		t.Fatalf("the auditor begins at %s: %d", log.path, log.status)
	}
	text := main(log)
	for _, said := range []string{"异议办件", "办理办件", "本人查询", "信用档案", "经办员"} {
		if !strings.Contains(text, said) {
			t.Errorf("the log does not say %q", said)
		}
	}
	if strings.Contains(text, "只在办件里的话") {
		t.Error("the log says what was read")
	}
	again := auditor.get("/audit?basis=audit")
	if main(again) == text || !strings.Contains(main(again), "审计管理员") {
		t.Errorf("the look at the log is not in it: %s", main(again))
	}
	if page := auditor.get("/audit?from=x"); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: %d", page.status)
	}
	for _, by := range []*visitor{agent, officer} {
		if page := by.get("/audit"); page.status == http.StatusOK {
			t.Error("somebody else reads the log")
		}
	}
}

// Who tries one number after the other learns who is known here: that is a look too.
func TestALookForNobodyAtTheWindowIsInTheLogWithoutTheNumber(t *testing.T) {
	o := mustOpenHall(t)
	nobodys, err := subject.ComposeCode("91370399", "MA999999")
	if err != nil {
		t.Fatal(err)
	}
	window := o.signIn("window")
	missed := window.fill(window.get("/window"), url.Values{"subject_number": {nobodys.String()}})
	log := main(o.signIn("audit").get("/audit"))
	if missed.status != http.StatusUnprocessableEntity || !strings.Contains(log, "未予显示") ||
		strings.Contains(log, nobodys.String()) {
		t.Errorf("answered %d, and the log says: %s", missed.status, log)
	}
}

func TestTheLogIsTakenAwayForAReasonThatStandsOnIt(t *testing.T) {
	o := mustOpenHall(t)
	o.signIn("agent").get("/my")
	auditor := o.signIn("audit")
	page := auditor.get("/audit")
	sent := auditor.formOf(page, "/audit/looks.csv", nil)
	if refused := auditor.post("/audit/looks.csv", sent); refused.status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", refused.status)
	}
	sent.Set("reason", "季度抽查")
	table := auditor.post("/audit/looks.csv", sent).doc.Text()
	if !strings.Contains(table, "理由：季度抽查") || !strings.Contains(table, "信用档案") {
		t.Errorf("taken away: %s", table)
	}
	if last := main(auditor.get("/audit?channel=export")); !strings.Contains(last, "季度抽查") {
		t.Errorf("the log does not say why: %s", last)
	}
}

func TestAReceiptIsFoundInTheLogAndAnotherTextIsNot(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	auditor := o.signIn("audit")
	_, id, _ := strings.Cut(main(auditor.get("/audit")), "本次查看已记入查询日志，查询编号：")
	id, _, _ = strings.Cut(id, "。")
	if page := auditor.get("/audit/checkpoint"); !strings.Contains(main(page), "还没有检查点") {
		t.Errorf("before there is a checkpoint: %s", main(page))
	}
	if err := p.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	receipt, err := o.deps.Ledger.ReceiptOf(t.Context(), id)
	if err != nil {
		t.Fatalf("%q: %v", id, err)
	}
	page := auditor.get("/audit/checkpoint")
	if !strings.Contains(main(page), "一切正常") {
		t.Errorf("in order: %s", main(page))
	}
	found := auditor.fill(page, url.Values{"receipt": {string(receipt.Text())}})
	if found.status != http.StatusOK || !strings.Contains(main(found), "在日志中") {
		t.Errorf("the receipt: %d %s", found.status, main(found))
	}
	forged := strings.Replace(string(receipt.Text()), "=", "x=", 1)
	if page := auditor.fill(page, url.Values{"receipt": {forged}}); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a forged one: %d", page.status)
	}
}

// pages.md L5: who audits reads everything that was done, and is read too.
func TestTheAuditorReadsWhatWasDoneByWhomToWhat(t *testing.T) {
	o := mustOpenHall(t)
	agent, auditor := o.signIn("agent"), o.signIn("audit")
	filed, _ := agent.files("只在办件里的话")
	text := main(auditor.get("/audit/acts?kind=objection"))
	for _, said := range []string{"提交异议申请", "2026-0", "信息主体", "企业经办人"} {
		if !strings.Contains(text, said) {
			t.Errorf("the trail does not say %q: %s", said, text)
		}
	}
	if strings.Contains(text, "只在办件里的话") {
		t.Error("the trail says what was written")
	}
	number := filed.doc.Find("main").Text()
	number = number[strings.Index(number, "2026-"):][:len("2026-000000")]
	if of := main(auditor.get("/audit/acts?number=" + number)); !strings.Contains(of, number) {
		t.Errorf("of the request %s the trail says %s", number, of)
	}
	if look := main(auditor.get("/audit?basis=audit")); !strings.Contains(look, "操作留痕") {
		t.Errorf("the look at the trail is not in the query log: %s", look)
	}
	if page := auditor.get("/audit/acts?to=x"); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: %d", page.status)
	}
	if page := auditor.get("/audit/acts?number=370303199001010019"); strings.Contains(page.path, "3703") ||
		page.status != http.StatusUnprocessableEntity {
		t.Errorf("the number of a person stays in the address: %s, %d", page.path, page.status)
	}
	if page := agent.get("/audit/acts"); page.status == http.StatusOK {
		t.Error("somebody else reads the trail")
	}
	page := auditor.get("/audit/acts")
	sent := auditor.formOf(page, "/audit/acts.csv", nil)
	if refused := auditor.post("/audit/acts.csv", sent); refused.status != http.StatusUnprocessableEntity {
		t.Errorf("taken away without a reason: %d", refused.status)
	}
	sent.Set("reason", "季度抽查")
	if table := auditor.post("/audit/acts.csv", sent).doc.Text(); !strings.Contains(table, "理由：季度抽查") ||
		!strings.Contains(table, "登录") {
		t.Errorf("taken away: %s", table)
	}
}
