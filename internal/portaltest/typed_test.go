package portaltest

import (
	"net/http"
	"strings"
	"testing"
)

// A form behind an account that comes broken costs nobody their session, and
// what it holds unseen reaches no case.
func TestAFormOfAnAccountIsReadWithoutWhatNobodySeesOrRefusedPlainly(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	filed, _ := agent.files("处罚\u200b金额\u202e与决定书不符\ufeff")
	if text := agent.get(filed.path).text(); !strings.Contains(text, "处罚金额与决定书不符") {
		t.Errorf("the claim is not the one that was seen: %s", text)
	}
	form := agent.get("/my/objections/new").path
	for name, sent := range map[string][2]string{
		"a broken escape":    {"application/x-www-form-urlencoded", "claim=%zz"},
		"no text":            {"application/x-www-form-urlencoded", "claim=%ff%fe"},
		"a form cut short":   {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"claim\"\r\n\r\nhal"},
		"no boundary at all": {"multipart/form-data", "--b--"},
	} {
		answer := agent.read(agent.client.Post(o.base+form, sent[0], strings.NewReader(sent[1])))
		if answer.status/100 != 4 || answer.doc.Find("h1").Length() != 1 {
			t.Errorf("%s: %d", name, answer.status)
		}
	}
	if page := agent.get("/my"); page.status != http.StatusOK || page.path != "/my" {
		t.Errorf("the session is at %s", page.path)
	}
}
