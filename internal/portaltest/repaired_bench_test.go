package portaltest

import (
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/web/route"
)

// BenchmarkRepaired has a provider confirm the repair of a record and revoke it again and
// again, while others ask every public surface of the portal for it. An answer is stale
// when it was asked for after the page of the signature came and still tells of the state
// before: in the process that signs there is no time allowed.
func BenchmarkRepaired(b *testing.B) {
	const asks, visitors = 10_000, 8
	p := mustOpenDemo(b, b.TempDir(), 1200, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(b, p)
	filed := o.mustRoute()
	all := everyAdverse(b, p, civil.MustParse(firstDay))
	i := slices.IndexFunc(all, func(s disclosure.Shown) bool { return string(s.Number) == filed.number })
	h := pages(b, p)
	showing, _ := surfaces(all[i])
	r := repairing{routed: filed, reviewers: o.signIn(filed.reviewer)}
	var gone atomic.Bool
	var settled atomic.Int64 // the instant from which answers must be as gone says
	settled.Store(time.Now().UnixNano())
	var counted, stale atomic.Int64
	for b.Loop() {
		var crowd sync.WaitGroup
		for visitor := range int64(visitors) {
			crowd.Go(func() {
				for n := visitor; counted.Load() < asks; n++ {
					from, want := settled.Load(), !gone.Load()
					begun := time.Now().UnixNano()
					text := asked(b, h, visitor, showing[n%int64(len(showing))])
					is := strings.Contains(text, all[i].Document) || strings.Contains(text, route.Record(all[i].Number)+"<")
					if from != settled.Load() || begun < from {
						continue // a signature came between
					}
					counted.Add(1)
					if is != want {
						stale.Add(1)
					}
				}
			})
		}
		for counted.Load() < asks {
			sign := r.prepared(gone.Load())
			settled.Store(time.Now().Add(time.Hour).UnixNano())
			sign()
			gone.Store(!gone.Load())
			settled.Store(time.Now().UnixNano())
			enough := min(asks, counted.Load()+asks/10)
			until(b, "the visitors have asked", func() bool { return counted.Load() >= enough })
		}
		crowd.Wait()
	}
	b.ReportMetric(float64(counted.Load()), "answers")
	b.ReportMetric(float64(stale.Load()), "stale")
	if stale.Load() > 0 {
		b.Errorf("%d of %d answers were stale", stale.Load(), counted.Load())
	}
}

// repairing is a record that is repaired, and whose repair is revoked, in turns.
type repairing struct {
	routed
	reviewers *visitor
	turns     int
}

// prepared leads the matter to where one signature repairs the record, or brings it back
// where it is gone, and returns the signature.
func (r *repairing) prepared(gone bool) (sign func()) {
	if gone {
		r.proposes("propose_revoke", url.Values{"reason": {"示例材料不实"}})
		r.applicant.done(r.request, "reply", url.Values{"reason": {"示例陈述"}})
	} else {
		if r.turns++; r.turns > 1 { // a new application for the same record
			form := r.applicant.get(route.With(route.NewRepair, url.Values{route.OfRecord: {r.number}}))
			r.request = r.applicant.applies(form)
		}
		r.checker.done(r.request, "accept", nil)
		r.proposes("agree", url.Values{"reason": {"义务已履行"}, "field": {"performed", "rectified", "reduced"}})
	}
	return func() { r.reviewers.done(r.request, "provider_sign", nil) }
}

// proposes does an act that rests on a sealed document.
func (r *repairing) proposes(act string, words url.Values) {
	words["document"], words["dated"] = []string{"示例文〔2026〕1号"}, []string{firstDay}
	href, _ := r.checker.get(r.request).doc.Find(`a[href$="/` + act + `"]`).First().Attr("href")
	page := r.checker.fillWith(r.checker.get(href), words, map[string][]byte{"盖章件.png": drawing(r.checker.TB)})
	if page.path != r.request {
		r.checker.Fatalf("%s: %d: %s", act, page.status, main(page))
	}
}
