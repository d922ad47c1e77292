package portaltest

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/intake"
	"creditportal/internal/record"
	"creditportal/internal/store"
	"creditportal/internal/storetest"
	"creditportal/web/route"
)

// left is what a way leaves of its record on the surfaces.
type left string

const (
	stays       left = "shown"       // as it was
	gone        left = "gone"        // nowhere
	veiled      left = "hidden"      // to its subject and at the window alone
	corrected   left = "corrected"   // by its new document number, and nowhere by the old one
	annotated   left = "annotated"   // with the word that it is objected to
	unconsented left = "unconsented" // as it was, but no longer to whom its subject had let look
)

// endings are the ways in which a record ends or changes, each on a record of its own,
// in the order in which they are gone: the last one moves the clock.
var endings = []struct {
	name   string
	honour bool
	left   left
	do     func(g *gallery, p *piece)
}{
	{"an objection is filed", false, annotated, func(g *gallery, p *piece) { g.objects(p, "wrong") }},
	{"an objection corrects it", false, corrected, (*gallery).isCorrected},
	{"an objection removes it", false, gone, (*gallery).isRemoved},
	{"its provider answers an objection that its basis fell", false, gone, (*gallery).isFounded},
	{"it is repaired", false, gone, func(g *gallery, p *piece) { g.isRepaired(p) }},
	{"its repair is revoked", false, stays, (*gallery).isRevoked},
	{"its provider corrects it", false, corrected, (*gallery).isPutRight},
	{"its provider annuls it", false, gone, (*gallery).isAnnulled},
	{"its bearer has the honour deleted", true, gone, (*gallery).isDeleted},
	{"its provider sends it anew", false, corrected, (*gallery).isSentAnew},
	{"it is held by an officer", false, veiled, (*gallery).isHeld},
	{"the books become stricter", false, gone, (*gallery).isOver},
	{"consent to look is withdrawn", false, unconsented, (*gallery).isUnconsented},
	{"its last day ends", false, gone, (*gallery).isExpired},
}

// Art. 26, 33 to 35, 38: whatever ends or changes a record, in the very next answer all
// that shows it agree, and reports that were made before are told to be of earlier
// content.
func TestWhateverEndsOrChangesARecordEverySurfaceShowsWithItsNextAnswer(t *testing.T) {
	try := func(t *testing.T, open storetest.Opener) {
		g := mustHang(t, open, 300, (*gallery).everyEnding)
		g.authorises()
		c := course{gallery: g, stands: map[string]left{}, told: map[string]int{}}
		for i := range g.all {
			c.stands[g.all[i].row] = stays
		}
		for i := range g.all {
			if c.agreeOn("before", &g.all[i]); i == 0 || g.all[i].Honour {
				c.agree("before", &g.all[i])
			}
		}
		for i, way := range endings {
			p := &g.all[i]
			report := g.as("agent").asksAboutOneself()
			was := p.DocumentNumber
			way.do(g, p)
			c.stands[p.row] = way.left
			c.agree(way.name, p)
			c.agreeOn(way.name, p)
			c.forgets(way.name, p, was)
			c.knows(way.name, report, way.left)
		}
	}
	t.Run("SQLite", func(t *testing.T) { try(t, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		t.Run("MariaDB", func(t *testing.T) { try(t, open) })
	}
}

// course is a gallery whose records end and change one after the other.
type course struct {
	*gallery
	stands map[string]left // by row
	told   map[string]int  // how often a surface said that something is objected to
}

// everyEnding hangs a record for each way, all of the first subject, and the last one
// with its last day today.
func (g *gallery) everyEnding() {
	for i, way := range endings {
		item, span := "A06", 0
		if i == len(endings)-1 {
			span = 2
		}
		if way.honour {
			item = "F01"
		}
		p := piece{subject: g.subjects[0], row: way.name, span: span}
		p.Record = g.recordOf(p.subject, item, catalog.Public, i, 2)
		if way.honour {
			p.Class, p.Honour = record.Further, true
		}
		if span == 0 {
			p.DisclosedUntil = g.today.AddDays(spans[0].until)
		}
		p.Provider = g.unit
		g.all = append(g.all, p)
	}
}

// agree fails unless each surface of all records of the subject shows p and those beside
// it as they stand.
func (c *course) agree(after string, p *piece) {
	c.Helper()
	for viewer, texts := range c.textsOf(*p) {
		for name, text := range texts {
			c.agreed(after, p, surfaceNamed(viewer, name), text)
			for i := range c.all {
				if other := &c.all[i]; other.Honour == p.Honour && other != p {
					c.sees(after, other, surfaceNamed(viewer, name), text)
				}
			}
		}
	}
}

// agreeOn fails unless each surface of one record shows p as it stands.
func (c *course) agreeOn(after string, p *piece) {
	c.Helper()
	for _, s := range surfacesOf {
		if s.one {
			text, _ := s.read(c.gallery, p)
			c.agreed(after, p, s, text)
		}
	}
}

func surfaceNamed(viewer disclosure.Viewer, name string) surface {
	for _, s := range surfacesOf {
		if s.viewer == viewer && s.name == name {
			return s
		}
	}
	return surface{}
}

// sees fails unless the text of the surface shows the record as it stands.
func (c *course) sees(after string, p *piece, s surface, text string) {
	c.Helper()
	stands := c.stands[p.row]
	within := s.viewer == disclosure.Self || s.viewer == disclosure.Oversight
	want := stands != gone && (stands != veiled || within)
	if s.name == "authorised query" && slices.Contains(slices.Collect(maps.Values(c.stands)), unconsented) {
		want = false
	}
	if is := p.isIn(text); is != want {
		c.Errorf("after %q the %s shows the record of %q: %t, want %t", after, s.name, p.row, is, want)
	}
}

// agreed fails unless the surface shows the record as it stands, and says that it is
// objected to once more exactly where that is what happened.
func (c *course) agreed(after string, p *piece, s surface, text string) {
	c.Helper()
	c.sees(after, p, s, text)
	key := s.name
	switch {
	case s.one:
		key += " of " + p.row
	case strings.HasPrefix(s.name, "list"):
		key += fmt.Sprint(p.Honour) // those of honours are others
	}
	n := strings.Count(text, "异议处理中") + strings.Count(text, "Objection pending") + strings.Count(text, "disputed")
	was, known := c.told[key]
	c.told[key] = n
	if want := c.stands[p.row] == annotated; known && !s.bare && after == p.row && (n > was) != want {
		c.Errorf("after %q the %s says %d times that something is objected to, before %d times", after, s.name, n, was)
	}
}

// forgets fails where a surface still knows the record by the document number that was
// put right.
func (c *course) forgets(after string, p *piece, was string) {
	c.Helper()
	if was == p.DocumentNumber {
		return
	}
	old := *p
	old.DocumentNumber = was
	for _, s := range surfacesOf {
		text, is := s.read(c.gallery, &old)
		asked := s.one && s.bare // it is asked by the document number
		if is && (strings.Contains(text, was) || asked && strings.Contains(text, string(p.Number))) {
			c.Errorf("after %q the %s still says %s", after, s.name, was)
		}
	}
}

// knows fails unless the report that was made before is shown, and found by its code, as
// one of earlier content where it is.
func (c *course) knows(after string, report sight, l left) {
	c.Helper()
	if l == stays || l == veiled {
		return // to its subject it says what it said
	}
	outdated := l != unconsented
	if again := c.as("agent").get(report.path); (again.status == http.StatusGone) != outdated {
		c.Errorf("after %q the report made before answers %d", after, again.status)
	}
	said := main(c.checks(proofIn(c, main(report))))
	if strings.Contains(said, "内容已更新") != outdated {
		c.Errorf("after %q whoever checks the report made before reads %s", after, said)
	}
}

// authorises has the first subject let another one look at it.
func (g *gallery) authorises() {
	g.Helper()
	enquirer, asked := g.as("agent2"), g.as("agent")
	name, code := asked.itself()
	typed := asking(name, code)
	typed[route.AskedItems], typed[route.AskedUses] = []string{"A06", "F01"}, []string{"3"}
	listed := enquirer.fill(enquirer.get(route.NewAuthorisation), typed)
	path, _ := listed.doc.Find(`main a[href^="/my/authorisations/"]:not([href$="/new"])`).First().Attr("href")
	page := asked.sendsTo(asked.get(path), "/consent", url.Values{
		route.AskedItems: {"A06", "F01"}, route.AskedDays: {"5"}, route.AskedUses: {"3"},
	})
	if page.status != http.StatusOK || !strings.Contains(main(page), "可查看") {
		g.Fatalf("agreed: %d at %s: %s", page.status, page.path, main(page))
	}
	enquirer.sendsTo(enquirer.get(path), "/view", nil)
	g.authorised = path
}

// objects files an objection to the record and returns its request.
func (g *gallery) objects(p *piece, ground string) string {
	g.Helper()
	v := g.as("agent")
	form := v.get(route.With(route.NewFiling, url.Values{route.OfRecord: {string(p.Number)}}))
	filed := v.submits(v.fill(form, url.Values{
		"ground": {ground}, "claim": {"示例理由"}, "contact": {"15400000001"},
	}))
	return v.followed(filed).path
}

func (g *gallery) isCorrected(p *piece) {
	g.Helper()
	request := g.objects(p, "wrong")
	p.DocumentNumber = "示例更正〔2026〕第1号"
	g.as("officer").done(request, "take", nil)
	g.as("officer").done(request, "overrule", url.Values{
		"outcome": {"corrected"}, "document": {"示例复议〔2026〕1号"}, "reason": {"复议决定变更"},
		route.FieldValue + "CF_WSH": {p.DocumentNumber},
	})
	g.as("signer").done(request, "sign", nil)
}

func (g *gallery) isRemoved(p *piece) {
	g.Helper()
	request := g.objects(p, "not_public")
	g.as("officer").done(request, "take", nil)
	g.as("officer").done(request, "find_own", url.Values{"outcome": {"removed"}, "reason": {"依目录不应公开"}})
	g.as("signer").done(request, "sign", nil)
}

func (g *gallery) isFounded(p *piece) {
	g.Helper()
	request, officer := g.objects(p, "wrong"), g.as("officer")
	officer.done(request, "take", nil)
	officer.done(request, "find_same", url.Values{"reason": {"与报送的一致"}})
	officer.done(request, "forward", nil)
	g.as("checker").done(request, "answer", url.Values{
		"outcome": {"upheld"}, "remedy": {"annul"}, "reason": {"处罚决定已被撤销"}, "document": {"示例撤销〔2026〕1号"},
		route.Explanation: {"该处罚决定已由本机关撤销"},
	})
	g.as("reviewer").done(request, "provider_sign", nil)
	officer.done(request, "propose", url.Values{"outcome": {"upheld"}, "reason": {"依据已被撤销"}})
	g.as("signer").done(request, "sign", nil)
	if list := asked(g, g.handler, 9, route.Annulled); !strings.Contains(list, "该处罚决定已由本机关撤销") {
		g.Error("the list of what was taken down does not say why")
	}
}

// isRepaired leads an application to the signature of the provider, and returns it.
func (g *gallery) isRepaired(p *piece) string {
	g.Helper()
	form := g.as("agent").get(route.With(route.NewRepair, url.Values{route.OfRecord: {string(p.Number)}}))
	request := g.as("agent").applies(form)
	g.as("checker").done(request, "accept", nil)
	g.confirms(request, "agree", url.Values{
		"document": {"示例修〔2026〕1号"}, "dated": {firstDay}, "reason": {"义务已履行"},
		"field": {"performed", "rectified", "reduced"},
	})
	return request
}

// confirms has both hands of the provider do an act that rests on a sealed document.
func (g *gallery) confirms(request, act string, words url.Values) {
	g.Helper()
	v := g.as("checker")
	href, _ := v.get(request).doc.Find(`a[href$="/` + act + `"]`).First().Attr("href")
	page := v.fillWith(v.get(href), words, map[string][]byte{"盖章件.png": drawing(g.TB)})
	if page.path != request {
		g.Fatalf("%s: %d: %s", act, page.status, main(page))
	}
	if act == "propose_revoke" {
		g.as("agent").done(request, "reply", url.Values{"reason": {"示例陈述"}})
	}
	g.as("reviewer").done(request, "provider_sign", nil)
}

func (g *gallery) isRevoked(p *piece) {
	g.Helper()
	g.confirms(g.isRepaired(p), "propose_revoke", url.Values{
		"document": {"示例撤修〔2026〕1号"}, "dated": {firstDay}, "reason": {"示例材料不实"},
	})
}

// beside changes records in another process, and waits until this one has noticed.
func (g *gallery) beside(do func(s *store.Store, e audit.Event) error) {
	g.Helper()
	before := g.portal.DataVersion()
	e := audit.Event{
		Did: audit.BatchEntered, On: "batch", By: actor.System(), At: g.deps.Now(), Op: g.once(), Reason: "示例理由",
	}
	if err := do(mustOpenStoreOf(g, g.options), e); err != nil {
		g.Fatal(err)
	}
	following := g.portal.Following(g.Context())
	until(g, "the portal has noticed", func() bool { return g.portal.DataVersion() != before })
	following()
}

// commits changes the record as a report of its provider does.
func (g *gallery) commits(p *piece, change func(*record.Record)) {
	g.Helper()
	g.beside(func(s *store.Store, e audit.Event) error {
		known, err := s.Known(g.Context(), []record.Digest{p.Key})
		if err != nil {
			return err
		}
		now := known[p.Key].Record
		after := now
		change(&after)
		return s.Commit(g.Context(), intake.Change{
			Event: e, WasCursor: -1,
			Batch: intake.Batch{
				Key: sha256.Sum256([]byte(e.Op)), Provider: p.Provider, Item: p.Item, Edition: p.Edition, FileName: "again.csv",
				ReceivedAt: e.At, DueOn: g.today, State: intake.Finished,
			},
			Records: []*record.Change{{WasVersion: now.Version, After: after, Subject: p.subject, Reason: e.Reason}},
			Rows:    []intake.Row{{Number: 1, Outcome: intake.NewVersion}},
		})
	})
}

func (g *gallery) isDeleted(p *piece) {
	g.Helper()
	v := g.as("agent")
	form := v.get(route.With(route.NewDeletion, url.Values{route.OfRecord: {string(p.Number)}}))
	if receipt := v.fill(form, aware); !strings.HasSuffix(receipt.path, "/receipt") {
		g.Fatalf("deleted: %d at %s: %s", receipt.status, receipt.path, main(receipt))
	}
}

func (g *gallery) isSentAnew(p *piece) {
	g.Helper()
	p.DocumentNumber = "示例更正〔2026〕第2号"
	g.commits(p, func(r *record.Record) {
		r.DocumentNumber, r.Content, r.ReceivedAt = p.DocumentNumber, sha256.Sum256([]byte("anew")), g.deps.Now()
	})
}

func (g *gallery) isHeld(p *piece) {
	g.Helper()
	g.beside(func(s *store.Store, e audit.Event) error { return s.HideRecord(g.Context(), p.Number, e) })
}

func (g *gallery) isOver(p *piece) {
	g.Helper()
	g.beside(func(s *store.Store, e audit.Event) error {
		n, err := s.RecomputeEnds(g.Context(), "示例规则册", e, func(rec record.Record) (civil.Date, string) {
			if rec.Number == p.Number {
				return g.today.AddDays(-1), "示例规则册"
			}
			return rec.DisclosedUntil, rec.GovernedBy
		})
		if err == nil && n != 1 {
			return fmt.Errorf("%d last days moved", n)
		}
		return err
	})
}

func (g *gallery) isUnconsented(*piece) {
	g.Helper()
	v := g.as("agent")
	if page := v.sendsTo(v.get(g.authorised), "/revoke", nil); !strings.Contains(main(page), "授权已撤回") {
		g.Fatalf("taken back: %d %s", page.status, main(page))
	}
}

func (g *gallery) isExpired(*piece) {
	g.Helper()
	g.pass(14 * time.Hour)
	g.browsers = nil // everybody signs in anew
}

// begins has a provider begin to put right its record, and returns the request.
func (g *gallery) begins(p *piece, ground string) string {
	g.Helper()
	v := g.as("checker")
	page := v.fill(v.get(route.With(route.NewCorrection, url.Values{route.OfRecord: {string(p.Number)}})), url.Values{
		route.CorrectionGround: {ground},
	})
	if !strings.HasPrefix(page.path, "/requests/") {
		g.Fatalf("begun: %d at %s: %s", page.status, page.path, main(page))
	}
	return page.path
}

func (g *gallery) isPutRight(p *piece) {
	g.Helper()
	request := g.begins(p, "misreported")
	p.DocumentNumber = "示例更正〔2026〕第3号"
	g.as("checker").done(request, "correct", url.Values{
		route.FieldValue + "CF_WSH": {p.DocumentNumber}, "document": {"示例函〔2026〕3号"}, "reason": {"核对时发现"},
		route.Explanation: {"文号录入有误"},
	})
	g.as("reviewer").done(request, "provider_sign", nil)
}

func (g *gallery) isAnnulled(p *piece) {
	g.Helper()
	request := g.begins(p, "basis_fell")
	g.as("checker").done(request, "annul", url.Values{
		"document": {"示例复议〔2026〕9号"}, "reason": {"复议决定撤销"}, route.Explanation: {"原处罚决定经行政复议撤销"},
	})
	g.as("reviewer").done(request, "provider_sign", nil)
	list := asked(g, g.handler, 9, route.Annulled)
	for _, said := range []string{p.DocumentNumber, "原处罚决定经行政复议撤销", p.AuthorityName} {
		if !strings.Contains(list, said) {
			g.Errorf("the list of what was taken down does not say %q", said)
		}
	}
	if strings.Contains(list, p.subject.Name) || strings.Contains(list, string(p.Number)) {
		g.Error("the list of what was taken down names whom it concerned")
	}
}

// Order 36: what was a revocation by mistake and is a reprimand is minor, and minor conduct
// without a stated need is not for the public, for whom nothing of it is left.
func TestARevocationThatIsPutRightToAReprimandLeavesThePublic(t *testing.T) {
	g := mustHang(t, storetest.SQLite, 300, func(g *gallery) {
		some(1)(g)
		p := &g.all[0]
		p.Severity, p.SeverityBasis, p.Penalties = record.Serious, "ndrc-36", "吊销许可证"
		p.DecidedOn, p.DisclosedFrom = g.today.AddDays(-20), g.today.AddDays(-20)
	})
	p := &g.all[0]
	if page := get(g.handler, route.Record(p.Number)); page.Code != http.StatusOK {
		t.Fatalf("before it is put right its page is %d", page.Code)
	}
	request := g.begins(p, "misreported")
	g.as("checker").done(request, "correct", url.Values{
		route.FieldValue + "CF_CFLB": {"通报批评"}, "document": {"示例函〔2026〕4号"}, "reason": {"核对时发现"},
		route.Explanation: {"处罚类别录入有误"},
	})
	g.as("reviewer").done(request, "provider_sign", nil)
	if page := get(g.handler, route.Record(p.Number)); strings.Contains(page.Body.String(), p.DocumentNumber) {
		t.Errorf("put right to a reprimand its page is %d", page.Code)
	}
}
