package objection

import (
	"slices"

	"creditportal/internal/flow"
)

// What is joined goes on in an older request: the move names its number.
var (
	hasOlder = guard("older", func(s flow.Situation) bool { return written(s.Move.Document) > 0 })
	isOlder  = guard("not_older", goesOn)
	goOn     = effect("go_on", func(s flow.Situation, c *flow.Change) error {
		c.After.Into = s.Older.ID
		return nil
	})
)

// goesOn says whether the older request is another one of the same subject that came
// before, and in which the same record is open, or that one is missing where this one
// says so too. What is joined is decided there: no claim ends undecided.
func goesOn(s flow.Situation) bool {
	older := s.Older
	if older == nil || older.ID == s.Request.ID || older.Subject != s.Request.Subject ||
		older.ReceivedAt.After(s.Request.ReceivedAt) {
		return false
	}
	return slices.ContainsFunc(older.Items, func(it flow.Item) bool { return it.Open() && it.Record == s.Item.Record })
}
