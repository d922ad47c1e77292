package index_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"creditportal/internal/civil"
	"creditportal/internal/fold"
	"creditportal/internal/index"
	"creditportal/internal/search"
)

// model is the index as anyone would write it: all rows, looked at one by one.
type model struct {
	subjects map[int64]search.SubjectRow
	records  map[int64]search.RecordRow
}

func (m *model) apply(c search.Changes) {
	for _, id := range c.GoneSubjects {
		delete(m.subjects, id)
	}
	for _, id := range c.GoneRecords {
		delete(m.records, id)
	}
	for _, row := range c.Subjects {
		m.subjects[row.ID] = row
	}
	for _, row := range c.Records {
		m.records[row.ID] = row
	}
}

// matched returns the text by which a subject was found.
func matched(q search.Query, row search.SubjectRow, why search.Why) string {
	switch why {
	case search.ByCode, search.ByCodeStart:
		return fold.Code(row.Code)
	case search.NotFound, search.ByName, search.ByStart, search.ByPart, search.ByPinyin, search.ByInitials:
	case search.ByFormer:
		var keys []string
		for _, name := range row.Former {
			if key := fold.Key(name); strings.Contains(key, q.Key) {
				keys = append(keys, key)
			}
		}
		return slices.Min(keys)
	}
	return fold.Key(row.Name)
}

func (m *model) find(q search.Query, day civil.Date) []search.Hit {
	type hit struct {
		search.Hit
		text string
	}
	var found []hit
	for id, row := range m.subjects {
		if why := search.Reason(q, row, index.Readings); why != search.NotFound && row.Public(day) {
			h := search.Hit{ID: id, Why: why}
			if why == search.ByPinyin || why == search.ByInitials {
				h.Spells, _ = search.Spelling(q.Letters, fold.Key(row.Name), index.Readings)
			}
			found = append(found, hit{h, matched(q, row, why)})
		}
	}
	slices.SortFunc(found, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.Why, b.Why), cmp.Compare(a.text, b.text), cmp.Compare(a.ID, b.ID))
	})
	var hits []search.Hit
	for _, f := range found {
		hits = append(hits, f.Hit)
	}
	return hits
}

func (m *model) list(f search.Filter, day civil.Date) []search.RecordRow {
	var rows []search.RecordRow
	for _, row := range m.records {
		subj, known := m.subjects[row.Subject]
		named := f.Keyword.IsZero() || search.MatchesDocument(f.Keyword, row) ||
			known && search.Reason(f.Keyword, subj, index.Readings) != search.NotFound
		if named && f.Admits(row) && row.Public(day) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b search.RecordRow) int {
		order := cmp.Or(a.ListOn.Compare(b.ListOn), cmp.Compare(a.ID, b.ID))
		if f.OldestFirst {
			return order
		}
		return -order
	})
	return rows
}

func ids(rows []search.RecordRow) []int64 {
	var ids []int64
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	return ids
}

func (m *model) facets(f search.Filter, day civil.Date) search.Facets {
	count := func(open search.Filter, value func(search.RecordRow) string) []search.Facet {
		counts := map[string]int{}
		for _, row := range m.list(open, day) {
			if v := value(row); v != "" {
				counts[v]++
			}
		}
		var facets []search.Facet
		for v, n := range counts {
			facets = append(facets, search.Facet{Value: v, Count: n})
		}
		slices.SortFunc(facets, func(a, b search.Facet) int {
			return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Value, b.Value))
		})
		return facets
	}
	item, authority, kind, marking := f, f, f, f
	item.Item, authority.Authority, kind.SubjectKind, marking.Marking = "", "", "", ""
	return search.Facets{
		Items:       count(item, func(r search.RecordRow) string { return r.Item }),
		Authorities: count(authority, func(r search.RecordRow) string { return r.Authority }),
		Kinds:       count(kind, func(r search.RecordRow) string { return r.SubjectKind }),
		Markings:    count(marking, func(r search.RecordRow) string { return string(r.Marking()) }),
	}
}

// Few values of each kind, so that rows and questions meet.
var (
	drawName  = rapid.StringOfN(rapid.SampledFrom([]rune("宏远张长店行𠮷·Ａab9（)")), 1, 6, -1)
	drawCode  = rapid.SampledFrom([]string{"", "91370399MA3DEM019R", "91370399MA3DEM027L", "92370399MA3DEM1150", "9A"})
	drawTyped = rapid.OneOf(rapid.StringOfN(rapid.SampledFrom([]rune("宏远张店𠮷•ａA9（")), 0, 4, -1), drawCode,
		rapid.SampledFrom([]string{
			"zhang", "Zhang Dian", "zhangd", "zhangch", "chang'xing", "hang", "hy", "zd", "hx", "cz", "zz", "yuanab", "hongyuan",
		}), rapid.SampledFrom([]string{"9137", "罚", "罚(2026)", "罚〔2026〕1号", "370303189912310011"}))
	drawDocument = rapid.SampledFrom([]string{"", "罚〔2026〕1号", "罚[2026]12号", "许〔2026〕1号", "宏1号"})
	drawDay      = rapid.Map(rapid.IntRange(0, 6), func(n int) civil.Date { return today.AddDays(n) })
	drawLetter   = rapid.SampledFrom([]string{"", "a", "b"})
)

func drawSubject(t *rapid.T) search.SubjectRow {
	return search.SubjectRow{
		ID: rapid.Int64Range(1, 12).Draw(t, "subject"), Name: drawName.Draw(t, "name"),
		Former: rapid.SliceOfN(drawName, 0, 2).Draw(t, "former"), Code: drawCode.Draw(t, "code"),
		FirstDay: sometimes(t, drawDay, "first day"), LastDay: drawDay.Draw(t, "last day"),
	}
}

func drawRecord(t *rapid.T) search.RecordRow {
	flag := rapid.Bool()
	return search.RecordRow{
		ID: rapid.Int64Range(1, 30).Draw(t, "record"), Subject: rapid.Int64Range(1, 14).Draw(t, "subject"),
		ListOn: drawDay.Draw(t, "list on"), ShownOn: drawDay.Draw(t, "shown"), LastDay: drawDay.Draw(t, "last"),
		Adverse: flag.Draw(t, "adverse"), Favourable: flag.Draw(t, "favourable"), Dual: flag.Draw(t, "dual"),
		Annotated: flag.Draw(t, "annotated"), Item: drawLetter.Draw(t, "item"),
		Authority: drawLetter.Draw(t, "authority"), Provider: drawLetter.Draw(t, "provider"),
		SubjectKind: drawLetter.Draw(t, "kind"), List: drawLetter.Draw(t, "list"), Document: drawDocument.Draw(t, "document"),
	}
}

func drawChanges(t *rapid.T) search.Changes {
	return search.Changes{
		Subjects:     rapid.SliceOfN(rapid.Custom(drawSubject), 0, 4).Draw(t, "subjects"),
		Records:      rapid.SliceOfN(rapid.Custom(drawRecord), 0, 6).Draw(t, "records"),
		GoneSubjects: rapid.SliceOfN(rapid.Int64Range(1, 14), 0, 2).Draw(t, "gone subjects"),
		GoneRecords:  rapid.SliceOfN(rapid.Int64Range(1, 34), 0, 3).Draw(t, "gone records"),
	}
}

// sometimes draws the value in one of three cases, else the zero value.
func sometimes[V any](t *rapid.T, g *rapid.Generator[V], label string) V {
	if rapid.IntRange(0, 2).Draw(t, label+"?") > 0 {
		var zero V
		return zero
	}
	return g.Draw(t, label)
}

func drawFilter(t *rapid.T) search.Filter {
	q, err := search.Parse(sometimes(t, drawTyped, "keyword"))
	if err != nil {
		t.Fatal(err)
	}
	lists := rapid.SampledFrom([]search.List{search.AdverseList, search.FavourableList, search.DualList, "a", "x"})
	markings := rapid.SampledFrom([]search.Marking{search.Annotated, search.Unannotated})
	return search.Filter{
		List: sometimes(t, lists, "list"), Keyword: q, Item: sometimes(t, drawLetter, "item"),
		Authority: sometimes(t, drawLetter, "authority"), Provider: sometimes(t, drawLetter, "provider"),
		SubjectKind: sometimes(t, drawLetter, "kind"), From: sometimes(t, drawDay, "from"),
		To: sometimes(t, drawDay, "to"), ShownFrom: sometimes(t, drawDay, "shown from"),
		Marking: sometimes(t, markings, "marking"), OldestFirst: rapid.Bool().Draw(t, "oldest first"),
	}
}

// paged reads a list page by page, checking that each says rightly whether
// there is another.
func paged(t *rapid.T, ix *index.Index, f search.Filter, day civil.Date, size int) []int64 {
	var all []int64
	for after := (search.Cursor{}); ; {
		page, next, more := ix.Records(f, day, after, size)
		all = append(all, page...)
		if !more {
			if len(page) == 0 && len(all) > 0 {
				t.Fatalf("the page after %d records was promised and is empty", len(all))
			}
			return all
		}
		if len(page) != size || next.Depth != len(all) {
			t.Fatalf("a page of %d with more after it holds %d at depth %d", size, len(page), next.Depth)
		}
		again, err := search.ParseCursor(next.Encode())
		if err != nil {
			t.Fatal(err)
		}
		after = again
	}
}

func TestTheIndexAnswersAsIfEveryRowWereLookedAt(t *testing.T) {
	same := func(t *rapid.T, what string, want, got any) {
		if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s (-every row +index):\n%s", what, diff)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		m := &model{subjects: map[int64]search.SubjectRow{}, records: map[int64]search.RecordRow{}}
		ix := index.New()
		t.Repeat(map[string]func(*rapid.T){
			"change": func(t *rapid.T) {
				c := drawChanges(t)
				m.apply(c)
				ix.Apply(c)
			},
			"build": func(t *rapid.T) {
				err := ix.Build(func(subject func(search.SubjectRow), record func(search.RecordRow)) error {
					for row := range maps.Values(m.subjects) {
						subject(row)
					}
					for row := range maps.Values(m.records) {
						record(row)
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
			},
			"find": func(t *rapid.T) {
				q, err := search.Parse(drawTyped.Draw(t, "typed"))
				if err != nil {
					t.Fatal(err)
				}
				day := drawDay.Draw(t, "today")
				want := m.find(q, day)
				offset, limit := rapid.IntRange(0, 3).Draw(t, "offset"), rapid.IntRange(1, 9).Draw(t, "limit")
				got, total, _ := ix.Subjects(q, day, offset, limit)
				same(t, "total", len(want), total)
				same(t, "hits", want[min(offset, len(want)):min(offset+limit, len(want))], got)
			},
			"list": func(t *rapid.T) {
				f, day := drawFilter(t), drawDay.Draw(t, "today")
				want := ids(m.list(f, day))
				same(t, "list", want, paged(t, ix, f, day, rapid.IntRange(1, 5).Draw(t, "size")))
				count, _ := ix.Count(f, day)
				same(t, "count", len(want), count)
				same(t, "facets", m.facets(f, day), ix.Facets(f, day))
			},
			"document": func(t *rapid.T) {
				number, day := drawDocument.Draw(t, "number"), drawDay.Draw(t, "today")
				var want []search.RecordRow
				for _, row := range m.list(search.Filter{}, day) {
					if number != "" && fold.Key(row.Document) == fold.Key(number) {
						want = append(want, row)
					}
				}
				same(t, "records of the document", ids(want), ix.Documents(number, day))
			},
		})
	})
}
