package repair

import (
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/record"
)

var effect = flow.Repair.Effect

// What happens to the record.
var carryOut = effect("carry_out", func(s flow.Situation, c *flow.Change) error {
	switch s.Item.Proposal.Outcome {
	case Repaired:
		become(s, c, record.Repaired)
	case Revoked:
		become(s, c, record.Active) // until its last day, or the earlier one of stricter books
	default:
	}
	return nil
})

// become gives the record the state; its versions say by which act, and what people
// wrote stays with the item.
func become(s flow.Situation, c *flow.Change, state record.State) {
	c.Amend(s, string(c.Event.Did)).After.State = state
}

// What the item keeps.
var (
	confirm = effect("confirm", func(s flow.Situation, c *flow.Change) error {
		c.After.Proposal.Dated, c.After.Proposal.File = s.Move.Dated, s.Move.Attachments[0]
		return nil
	})
	// the provider is given whatever the applicant hands in: it decides
	hand = effect("hand", func(s flow.Situation, c *flow.Change) error {
		c.After.Evidence = append(c.After.Evidence[:len(c.After.Evidence):len(c.After.Evidence)], s.Move.Attachments...)
		return nil
	})
	address = effect("address", func(s flow.Situation, c *flow.Change) error {
		c.After.Provider = s.Move.Provider
		return nil
	})
	// what was decided is no longer so; the letter about it and the history stay
	takeUp = effect("take_up", func(_ flow.Situation, c *flow.Change) error {
		c.After.Outcome, c.After.Proposal, c.After.Papers = flow.NoOutcome, flow.Proposal{}, civil.Date{}
		return nil
	})
	askPapers = effect("ask_papers", func(s flow.Situation, c *flow.Change) error {
		c.After.Papers = s.PapersDay()
		return nil
	})
	serve = effect("serve", func(_ flow.Situation, c *flow.Change) error {
		c.Serves = notice.Hearing
		return nil
	})
	raise = effect("raise", func(_ flow.Situation, c *flow.Change) error {
		c.Raise()
		return nil
	})
	raiseQuarrel = effect("raise_quarrel", func(s flow.Situation, c *flow.Change) error {
		if s.Item.Quarrelled(NotOurs) {
			c.Raise()
		}
		return nil
	})
	lower = effect("lower", func(_ flow.Situation, c *flow.Change) error {
		c.Lower()
		return nil
	})
)
