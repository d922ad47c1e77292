package index_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"creditportal/internal/index"
	"creditportal/internal/search"
)

// rows is how many subjects and how many records the benchmarks hold.
var rows = flag.Int("rows", 100_000, "subjects and records in the benchmarks")

const clients = 8

var (
	trades = []string{"建材", "商贸", "科技", "餐饮", "运输", "陶瓷", "物业", "机械", "化工", "文化传媒"}
	forms  = []string{"有限公司", "股份有限公司", "商行", "经营部", "合作社", "（集团）有限公司"}
)

// hanzi returns a character, frequent ones more often than rare ones.
func hanzi(r *rand.Rand) rune {
	const common, spread = 0x4E00, 3500
	x := r.Float64()
	return rune(common + int(x*x*spread))
}

func randomName(r *rand.Rand) string {
	name := []rune("示例")
	for range 2 + r.IntN(3) {
		name = append(name, hanzi(r))
	}
	return string(name) + trades[r.IntN(len(trades))] + forms[r.IntN(len(forms))]
}

func randomSubject(r *rand.Rand, id int) search.SubjectRow {
	row := search.SubjectRow{
		ID: int64(id) * 3, Name: randomName(r), LastDay: forever,
		Code: fmt.Sprintf("91370399MA%08X", r.Uint32()),
	}
	if id%20 == 0 {
		row.Former = []string{randomName(r)}
	}
	return row
}

func randomRecord(r *rand.Rand, id, subjects int) search.RecordRow {
	on, item := today.AddDays(-r.IntN(1800)), r.IntN(40)
	organ := (item*7 + r.IntN(5)) % 60 // an organ decides few kinds of matter
	return search.RecordRow{
		ID: int64(id) * 5, Subject: int64(r.IntN(subjects)+1) * 3, ListOn: on, ShownOn: on,
		LastDay: today.AddDays(r.IntN(1100)), Adverse: item%3 == 0, Favourable: item%3 == 1, Dual: item%2 == 0,
		Annotated: id%500 == 0, Item: fmt.Sprintf("item-%d", item),
		Authority: fmt.Sprintf("authority-%d", organ), Provider: fmt.Sprintf("P%d", organ),
		SubjectKind: []string{"legal_person", "organisation", "individual_business"}[r.IntN(3)],
		Document:    fmt.Sprintf("示例%c罚〔%d〕%d号", hanzi(r), on.Year(), r.IntN(9000)),
	}
}

// built is the one index of all benchmarks of the run; sampled are some of the
// subjects in it.
var (
	built   = sync.OnceValues(buildBig)
	sampled []search.SubjectRow
)

func bigIndex(b *testing.B) *index.Index {
	b.Helper()
	ix, err := built()
	if err != nil {
		b.Fatal(err)
	}
	return ix
}

func buildBig() (*index.Index, error) {
	r := rand.New(rand.NewPCG(1, 2)) // varied, not secret
	ix := index.New()
	before := heap()
	err := ix.Build(func(subject func(search.SubjectRow), record func(search.RecordRow)) error {
		for id := 1; id <= *rows; id++ {
			row := randomSubject(r, id)
			if id%max(*rows/1000, 1) == 0 {
				sampled = append(sampled, row)
			}
			subject(row)
			record(randomRecord(r, id, *rows))
		}
		return nil
	})
	fmt.Printf("heap of %d subjects and records: %.0f MB\n", *rows, float64(heap()-before)/1e6)
	return ix, err
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkBuild(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2)) // varied, not secret
	subjects := make([]search.SubjectRow, *rows)
	records := make([]search.RecordRow, *rows)
	for i := range *rows {
		subjects[i], records[i] = randomSubject(r, i+1), randomRecord(r, i+1, *rows)
	}
	for b.Loop() {
		err := index.New().Build(func(subject func(search.SubjectRow), record func(search.RecordRow)) error {
			for i := range *rows {
				subject(subjects[i])
				record(records[i])
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSubjects(b *testing.B) {
	ix := bigIndex(b)
	r := rand.New(rand.NewPCG(3, 4)) // varied, not secret
	some := func() search.SubjectRow { return sampled[r.IntN(len(sampled))] }
	part := func(from, n int) func() string {
		return func() string { return string([]rune(some().Name)[from : from+n]) }
	}
	for _, kind := range []struct {
		name  string
		typed func() string
	}{
		{"one_character", part(2, 1)},
		{"two_characters", part(2, 2)},
		{"four_characters", part(0, 4)},
		{"four_inside", part(4, 4)},
		{"trade", func() string { return trades[r.IntN(len(trades))] }},
		{"in_most_names", func() string { return "有限公司" }},
		{"full_name", func() string { return some().Name }},
		{"former_name", func() string { return randomName(r) }},
		{"code_start", func() string { return some().Code[:14] }},
		{"code", func() string { return some().Code }},
	} {
		queries := make([]search.Query, 512)
		for i := range queries {
			queries[i] = mustParse(b, kind.typed())
		}
		b.Run(kind.name, func(b *testing.B) {
			measure(b, func(i int) { ix.Subjects(queries[i%len(queries)], today, 0, 20) })
		})
	}
}

func BenchmarkRecords(b *testing.B) {
	ix := bigIndex(b)
	keyword := mustParse(b, "宏")
	for name, f := range map[string]search.Filter{
		"whole":    {List: search.AdverseList},
		"sparse":   {List: search.AdverseList, Item: "item-7", Authority: "authority-50"},
		"month":    {From: today.AddDays(-30), SubjectKind: "organisation"},
		"keyword":  {List: search.DualList, Keyword: keyword},
		"document": {Keyword: mustParse(b, "示例罚〔2026〕1")},
	} {
		b.Run(name, func(b *testing.B) {
			measure(b, func(int) {
				ix.Records(f, today, search.Cursor{}, 20)
				ix.Count(f, today)
				ix.Facets(f, today)
			})
		})
	}
}

func BenchmarkApply(b *testing.B) {
	ix := index.New()
	r := rand.New(rand.NewPCG(5, 6)) // varied, not secret
	id := 0
	const batch = 500
	for b.Loop() {
		var c search.Changes
		for range batch {
			id++
			c.Subjects = append(c.Subjects, randomSubject(r, id))
			c.Records = append(c.Records, randomRecord(r, id, id))
		}
		ix.Apply(c)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(id), "us/row")
}

// BenchmarkChange replaces rows of the big index one by one and asks at once.
func BenchmarkChange(b *testing.B) {
	ix := bigIndex(b)
	r := rand.New(rand.NewPCG(7, 8)) // varied, not secret
	q := mustParse(b, trades[0])
	for b.Loop() {
		id := r.IntN(*rows) + 1
		ix.Apply(search.Changes{
			Subjects: []search.SubjectRow{randomSubject(r, id)},
			Records:  []search.RecordRow{randomRecord(r, id, *rows)},
		})
		ix.Subjects(q, today, 0, 20)
		ix.Records(search.Filter{List: search.AdverseList}, today, search.Cursor{}, 20)
		ix.Count(search.Filter{}, today)
	}
}

// measure asks from eight clients at once and reports how long they waited.
func measure(b *testing.B, ask func(i int)) {
	b.Helper()
	waits := make([][]time.Duration, clients)
	var group sync.WaitGroup
	b.ResetTimer()
	for client := range clients {
		group.Go(func() {
			for i := client; i < b.N; i += clients {
				began := time.Now()
				ask(i)
				waits[client] = append(waits[client], time.Since(began))
				runtime.Gosched() // as a request ends by waiting for the next
			}
		})
	}
	group.Wait()
	all := slices.Sorted(slices.Values(slices.Concat(waits...)))
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}
