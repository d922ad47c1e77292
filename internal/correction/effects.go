package correction

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"creditportal/internal/flow"
	"creditportal/internal/record"
)

var effect = flow.Correction.Effect

// What happens to the record. While the second hand is awaited nobody is shown what its
// own provider says is wrong (house ruling 6).
var (
	hold       = effect("hold", func(_ flow.Situation, c *flow.Change) error { return held(c, true) })
	holdValues = effect("hold_values", func(s flow.Situation, c *flow.Change) error {
		for _, v := range s.Move.Values {
			c.Parts = append(c.Parts, v.Field)
		}
		return held(c, true)
	})
	// what it rests on is for those of the provider who sign, and for the office
	attach = effect("attach", func(s flow.Situation, c *flow.Change) error {
		c.After.Evidence = slices.Concat(c.After.Evidence, s.Move.Attachments)
		return nil
	})
	release  = effect("release", func(_ flow.Situation, c *flow.Change) error { return held(c, false) })
	carryOut = effect("carry_out", func(s flow.Situation, c *flow.Change) error {
		amend(s, c)
		return held(c, false)
	})
	// what a row of a batch says is proposed and signed at once: its hands had it before
	enter = effect("enter", func(s flow.Situation, c *flow.Change) error {
		m := s.Move
		c.After.Proposal = flow.Proposal{
			Outcome: c.After.Outcome, Reason: m.Reason, Document: m.Document, Values: m.Values, Public: m.Public,
		}
		amend(s, c)
		return nil
	})
	raise = effect("raise", func(_ flow.Situation, c *flow.Change) error {
		c.Raise()
		return nil
	})
)

func held(c *flow.Change, yes bool) error {
	c.Hold = &yes
	return nil
}

// amend changes the record as the proposal of the item says, with words for everybody.
func amend(s flow.Situation, c *flow.Change) {
	after := &c.Amend(s, string(c.Event.Did)).After
	if c.After.Proposal.Outcome == Annulled {
		after.State = record.Annulled
	} else {
		*after = *s.Amended
		after.ReceivedAt = s.At // its provider reports it anew (art. 33)
		after.Content = sha256.Sum256(fmt.Appendf(nil, "correction %d %d", s.Item.ID, s.Record.Version))
	}
	c.Explained = c.After.Proposal.Public
}
