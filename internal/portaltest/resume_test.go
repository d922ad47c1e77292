package portaltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// ended sends the form in a browser that has lost its session.
func (v *visitor) ended(form sight, typed url.Values) sight {
	v.Helper()
	v.client.Jar = v.visitor().client.Jar
	asked := v.fill(form, typed)
	if asked.status != http.StatusUnauthorized {
		v.Fatalf("without a session: %d at %s", asked.status, asked.path)
	}
	return asked
}

// entersOn signs in on the page that asks for it, as staff do.
func (v *visitor) entersOn(asked sight, login string) sight {
	v.Helper()
	half := v.fill(asked, url.Values{"login": {login}, "password": {demoWord}})
	return v.fill(half, url.Values{"otp": {codeOn(half)}})
}

func TestWhatSomebodyTypedIsNeverSentInTheNameOfWhoeverSignsInInTheirPlace(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例")
	officer := o.signIn("officer")
	officer.done(filed.path, "take", nil)
	form := officer.opens(filed.path, "refuse")
	typed := url.Values{"reason": {"甲写的不予受理理由"}}
	instead := officer.entersOn(officer.ended(form, typed), "officer2")
	if !strings.Contains(main(instead), "另一个账号") || strings.Contains(instead.text(), "甲写的") {
		t.Errorf("who signed in instead reads %d: %s", instead.status, main(instead))
	}
	if instead.doc.Find("main form").Length() > 0 {
		officer.fill(instead, nil)
	}
	if strings.Contains(main(officer.get(filed.path)), "甲写的") {
		t.Error("it was sent in the name of who signed in instead")
	}
	o.pass(time.Minute)
	forged := officer.ended(form, typed)
	forged.doc.Find(`input[name="kept_owner"]`).SetAttr("value", "")
	if instead = officer.entersOn(forged, "officer"); !strings.Contains(main(instead), "另一个账号") {
		t.Errorf("what is nobody's is taken up: %s", main(instead))
	}
	o.pass(time.Minute)
	own := officer.entersOn(officer.ended(form, typed), "officer")
	if words := own.doc.Find("textarea").Text(); words != "甲写的不予受理理由" || !strings.Contains(main(own), "尚未提交") {
		t.Errorf("who typed it finds %q: %s", words, main(own))
	}
	officer.fill(own, typed)
	if !strings.Contains(main(officer.get(filed.path)), "甲写的") {
		t.Error("who typed it has lost it")
	}
}

func TestWhoSignsAfterProvingAgainThatItIsTheyReadsTheLetterFirst(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	filed, _ := agent.files("示例")
	officer, signer := o.signIn("officer"), o.signIn("signer")
	officer.done(filed.path, "take", nil)
	officer.done(filed.path, "refuse", url.Values{"reason": {"不属于受理范围"}})
	form := signer.opens(filed.path, "sign")
	o.pass(11 * time.Minute)
	asked := signer.fill(form, nil)
	again := signer.fill(asked, url.Values{"password": {demoWord}, "otp": {codeOn(asked)}})
	for _, said := range []string{"已再次证明是您本人", "尚未提交", "不属于受理范围"} {
		if !strings.Contains(main(again), said) {
			t.Errorf("before the signature %q is not read: %s", said, main(again))
		}
	}
	if again.doc.Find(".c-preview").Length() != 1 || strings.Contains(main(again), "已重新登录") {
		t.Errorf("before the signature: %s", main(again))
	}
	agent.done(filed.path, "withdraw", nil)
	late := signer.fill(again, nil)
	if late.status != http.StatusConflict || strings.Contains(main(late), "您写的内容") {
		t.Errorf("who typed nothing is told %d: %s", late.status, main(late))
	}
}

func TestWhoSignsInAgainIsToldThatChosenFilesAreToBeChosenAnew(t *testing.T) {
	o := mustOpenHall(t)
	filed, _ := o.signIn("agent").files("示例")
	officer := o.signIn("officer")
	officer.done(filed.path, "take", nil)
	form := officer.opens(filed.path, "refuse")
	o.pass(time.Minute)
	officer.client.Jar = officer.visitor().client.Jar
	asked := officer.fillWith(form, url.Values{"reason": {"示例理由"}}, map[string][]byte{"示例.pdf": []byte("%PDF-1.4")})
	if again := officer.entersOn(asked, "officer"); !strings.Contains(main(asked), "选择的文件没有保留") ||
		!strings.Contains(main(again), "选择的文件没有保留") {
		t.Errorf("%d: %s; then %s", asked.status, main(asked), main(again))
	}
}
