package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"creditportal/web/route"
)

// begins opens the form of an objection to the first record of one's own.
func (v *visitor) begins() sight {
	v.Helper()
	href, _ := v.get("/my").doc.Find(`a[href*="record="]`).First().Attr("href")
	return v.get(href)
}

func typedOf(claim string) url.Values {
	return url.Values{"ground": {"wrong"}, "claim": {claim}, "contact": {"15400000001"}}
}

func TestWhatWasBegunIsKeptWithItsFilesTakenUpAgainAndForgottenOnDemand(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	typed := typedOf("写到一半")
	typed.Set(route.Later, "1")
	left := agent.fillWith(agent.begins(), typed, map[string][]byte{"决定书.png": drawing(t)})
	if left.path != "/my" || !strings.Contains(main(left), "还没有提交的申请") || !strings.Contains(main(left), "没有法律效力") {
		t.Fatalf("left: %d at %s: %s", left.status, left.path, main(left))
	}
	again := o.signIn("agent")
	href, _ := again.get("/my").doc.Find(`#drafts ~ div a`).First().Attr("href")
	form := again.get(href)
	if form.doc.Find("#claim").Text() != "写到一半" || form.doc.Find(`input[name="file"][checked]`).Length() != 1 ||
		form.doc.Find(`input[name="record"][checked]`).Length() != 1 {
		t.Fatalf("taken up at %q: %d: %s", href, form.status, main(form))
	}
	if page := again.begins(); !strings.Contains(main(page), "继续填写") {
		t.Error("who begins anew is not told of what was begun")
	}
	if page := again.fill(again.get(href+"/check"), nil); !strings.HasSuffix(page.path, "/receipt") {
		t.Errorf("filed: %d at %s: %s", page.status, page.path, main(page))
	}
	if page := again.get("/my"); page.doc.Find("#drafts").Length() != 0 {
		t.Error("what was filed is a draft still")
	}
	again.fill(again.begins(), url.Values{"claim": {"不写了"}, route.Later: {"1"}})
	own := again.get("/my")
	forget, _ := own.doc.Find(`form[action$="/drop"]`).Attr("action")
	token, _ := own.doc.Find(`form[action$="/drop"] input[name="form"]`).Attr("value")
	dropped := again.read(again.client.PostForm(o.base+forget, url.Values{"form": {token}}))
	if dropped.path != "/my" || strings.Contains(main(dropped), "还没有提交的申请") {
		t.Errorf("forgotten: %d at %s: %s", dropped.status, dropped.path, main(dropped))
	}
}

func TestBeforeItIsFiledItIsShownWithTheDaysThatTheLawGives(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	check := agent.fill(agent.begins(), typedOf("金额不对"))
	text := main(check)
	for _, said := range []string{"金额不对", "15400000001", "最迟", "异议处理中", "需要信息提供单位核查的"} {
		if !strings.Contains(text, said) {
			t.Errorf("the page does not say %q: %s", said, text)
		}
	}
	if check.doc.Find("main .c-ruler").Length() != 1 || check.doc.Find("main form").Length() != 2 {
		t.Errorf("%d rulers, %d forms", check.doc.Find("main .c-ruler").Length(), check.doc.Find("main form").Length())
	}
	receipt := agent.submits(check)
	lead := receipt.doc.Find(".c-lead").Text()
	due := lead[strings.Index(lead, "最迟"):]
	if !strings.Contains(text, strings.TrimSuffix(due, "答复。")) {
		t.Errorf("the receipt says %q, the page before: %s", due, text)
	}
}

func TestAnOpenObjectionToTheSameRecordIsShownAndAddedTo(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	first, _ := agent.files("第一次的说明")
	check := agent.fill(agent.begins(), typedOf("第二次的说明"))
	if href, _ := check.doc.Find(`main a[href^="/requests/"]`).First().Attr("href"); href != first.path ||
		!strings.Contains(main(check), "编号") || check.doc.Find(`main a[href$="/add"]`).Length() != 1 {
		t.Fatalf("it leads to %q: %s", href, main(check))
	}
	added := agent.submits(check)
	if added.path != first.path || !strings.Contains(main(added), "补充材料") {
		t.Errorf("added: %d at %s: %s", added.status, added.path, main(added))
	}
	if kinds := agent.letters(first.path); kinds != "收件回执" {
		t.Errorf("the letters are %s", kinds)
	}
	if again := agent.get(check.path); again.path != first.path+"/receipt" {
		t.Errorf("whoever goes back is at %s", again.path)
	}
}

func TestWhoeverGoesBackAfterFilingFindsTheReceiptAndFilesNothingTwice(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	form := agent.begins()
	check := agent.fill(form, typedOf("示例"))
	if back := agent.get(form.path); back.doc.Find("#claim").Text() != "示例" {
		t.Errorf("whoever goes back before filing finds %q", back.doc.Find("#claim").Text())
	}
	receipt := agent.submits(check)
	for name, page := range map[string]sight{
		"the form": agent.get(form.path), "the page before": agent.get(check.path),
		"the form sent again": agent.fill(form, typedOf("改过")),
	} {
		if page.path != receipt.path {
			t.Errorf("%s: %d at %s, not at %s", name, page.status, page.path, receipt.path)
		}
	}
}

func TestWhatWasChangedInAnotherWindowIsShownAgainBeforeItIsFiled(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	form := agent.begins()
	check := agent.fill(form, typedOf("甲窗口"))
	agent.fill(form, typedOf("乙窗口"))
	again := agent.fill(check, nil)
	if again.status != http.StatusConflict || !strings.Contains(main(again), "乙窗口") {
		t.Fatalf("%d at %s: %s", again.status, again.path, main(again))
	}
	if filed := agent.followed(agent.fill(again, nil)); !strings.Contains(main(filed), "乙窗口") {
		t.Errorf("filed: %d at %s: %s", filed.status, filed.path, main(filed))
	}
}

func TestADraftOfOthersIsLikeOneThatNeverWas(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	form := agent.begins()
	agent.fill(form, typedOf("只给自己看的草稿"))
	other := o.signIn("agent2")
	foreign, never := other.get(form.path), other.get("/my/objections/AAAAAAAAAAAAAAAAAAAAAAAAAA")
	if strings.Contains(main(foreign), "只给自己看的草稿") || main(foreign) != main(never) || foreign.status != never.status {
		t.Errorf("another's draft: %d, none: %d: %s", foreign.status, never.status, main(foreign))
	}
	if page := other.get(form.path + "/check"); page.path != form.path {
		t.Errorf("another looks at what it would become: %d at %s", page.status, page.path)
	}
	if page := other.get("/my/objections/none"); page.status != http.StatusNotFound {
		t.Errorf("a name that is none: %d", page.status)
	}
}
