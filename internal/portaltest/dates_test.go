package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestALateAnswerIsToldWithItsCauseAndTheDayItIsExpectedOn(t *testing.T) {
	o := mustOpenHall(t)
	request, _ := o.forwarded("示例说明")
	clock := o.visitor()
	clock.fill(clock.get("/demo/clock"), url.Values{"days": {"15"}})
	agent := o.signIn("agent")
	var letter sight
	for _, link := range agent.get(request).doc.Find(`a[href^="/letters/"]`).EachIter() {
		if strings.Contains(link.Text(), "期限变更告知书") {
			href, _ := link.Attr("href")
			letter = agent.get(href)
		}
	}
	if letter.doc == nil {
		t.Fatalf("fifteen days on the letters are %s", agent.letters(request))
	}
	for _, said := range []string{"尚未反馈核查结论", "预计", "法定期限不因此改变", "最迟2026年12月2日"} {
		if !strings.Contains(main(letter), said) {
			t.Errorf("the letter does not say %q: %s", said, main(letter))
		}
	}
}

func TestAProviderIsChasedWithAReasonThatItReadsAndTheApplicantDoesNot(t *testing.T) {
	o, p := mustOpenPost(t)
	request, officer := o.forwarded("金丝雀陈述")
	checker := o.signIn("checker")
	open := checker.get(checker.hrefOf(request, "answer"))
	form := officer.opens(request, "chase")
	officer.done(request, "chase", url.Values{"reason": {"请尽快反馈核查结论"}})
	if officer.get(request).doc.Find(`a[href$="/chase"]`).Length() != 0 {
		t.Error("a second chase of the day is offered")
	}
	again := officer.fill(form, url.Values{"reason": {"再催"}})
	if again.status != http.StatusConflict || !strings.Contains(main(again), "再催") {
		t.Errorf("chased twice on a day: %d: %s", again.status, main(again))
	}
	if text := main(checker.get("/provider")); !strings.Contains(text, "已催办1次") {
		t.Errorf("the desk of the provider says %s", text)
	}
	if text := main(checker.get(request)); !strings.Contains(text, "请尽快反馈核查结论") {
		t.Errorf("the provider does not read why: %s", text)
	}
	if text := main(o.signIn("agent").get(request)); strings.Contains(text, "请尽快反馈核查结论") {
		t.Error("the applicant reads what the office writes to the provider")
	}
	if err := p.DeliverPost(t.Context()); err != nil {
		t.Fatal(err)
	}
	mail := main(o.visitor().get("/demo/mail"))
	if !strings.Contains(mail, "协查待反馈（编号2026-") || !strings.Contains(mail, "checker@demo.example") ||
		strings.Contains(mail, "金丝雀") || strings.Contains(mail, "请尽快") {
		t.Errorf("the mail says %s", mail)
	}
	answered := checker.fill(open, url.Values{
		"outcome": {"rejected"}, "remedy": {"maintain"}, "reason": {"决定书如此"}, "document": {"示例函〔2026〕1号"},
	})
	if answered.path != request {
		t.Errorf("a form that was open when the office chased: %d: %s", answered.status, main(answered))
	}
}

// hrefOf is where an act upon the request leads.
func (v *visitor) hrefOf(request, act string) string {
	v.Helper()
	href, ok := v.get(request).doc.Find(`a[href$="/` + act + `"]`).First().Attr("href")
	if !ok {
		v.Fatalf("%s is not offered", act)
	}
	return href
}

func TestTheAuthorityChasesAProviderOnceItGaveAReasonToLook(t *testing.T) {
	o := mustOpenHall(t)
	request, _ := o.forwarded("示例说明")
	watcher := o.signIn("authority")
	watcher.fill(watcher.get(request), url.Values{"reason": {"督办"}})
	watcher.done(request, "chase", url.Values{"reason": {"请按期反馈"}})
	if text := main(o.signIn("checker").get("/provider")); !strings.Contains(text, "主管部门已催办1次") {
		t.Errorf("the desk of the provider says %s", text)
	}
}

func TestWordThatAMessageWasAnsweredSaysItsNumberAlone(t *testing.T) {
	o, p := mustOpenPost(t)
	public := o.visitor()
	filed := public.fill(public.get("/services/consultation"), url.Values{
		"claim": {"金丝雀问题"}, "contact": {"canary@demo.example"},
	})
	number := filed.receipt().Get("number")
	window := o.signIn("window")
	href, _ := window.get("/desk/feedback").doc.Find("main table a").First().Attr("href")
	window.sends(window.get(href), "/answer", url.Values{"outcome": {"answered"}, "reason": {"金丝雀答复"}})
	if err := p.DeliverPost(t.Context()); err != nil {
		t.Fatal(err)
	}
	mail := main(o.visitor().get("/demo/mail"))
	if !strings.Contains(mail, "您的来信已经答复（编号"+number+"）") || !strings.Contains(mail, "canary@demo.example") ||
		strings.Contains(mail, "金丝雀") {
		t.Errorf("the mail about %s says %s", number, mail)
	}
}

// Art. 33: who withdraws an objection withdraws the matter, not the error.
func TestWhatIsWrongIsPutRightThoughTheObjectionWasWithdrawn(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	filed, _ := agent.files("示例说明")
	request := filed.path
	agent.done(request, "withdraw", nil)
	officer.done(request, "put_right", url.Values{
		"outcome": {"removed"}, "reason": {"该信息不属于该企业"}, "document": {"示例核查〔2026〕1号"},
	})
	agent.get(request)
	o.signIn("signer").done(request, "sign", nil)
	if kinds := agent.letters(request); !strings.Contains(kinds, "更正（撤下）通知书") {
		t.Errorf("the letters are %s", kinds)
	}
}
