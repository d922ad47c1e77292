package portaltest

import (
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"creditportal/internal/civil"
)

// BenchmarkFreshness has an officer hide and show a record again and again by
// commands of their own, while others ask every surface of a running portal for
// it. An answer is stale when it was asked for more than a second after the
// command ended and still tells of the state before.
func BenchmarkFreshness(b *testing.B) {
	const asks, visitors, allowed = 10_000, 8, time.Second
	dir := filepath.Join(b.TempDir(), "demo")
	p := mustOpenDemo(b, dir, 3000, firstDay+"T10:00:00+08:00")
	shown := everyAdverse(b, p, civil.MustParse(firstDay))[0]
	number := string(shown.Number)
	following := p.Following(b.Context())
	b.Cleanup(following)
	h := pages(b, p)
	showing, _ := surfaces(shown)
	var hidden atomic.Bool
	var settled atomic.Int64 // the instant from which answers must be as hidden says
	settled.Store(time.Now().Add(allowed).UnixNano())
	var counted, stale atomic.Int64
	for b.Loop() {
		var all sync.WaitGroup
		for visitor := range int64(visitors) {
			all.Go(func() {
				for n := visitor; counted.Load() < asks; n++ {
					from, want := settled.Load(), !hidden.Load()
					begun := time.Now().UnixNano()
					is := strings.Contains(asked(b, h, visitor, showing[n%int64(len(showing))]), number)
					if from != settled.Load() || begun < from {
						continue // a command came between, or the second is not over
					}
					counted.Add(1)
					if is != want {
						stale.Add(1)
					}
				}
			})
		}
		for counted.Load() < asks {
			act := "hide"
			if hidden.Load() {
				act = "show"
			}
			settled.Store(time.Now().Add(time.Hour).UnixNano())
			out, code := run(b, nil, "record", act, number, "--data", dir, "--as", "示例甲", "--reason", "核实中")
			if code != 0 {
				b.Fatalf("%s ends with %d:\n%s", act, code, out)
			}
			hidden.Store(act == "hide")
			settled.Store(time.Now().Add(allowed).UnixNano())
			enough := min(asks, counted.Load()+asks/5)
			until(b, "the visitors have asked", func() bool { return counted.Load() >= enough })
		}
		all.Wait()
	}
	b.ReportMetric(float64(counted.Load()), "answers")
	b.ReportMetric(float64(stale.Load()), "stale")
	if stale.Load() > 0 {
		b.Errorf("%d of %d answers were stale", stale.Load(), counted.Load())
	}
}
