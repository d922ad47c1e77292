package storetest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/store"
	"creditportal/internal/subject"
)

// oracle is every record of a database with its subject, for comparing what
// the filter lets through with what Show decides.
type oracle []search.Found

func (o oracle) shown(today civil.Date) []record.Number {
	var numbers []record.Number
	for _, f := range o {
		if disclosure.Show(f.Record, item, f.Subject, disclosure.Anyone, today).Visible {
			numbers = append(numbers, f.Record.Number)
		}
	}
	slices.Sort(numbers)
	return numbers
}

func public(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestTheFilterLetsThroughExactlyWhatShowShowsToAnyone": tryTheFilterLetsThroughExactlyWhatShowShowsToAnyone,
		"TestEachListPagesWithoutGapOrRepeat":                  tryEachListPagesWithoutGapOrRepeat,
		"TestWhatIsGoneAndWhatNeverWasAnswerAlike":             tryWhatIsGoneAndWhatNeverWasAnswerAlike,
		"TestASubjectIsReadWithItsNewestRecordsAndCounts":      tryASubjectIsReadWithItsNewestRecordsAndCounts,
	})
}

func tryTheFilterLetsThroughExactlyWhatShowShowsToAnyone(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	all := mustScatter(t, s, 300)
	for _, today := range []civil.Date{
		Today, Today.AddDays(-1), Today.AddDays(1), Today.AddDays(-40), Today.AddYears(2), Today.AddYears(6),
	} {
		want := all.shown(today)
		if diff := cmp.Diff(want, listedNumbers(t, s, search.EveryRecord, today)); diff != "" {
			t.Errorf("%s, list (-Show +filter):\n%s", today, diff)
		}
		if diff := cmp.Diff(want, all.asked(t, s, today)); diff != "" {
			t.Errorf("%s, one by one (-Show +filter):\n%s", today, diff)
		}
		if diff := cmp.Diff(want, all.bySubject(t, s, today)); diff != "" {
			t.Errorf("%s, by subject (-Show +filter):\n%s", today, diff)
		}
	}
	if n := len(all.shown(Today)); n < 30 || n > 270 {
		t.Errorf("%d of 300 records are shown: the scatter proves nothing", n)
	}
}

func tryEachListPagesWithoutGapOrRepeat(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	all := mustScatter(t, s, 300)
	for _, list := range []search.List{
		search.EveryRecord, search.AdverseList, search.FavourableList, search.DualList, "serious_default",
	} {
		var want []search.Found
		for _, f := range all {
			row := search.RecordRow{
				Adverse: f.Record.Class == record.Adverse, Favourable: f.Record.Honour, Dual: f.Record.Dual, List: f.Record.List,
			}
			if disclosure.Show(f.Record, item, f.Subject, disclosure.Anyone, Today).Visible && list.Holds(row) {
				want = append(want, f)
			}
		}
		slices.SortFunc(want, func(a, b search.Found) int {
			if c := b.Record.ListedOn().Compare(a.Record.ListedOn()); c != 0 {
				return c
			}
			return int(min(1, max(-1, b.Record.ID-a.Record.ID)))
		})
		if diff := cmp.Diff(lines(want), lines(pages(t, s, list, Today, 7)), same); diff != "" {
			t.Errorf("list %q (-want +got):\n%s", list, diff)
		}
		if len(want) == 0 {
			t.Errorf("list %q is empty: the scatter proves nothing", list)
		}
	}
}

// lines are the records as anyone sees them in a list.
func lines(found []search.Found) []disclosure.Shown {
	shown := make([]disclosure.Shown, len(found))
	for i, f := range found {
		shown[i] = disclosure.Glance(f.Record, item, f.Subject, disclosure.Anyone, Today)
	}
	return shown
}

func tryWhatIsGoneAndWhatNeverWasAnswerAlike(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	rec := mustKnow(t, s, entered(t, s, 1))
	_, past := s.RecordByNumber(ctx(), rec.Number, rec.DisclosedUntil.AddDays(1))
	_, never := s.RecordByNumber(ctx(), record.NumberOf(record.Digest{1}, 0), Today)
	if !fault.Is(past, fault.Gone) || !fault.Is(never, fault.Gone) || past.Error() != never.Error() {
		t.Errorf("past its end: %v; never there: %v", past, never)
	}
	_, past = s.SubjectByCode(ctx(), code(t, 1), rec.DisclosedUntil.AddDays(1))
	_, never = s.SubjectByCode(ctx(), code(t, 2), Today)
	if !fault.Is(past, fault.NotFound) || !fault.Is(never, fault.NotFound) || past.Error() != never.Error() {
		t.Errorf("subject past its end: %v; never there: %v", past, never)
	}
}

func tryASubjectIsReadWithItsNewestRecordsAndCounts(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	subj := firm(t, 1)
	subj.Former = []subject.Former{{Name: "示例旧名有限公司", Until: Today.AddYears(-1)}}
	var changes []*record.Change
	for i := range 9 {
		c := penalty(t, subj, i, 10+i)
		if i%3 == 0 {
			c.After.Class, c.After.Honour = record.Further, true
		}
		changes = append(changes, c)
	}
	mustEnter(t, s, "nine", changes...)
	got, err := s.SubjectByCode(ctx(), subj.Code, Today)
	if err != nil {
		t.Fatal(err)
	}
	want := subj
	want.ID, want.Version = got.ID, 1
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Errorf("subject (-entered +read):\n%s", diff)
	}
	found, counts, err := s.OfSubject(ctx(), got.ID, Today, search.Cursor{}, 4)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[record.Class]int{record.Adverse: 6, record.Further: 3}, counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	last := found[len(found)-1].Record
	rest, _, err := s.OfSubject(ctx(), got.ID, Today, search.Cursor{On: last.ListedOn(), ID: last.ID}, 9)
	if found = append(found, rest...); err != nil || len(found) != 9 {
		t.Errorf("%d records in two parts (%v)", len(found), err)
	}
	for i, f := range found {
		if f.Record.DecidedOn != Today.AddDays(-10-i) || f.Subject.ID != got.ID {
			t.Errorf("row %d is of %s", i, f.Record.DecidedOn)
		}
	}
}

// mustScatter enters n records of all sorts, some of persons, some held,
// removed, closed, past or to come, and returns them as the store holds them.
func mustScatter(t testing.TB, s *store.Store, n int) oracle {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2)) // the same each time
	changes := make([]*record.Change, n)
	keys := make([]record.Digest, n)
	for i := range changes {
		changes[i] = scattered(t, r, i)
		keys[i] = changes[i].After.Key
	}
	mustEnter(t, s, "scatter", changes...)
	known, err := s.Known(ctx(), keys)
	if err != nil {
		t.Fatal(err)
	}
	var all oracle
	for _, c := range changes {
		subj := c.Subject
		rec := known[c.After.Key].Record
		subj.ID, subj.Version = rec.Subject, 1
		all = append(all, search.Found{Record: rec, Subject: subj})
	}
	return all
}

func scattered(t testing.TB, r *rand.Rand, i int) *record.Change {
	subj := firm(t, i%40)
	if r.IntN(8) == 0 {
		subj = person(t, []string{"370399189103150014", "370399189103150022"}[r.IntN(2)])
	}
	c := penalty(t, subj, i, r.IntN(60))
	rec := &c.After
	channels := []catalog.Channel{catalog.Public, catalog.Public, catalog.Public, catalog.Authorised, catalog.Shared}
	rec.Channel = channels[r.IntN(len(channels))]
	rec.State = []record.State{
		record.Active, record.Active, record.Active, record.Withdrawn, record.Removed, record.Repaired,
	}[r.IntN(6)]
	rec.Held = r.IntN(10) == 0
	rec.DisclosedFrom = Today.AddDays(r.IntN(5) - 3)
	rec.DisclosedUntil = []civil.Date{Today.AddDays(-1), Today, Today.AddYears(3), record.Forever}[r.IntN(4)]
	if r.IntN(4) == 0 {
		rec.DecidedOn = civil.Date{}
	}
	if r.IntN(3) == 0 {
		rec.Class, rec.Honour, rec.Dual = record.Further, true, false
	}
	if r.IntN(4) == 0 {
		rec.List = "serious_default"
	}
	if subj.Kind == subject.Person && r.IntN(2) == 0 {
		rec.PersonBasis = "示例依据"
	}
	if i%3 == 0 {
		rec.ValidFrom, rec.ValidTo, rec.LongTerm = Today.AddDays(-i), Today.AddDays(i), i%2 == 0
		rec.RepairableFrom, rec.AuthorityCode = Today.AddDays(-1), "11370399004999018A"
		rec.Annotation = record.Annotation{Kind: record.Disputed, On: Today}
	}
	return c
}

// pages walks a list page by page to its end.
func pages(t testing.TB, s *store.Store, list search.List, today civil.Date, size int) []search.Found {
	t.Helper()
	var all []search.Found
	var after search.Cursor
	for {
		page, err := s.Listed(ctx(), list, today, after, size)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page...)
		if len(page) < size {
			return all
		}
		last := page[size-1].Record
		after = search.Cursor{On: last.ListedOn(), ID: last.ID, Depth: len(all)}
	}
}

func listedNumbers(t testing.TB, s *store.Store, list search.List, today civil.Date) []record.Number {
	t.Helper()
	var numbers []record.Number
	for _, f := range pages(t, s, list, today, 50) {
		numbers = append(numbers, f.Record.Number)
	}
	slices.Sort(numbers)
	return numbers
}

// asked asks for each record by number and by id, and for its subject, and
// returns the numbers of those that every door lets through.
func (o oracle) asked(t testing.TB, s *store.Store, today civil.Date) []record.Number {
	t.Helper()
	var ids []int64
	for _, f := range o {
		ids = append(ids, f.Record.ID)
	}
	found, err := s.RecordsByID(ctx(), ids, today)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[record.Number]search.Found{}
	for _, f := range found {
		byID[f.Record.Number] = f
	}
	var numbers []record.Number
	for _, f := range o {
		whole, err := s.RecordByNumber(ctx(), f.Record.Number, today)
		if err != nil && !fault.Is(err, fault.Gone) {
			t.Fatal(err)
		}
		line, listed := byID[f.Record.Number]
		if listed != (err == nil) {
			t.Errorf("%s: record %s by id %t, by number %v", today, f.Record.Number, listed, err)
		}
		if diff := cmp.Diff(lines([]search.Found{whole}), lines([]search.Found{line}), same); diff != "" {
			t.Errorf("%s: record %s (-by number +by id):\n%s", today, f.Record.Number, diff)
		}
		if err == nil {
			numbers = append(numbers, f.Record.Number)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// bySubject reads the records of every subject that is on display.
func (o oracle) bySubject(t testing.TB, s *store.Store, today civil.Date) []record.Number {
	t.Helper()
	owners := map[int64]bool{}
	for _, f := range o {
		owners[f.Subject.ID] = true
	}
	var ids []int64
	for id := range owners {
		ids = append(ids, id)
	}
	shown, err := s.SubjectsByID(ctx(), ids, today)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []record.Number
	for id := range shown {
		found, counts, err := s.OfSubject(ctx(), id, today, search.Cursor{}, len(o))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			numbers = append(numbers, f.Record.Number)
			counts[f.Record.Class]--
		}
		for class, n := range counts {
			if n != 0 {
				t.Errorf("%s: the count of class %s is off by %d", today, class, n)
			}
		}
	}
	slices.Sort(numbers)
	return numbers
}
