package workday_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/workday"
)

const notice = "国办发明电〔2025〕7号"

func day(s string) civil.Date { return civil.MustParse(s) }

// october2026 is the National Day of 2026 with its two make-up days.
func october2026(t *testing.T) workday.Calendar {
	t.Helper()
	year := workday.NewYearCalendar(2026, 1)
	for d := day("2026-10-01"); !d.After(day("2026-10-07")); d = d.AddDays(1) {
		mustDeclare(t, year, workday.Declared{On: d, Festival: workday.National, Notice: notice})
	}
	for _, s := range []string{"2026-09-20", "2026-10-10"} {
		mustDeclare(t, year, workday.Declared{On: day(s), MakeUp: true, Festival: workday.National, Notice: notice})
	}
	return workday.New(year)
}

func mustDeclare(t *testing.T, year workday.Year, d workday.Declared) {
	t.Helper()
	if err := year.Declare(d); err != nil {
		t.Fatal(err)
	}
}

func TestTheComputationNamesEveryCountedAndEverySkippedDay(t *testing.T) {
	got := october2026(t).Due(day("2026-10-06"), 3)
	want := workday.Due{
		Start: day("2026-10-06"), On: day("2026-10-10"),
		Steps: []workday.Step{
			{On: day("2026-10-07"), Reason: workday.Holiday, Festival: workday.National, Source: notice},
			{On: day("2026-10-08"), Number: 1, Reason: workday.Weekday},
			{On: day("2026-10-09"), Number: 2, Reason: workday.Weekday},
			{On: day("2026-10-10"), Number: 3, Reason: workday.MakeUp, Festival: workday.National, Source: notice},
		},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b civil.Date) bool { return a == b })); diff != "" {
		t.Errorf("due (-want +got):\n%s", diff)
	}
}

func TestAnObjectionReceivedOnAHolidayCountsFromTheNextWorkingDay(t *testing.T) {
	due := october2026(t).Due(day("2026-10-03"), 1)
	if due.On != day("2026-10-08") {
		t.Errorf("received on a holiday, one working day: got %s, want 2026-10-08", due.On)
	}
}

func TestTheFirstOfJanuaryOfAnUnpublishedYearIsSaidToBeProvisional(t *testing.T) {
	calendar := october2026(t)
	due := calendar.Due(day("2026-12-30"), 2)
	if due.On != day("2027-01-01") || !due.Provisional {
		t.Errorf("got %s, provisional %v; want 2027-01-01, provisional", due.On, due.Provisional)
	}
	if last := due.Steps[len(due.Steps)-1]; last.Reason != workday.ProvisionalWeekday || !last.Provisional {
		t.Errorf("the guessed day must say so: %+v", last)
	}
	if firm := calendar.Due(day("2026-12-30"), 1); firm.Provisional {
		t.Error("a date inside a published year must look firm")
	}
}

func TestALimitOfNoDaysEndsOnItsFirstDay(t *testing.T) {
	due := october2026(t).Due(day("2026-10-03"), 0)
	if due.On != day("2026-10-03") || len(due.Steps) != 0 {
		t.Errorf("got %+v", due)
	}
}

func TestATermForAPersonsActMovesToTheNextWorkingDay(t *testing.T) {
	calendar := october2026(t)
	if got := calendar.OrNext(day("2026-10-02")); got != day("2026-10-08") {
		t.Errorf("ending on a holiday: got %s, want 2026-10-08", got)
	}
	if got := calendar.OrNext(day("2026-10-10")); got != day("2026-10-10") {
		t.Errorf("ending on a make-up workday: got %s, want that day", got)
	}
}

func TestALimitInBareDaysCountsEveryDay(t *testing.T) {
	due := workday.DueDays(day("2026-09-30"), 3)
	if due.On != day("2026-10-03") || len(due.Steps) != 3 || due.Steps[2].Number != 3 {
		t.Errorf("got %+v", due)
	}
}

func TestAYearRefusesWhatNoNoticeCanDeclare(t *testing.T) {
	good := workday.Declared{On: day("2026-10-01"), Festival: workday.National, Notice: notice}
	for key, change := range map[string]func(*workday.Declared){
		"workday.fault.outside_year":       func(d *workday.Declared) { d.On = day("2027-01-01") },
		"workday.fault.make_up_no_weekend": func(d *workday.Declared) { d.MakeUp = true },
		"workday.fault.festival":           func(d *workday.Declared) { d.Festival = "christmas" },
		"workday.fault.notice":             func(d *workday.Declared) { d.Notice = " " },
	} {
		d := good
		change(&d)
		if err := workday.NewYearCalendar(2026, 1).Declare(d); !isFault(err, key) {
			t.Errorf("%s: got %v", key, err)
		}
	}
	year := workday.NewYearCalendar(2026, 1)
	mustDeclare(t, year, good)
	if err := year.Declare(good); !isFault(err, "workday.fault.twice") {
		t.Errorf("declared twice: got %v", err)
	}
}

func isFault(err error, key string) bool {
	f, ok := err.(*fault.Error) //nolint:errorlint // Declare returns the fault itself
	return ok && f.Key == key
}

func TestTheVersionNamesEveryYearWithItsEdition(t *testing.T) {
	calendar := workday.New(
		workday.NewYearCalendar(2026, 1), workday.NewYearCalendar(2025, 3), workday.NewYearCalendar(2026, 2))
	if got := calendar.Version(); got != "2025.3 2026.2" {
		t.Errorf("got %q", got)
	}
	if !calendar.Covers(2025) || calendar.Covers(2027) {
		t.Error("covers 2025 and 2026 only")
	}
}

func TestALongerLimitNeverEndsEarlierAndEachCountedDayIsAWorkday(t *testing.T) {
	calendar := october2026(t)
	rapid.Check(t, func(t *rapid.T) {
		start := day("2026-01-01").AddDays(rapid.IntRange(0, 800).Draw(t, "start"))
		n := rapid.IntRange(1, 40).Draw(t, "n")
		due, next := calendar.Due(start, n), calendar.Due(start, n+1)
		if !next.On.After(due.On) {
			t.Fatalf("%s: %d days end %s, %d days end %s", start, n, due.On, n+1, next.On)
		}
		counted := 0
		for i, step := range due.Steps {
			if step.On != start.AddDays(i+1) {
				t.Fatalf("a day is left out before %s", step.On)
			}
			if (step.Number > 0) != calendar.IsWorkday(step.On) {
				t.Fatalf("%s: number %d, working day %v", step.On, step.Number, calendar.IsWorkday(step.On))
			}
			counted = max(counted, step.Number)
		}
		if counted != n {
			t.Fatalf("counted %d of %d days", counted, n)
		}
	})
}
