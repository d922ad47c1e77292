package objection_test

import (
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
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

// What the letter asks for is what the pages of the provider say, also where it is
// asked again after the day for which the answer was asked.
func TestLettersAndPagesAskAProviderForTheSameDay(t *testing.T) {
	w := begin(t, "2026-08-03", objection.Wrong).does(person, objection.Submit).does(officer, objection.TakeUp)
	w.does(officer, objection.FindSame)
	same := func(w *world, on, want string) {
		t.Helper()
		letters := w.letters(notice.Assist, actor.Provider)
		r := w.req
		r.Items = []flow.Item{w.item}
		page, ok := objection.AskedOf(w.table.View(r, checker).Items[0], w.law.Calendar)
		if len(letters) != 1 || !ok || letters[0].Facts.AskedBy != page.By || page.By.String() != want {
			t.Errorf("asked on %s: %d letters, the page says %s, want %s: %+v", on, len(letters), page.By, want, letters)
		}
	}
	for _, c := range []struct{ delivered, want string }{
		{"2026-08-04", "2026-08-11"}, {"2026-08-06", "2026-08-11"}, {"2026-08-11", "2026-08-12"},
	} {
		later := *w
		same(later.on(c.delivered).does(officer, objection.Forward), c.delivered, c.want)
	}
	w.on("2026-08-04").does(officer, objection.Forward)
	w.does(checker, objection.Answer, as(objection.Rejected), remedy(flow.Maintain)).does(reviewer, objection.ProviderSign)
	for _, c := range []struct{ again, want string }{{"2026-08-05", "2026-08-11"}, {"2026-08-11", "2026-08-12"}} {
		later := *w
		same(later.on(c.again).does(officer, objection.AskAgain), c.again, c.want)
	}
}
