package portaltest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/portal"
	"creditportal/web/route"
)

// Art. 36 and 38: whoever meets the record anywhere is told that it is objected
// to, from the answer that follows the receipt.
func TestAnAnnotationStandsWhereverItsRecordIsShownAndGoesEverywhereWithTheCorrection(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 300, firstDay+"T10:00:00+08:00")
	h := pages(t, p)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	o := &hall{TB: t, base: server.URL}
	agent, officer, signer := o.signIn("agent"), o.signIn("officer"), o.signIn("signer")
	shown := agent.ownAdverse(everyAdverse(t, p, civil.MustParse(firstDay)))

	quiet := tells(t, h, shown)
	request := agent.filesTo(shown, "处罚事由与决定书不符").path
	mustTell(t, h, shown, quiet, "disputed")
	o.refuse(request, officer, signer)
	mustTell(t, h, shown, quiet, "")
	agent.done(request, "contest", url.Values{"reason": {"我仍然不同意"}})
	mustTell(t, h, shown, quiet, "contested")
	agent.done(request, "settle", url.Values{"reason": {"不再坚持"}})
	mustTell(t, h, shown, quiet, "")

	request = agent.filesTo(shown, "平台所载与决定书不符").path
	mustTell(t, h, shown, quiet, "disputed")
	officer.done(request, "take", nil)
	officer.done(request, "overrule", url.Values{
		"outcome": {"corrected"}, "document": {"示例复议〔2026〕1号"}, "reason": {"复议决定变更"}, route.FieldValue + textOf(t, p, shown): {"更正后的示例内容"},
	})
	mustTell(t, h, shown, quiet, "disputed")
	signer.done(request, "sign", nil)
	mustTell(t, h, shown, quiet, "")
	if !strings.Contains(get(h, route.Record(shown.Number)).Body.String(), "更正后的示例内容") {
		t.Error("the correction is not on the page of the record")
	}
}

// ownAdverse is an adverse record of one's own that everybody sees.
func (v *visitor) ownAdverse(all []disclosure.Shown) disclosure.Shown {
	v.Helper()
	own := v.get("/my").doc
	i := slices.IndexFunc(all, func(s disclosure.Shown) bool {
		return own.Find(`a[href*="record=`+string(s.Number)+`"]`).Length() > 0
	})
	if i < 0 {
		v.Fatal("no adverse record of one's own")
	}
	return all[i]
}

// textOf is the code of a field of the record that takes any text and is shown.
func textOf(t *testing.T, p *portal.Portal, s disclosure.Shown) string {
	t.Helper()
	deps, err := p.Doors()
	if err != nil {
		t.Fatal(err)
	}
	item, _ := deps.Editions()[0].Item(s.Item)
	for _, f := range item.Fields {
		if f.Kind == catalog.Text && f.Public && f.Spine == "" && f.Sensitivity == catalog.Open {
			return f.Code
		}
	}
	t.Fatalf("item %s has no open text", s.Item)
	return ""
}

// filesTo files an objection to the record.
func (v *visitor) filesTo(s disclosure.Shown, claim string) sight {
	v.Helper()
	href, _ := v.get("/my").doc.Find(`a[href*="record=` + string(s.Number) + `"]`).First().Attr("href")
	filed := v.submits(v.fill(v.get(href), url.Values{
		"ground": {"wrong"}, "claim": {claim}, "contact": {"15400000001"},
	}))
	if filed.status != http.StatusOK || !strings.HasPrefix(filed.path, "/requests/") {
		v.Fatalf("filed: %d at %s: %s", filed.status, filed.path, filed.doc.Find("main").Text())
	}
	return v.followed(filed)
}

// refuse leads a request to the decision that the record is right.
func (o *hall) refuse(request string, officer, signer *visitor) {
	o.Helper()
	officer.done(request, "take", nil)
	officer.done(request, "find_same", url.Values{"reason": {"与报送的一致"}})
	officer.done(request, "forward", nil)
	o.signIn("checker").done(request, "answer", url.Values{
		"outcome": {"rejected"}, "remedy": {"maintain"}, "reason": {"决定书如此"}, "document": {"示例函〔2026〕1号"},
	})
	o.signIn("reviewer").done(request, "provider_sign", nil)
	officer.done(request, "propose", url.Values{"outcome": {"rejected"}, "reason": {"提供单位核查属实"}})
	signer.done(request, "sign", nil)
}

// telling is how often each address that shows a record says that it is
// objected to, or that a result is contested, in the words of the form.
type telling map[string]map[string]int

// tells asks every surface that shows the record, in both languages.
func tells(t *testing.T, h http.Handler, s disclosure.Shown) telling {
	t.Helper()
	showing, _ := surfaces(s)
	found := telling{}
	hit := get(h, "/search?q="+url.QueryEscape(s.Document)).Header().Get("Location")
	if hit != route.Record(s.Number) {
		t.Errorf("the search for %s leads to %q", s.Document, hit)
	}
	for i, path := range showing {
		for _, address := range []string{path, "/en" + path} {
			if strings.HasPrefix(path, "/sitemap") {
				continue
			}
			text := asked(t, h, int64(i), address)
			if !strings.Contains(text, string(s.Number)) {
				t.Errorf("%s does not show the record", address)
			}
			packed := strings.ReplaceAll(text, " ", "")
			found[address] = map[string]int{
				"disputed": strings.Count(text, "异议处理中") + strings.Count(text, "Objection pending") +
					strings.Count(packed, `"kind":"disputed"`),
				"contested": strings.Count(text, "对处理结果有异议") + strings.Count(text, "Result contested") +
					strings.Count(packed, `"kind":"contested"`),
			}
		}
	}
	return found
}

// mustTell fails unless every surface says the word once more than before, and
// the other one no more; neither of them where it is empty.
func mustTell(t *testing.T, h http.Handler, s disclosure.Shown, before telling, word string) {
	t.Helper()
	for address, now := range tells(t, h, s) {
		for kind, n := range now {
			if was := before[address][kind]; (n > was) != (kind == word) {
				t.Errorf("%s says %d times %s, before any objection %d times; want the record %q", address, n, kind, was, word)
			}
		}
	}
}
