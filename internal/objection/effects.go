package objection

import (
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

var effect = flow.Objection.Effect

// What the public sees of it: the annotation stands from the transaction of
// the receipt, and goes with the result (art. 38).
var (
	annotate = effect("annotate", func(s flow.Situation, c *flow.Change) error {
		return mark(s, c, record.Disputed, s.Today())
	})
	annotateContested = effect("annotate_contested", func(s flow.Situation, c *flow.Change) error {
		return mark(s, c, record.Contested, s.Today())
	})
	lift = effect("lift", func(s flow.Situation, c *flow.Change) error {
		return mark(s, c, record.NotAnnotated, civil.Date{})
	})
)

func mark(s flow.Situation, c *flow.Change, kind record.AnnotationKind, on civil.Date) error {
	if s.Record != nil {
		c.Marks = append(c.Marks, flow.Mark{Record: s.Record.ID, Kind: kind, On: on})
	}
	return nil
}

// What happens to the record.
var (
	// what may not be shown is not shown while the signature is awaited
	hold = effect("hold", func(s flow.Situation, c *flow.Change) error {
		if s.Item.Proposal.Outcome == Removed {
			return held(c, true)
		}
		return nil
	})
	// the value that was found wrong is not shown while its correction is awaited
	holdValues = effect("hold_values", func(s flow.Situation, c *flow.Change) error {
		if s.Item.Proposal.Outcome != Corrected {
			return nil
		}
		for _, v := range s.Move.Values {
			c.Parts = append(c.Parts, v.Field)
		}
		return held(c, true)
	})
	release = effect("release", func(_ flow.Situation, c *flow.Change) error { return held(c, false) })
	remove  = effect("remove", func(s flow.Situation, c *flow.Change) error {
		return become(s, c, record.Removed)
	})
	carryOut = effect("carry_out", func(s flow.Situation, c *flow.Change) error {
		p := s.Item.Proposal
		switch p.Outcome {
		case Removed:
			return become(s, c, record.Removed)
		case Corrected, Upheld, PartlyUpheld:
			return mend(s, c)
		case Stopped:
			c.Parts = []string{record.Sharing}
			return held(c, true)
		default:
			return held(c, false)
		}
	})
)

// mend does to the record what a founded objection brings. What was missing is
// reported by the provider, and what the provider has corrected is done.
func mend(s flow.Situation, c *flow.Change) error {
	switch s.Item.Proposal.Remedy {
	case flow.Correct:
		c.Amend(s, why).After = *s.Amended
	case flow.Annul:
		c.Explained = s.Item.Proposal.Public
		return become(s, c, record.Annulled)
	case flow.Rematch:
		return become(s, c, record.Removed)
	default:
	}
	return held(c, false)
}

// why a record changed, as its versions say it; what people wrote stays with
// the item.
const why = string(Sign)

func become(s flow.Situation, c *flow.Change, state record.State) error {
	c.Amend(s, why).After.State = state
	return held(c, false)
}

func held(c *flow.Change, yes bool) error {
	c.Hold = &yes
	return nil
}

// What the item keeps.
var (
	// what the provider decided is the provider's to verify: the limit for what the
	// operator decides alone is not for this matter
	assisted = effect("assisted", func(s flow.Situation, c *flow.Change) error {
		if !aboutRepair(s) {
			return nil
		}
		return c.Spare(s, wholeOwn)
	})
	own = effect("own", func(s flow.Situation, c *flow.Change) error {
		c.After.Owner = s.By.Account
		return nil
	})
	disown = effect("disown", func(_ flow.Situation, c *flow.Change) error {
		c.After.Owner = 0
		return nil
	})
	// what is late or in dispute is on the list of the authority until it is not
	raise = effect("raise", func(_ flow.Situation, c *flow.Change) error {
		c.Raise()
		return nil
	})
	raiseQuarrel = effect("raise_quarrel", func(s flow.Situation, c *flow.Change) error {
		if quarrelled(s) {
			c.Raise()
		}
		return nil
	})
	lower = effect("lower", func(_ flow.Situation, c *flow.Change) error {
		c.Lower()
		return nil
	})
	// what nobody confirmed is no answer where the provider has the matter no longer
	dropAnswer = effect("drop_answer", func(_ flow.Situation, c *flow.Change) error {
		c.After.Answer = flow.Proposal{}
		return nil
	})
	give = effect("give", func(s flow.Situation, c *flow.Change) error {
		c.After.Owner = s.Move.Owner
		return nil
	})
	address = effect("address", func(s flow.Situation, c *flow.Change) error {
		c.After.Provider = s.Move.Provider
		if len(s.Move.Fields) > 0 {
			c.After.Fields = s.Move.Fields
		}
		if s.Move.Do != NotOurs { // what another one is given is for the office to choose
			c.After.Evidence = s.Move.Evidence
		}
		return nil
	})
	askPapers = effect("ask_papers", func(s flow.Situation, c *flow.Change) error {
		c.After.Papers = s.PapersDay()
		return nil
	})
	keepAnswer = effect("keep_answer", func(s flow.Situation, c *flow.Change) error {
		c.After.Answer = flow.Proposal{
			Outcome: s.Move.As, Remedy: s.Move.Remedy, Reason: s.Move.Reason, Document: s.Move.Document,
			Values: s.Move.Values, By: s.By.Account, Public: s.Move.Public,
		}
		return nil
	})
	byCorrection = effect("by_correction", func(_ flow.Situation, c *flow.Change) error {
		if c.After.Proposal.Outcome == Corrected {
			c.After.Proposal.Remedy = flow.Correct
		}
		return nil
	})
	adopt = effect("adopt", func(s flow.Situation, c *flow.Change) error {
		answer := s.Item.Answer
		p := &c.After.Proposal
		p.Remedy, p.Document, p.Values, p.Public = answer.Remedy, answer.Document, answer.Values, answer.Public
		return nil
	})
	noteCorrected = effect("note_corrected", func(_ flow.Situation, c *flow.Change) error {
		c.After.Answer = flow.Proposal{Outcome: Upheld, Remedy: flow.Done}
		return nil
	})
)
