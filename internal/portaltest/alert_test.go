package portaltest

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/monitor"
	"creditportal/internal/query"
	"creditportal/web/route"
)

// alerted raises an alert about looks of an officer, and draws the last look of all;
// it returns the addresses of both.
func (o *hall) alerted() (alert, sampled string) {
	o.Helper()
	auditor := actor.Officer("示例审计员", actor.AuditAdmin)
	looks, _, err := o.deps.Auditor.Looks(context.Background(), auditor, query.Filter{Side: actor.Operator, Size: 1})
	if err != nil || len(looks) == 0 {
		o.Fatalf("%d looks: %v", len(looks), err)
	}
	last, on := looks[0], civil.Of(looks[0].At)
	for _, a := range []monitor.Alarm{
		{Sign: monitor.TooMany, Account: last.By.Account, Day: on, Count: 325, Usual: 100},
		{Sign: monitor.Sampled, Account: last.By.Account, Day: on, Look: last.ID, Count: 1},
	} {
		if err := o.deps.Office.Watch.Raise(context.Background(), a); err != nil {
			o.Fatal(err)
		}
	}
	alerts, err := o.deps.Office.Watch.Alerts(context.Background())
	if err != nil {
		o.Fatal(err)
	}
	drawn, err := o.deps.Office.Watch.Sample(context.Background())
	if err != nil {
		o.Fatal(err)
	}
	return route.AlertOf(alerts[0].PublicID), route.SampledOf(drawn[0].PublicID)
}

// Art. 25, 32: whoever may look is looked at.
func TestTheAuthorityAnswersAnAlertInWritingAndTheAuditorJudgesALook(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	filed, _ := agent.files("只在办件里的话")
	officer.get(filed.path)
	alert, sampled := o.alerted()
	authority, auditor := o.signIn("authority"), o.signIn("audit")
	if first := main(authority.get(route.AuthorityDesk)); !strings.Contains(first, "1条查询预警") {
		t.Errorf("the first page of the authority does not tell of the alert: %s", first)
	}
	if list := main(authority.get(route.Alerts)); !strings.Contains(list, "325") || !strings.Contains(list, "待核实") {
		t.Errorf("the alerts: %s", list)
	}
	page := authority.fill(authority.get(alert), nil)
	if page.status != http.StatusUnprocessableEntity {
		t.Errorf("answered without a word: %d", page.status)
	}
	if done := authority.fill(page, url.Values{"reason": {"集中换证，已核对"}}); !strings.Contains(main(done), "集中换证") {
		t.Errorf("answered: %d %s", done.status, main(done))
	}
	if again := authority.fill(page, url.Values{"reason": {"另一种说法"}}); again.status != http.StatusConflict {
		t.Errorf("answered twice: %d", again.status)
	}
	look := auditor.get(sampled)
	if text := main(look); !strings.Contains(text, "异议办件") || strings.Contains(text, "只在办件里的话") {
		t.Errorf("the look that was drawn: %s", text)
	}
	words := url.Values{"reason": {"与所列办件无关"}}
	refused := auditor.fill(look, words)
	if refused.status != http.StatusUnprocessableEntity || !strings.Contains(main(refused), "与所列办件无关") {
		t.Errorf("judged without a verdict: %d %s", refused.status, main(refused))
	}
	words.Set("verdict", "not_in_order")
	if done := auditor.fill(refused, words); done.path != route.AuditSample {
		t.Errorf("judged: %s %d %s", done.path, done.status, main(done))
	}
	if list := main(authority.get(route.Alerts)); !strings.Contains(list, "不符合规定的查询") {
		t.Errorf("the authority is not told of a doubtful look: %s", list)
	}
}
