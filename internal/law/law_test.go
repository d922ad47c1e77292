package law_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/workday"
)

func on(s string) civil.Date { return civil.MustParse(s) }

func TestALineAppliesOnlyWhereEveryConditionHolds(t *testing.T) {
	fined := law.Facts{
		Item: "A06", Heads: []string{"15.1.5"}, Severity: "general", Subject: "legal_person",
		Procedure: "general", Track: law.TrackMarket, Fine: law.FineLower, Penalties: []string{law.Warning, law.Fine},
	}
	for _, row := range []struct {
		name string
		when law.When
		want bool
	}{
		{"no condition", law.When{}, true},
		{"item", law.When{Item: []string{"B02", "A06"}}, true},
		{"another item", law.When{Item: []string{"B02"}}, false},
		{"head", law.When{Head: []string{"15.1.5"}}, true},
		{"another head", law.When{Head: []string{"15.1.8"}}, false},
		{"severity", law.When{Severity: []string{"general"}}, true},
		{"another severity", law.When{Severity: []string{"minor"}}, false},
		{"subject", law.When{Subject: []string{"person"}}, false},
		{"procedure", law.When{Procedure: []string{"summary"}}, false},
		{"track and fine", law.When{Track: []string{"market"}, Fine: []string{"lower"}}, true},
		{"track but another fine", law.When{Track: []string{"market"}, Fine: []string{"over"}}, false},
		{"some penalty", law.When{Any: []string{law.Fine, law.Ban}}, true},
		{"no such penalty", law.When{Any: []string{law.Ban}}, false},
		{"only these", law.When{Only: []string{law.Warning, law.Criticism, law.Fine}}, true},
		{"more than these", law.When{Only: []string{law.Fine}}, false},
	} {
		if got := row.when.Matches(fined); got != row.want {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

func TestAnUnknownFactSatisfiesNoCondition(t *testing.T) {
	for name, when := range map[string]law.When{
		"severity": {Severity: law.Severities()}, "fine": {Fine: law.Fines()}, "only": {Only: law.PenaltyKinds()},
		"any": {Any: law.PenaltyKinds()}, "head": {Head: []string{"15.1.5"}},
	} {
		if when.Matches(law.Facts{}) {
			t.Errorf("%s: an empty fact is let through", name)
		}
	}
}

func TestAnUnlessTakesOutWhatAnotherLineCovers(t *testing.T) {
	lower := law.When{Track: []string{"market"}, Fine: []string{"lower"}}
	scope := law.Scope{When: law.When{Track: []string{"market"}}, Unless: lower}
	if scope.Covers(law.Facts{Track: "market", Fine: "lower"}) || !scope.Covers(law.Facts{Track: "market", Fine: "over"}) {
		t.Error("the line must cover every fine but the lower one")
	}
}

func TestConditionsThatMeanTheSameHaveOneKey(t *testing.T) {
	a := law.When{Item: []string{"A06", "B02"}, Any: []string{"fine", "fine"}}
	b := law.When{Item: []string{"B02", "A06"}, Any: []string{"fine"}}
	if a.Key() != b.Key() || a.Key() == (law.When{}).Key() || a.IsZero() || !(law.When{}).IsZero() {
		t.Errorf("keys: %q, %q", a.Key(), b.Key())
	}
}

// limit is a line of working days in a book of the rank.
func limit(rank law.Rank, days int) law.Limit {
	return law.Limit{
		Clock: law.ObjectionWholeOwn, Days: days, Unit: law.WorkingDay, Counts: law.Received,
		Basis: law.Basis{Book: law.Book{ID: string(rank), Rank: rank}, Article: "第一条"},
	}
}

func TestTheEarliestClockBindsAndOfEqualOnesTheHighestRank(t *testing.T) {
	run := func(l law.Limit) law.Running { return law.Run(l, on("2026-08-03"), workday.Calendar{}) }
	target := run(limit(law.RankHouse, 1))
	target.Limit.Target = true
	binding, ok := law.Binding([]law.Running{
		run(limit(law.RankDistrict, 3)), target, run(limit(law.RankLaw, 7)), run(limit(law.RankProvince, 3)),
	})
	if !ok || binding.Limit.Basis.Book.Rank != law.RankProvince {
		t.Errorf("binding: %+v", binding.Limit)
	}
	if _, ok := law.Binding([]law.Running{target}); ok {
		t.Error("a service target binds")
	}
}

func TestALimitInDaysCountsHolidaysToo(t *testing.T) {
	l := limit(law.RankLaw, 3)
	l.Unit = law.Day
	if got := law.Run(l, on("2026-10-01"), workday.Calendar{}).Due.On; got != on("2026-10-04") {
		t.Errorf("due %s, want 2026-10-04", got)
	}
}

func TestARankStandsAboveThoseListedBeforeIt(t *testing.T) {
	ranks := law.Ranks()
	shuffled := []law.Rank{ranks[4], ranks[0], ranks[8], ranks[2], ranks[6], ranks[1], ranks[3], ranks[5], ranks[7]}
	slices.SortFunc(shuffled, law.CompareRank)
	slices.Reverse(shuffled)
	if diff := cmp.Diff(ranks, shuffled); diff != "" {
		t.Errorf("ranks (-want +got):\n%s", diff)
	}
	for _, r := range ranks {
		if r.Lengthens() != (r == law.RankLaw || r == law.RankAdministrative) {
			t.Errorf("%s: may lengthen %v", r, r.Lengthens())
		}
	}
}

func TestALineIsInForceFromItsFirstDayToItsLast(t *testing.T) {
	basis := law.Basis{From: on("2026-04-01"), Until: on("2026-12-31")}
	for day, want := range map[string]bool{
		"2026-03-31": false, "2026-04-01": true, "2026-12-31": true, "2027-01-01": false,
	} {
		if got := basis.InForce(on(day)); got != want {
			t.Errorf("%s: in force %v", day, got)
		}
	}
	if !(law.Basis{}).InForce(on("1990-01-01")) {
		t.Error("a line without dates applies always")
	}
}

func TestOfTwoAgesInForceTheHigherProtects(t *testing.T) {
	rules := law.NewRules(law.Lines{Ages: []law.Age{
		{Name: law.SubjectMinAge, Years: 16},
		{Name: law.SubjectMinAge, Years: 18, Basis: law.Basis{From: on("2026-01-01")}},
	}})
	if age, _ := rules.InForce(on("2025-12-31")).Age(law.SubjectMinAge); age.Years != 16 {
		t.Errorf("before the second line: %d", age.Years)
	}
	if age, _ := rules.InForce(on("2026-01-01")).Age(law.SubjectMinAge); age.Years != 18 {
		t.Errorf("with both lines: %d", age.Years)
	}
	if _, ok := rules.InForce(on("2026-01-01")).Age(law.PenaltyNone); ok {
		t.Error("an age that no book states is found")
	}
}

func TestTheLinesOfAClockAreThoseInForceThatCoverTheFacts(t *testing.T) {
	later, narrow := limit(law.RankProvince, 3), limit(law.RankMinistry, 5)
	later.Basis.From = on("2026-04-01")
	narrow.Scope.When.Item = []string{"A06"}
	rules := law.NewRules(law.Lines{Limits: []law.Limit{limit(law.RankDistrict, 7), later, narrow}})
	ranks := func(day string, f law.Facts) []law.Rank {
		var found []law.Rank
		for _, l := range rules.InForce(on(day)).Limits(law.ObjectionWholeOwn, f) {
			found = append(found, l.Basis.Book.Rank)
		}
		return found
	}
	if diff := cmp.Diff([]law.Rank{law.RankDistrict}, ranks("2026-03-31", law.Facts{})); diff != "" {
		t.Errorf("before (-want +got):\n%s", diff)
	}
	want := []law.Rank{law.RankDistrict, law.RankProvince, law.RankMinistry}
	if diff := cmp.Diff(want, ranks("2026-04-01", law.Facts{Item: "A06"})); diff != "" {
		t.Errorf("after (-want +got):\n%s", diff)
	}
}

func TestWhatABookStatesIsShownOnlyWhileItIsInForce(t *testing.T) {
	coming := limit(law.RankMinistry, 3)
	coming.Basis.Book.From, coming.Basis.From = on("2026-04-01"), on("2026-04-01")
	standing := limit(law.RankDistrict, 7)
	rules := law.NewRules(law.Lines{
		Books:  []law.Book{standing.Basis.Book, coming.Basis.Book},
		Limits: []law.Limit{standing, coming},
		Ages:   []law.Age{{Name: law.SubjectMinAge, Years: 18, Basis: standing.Basis}},
	})
	before, after := rules.InForce(on("2026-03-31")).Stated(), rules.InForce(on("2026-04-01")).Stated()
	if len(before) != 1 || len(before[0].Limits) != 1 || len(before[0].Ages) != 1 {
		t.Errorf("before: %+v", before)
	}
	if len(after) != 2 || len(after[1].Limits) != 1 || len(after[1].Ages) != 0 {
		t.Errorf("after: %+v", after)
	}
}

func TestRulesAreNotChangedThroughWhatTheyHandOut(t *testing.T) {
	rules := law.NewRules(law.Lines{Limits: []law.Limit{limit(law.RankDistrict, 7)}})
	rules.Limits()[0].Days = 99
	if got := rules.Limits()[0].Days; got != 7 {
		t.Errorf("days: %d", got)
	}
}

func TestEveryDeclaredNameIsDeclaredOnce(t *testing.T) {
	names := law.Declared()
	slices.Sort(names)
	if once := slices.Compact(slices.Clone(names)); len(once) != len(names) {
		t.Errorf("%d names, %d different", len(names), len(once))
	}
}
