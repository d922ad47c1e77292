package statute_test

import (
	"bufio"
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/statute"
	"creditportal/internal/workday"
)

// published reads the working days of an independent calendar; see the head of
// the file for where it comes from.
func published(t *testing.T) map[civil.Date]bool {
	t.Helper()
	text, err := os.ReadFile("testdata/chinese-days-1.5.7.txt")
	if err != nil {
		t.Fatal(err)
	}
	days := map[civil.Date]bool{}
	for in := bufio.NewScanner(bytes.NewReader(text)); in.Scan(); {
		month, marks, ok := strings.Cut(in.Text(), " ")
		if !ok || month == "#" {
			continue
		}
		first := civil.MustParse(month + "-01")
		for i, mark := range marks {
			days[first.AddDays(i)] = mark == 'w'
		}
	}
	return days
}

func TestEveryDayFrom2018To2026EqualsAnIndependentPublishedCalendar(t *testing.T) {
	calendar, days := statute.MustLoad().Calendar, published(t)
	last := civil.MustParse("2026-12-31")
	checked := 0
	for d := civil.MustParse("2018-01-01"); !d.After(last); d = d.AddDays(1) {
		want, ok := days[d]
		if !ok {
			t.Fatalf("the published calendar lacks %s", d)
		}
		if got := calendar.IsWorkday(d); got != want {
			t.Errorf("%s %s: working day %v, published %v", d, d.Weekday(), got, want)
		}
		checked++
	}
	if want := 9*365 + 2; checked != want {
		t.Errorf("days compared: got %d, want %d", checked, want)
	}
}

func TestEachMonthOf2026HasItsWorkingDays(t *testing.T) {
	calendar := statute.MustLoad().Calendar
	want := []int{21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23}
	for month := time.January; month <= time.December; month++ {
		got := 0
		for d := first(2026, month); d.Month() == month; d = d.AddDays(1) {
			if calendar.IsWorkday(d) {
				got++
			}
		}
		if got != want[month-1] {
			t.Errorf("%s 2026: %d working days, want %d", month, got, want[month-1])
		}
	}
}

func TestEveryDeclaredDayNamesItsNotice(t *testing.T) {
	calendar := statute.MustLoad().Calendar
	for _, n := range calendar.Years() {
		year, _ := calendar.Year(n)
		for _, d := range year.Days() {
			if !strings.HasPrefix(d.Notice, "国办发明电〔") {
				t.Errorf("%s: no notice of the State Council's General Office: %q", d.On, d.Notice)
			}
		}
	}
}

// dueVectors are worked by hand from the notices: received, then the due dates after
// 2, 3, 5, 7 and 10 working days; p marks a provisional one.
var dueVectors = [][]string{
	{"2026-01-01", "2026-01-05", "2026-01-06", "2026-01-08", "2026-01-12", "2026-01-15"},
	{"2026-02-12", "2026-02-14", "2026-02-24", "2026-02-26", "2026-02-28", "2026-03-04"},
	{"2026-02-14", "2026-02-25", "2026-02-26", "2026-02-28", "2026-03-03", "2026-03-06"},
	{"2026-02-26", "2026-02-28", "2026-03-02", "2026-03-04", "2026-03-06", "2026-03-11"},
	{"2026-04-30", "2026-05-07", "2026-05-08", "2026-05-11", "2026-05-13", "2026-05-18"},
	{"2026-05-02", "2026-05-07", "2026-05-08", "2026-05-11", "2026-05-13", "2026-05-18"},
	{"2026-08-03", "2026-08-05", "2026-08-06", "2026-08-10", "2026-08-12", "2026-08-17"},
	{"2026-09-18", "2026-09-21", "2026-09-22", "2026-09-24", "2026-09-29", "2026-10-09"},
	{"2026-09-28", "2026-09-30", "2026-10-08", "2026-10-10", "2026-10-13", "2026-10-16"},
	{"2026-09-30", "2026-10-09", "2026-10-10", "2026-10-13", "2026-10-15", "2026-10-20"},
	{"2026-12-30", "2027-01-01 p", "2027-01-04 p", "2027-01-06 p", "2027-01-08 p", "2027-01-13 p"},
}

func TestDueDatesCountMakeUpDaysAndSkipHolidays(t *testing.T) {
	calendar := statute.MustLoad().Calendar
	for _, row := range dueVectors {
		for i, n := range []int{2, 3, 5, 7, 10} {
			due := calendar.Due(civil.MustParse(row[0]), n)
			got := due.On.String()
			if due.Provisional {
				got += " p"
			}
			if got != row[i+1] {
				t.Errorf("received %s, %d working days: got %s, want %s", row[0], n, got, row[i+1])
			}
		}
	}
}

func TestEveryLimitOfEveryReceiptDayEqualsACountOverThePublishedCalendar(t *testing.T) {
	calendar, days := statute.MustLoad().Calendar, published(t)
	last := civil.MustParse("2026-12-01")
	for d := civil.MustParse("2018-01-01"); d.Before(last); d = d.AddDays(1) {
		for _, n := range []int{2, 3, 5, 7, 10} {
			want := d
			for left := n; left > 0; {
				want = want.AddDays(1)
				if days[want] {
					left--
				}
			}
			if got := calendar.Due(d, n); got.On != want || got.Provisional {
				t.Fatalf("received %s, %d working days: got %s (provisional %v), want %s",
					d, n, got.On, got.Provisional, want)
			}
		}
	}
}

func first(year int, month time.Month) civil.Date {
	d, err := civil.New(year, month, 1)
	if err != nil {
		panic(err)
	}
	return d
}

func TestWithoutTheMakeUpDaysDueDatesBecomeLaterAndWrong(t *testing.T) {
	calendar := statute.MustLoad().Calendar
	year, _ := calendar.Year(2026)
	mutant := workday.NewYearCalendar(2026, 1)
	for _, d := range year.Days() {
		if d.MakeUp {
			continue
		}
		if err := mutant.Declare(d); err != nil {
			t.Fatal(err)
		}
	}
	year2025, _ := calendar.Year(2025)
	without := workday.New(year2025, mutant)
	for n, want := range map[int]int{3: 26, 5: 50, 7: 65} {
		later, last := 0, civil.MustParse("2026-11-30")
		for d := civil.MustParse("2026-01-01"); !d.After(last); d = d.AddDays(1) {
			if without.Due(d, n).On.After(calendar.Due(d, n).On) {
				later++
			}
		}
		if later != want {
			t.Errorf("%d working days: %d of 334 due dates later, want %d", n, later, want)
		}
	}
}
