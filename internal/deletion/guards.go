package deletion

import (
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// MostReason is how many characters a reason may have; no law says it.
const MostReason = 2000

// Aware is what the form of a deletion holds once its reader has ticked that it cannot
// be undone.
const Aware = "aware"

var (
	guard   = flow.Deletion.Guard
	lasting = flow.Deletion.Lasting
	effect  = flow.Deletion.Effect
)

// What an application must be: about an honour of the subject's own, on display.
var (
	isOwn = guard("not_own", func(s flow.Situation) bool {
		return s.Request.Subject != 0 && s.Record != nil && s.Record.Subject == s.Request.Subject
	})
	isHonour = guard("not_honour", func(s flow.Situation) bool { return s.Record != nil && s.Record.Honour })
	isShown  = lasting("not_shown", flow.Situation.Shown)
	isAware  = guard("unaware", func(s flow.Situation) bool {
		return len(s.Move.Fields) == 1 && s.Move.Fields[0] == Aware
	})

	// art. 35 ¶2: in writing; the scan of it is kept
	hasPaper    = guard("file", func(s flow.Situation) bool { return len(s.Move.Attachments) > 0 })
	onPaperOnly = guard("paper_only", func(s flow.Situation) bool { return s.Request.Channel != flow.Online })
	// a paper that is entered later counts from the day it came, and says how that is known
	dayIsProven = guard("document", func(s flow.Situation) bool {
		return s.Request.ReceivedOn() == s.Today() || flow.Written(s.Move.Document) > 0
	})
)

// What a move must carry, and who may not though the role would allow it.
var (
	hasReason     = flow.Deletion.HasReason(MostReason)
	notProposer   = flow.Deletion.NotProposer()
	notFilersHand = flow.Deletion.NotFilersHand()
	ownOrPaper    = flow.Deletion.OwnOrPaper()
	// nobody at the operator deletes on their own word alone (art. 32)
	notFiler = lasting("own_filing", func(s flow.Situation) bool {
		return s.By.Account == 0 || s.By.Account != s.Request.FiledBy
	})
)

// What the matter must be.
var (
	wasDeleted = lasting("not_deleted", func(s flow.Situation) bool { return s.Item.Outcome == Deleted })
	notLifted  = lasting("lifted", func(s flow.Situation) bool { return !Lifted(s.Item) })
	isGone     = guard("still_there", func(s flow.Situation) bool { return s.Record != nil && !s.Shown() })
	isLate     = guard("not_late", func(s flow.Situation) bool {
		governing, ok := s.Item.Governing()
		return ok && governing.Late(s.Today()) && !s.ToldSince(Late, governing.Due.On)
	})
)

// What happens to the record, and to what is kept of it.
var (
	erase = effect("erase", func(s flow.Situation, c *flow.Change) error {
		c.Amend(s, string(c.Event.Did)).After.State = record.Deleted
		return nil
	})
	collectAgain = effect("collect_again", func(_ flow.Situation, c *flow.Change) error {
		c.CollectAgain = true
		return nil
	})
	raise = effect("raise", func(_ flow.Situation, c *flow.Change) error {
		c.Raise()
		return nil
	})
)
