package component

import (
	goflag "flag"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creditportal/internal/civil"
	"creditportal/internal/i18n"
)

var chinese = i18n.Default().Printer(i18n.Chinese)

// tenThousand makes rapid draw enough views to meet every order of days.
func tenThousand(t *testing.T) {
	t.Helper()
	if err := goflag.Set("rapid.checks", "10000"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = goflag.Set("rapid.checks", "100") })
}

func anyDay(t *rapid.T, name string) civil.Date {
	return civil.MustParse("2018-01-01").AddDays(rapid.IntRange(0, 8000).Draw(t, name))
}

func anyTerm(t *rapid.T) TermInput {
	in := TermInput{ID: "r", From: anyDay(t, "from"), Basis: "《条例》第三十条"}
	length := rapid.IntRange(0, 2500)
	if rapid.Bool().Draw(t, "ends") {
		in.Last = in.From.AddDays(length.Draw(t, "length"))
		in.Today = in.From.AddDays(rapid.IntRange(0, in.From.DaysUntil(in.Last)).Draw(t, "today"))
		in.Rules = []TermRule{{Short: "办法", Last: in.Last, Governs: true}}
	} else {
		in.Today = in.From.AddDays(length.Draw(t, "today"))
	}
	for range rapid.IntRange(0, 3).Draw(t, "rules") {
		last := in.From.AddDays(length.Draw(t, "other"))
		if !in.Last.IsZero() && last.Before(in.Last) {
			continue
		}
		in.Rules = append(in.Rules, TermRule{Short: "省条例", Last: last})
	}
	if rapid.Bool().Draw(t, "annotated") {
		in.Annotated = in.From.AddDays(rapid.IntRange(0, in.From.DaysUntil(in.Today)).Draw(t, "since"))
		in.Note = "异议处理中"
	}
	return in
}

func anyClock(t *rapid.T) RulerView {
	from := anyDay(t, "from")
	v := RulerView{ID: "c", Kind: Clock, From: from, Words: RulerWords{Today: "今天", Due: "10-13截止", Guess: "暂按周末推算"}}
	v.Size = rapid.SampledFrom([]RulerSize{Full, Card}).Draw(t, "size")
	v.To = from.AddDays(rapid.IntRange(0, 60).Draw(t, "length"))
	for d := from; d.Before(v.To); d = d.AddDays(rapid.IntRange(3, 12).Draw(t, "gap")) {
		fold := RulerFold{From: d, To: d.AddDays(rapid.IntRange(0, 2).Draw(t, "rest")), Label: "休7天"}
		v.Folds = append(v.Folds, fold)
	}
	v.Today = from.AddDays(rapid.IntRange(-3, 70).Draw(t, "today"))
	due := from.AddDays(rapid.IntRange(0, from.DaysUntil(v.To)).Draw(t, "due"))
	v.Lanes = []RulerLane{{
		Governs: true, Due: due, Segments: []RulerSegment{{from, due, "", Current}, {due, v.To, "", Late}},
	}}
	if rapid.Bool().Draw(t, "guessed") {
		v.Guess = due
	}
	return v
}

func checkShape(t *rapid.T, v RulerView) {
	s := v.shape()
	within := func(what string, x percent) {
		if x < 0 || x > 100 {
			t.Fatalf("%s lies at %v, outside the ruler", what, x)
		}
	}
	for _, b := range s.Bars {
		within("a bar's start", b.X)
		within("a bar's end", b.end())
	}
	for _, k := range s.Ticks {
		within("a tick", k.X)
	}
	for _, f := range s.Flags {
		within("a flag", f.X)
	}
	within("today", s.Today)
	for i, a := range s.Labels {
		within("a label", a.X)
		for _, b := range s.Labels[:i] {
			if a.Y == b.Y && a.collides(b) {
				t.Fatalf("%q and %q overlap", a.Text, b.Text)
			}
		}
	}
}

func governing(v RulerView) int {
	n := 0
	for _, lane := range v.Lanes {
		if lane.Governs {
			n++
		}
	}
	return n
}

func TestEveryTermRulerIsDrawnWithinItsEdgesAndSaysItsDatesInWords(t *testing.T) {
	tenThousand(t)
	rapid.Check(t, func(t *rapid.T) {
		in := anyTerm(t)
		v := TermRuler(chinese, in)
		checkShape(t, v)
		if n := governing(v); n != 1 {
			t.Fatalf("%d lanes govern, want 1", n)
		}
		for _, d := range []civil.Date{in.From, in.Last} {
			if !strings.Contains(v.Twin, d.String()) {
				t.Fatalf("the sentence %q lacks %s", v.Twin, d)
			}
		}
	})
}

func TestEveryClockIsDrawnWithinItsEdgesWithoutLabelsTouching(t *testing.T) {
	tenThousand(t)
	rapid.Check(t, func(t *rapid.T) { checkShape(t, anyClock(t)) })
}

func TestTheFinestDivisionOfAScaleHasRoomOnTheNarrowestScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := anyDay(t, "from")
		s := newScale(RulerView{Kind: Term, From: from, To: from.AddDays(rapid.IntRange(0, 30000).Draw(t, "length"))})
		finest := map[int]int{}
		for _, k := range s.ticks() {
			finest[k.Height]++
		}
		for height, n := range finest {
			if n > maxTicks {
				t.Fatalf("%d ticks of height %d", n, height)
			}
		}
	})
}

// v1 is a filing received on 2026-09-28.
func v1() RulerView {
	day := civil.MustParse
	return RulerView{
		ID: "v1", Kind: Clock, Size: Full, From: day("2026-09-29"), To: day("2026-10-20"), Today: day("2026-10-09"),
		Folds: []RulerFold{
			{day("2026-10-01"), day("2026-10-07"), "休7天"},
			{day("2026-10-11"), day("2026-10-11"), "休1天"},
			{day("2026-10-17"), day("2026-10-18"), "休2天"},
		},
	}
}

func TestAClockHasOneCellForEachCountedDayOfTheNationalDayVector(t *testing.T) {
	s := newScale(v1())
	var days []string
	for _, d := range s.cells[:7] {
		days = append(days, d.String())
	}
	want := []string{"2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12", "2026-10-13"}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	middle := s.at(civil.MustParse("2026-10-08")) // the third of twelve cells
	if want := place(2.5, 12); middle != want {
		t.Errorf("8 October lies at %v, want %v", middle, want)
	}
	if rest, next := s.at(civil.MustParse("2026-10-04")), s.start(civil.MustParse("2026-10-08")); rest != next {
		t.Errorf("a rest day lies at %v, want the edge before the next counted day, %v", rest, next)
	}
}

func TestTheRulerOfAGeneralPenaltyNamesItsFirstAndLastPublicDay(t *testing.T) {
	day := civil.MustParse
	in := TermInput{
		ID: "v2", From: day("2026-03-12"), Last: day("2027-03-10"), Today: day("2026-11-23"),
		Basis: "《信用修复管理办法》第九条", Repair: day("2026-12-01"),
		Annotated: day("2026-11-20"), Note: "异议处理中",
	}
	got := TermRuler(chinese, in).Twin
	want := "公示自2026-03-12起，最后公示日2027-03-10，还剩107天。依据：《信用修复管理办法》第九条。" +
		"2026-12-01起可以申请修复。自2026-11-20起标注“异议处理中”。"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	in.Today = in.Last
	if got := TermRuler(chinese, in).Twin; !strings.HasPrefix(got, "公示自2026-03-12起，今天（2027-03-10）是最后公示日。") {
		t.Errorf("on the last day: %s", got)
	}
}

func TestTheSmallRulerIsFullOnTheLastDay(t *testing.T) {
	from, last := civil.MustParse("2026-01-01"), civil.MustParse("2026-12-31")
	for today, want := range map[string]mini{
		"2026-01-01": {"0.0", "is-done"}, "2026-07-02": {"48.0", "is-done"},
		"2026-12-31": {"96.0", "is-soon"}, "2027-06-01": {"96.0", "is-done"},
	} {
		if got := MiniTerm(from, last, civil.MustParse(today)).mini(); got != want {
			t.Errorf("%s: got %v, want %v", today, got, want)
		}
	}
}

func TestAMonthOfManyRecordsShowsThreeAndTheNumberOfTheRest(t *testing.T) {
	in := YearsInput{ID: "y", Today: civil.MustParse("2026-11-23")}
	for range 5 {
		in.Records = append(in.Records, YearsRecord{civil.MustParse("2024-05-02"), Info})
	}
	in.Records = append(in.Records,
		YearsRecord{civil.MustParse("2024-05-30"), Adverse}, YearsRecord{civil.MustParse("2010-01-01"), Info})
	v := YearsRuler(chinese, in)
	s := v.shape()
	if len(s.Flags) != 3 || s.Flags[0].Glyph != Adverse.Glyph() {
		t.Errorf("got %d glyphs of %v, want 3 adverse", len(s.Flags), s.Flags)
	}
	texts := []string{}
	for _, l := range s.Labels {
		texts = append(texts, l.Text)
	}
	if !strings.Contains(strings.Join(texts, " "), "+3") {
		t.Errorf("no +3 among %v", texts)
	}
	if want := "自2021-11-01以来，公示中的记录有6条。更早的记录有1条。"; v.Twin != want {
		t.Errorf("got %s, want %s", v.Twin, want)
	}
}
