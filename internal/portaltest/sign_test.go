package portaltest

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"creditportal/internal/civil"
	"creditportal/web/route"
)

// Two decide a correction: who signs it brings about what was proposed, and
// nothing that stood in the form of the signature alone.
func TestWhoSignsACorrectionMakesTheRecordSayWhatWasProposedAndNothingElse(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	h := pages(t, p)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	o := &hall{TB: t, base: server.URL}
	agent, officer, signer := o.signIn("agent"), o.signIn("officer"), o.signIn("signer")
	shown := agent.ownAdverse(everyAdverse(t, p, civil.MustParse(firstDay)))
	field := route.FieldValue + textOf(t, p, shown)

	request := agent.filesTo(shown, "平台所载与决定书不符").path
	officer.done(request, "take", nil)
	officer.done(request, "overrule", url.Values{
		"outcome": {"corrected"}, "document": {"示例复议〔2026〕1号"}, "reason": {"复议决定变更"}, field: {"拟办的更正"},
	})
	form := signer.opens(request, "sign")
	if asked := form.doc.Find(`main [name^="` + route.FieldValue + `"]`).Length(); asked != 0 {
		t.Errorf("the form of the signature asks for %d values", asked)
	}
	signer.done(request, "sign", url.Values{field: {"签发时另填的内容"}})
	if says := get(h, route.Record(shown.Number)).Body.String(); !strings.Contains(says, "拟办的更正") ||
		strings.Contains(says, "签发时另填的内容") {
		t.Error("the record says something else than was proposed")
	}
}
