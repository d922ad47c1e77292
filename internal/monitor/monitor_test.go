package monitor_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/monitor"
	"creditportal/internal/workday"
)

var today = civil.MustParse("2026-11-23") // a Monday

func TestALimitThatStillRunsIsNeitherOnTimeNorLateUntilItsDayHasPassed(t *testing.T) {
	ran := func(unit, start, due, stopped string, n int) monitor.Ran {
		r := monitor.Ran{
			Provider: unit, Clock: law.ObjectionProvider, Start: civil.MustParse(start), Due: civil.MustParse(due), Count: n,
		}
		if stopped != "" {
			r.StoppedOn = civil.MustParse(stopped)
		}
		return r
	}
	verified := monitor.Ran{
		Provider: "A", Clock: law.ObjectionVerify, Start: civil.MustParse("2026-11-16"), Due: civil.MustParse("2026-11-19"),
		StoppedOn: civil.MustParse("2026-11-17"), Count: 4,
	}
	got := monitor.Punctual([]monitor.Ran{
		ran("A", "2026-11-02", "2026-11-09", "2026-11-06", 3), // Friday of the same week: four working days
		ran("A", "2026-11-02", "2026-11-09", "2026-11-09", 1),
		ran("A", "2026-11-16", "2026-11-23", "", 5), // ends today
		ran("B", "2026-11-02", "2026-11-09", "2026-11-10", 1),
		ran("B", "2026-11-13", "2026-11-20", "", 1),
		verified,
	}, workday.New(), today)
	want := []monitor.Punctuality{
		{Provider: "B", Clock: law.ObjectionProvider, Due: 2, OnTime: 0, Median: 6, Overdue: 1},
		{Provider: "A", Clock: law.ObjectionProvider, Due: 4, OnTime: 4, Median: 4},
		{Clock: law.ObjectionVerify, Due: 4, OnTime: 4, Median: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if share := got[1].Share(); share != 100 {
		t.Errorf("all on time is %d in a hundred", share)
	}
}
