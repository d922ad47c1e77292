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

// goesOn says whether the older request is another one that came before, is open,
// and is about the same subject or the same record.
func goesOn(s flow.Situation) bool {
	older := s.Older
	if older == nil || older.ID == s.Request.ID || older.ReceivedAt.After(s.Request.ReceivedAt) || !older.Open() {
		return false
	}
	same := func(it flow.Item) bool { return it.Open() && it.Record != 0 && it.Record == s.Item.Record }
	return older.Subject == s.Request.Subject || slices.ContainsFunc(older.Items, same)
}
