package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"creditportal/internal/civil"
	"creditportal/web/route"
)

// looksUp asks for a record of the archive.
func (v *visitor) looksUp(number, reason string) sight {
	v.Helper()
	page := v.fill(v.get(route.AuditArchive), url.Values{route.ArchivedNumber: {number}, route.Reason: {reason}})
	if page.path != route.AuditArchive {
		v.Errorf("what was looked for stands at %s: %d", page.path, page.status)
	}
	return page
}

// Art. 25, 34 and 35: what is no longer disclosed is kept for who audits alone, who
// gives a reason and is read too.
func TestWhatIsOverIsReadByTheAuditorAloneAndTheSubjectSeesIt(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	agent, officer, auditor := o.signIn("agent"), o.signIn("officer"), o.signIn("audit")
	shown := agent.ownAdverse(everyAdverse(t, p, civil.MustParse(firstDay)))
	number := string(shown.Number)
	active := auditor.looksUp(number, "金丝雀一")
	request := agent.filesTo(shown, "示例处罚已被撤销").path
	officer.done(request, "take", nil)
	officer.done(request, "overrule", url.Values{
		"outcome": {"removed"}, "document": {"示例复议〔2026〕1号"}, "reason": {"示例决定被撤销"},
	})
	o.signIn("signer").done(request, "sign", nil)
	found := auditor.looksUp(number, "金丝雀二")
	for _, said := range []string{
		number, shown.SubjectName, shown.Document, "已经停止公示", "金丝雀二", "撤下", "查询编号", "提交异议申请",
	} {
		if found.status != http.StatusOK || !strings.Contains(main(found), said) {
			t.Errorf("%d: the archive does not say %q: %s", found.status, said, main(found))
		}
	}
	if found.doc.Find("main .c-timeline__event").Length() == 0 {
		t.Error("the archive does not show what the record was before")
	}
	if page := auditor.looksUp(shown.Document, "金丝雀二"); page.status != http.StatusOK {
		t.Errorf("by the number of its document: %d", page.status)
	}
	for _, typed := range []string{"0000-0000", "370303199001010019", shown.SubjectCode} {
		page := auditor.looksUp(typed, "金丝雀三")
		if page.status != http.StatusNotFound || page.status != active.status ||
			page.doc.Find("main .c-errors").Text() != active.doc.Find("main .c-errors").Text() {
			t.Errorf("%s is answered otherwise than what is active: %d, %s", typed, page.status, main(page))
		}
	}
	if page := auditor.looksUp(number, ""); page.status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", page.status)
	}
	log := main(auditor.get("/audit?basis=audit"))
	for _, said := range []string{"档案", "金丝雀一", "金丝雀二", "金丝雀三", "未予显示", number} {
		if !strings.Contains(log, said) {
			t.Errorf("the log does not say %q", said)
		}
	}
	if strings.Contains(log, "370303") {
		t.Error("the log keeps a number that may be a person's")
	}
	if seen := main(agent.get(route.OwnLooks)); strings.Count(seen, "审计管理员") != 1 {
		t.Errorf("the subject reads of who looked: %s", seen)
	}
	for _, by := range []*visitor{agent, officer, o.signIn("authority"), o.signIn("security"), o.visitor()} {
		if page := by.get(route.AuditArchive); page.path == route.AuditArchive && page.status == http.StatusOK {
			t.Error("somebody else looks into the archive")
		}
	}
	asking := auditor.get(route.AuditArchive)
	o.pass(11 * time.Minute)
	sent := url.Values{route.ArchivedNumber: {number}, route.Reason: {"金丝雀四"}}
	page := auditor.fill(asking, sent)
	if page.status != http.StatusUnauthorized || strings.Contains(main(page), shown.Document) {
		t.Errorf("without proving anew who one is: %d", page.status)
	}
}
