//go:build browser

package browsertest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/i18n"
	"creditportal/internal/seed"
)

// penalised has a unit report a penalty of the firm, in the words of the fact.
func (h *hall) penalised(name, code, number, fact string) batch {
	h.Helper()
	units, err := seed.Units()
	if err != nil {
		h.Fatal(err)
	}
	return h.penalisedBy(units[0], name, code, number, fact)
}

// penalisedBy has the unit report it.
func (h *hall) penalisedBy(by seed.Unit, name, code, number, fact string) batch {
	h.Helper()
	unit, of := by.Name, by.Code.String()
	return h.importsOf(
		of,
		[]string{
			"CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_FRDB", "CF_WSH", "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB", "CF_NR",
			"CF_NR_FK", "CF_JDRQ", "CF_YXQ", "CF_CFJG", "CF_CFJGDM", "CF_SJLY", "CF_SJLYDM", "procedure", "fine_class",
			"mentions_others", "severity", "severity_basis", "conduct_ended_on",
		},
		[]string{
			name, "法人及非法人组织", code, "示例代某", number, "未按规定明码标价", fact, "《价格法》第四十二条", "罚款",
			"责令改正，并处罚款2000元。", "0.2", "2026-04-20", "2099-12-31", unit, of, unit, of, "一般程序", "其他", "否", "一般",
			"示例裁量基准第一条", "2026-04-01",
		},
	)
}

// numberOf is the number under which the public finds the record of one's own that rests
// on the paper, once the portal has noticed what another process entered.
func (r *reader) numberOf(public *reader, paper string) string {
	r.Helper()
	r.open("/my")
	number := r.ask(fmt.Sprintf(`new URL([...document.querySelectorAll("main tr")].find(r => r.textContent.includes(%q))`+
		`.querySelector('a[href*="/my/repairs/new"]').href).searchParams.get("record")`, paper))
	public.waitsFor(number)
	return number
}

// waitsFor asks for the record until the portal has noticed what another process entered.
func (r *reader) waitsFor(number string) {
	r.Helper()
	for range 100 {
		if r.tab.open(r.T, i18n.LangPath(r.lang, "/records/"+number)) == http.StatusOK {
			return
		}
	}
	r.Fatalf("%s is not shown to the public", number)
}

// isRepaired has whoever decides at the unit confirm the repair that is applied for.
func (h *hall) isRepaired(request string) {
	h.Helper()
	for name, reviewer := range units {
		checker := h.signIn(name)
		if checker.tab.open(h.T, i18n.LangPath(h.lang, request)) != http.StatusOK {
			continue
		}
		checker.does(request, "accept", nil, nil)
		checker.agrees(request)
		h.signIn(reviewer).does(request, "provider_sign", nil, nil)
		return
	}
	h.Fatal("nobody of the unit signs in")
}

// Art. 34: the provider that confirmed a repair does not undo it by a file; what is kept
// of the record is for who audits, whose look its subject sees.
func TestARepairedPenaltyIsBroughtBackByNoBatchAndReadByWhoAuditsAsItsSubjectSees(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		const paper, fact, why = "示例罚〔2026〕9001号", "销售的商品未标明价格。", "核对修复后是否仍在展示"
		agent, public := h.signIn("agent"), h.reader()
		name, code := agent.itself()
		if b := h.penalised(name, code, paper, fact); b.Entered != 1 {
			t.Fatalf("%+v", b)
		}
		number := agent.numberOf(public, paper)
		if got := public.finds(number, paper); len(got) != 3 {
			t.Errorf("it is found on %v", got)
		}
		h.isRepaired(agent.applies(number))
		if b := h.penalised(name, code, paper, fact); b.Unchanged != 1 || b.Entered != 0 {
			t.Errorf("the same again: %+v", b)
		}
		h.returned(h.penalised(name, code, paper, "经查，另有情形。"), "已经修复")
		if got := public.finds(number, paper); len(got) != 0 {
			t.Errorf("repaired, and found on %v", got)
		}
		if agent.open("/my"); strings.Contains(agent.text(), paper) {
			t.Errorf("it came back: %s", agent.text())
		}

		auditor := h.signIn("audit")
		auditor.open("/audit/archive")
		auditor.writes("archived", number)
		auditor.writes("reason", why)
		auditor.send()
		if text := auditor.text(); !hasAll(text, []string{number, paper, name, why}) {
			t.Errorf("the archive says: %s", text)
		}
		h.finds("/audit?basis=audit", number, why)
		agent.open("/my/looks")
		agent.says(actor.AuditAdmin.Key())
		for _, r := range []*reader{agent, public, auditor} {
			r.left()
		}
	})
}
