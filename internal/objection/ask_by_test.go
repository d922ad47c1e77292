package objection_test

import (
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/objection"
	"creditportal/internal/statute"
)

func TestAProviderIsAskedForItsAnswerBeforeTheWholeEndsAndNeverTheSameDay(t *testing.T) {
	calendar := statute.MustLoad().Calendar
	const theirs, whole = 5, 7 // 第三十七条第三款; 条例 39 ¶2
	clock := func(name law.Clock, start string, days int) flow.Clock {
		limit := law.Limit{Clock: name, Days: days, Unit: law.WorkingDay}
		return flow.Clock{Running: law.Run(limit, civil.MustParse(start), calendar)}
	}
	for _, c := range []struct{ received, forwarded, limit, by string }{
		{"2026-08-03", "2026-08-04", "2026-08-11", "2026-08-11"}, // the plan that fits seven days
		{"2026-08-03", "2026-08-06", "2026-08-13", "2026-08-11"}, // the whole ends on 08-12
		{"2026-08-03", "2026-08-12", "2026-08-19", "2026-08-13"}, // forwarded on its last day
	} {
		it := flow.Item{Clocks: []flow.Clock{
			clock(law.ObjectionProvider, c.forwarded, theirs), clock(law.ObjectionWholeAssisted, c.received, whole),
		}}
		got, ok := objection.AskedOf(it, calendar)
		if !ok || got.Limit.Due.On.String() != c.limit || got.By.String() != c.by {
			t.Errorf("forwarded on %s: limit %s, asked by %s; want %s, %s", c.forwarded, got.Limit.Due.On, got.By, c.limit, c.by)
		}
	}
	if _, ok := objection.AskedOf(flow.Item{}, calendar); ok {
		t.Error("a provider that has nothing is asked for something")
	}
}
