package portaltest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"creditportal/web/route"
)

// isRepaired has the penalty of the number repaired by its provider.
func (p *parlour) isRepaired(number string) {
	p.Helper()
	open, _ := p.agent.repairables()
	at := slices.IndexFunc(open, func(form sight) bool { return strings.Contains(main(form), number) })
	if at < 0 {
		p.Fatalf("%s cannot be repaired", number)
	}
	request := p.agent.applies(open[at])
	unit, reviewer := p.unitOf(request)
	unit.done(request, "accept", nil)
	href, _ := unit.get(request).doc.Find(`a[href$="/agree"]`).First().Attr("href")
	unit.fillWith(unit.get(href), url.Values{
		"document": {"示例修〔2026〕1号"}, "dated": {firstDay}, "reason": {"义务已履行"},
		"field": {"performed", "rectified", "reduced"},
	}, map[string][]byte{"修复确认.png": drawing(p)})
	reviewer.done(request, "provider_sign", nil)
}

// as signs somebody in the first time.
func (p *parlour) as(login string) *visitor {
	p.Helper()
	if p.met == nil {
		p.met = map[string]*visitor{}
	}
	if p.met[login] == nil {
		p.met[login] = p.signIn(login)
	}
	return p.met[login]
}

// unitOf are the two hands of the provider that works on the request.
func (p *parlour) unitOf(request string) (checker, reviewer *visitor) {
	p.Helper()
	for one, two := range map[string]string{"checker": "reviewer", "checker2": "reviewer2"} {
		if unit := p.as(one); unit.get(request).status == http.StatusOK {
			return unit, p.as(two)
		}
	}
	p.Fatal("nobody of the unit signs in")
	return nil, nil
}

// objects files an objection of the agent to the penalty of the number, and returns the
// request.
func (p *parlour) objects(number, ground string) string {
	p.Helper()
	said := regexp.MustCompile(regexp.QuoteMeta(number) + ` · ([0-9A-Z]{4}-[0-9A-Z]{4})`)
	found := said.FindStringSubmatch(main(p.agent.get(route.NewFiling)))
	if found == nil {
		p.Fatalf("%s cannot be objected to", number)
	}
	form := p.agent.get(route.With(route.NewFiling, url.Values{route.OfRecord: {found[1]}}))
	filed := p.agent.submits(p.agent.fill(form, url.Values{
		"ground": {ground}, "claim": {"示例理由"}, "contact": {"15400000001"},
	}))
	return p.agent.followed(filed).path
}

// isNotPublic has an objection remove the penalty, which may not be public.
func (p *parlour) isNotPublic(number string) {
	p.Helper()
	request, officer := p.objects(number, "not_public"), p.as("officer")
	officer.done(request, "take", nil)
	officer.done(request, "find_own", url.Values{"outcome": {"removed"}, "reason": {"依目录不应公开"}})
	p.as("signer").done(request, "sign", nil)
}

// isNotTheirs has an objection remove the penalty, which is somebody else's.
func (p *parlour) isNotTheirs(number string) {
	p.Helper()
	request, officer := p.objects(number, "wrong"), p.as("officer")
	officer.done(request, "take", nil)
	officer.done(request, "find_same", url.Values{"reason": {"与报送的一致"}})
	officer.done(request, "forward", nil)
	checker, reviewer := p.unitOf(request)
	checker.done(request, "answer", url.Values{
		"outcome": {"upheld"}, "remedy": {"rematch"}, "reason": {"当事人另有其人"}, "document": {"示例函〔2026〕1号"},
	})
	reviewer.done(request, "provider_sign", nil)
	officer.done(request, "propose", url.Values{"outcome": {"upheld"}, "reason": {"当事人另有其人"}})
	p.as("signer").done(request, "sign", nil)
}

// penalty is a file with a penalty of the firm, and its number.
func (p *parlour) penalty() (rows [][]string, number string) {
	rows = demoUnit.penalties(1, nil)
	at := func(field string) int { return slices.Index(rows[0], field) }
	rows[1][at("CF_XDR_MC")], rows[1][at("CF_XDR_SHXYM")] = p.row["XDR_MC"], p.row["XDR_SHXYM"]
	rows[1][at("CF_JDRQ")] = "2026/07/18"
	return rows, rows[1][at("CF_WSH")]
}

// sends imports the rows and fails unless the command ends with want.
func (p *parlour) sends(rows [][]string, want int, why string) (counts, string) {
	p.Helper()
	mustWrite(p, p.file, csvOf(p, rows))
	out, code := run(p, p.in.env, append(demoUnit.importing(p.file), "--reason", why)...)
	if code != want {
		p.Fatalf("import ends with %d, want %d:\n%s", code, want, out)
	}
	var c counts
	if err := json.Unmarshal([]byte(out[strings.IndexByte(out, '{'):]), &c); err != nil {
		p.Fatal(err)
	}
	return c, out
}

// Art. 34, 36 and 38: what was repaired, and what a signed decision took down, is not
// there again with the next file of its provider, the usual one or another.
func TestWhatEndedStaysAwayWhateverItsProviderSends(t *testing.T) {
	p := mustHonour(t)
	rows, first := p.penalty()
	for name, way := range map[string]struct {
		end  func(number string)
		said string
	}{
		"repaired": {p.isRepaired, "已经修复"}, "not public": {p.isNotPublic, "已修复、撤下"},
		"somebody else's": {p.isNotTheirs, "已修复、撤下"},
	} {
		number := strings.Replace(first, "1号", name+"号", 1)
		rows[1][slices.Index(rows[0], "CF_WSH")], rows[1][slices.Index(rows[0], "CF_SY")] = number, "示例事实。"
		if c, out := p.sends(rows, 0, "首次"); c.Entered != 1 {
			t.Fatalf("%s: %+v: %s", name, c, out)
		}
		way.end(number)
		if c, out := p.sends(rows, 0, "再报"); c.Unchanged != 1 {
			t.Errorf("%s, the same: %+v: %s", name, c, out)
		}
		rows[1][slices.Index(rows[0], "CF_SY")] = "经查，另有情形。"
		if c, out := p.sends(rows, 6, "更正"); c.Returned+c.Held != 1 || !strings.Contains(out, way.said) {
			t.Errorf("%s, in other words: %+v: %s", name, c, out)
		}
		if own := main(p.agent.get("/my")); strings.Contains(own, number) {
			t.Errorf("%s: it came back: %s", name, own)
		}
	}
}
