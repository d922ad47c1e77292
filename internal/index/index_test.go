package index_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"creditportal/internal/civil"
	"creditportal/internal/index"
	"creditportal/internal/search"
)

var (
	today   = civil.MustParse("2026-11-23")
	forever = civil.MustParse("9999-12-31")
)

func mustParse(t testing.TB, typed string) search.Query {
	t.Helper()
	q, err := search.Parse(typed)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func subjectsFound(t *testing.T, ix *index.Index, typed string) []search.Hit {
	t.Helper()
	hits, total, capped := ix.Subjects(mustParse(t, typed), today, 0, 50)
	if total != len(hits) || capped {
		t.Fatalf("%q: %d hits but a total of %d, capped %t", typed, len(hits), total, capped)
	}
	return hits
}

func someSubjects() search.Changes {
	return search.Changes{Subjects: []search.SubjectRow{
		{ID: 1, Name: "示例宏远建材有限公司", Code: "91370399MA3DEM019R", LastDay: forever},
		{ID: 2, Name: "宏远", Former: []string{"老宏远商行"}, Code: "91370399MA3DEM027L", LastDay: forever},
		{ID: 3, Name: "宏远（张店）科技", Code: "91370399MA3DEM035F", LastDay: forever},
		{ID: 4, Name: "示例新名有限公司", Former: []string{"示例宏远贸易行"}, Code: "91370399MA3DEM043A", LastDay: forever},
		{ID: 5, Name: "𠮷田·ＡＢＣ商店", Code: "92370399MA3DEM1150", LastDay: forever},
		{ID: 7, Name: "张店·店张", Code: "93370399MA3DEM2116", LastDay: forever},
		{ID: 6, Name: "已满期公司", Code: "91370399MA3DEM0515", LastDay: today.AddDays(-1)},
	}}
}

func TestHitsAreRankedByWhyTheyMatched(t *testing.T) {
	ix := index.New()
	ix.Apply(someSubjects())
	want := []search.Hit{
		{ID: 2, Why: search.ByName},
		{ID: 3, Why: search.ByStart},
		{ID: 1, Why: search.ByPart},
		{ID: 4, Why: search.ByFormer},
	}
	if diff := cmp.Diff(want, subjectsFound(t, ix, "宏远")); diff != "" {
		t.Errorf("hits of 宏远 (-want +got):\n%s", diff)
	}
}

func TestSubjectsAreFoundHoweverTheirNameOrCodeIsTyped(t *testing.T) {
	ix := index.New()
	ix.Apply(someSubjects())
	tests := []struct {
		typed string
		want  []search.Hit
	}{
		{"９１３７０３９９ｍａ３ｄｅｍ０１９ｒ", []search.Hit{{ID: 1, Why: search.ByCode}}},
		{" 91370399-MA3DEM01 9R ", []search.Hit{{ID: 1, Why: search.ByCode}}},
		{"92370399", []search.Hit{{ID: 5, Why: search.ByCodeStart}}},
		{"宏远(张店)", []search.Hit{{ID: 3, Why: search.ByStart}}},
		{"𠮷田", []search.Hit{{ID: 5, Why: search.ByStart}}},
		{"田•abc", []search.Hit{{ID: 5, Why: search.ByPart}}},
		{"𠮷", []search.Hit{{ID: 5, Why: search.ByStart}}},
		{"店", []search.Hit{{ID: 5, Why: search.ByPart}, {ID: 3, Why: search.ByPart}, {ID: 7, Why: search.ByPart}}},
		{"限公", []search.Hit{{ID: 1, Why: search.ByPart}, {ID: 4, Why: search.ByPart}}},
		{"宏远有限", nil}, // both halves stand in one name, apart
		{"店张店", nil},  // so do both pairs
		{"已满期", nil},
		{"91370399MA3DEM0515", nil},
		{"", nil},
		{"370303189912310011", nil},
	}
	for _, tt := range tests {
		t.Run(tt.typed, func(t *testing.T) {
			got := subjectsFound(t, ix, tt.typed)
			byID := cmpopts.SortSlices(func(a, b search.Hit) bool { return a.ID < b.ID })
			if diff := cmp.Diff(tt.want, got, byID); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestASubjectAndItsRecordsLeaveAtMidnightAfterTheirLastDay(t *testing.T) {
	ix := index.New()
	ix.Apply(search.Changes{
		Subjects: []search.SubjectRow{{ID: 1, Name: "示例公司", LastDay: today}},
		Records:  []search.RecordRow{{ID: 7, Subject: 1, ListOn: today, LastDay: today, Adverse: true, Document: "罚1号"}},
	})
	count := func(day civil.Date) [4]int {
		_, subjects, _ := ix.Subjects(mustParse(t, "示例"), day, 0, 10)
		ids, _, _ := ix.Records(search.Filter{List: search.AdverseList}, day, search.Cursor{}, 10)
		records, _ := ix.Count(search.Filter{Keyword: mustParse(t, "示例")}, day)
		return [4]int{subjects, len(ids), records, len(ix.Documents("罚1号", day))}
	}
	if got, want := count(today), [4]int{1, 1, 1, 1}; got != want {
		t.Errorf("on the last day: %v, want %v", got, want)
	}
	if got, want := count(today.AddDays(1)), [4]int{}; got != want {
		t.Errorf("on the day after: %v, want %v", got, want)
	}
	if got, want := count(today), [4]int{1, 1, 1, 1}; got != want {
		t.Errorf("asked for the last day again: %v, want %v", got, want)
	}
}

func TestASubjectAndItsRecordsComeAtMidnightOfTheirFirstDay(t *testing.T) {
	ix := index.New()
	ix.Apply(search.Changes{
		Subjects: []search.SubjectRow{{ID: 1, Name: "示例公司", FirstDay: today, LastDay: forever}},
		Records:  []search.RecordRow{{ID: 7, Subject: 1, ListOn: today.AddDays(-9), ShownOn: today, LastDay: forever}},
	})
	for day, want := range map[civil.Date]int{today.AddDays(-1): 0, today: 1} {
		_, subjects, _ := ix.Subjects(mustParse(t, "示例"), day, 0, 10)
		if records, _ := ix.Count(search.Filter{}, day); subjects != want || records != want {
			t.Errorf("on %s: %d subjects, %d records, want %d of each", day, subjects, records, want)
		}
	}
}

func manyRecords(n int) search.Changes {
	var c search.Changes
	for i := range n {
		c.Records = append(c.Records, search.RecordRow{
			ID: int64(i + 1), Subject: 1, ListOn: today.AddDays(-i % 7), LastDay: forever, Item: fmt.Sprint(i % 2),
		})
	}
	return c
}

func TestAListGoesNoDeeperThanAThousandRecords(t *testing.T) {
	ix := index.New()
	ix.Apply(manyRecords(1200))
	seen, after, pages := map[int64]bool{}, search.Cursor{}, 0
	for more := true; more; pages++ {
		var ids []int64
		ids, after, more = ix.Records(search.Filter{}, today, after, 30)
		for _, id := range ids {
			if seen[id] {
				t.Fatalf("record %d shown twice", id)
			}
			seen[id] = true
		}
		if after.Depth == search.MaxDepth {
			break
		}
	}
	if len(seen) != search.MaxDepth || pages != 33 {
		t.Errorf("saw %d records on %d full pages", len(seen), pages)
	}
	if ids, _, more := ix.Records(search.Filter{}, today, after, 30); len(ids) > 0 || more {
		t.Errorf("the page below the deepest shows %d records, more %t", len(ids), more)
	}
}

func TestAWholeListIsCountedExactlyAndAFilteredOneUpToAThousand(t *testing.T) {
	ix := index.New()
	ix.Apply(manyRecords(2400))
	tests := []struct {
		filter search.Filter
		want   int
		capped bool
	}{
		{search.Filter{}, 2400, false},
		{search.Filter{OldestFirst: true}, 2400, false},
		{search.Filter{Item: "1"}, search.CountCap, true},
		{search.Filter{Item: "1", From: today}, 171, false},
		{search.Filter{Item: "none"}, 0, false},
		{search.Filter{List: "unknown"}, 0, false},
	}
	for _, tt := range tests {
		if got, capped := ix.Count(tt.filter, today); got != tt.want || capped != tt.capped {
			t.Errorf("%+v: %d (capped %t), want %d (%t)", tt.filter, got, capped, tt.want, tt.capped)
		}
	}
}

func TestFacetsOfALongListCountEveryRecord(t *testing.T) {
	ix := index.New()
	ix.Apply(manyRecords(70_000))
	week := search.Filter{From: today.AddDays(-3)}
	tests := []struct {
		filter search.Filter
		want   []search.Facet
	}{
		{search.Filter{}, []search.Facet{{Value: "0", Count: 35_000}, {Value: "1", Count: 35_000}}},
		{search.Filter{Item: "1"}, []search.Facet{{Value: "0", Count: 35_000}, {Value: "1", Count: 35_000}}},
		{week, []search.Facet{{Value: "0", Count: 20_000}, {Value: "1", Count: 20_000}}},
	}
	for _, tt := range tests {
		got := ix.Facets(tt.filter, today)
		if diff := cmp.Diff(tt.want, got.Items); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.filter, diff)
		}
		shown := 0
		for _, marking := range got.Markings {
			shown += marking.Count
		}
		wanted := tt.want[0].Count
		if tt.filter.Item == "" {
			wanted *= 2
		}
		if shown != wanted {
			t.Errorf("%+v: %d records by marking, want %d", tt.filter, shown, wanted)
		}
	}
}

func TestEveryListKeepsItsOwnRecordsAndCounts(t *testing.T) {
	ix := index.New()
	ix.Apply(search.Changes{Records: []search.RecordRow{
		{ID: 1, ListOn: today, LastDay: forever, Adverse: true, Item: "a"},
		{ID: 2, ListOn: today, LastDay: forever, Favourable: true, Item: "b"},
		{ID: 3, ListOn: today, LastDay: forever, Dual: true, Item: "c"},
		{ID: 4, ListOn: today, LastDay: forever, List: "adverse", Item: "d"}, // an unlucky name is no list of the portal
		{ID: 5, ListOn: today, LastDay: forever, List: "serious_tax", Item: "e"},
	}})
	wanted := map[search.List]string{
		search.AdverseList: "a", search.FavourableList: "b", search.DualList: "c", "serious_tax": "e",
	}
	for range 2 { // the second time from what was kept
		if all := ix.Facets(search.Filter{}, today); len(all.Items) != 5 {
			t.Errorf("items of all records: %v", all.Items)
		}
		for list, item := range wanted {
			f := search.Filter{List: list}
			n, _ := ix.Count(f, today)
			want := search.Facets{
				Items:    []search.Facet{{Value: item, Count: 1}},
				Markings: []search.Facet{{Value: string(search.Unannotated), Count: 1}},
			}
			if diff := cmp.Diff(want, ix.Facets(f, today)); diff != "" || n != 1 {
				t.Errorf("list %s: %d records, facets (-want +got):\n%s", list, n, diff)
			}
		}
	}
}

func TestAFailedBuildLeavesTheIndexAsItWas(t *testing.T) {
	ix := index.New()
	ix.Apply(someSubjects())
	broken := errors.New("the database is gone")
	err := ix.Build(func(add func(search.SubjectRow), _ func(search.RecordRow)) error {
		add(search.SubjectRow{ID: 9, Name: "宏远", LastDay: forever})
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if got := subjectsFound(t, ix, "宏远"); len(got) != 4 {
		t.Errorf("found %v after a failed build", got)
	}
}

func TestReadersSeeWholeChangesWhileOthersAreWritten(t *testing.T) {
	ix := index.New()
	ix.Apply(search.Changes{Subjects: []search.SubjectRow{{ID: 1, Name: "甲乙丙", LastDay: forever}}})
	const changes = 300
	var readers, writer sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if _, total, _ := ix.Subjects(mustParse(t, "甲乙"), today, 0, 5); total != 1 {
					t.Errorf("the renamed subject was found %d times", total)
					return
				}
				f := search.Filter{Item: "a", Keyword: mustParse(t, "甲乙")}
				n, _ := ix.Count(f, today)
				ids, _, _ := ix.Records(f, today, search.Cursor{}, 10)
				if ix.Facets(f, today); n > changes || len(ids) > 10 {
					t.Errorf("counted %d, listed %d", n, len(ids))
				}
			}
		})
	}
	writer.Go(func() {
		for i := range changes {
			ix.Apply(search.Changes{
				Subjects: []search.SubjectRow{{ID: 1, Name: fmt.Sprintf("甲乙%d", i), LastDay: forever}},
				Records:  []search.RecordRow{{ID: int64(i), Subject: 1, ListOn: today, LastDay: forever, Item: "a"}},
			})
		}
	})
	writer.Wait()
	close(done)
	readers.Wait()
	if n, _ := ix.Count(search.Filter{}, today); n != changes {
		t.Errorf("%d records at the end, want %d", n, changes)
	}
}

func TestOfTooManyHitsTheBestThousandAreShownAndTheCountIsCapped(t *testing.T) {
	ix := index.New()
	var row int64
	for range 30 { // in many small changes, so that several segments are asked
		var c search.Changes
		for range 50 {
			row++
			c.Subjects = append(c.Subjects, search.SubjectRow{
				ID: row, Name: fmt.Sprintf("甲%04d宏远", row*7919%10000), LastDay: forever,
			})
		}
		ix.Apply(c)
	}
	ix.Apply(search.Changes{Subjects: []search.SubjectRow{
		{ID: 5000, Name: "宏远", LastDay: forever}, {ID: 5001, Name: "宏远店", LastDay: forever},
	}})
	q := mustParse(t, "宏远")
	hits, total, capped := ix.Subjects(q, today, 0, 2)
	want := []search.Hit{{ID: 5000, Why: search.ByName}, {ID: 5001, Why: search.ByStart}}
	if diff := cmp.Diff(want, hits); diff != "" || total != search.CountCap || !capped {
		t.Errorf("total %d, capped %t, first hits (-want +got):\n%s", total, capped, diff)
	}
	all, _, _ := ix.Subjects(q, today, 0, 5000)
	last := ""
	for _, hit := range all[2:] {
		name := fmt.Sprintf("甲%04d宏远", hit.ID*7919%10000)
		if name < last {
			t.Fatalf("%s stands after %s", name, last)
		}
		last = name
	}
	if len(all) != search.CountCap {
		t.Errorf("%d hits can be paged through", len(all))
	}
}
