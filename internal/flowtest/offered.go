package flowtest

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
)

// T is a test that can fail, be it of rapid or of Go.
type T interface {
	Helper()
	Errorf(format string, args ...any)
}

// Offered proves of a matter as it stands that every act which a page offers to
// the actor would be taken with one of the forms, and that none would be which
// the page does not offer. What would be refused whatever somebody wrote is thus
// never offered. Judged is the situation of a form.
func Offered(t T, table flow.Table, by actor.Actor, forms []flow.Move, judged func(flow.Move) flow.Situation) {
	t.Helper()
	now := judged(flow.Move{})
	offered := table.Allowed(now)
	for _, row := range table.Rows {
		if row.Engine() || !slices.Contains(row.From, now.Item.State) {
			continue
		}
		isOffered := slices.ContainsFunc(offered, func(r flow.Row) bool { return r.Do == row.Do })
		if took, why := taken(table, row, forms, judged); took != isOffered {
			t.Errorf("%s from %s by %s: offered %v, taken %v: %v", row.Do, now.Item.State, by.Role, isOffered, took, why)
		}
	}
}

// taken says whether one of the forms is, and why the last one was not.
func taken(
	table flow.Table, row flow.Row, forms []flow.Move, judged func(flow.Move) flow.Situation,
) (took bool, why error) {
	outcomes := []flow.Outcome{flow.NoOutcome}
	if len(row.As) > 1 {
		outcomes = row.As
	}
	for _, m := range forms {
		for _, as := range outcomes {
			m.Do, m.As = row.Do, as
			if _, why = table.Take(judged(m)); why == nil {
				return true, nil
			}
		}
	}
	return false, why
}
