package correction

import (
	"crypto/sha256"
	"fmt"

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
	release  = effect("release", func(_ flow.Situation, c *flow.Change) error { return held(c, false) })
	carryOut = effect("carry_out", func(s flow.Situation, c *flow.Change) error {
		after := &c.Amend(s, string(ProviderSign)).After
		if s.Item.Proposal.Outcome == Annulled {
			after.State = record.Annulled
		} else {
			*after = *s.Amended
			after.ReceivedAt = s.At // its provider reports it anew (art. 33)
			after.Content = sha256.Sum256(fmt.Appendf(nil, "correction %d %d", s.Item.ID, s.Record.Version))
		}
		c.Explained = s.Item.Proposal.Public
		return held(c, false)
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
