package statute_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/statute"
)

// run starts the one lawful line of a clock.
func run(t *testing.T, s statute.Statute, clock law.Clock, day0 civil.Date) law.Running {
	t.Helper()
	lines := s.Rules.InForce(day0).Limits(clock, law.Facts{})
	running, ok := law.Binding(law.RunAll(lines, day0, s.Calendar))
	if !ok {
		t.Fatalf("no line states %s", clock)
	}
	return running
}

// chain runs clocks one after the other, each used to its last day.
func chain(t *testing.T, s statute.Statute, received civil.Date, clocks ...law.Clock) string {
	t.Helper()
	var days []string
	for on, i := received, 0; i < len(clocks); i++ {
		on = run(t, s, clocks[i], on).Due.On
		days = append(days, on.String()[5:])
	}
	return strings.Join(days, " → ")
}

func TestTheObjectionChainEndsAsTheMeasureAndTheProvinceSay(t *testing.T) {
	s := statute.MustLoad()
	for _, row := range []struct{ received, own, provider, province string }{
		{"2026-04-30", "05-08 → 05-11", "05-08 → 05-11 → 05-18 → 05-20", "05-08 / 05-13"},
		{"2026-08-03", "08-06 → 08-10", "08-06 → 08-10 → 08-17 → 08-19", "08-06 / 08-12"},
		{"2026-09-18", "09-22 → 09-24", "09-22 → 09-24 → 10-09 → 10-12", "09-22 / 09-29"},
		{"2026-09-28", "10-08 → 10-10", "10-08 → 10-10 → 10-16 → 10-20", "10-08 / 10-13"},
	} {
		received := civil.MustParse(row.received)
		if got := chain(t, s, received, law.ObjectionVerify, law.ObjectionCorrect); got != row.own {
			t.Errorf("received %s, own error: got %s, want %s", row.received, got, row.own)
		}
		got := chain(t, s, received, law.ObjectionVerify, law.ObjectionForward, law.ObjectionProvider, law.ObjectionTell)
		if got != row.provider {
			t.Errorf("received %s, provider's data: got %s, want %s", row.received, got, row.provider)
		}
		province := chain(t, s, received, law.ObjectionWholeOwn) + " / " +
			chain(t, s, received, law.ObjectionWholeAssisted)
		if province != row.province {
			t.Errorf("received %s, province: got %s, want %s", row.received, province, row.province)
		}
	}
}

func TestOfTheMeasuresChainAndTheProvincesSevenDaysTheEarlierBinds(t *testing.T) {
	s, received := statute.MustLoad(), civil.MustParse("2026-08-03")
	whole := run(t, s, law.ObjectionWholeAssisted, received)
	provider := run(t, s, law.ObjectionProvider, civil.MustParse("2026-08-10"))
	binding, _ := law.Binding([]law.Running{provider, whole})
	if binding.Limit.Clock != law.ObjectionWholeAssisted || binding.Due.On != civil.MustParse("2026-08-12") {
		t.Errorf("binding: %s on %s, want the province's whole on 2026-08-12", binding.Limit.Clock, binding.Due.On)
	}
	if binding.Overdue(civil.MustParse("2026-08-12")) || !binding.Overdue(civil.MustParse("2026-08-13")) {
		t.Error("late begins at 00:00 after the due date")
	}
}

func TestAServiceTargetOfTheHouseRunsButNeverBinds(t *testing.T) {
	s, received := statute.MustLoad(), civil.MustParse("2026-08-03")
	running := law.RunAll(s.Rules.InForce(received).Limits(law.ObjectionVerify, law.Facts{}), received, s.Calendar)
	if len(running) != 2 {
		t.Fatalf("clocks running: %d, want the Measure's and the target", len(running))
	}
	if binding, _ := law.Binding(running); binding.Limit.Target || binding.Limit.Days != 3 {
		t.Errorf("binding: %+v", binding.Limit)
	}
}

func TestInformationFormedOn18SeptemberIsReportedBy29September(t *testing.T) {
	due := run(t, statute.MustLoad(), law.IntakeReport, civil.MustParse("2026-09-18")).Due
	if due.On != civil.MustParse("2026-09-29") {
		t.Errorf("got %s, want 2026-09-29", due.On)
	}
}

func TestADeletionRequestOf30SeptemberIsDueOnAWorkingSaturday(t *testing.T) {
	due := run(t, statute.MustLoad(), law.DeletionExecute, civil.MustParse("2026-09-30")).Due
	if due.On != civil.MustParse("2026-10-10") {
		t.Errorf("got %s, want 2026-10-10", due.On)
	}
}

// cites returns where each line of the adverse period that covers the facts
// stands, with its maximum.
func cites(lines []law.Period) []string {
	var found []string
	for _, p := range lines {
		found = append(found, strings.TrimSpace(p.Basis.Book.ID+" "+p.Max.String()))
	}
	return found
}

func TestEachKindOfRecordHasItsOwnLines(t *testing.T) {
	five := []string{"shandong-2020 5y", "zhangdian-measure 5y"}
	for _, row := range []struct {
		name  string
		facts law.Facts
		want  []string
	}{
		{"minor", law.Facts{Item: "A06", Severity: "minor"}, append([]string{"ndrc-36 3m"}, five...)},
		{"general", law.Facts{Item: "A06", Severity: "general"}, append([]string{"ndrc-36 1y"}, five...)},
		{"serious", law.Facts{Item: "A06", Severity: "serious"}, append([]string{"ndrc-36 3y"}, five...)},
		{
			"market, lower fine",
			law.Facts{Item: "A06", Severity: "general", Track: "market", Fine: "lower", Penalties: []string{"fine"}},
			append([]string{"ndrc-36 1y", "samr-45 3m"}, five...),
		},
		{
			"market, criticism only",
			law.Facts{Item: "A06", Severity: "minor", Track: "market", Fine: "none", Penalties: []string{"criticism"}},
			append([]string{"ndrc-36 3m", "samr-45 3m"}, five...),
		},
		{
			"market, lower fine and confiscation",
			law.Facts{
				Item: "A06", Severity: "general", Track: "market", Fine: "lower",
				Penalties: []string{"fine", "confiscation"},
			},
			append([]string{"ndrc-36 1y", "samr-45 3y"}, five...),
		},
		{
			"judgment debtor",
			law.Facts{Item: "A03", Severity: "serious"},
			append([]string{"court-list 2y", "ndrc-36 3y"}, five...),
		},
	} {
		got := cites(statute.MustLoad().Rules.Periods(law.AdversePeriod, row.facts))
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

func TestOrder36AppliesFromItsFirstDay(t *testing.T) {
	rules, facts := statute.MustLoad().Rules, law.Facts{Severity: "general"}
	before := rules.InForce(civil.MustParse("2026-03-31")).Periods(law.AdversePeriod, facts)
	after := rules.InForce(civil.MustParse("2026-04-01")).Periods(law.AdversePeriod, facts)
	if len(before) != 2 || len(after) != 3 {
		t.Errorf("lines on 2026-03-31: %v, on 2026-04-01: %v", cites(before), cites(after))
	}
}

func TestTheDraftMeasureAppliesWithoutABeginningAndSaysThatItIsADraft(t *testing.T) {
	rules := statute.MustLoad().Rules
	for _, p := range rules.InForce(civil.MustParse("2010-01-01")).Periods(law.AdversePeriod, law.Facts{}) {
		if p.Basis.Book.ID == "zhangdian-measure" {
			if !p.Basis.Draft() || p.Basis.Cite() != "zhangdian-measure 第三十五条第一款" {
				t.Errorf("basis: %+v", p.Basis)
			}
			return
		}
	}
	t.Error("the draft Measure does not apply in 2010")
}

func TestTheYearsWithoutOfficialTextAreMarkedAsReference(t *testing.T) {
	for _, p := range statute.MustLoad().Rules.AllPeriods() {
		if p.Basis.Book.ID == "ndrc-36" && !p.Basis.Verify {
			t.Errorf("order 36 has no confirmed article numbers yet: %+v", p)
		}
	}
}

func TestSeverityFollowsFromThePenaltiesOrTheRecordIsHeld(t *testing.T) {
	rules := statute.MustLoad().Rules
	for _, row := range []struct {
		facts law.Facts
		want  string
	}{
		{law.Facts{Item: "A06", Penalties: []string{"warning"}}, "minor"},
		{law.Facts{Item: "A06", Penalties: []string{"warning", "criticism"}}, "minor"},
		{law.Facts{Item: "A06", Procedure: "summary", Penalties: []string{"fine"}}, "minor"},
		{law.Facts{Item: "A06", Penalties: []string{"fine"}, Fine: "over"}, "general"},
		{law.Facts{Item: "A06", Penalties: []string{"fine", "confiscation"}}, "general"},
		{law.Facts{Item: "A06", Penalties: []string{"warning", "revocation"}}, "serious"},
		{law.Facts{Item: "A10"}, "serious"},
		{law.Facts{Item: "A06", Penalties: []string{"fine"}}, ""},
		{law.Facts{Item: "A06"}, ""},
		{law.Facts{Item: "A01"}, ""},
	} {
		got, basis, ok := rules.Severity(row.facts)
		if got != row.want || ok != (row.want != "") {
			t.Errorf("%+v: got %q, want %q", row.facts, got, row.want)
		}
		if ok && (basis.Book.ID != "ndrc-36" || !basis.Verify) {
			t.Errorf("%+v: basis %+v", row.facts, basis)
		}
	}
}

func TestTheWordsOfTheNationalTemplateAreKnown(t *testing.T) {
	rules := statute.MustLoad().Rules
	for word, want := range map[string]string{
		"警告": law.Warning, "吊销执照": law.Revocation, "责令停产停业": law.Shutdown, "其他": law.FurtherKind, "fine": law.Fine,
	} {
		if got, ok := rules.PenaltyKind(word); !ok || got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
	if _, ok := rules.PenaltyKind("口头教育"); ok {
		t.Error("an unknown word is taken for a penalty")
	}
	if got, ok := rules.FineClass("较低"); !ok || got != law.FineLower {
		t.Errorf("较低: got %q", got)
	}
}

func TestAPersonIsOfAgeOnTheEighteenthBirthday(t *testing.T) {
	age, ok := statute.MustLoad().Rules.InForce(civil.MustParse("2026-06-01")).Age(law.SubjectMinAge)
	if !ok || age.Years != 18 || age.Basis.Article != "第十三条" {
		t.Fatalf("age: %+v", age)
	}
	for _, row := range []struct {
		born, on string
		want     bool
	}{
		{"2008-06-01", "2026-05-31", false},
		{"2008-06-01", "2026-06-01", true},
		{"2008-02-29", "2026-02-28", false},
		{"2008-02-29", "2026-03-01", true},
	} {
		if got := age.Reached(civil.MustParse(row.born), civil.MustParse(row.on)); got != row.want {
			t.Errorf("born %s, on %s: %v", row.born, row.on, got)
		}
	}
}
