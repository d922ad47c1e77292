package portaltest

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"creditportal/web/route"
)

// begun is an application that somebody has begun.
type begun struct {
	applicant, other *visitor
	login            string // of the applicant
	form             sight
	number           string // of the record
}

// mustBegin opens the form of an application that can be filed today.
func (o *hall) mustBegin() begun {
	o.Helper()
	agents := map[string]*visitor{"agent": o.signIn("agent"), "agent2": o.signIn("agent2")}
	for login, other := range map[string]string{"agent": "agent2", "agent2": "agent"} {
		if open, _ := agents[login].repairables(); len(open) > 0 {
			number, _ := open[0].doc.Find(`main input[name="record"]`).Attr("value")
			return begun{agents[login], agents[other], login, open[0], number}
		}
	}
	o.Fatal("nobody has a record that can be repaired")
	return begun{}
}

func TestAnApplicationThatWasBegunIsKeptWithItsPapersTakenUpAgainAndForgottenOnDemand(t *testing.T) {
	o := mustOpenWide(t)
	b := o.mustBegin()
	agent, form, number := b.applicant, b.form, b.number
	typed := url.Values{"claim": {"写到一半的说明"}, route.Later: {"1"}}
	left := agent.fillAs("performance", form, typed, map[string][]byte{"缴款凭证.png": drawing(t)})
	if left.path != "/my" || !strings.Contains(main(left), "没有法律效力") || !strings.Contains(main(left), "信用修复") {
		t.Fatalf("left: %d at %s: %s", left.status, left.path, main(left))
	}
	again := agent.get("/my/repairs/new?record=" + number)
	if again.path != form.path || again.doc.Find("#claim").Text() != "写到一半的说明" ||
		!strings.Contains(main(again), "缴款凭证.png") {
		t.Fatalf("begun anew it is at %s: %s", again.path, main(again))
	}
	if foreign := b.other.get(form.path); foreign.status != http.StatusNotFound {
		t.Errorf("another opens it: %d: %s", foreign.status, main(foreign))
	}
	own := agent.get("/my")
	drop := own.doc.Find(`form[action$="` + form.path + `/drop"]`)
	token, _ := drop.Find(`input[name="form"]`).Attr("value")
	dropped := agent.read(agent.client.PostForm(o.base+form.path+"/drop", url.Values{"form": {token}}))
	if dropped.path != "/my" || strings.Contains(main(dropped), "还没有提交的申请") {
		t.Errorf("forgotten: %d at %s: %s", dropped.status, dropped.path, main(dropped))
	}
	if page := agent.get("/my/repairs/new?record=" + number); page.doc.Find("#claim").Text() != "" {
		t.Errorf("forgotten, and the form holds %q", page.doc.Find("#claim").Text())
	}
}

func TestNothingTypedForARepairIsLostWhenASessionEndsOrAnotherWindowChangesIt(t *testing.T) {
	o := mustOpenWide(t)
	b := o.mustBegin()
	agent, form := b.applicant, b.form
	words := url.Values{"claim": {"写了很久的说明"}, "contact": {"15400000001"}}
	half := agent.fillAs("performance", form, words, map[string][]byte{"a.png": drawing(t)})
	check := agent.fillAs("commitment", half, words, map[string][]byte{"b.png": drawing(t)})
	if check.path != form.path+"/check" {
		t.Fatalf("filled in: %d at %s: %s", check.status, check.path, main(check))
	}
	words.Set("claim", "另一个窗口的说明")
	agent.fill(agent.get(form.path), words)
	stopped := agent.fill(check, nil)
	if stopped.status != http.StatusConflict || !strings.Contains(main(stopped), "另一个窗口的说明") {
		t.Fatalf("changed meanwhile: %d at %s: %s", stopped.status, stopped.path, main(stopped))
	}
	page := agent.get(form.path)
	agent.client.Jar, _ = cookiejar.New(nil)
	words.Set("claim", "会话结束以后还在的说明")
	asked := agent.fill(page, words)
	if asked.status != http.StatusUnauthorized {
		t.Fatalf("without a session: %d at %s", asked.status, asked.path)
	}
	resumed := agent.fill(asked, url.Values{"login": {b.login}, "password": {demoWord}})
	filed := agent.fill(agent.fill(resumed, nil), nil)
	request := agent.followed(filed)
	if !strings.HasPrefix(request.path, "/requests/") || !strings.Contains(main(request), "会话结束以后还在的说明") {
		t.Errorf("after signing in again: %d at %s: %s", request.status, request.path, main(request))
	}
	if page := agent.get("/my"); strings.Contains(main(page), "还没有提交的申请") {
		t.Error("what was filed is a draft still")
	}
}
