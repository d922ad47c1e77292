package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/record"
)

// Guard returns a guard of the procedure; its sentence is the procedure's own.
func (k Kind) Guard(name string, holds func(Situation) bool) Guard {
	return Guard{Key: string(k) + ".fault." + name, Holds: holds}
}

// Lasting is a guard that no form can satisfy: it judges the matter and who acts.
func (k Kind) Lasting(name string, holds func(Situation) bool) Guard {
	return k.Guard(name, holds).Stays()
}

// Within is a guard of how much may be written, which its refusal names.
func (k Kind) Within(name string, most int, holds func(Situation) bool) Guard {
	g := k.Guard(name, holds)
	g.Args = fault.Args{"Most": most}
	return g
}

// Effect returns an effect of the procedure.
func (k Kind) Effect(name string, do func(Situation, *Change) error) Effect {
	return Effect{Key: string(k) + ".effect." + name, Do: do}
}

// HasReason holds where the move says why, in so many characters at most.
func (k Kind) HasReason(most int) Guard {
	return k.Within("reason", most, func(s Situation) bool {
		n := Written(s.Move.Reason)
		return n > 0 && n <= most
	})
}

// HasDocument holds where the move names the document that it rests on.
func (k Kind) HasDocument() Guard {
	return k.Guard("document", func(s Situation) bool { return Written(s.Move.Document) > 0 })
}

// HasPapers holds where the move lists what is wanted.
func (k Kind) HasPapers() Guard {
	return k.Guard("papers", func(s Situation) bool { return len(s.Move.Papers) > 0 })
}

// AddsSomething holds where words or a file are added: whoever adds nothing has
// added nothing.
func (k Kind) AddsSomething(most int) Guard {
	return k.Within("nothing_added", most, func(s Situation) bool {
		n := Written(s.Move.Reason)
		return n <= most && (n > 0 || len(s.Move.Attachments) > 0)
	})
}

// HasProvider holds where the move names a unit.
func (k Kind) HasProvider() Guard {
	return k.Guard("provider", func(s Situation) bool { return s.Move.Provider != "" })
}

// NamesAnother holds where it is another one than that of whoever acts: nobody who
// says that it is not theirs sends it to themselves.
func (k Kind) NamesAnother() Guard {
	return k.Guard("another_unit", func(s Situation) bool { return s.Move.Provider != s.By.Unit })
}

// NotFilersHand keeps whoever filed for somebody from any later hand in it; who
// filed for themselves goes on as they like.
func (k Kind) NotFilersHand() Guard {
	return k.Lasting("own_filing", func(s Situation) bool {
		return s.By.Side == actor.Subject || s.By.Account != s.Request.FiledBy
	})
}

// OwnOrPaper lets an officer do for somebody only what they asked for on paper.
func (k Kind) OwnOrPaper() Guard {
	return k.Guard("paper_wanted", func(s Situation) bool {
		return s.By.Side == actor.Subject || Written(s.Move.Document) > 0
	})
}

// NotProposer keeps whoever proposed a result from signing it.
func (k Kind) NotProposer() Guard {
	return k.Lasting("own_proposal", func(s Situation) bool { return s.By.Account != s.Item.Proposal.By })
}

// IsTheirs holds for who is of the unit that has the item.
func (k Kind) IsTheirs() Guard {
	return k.Lasting("not_theirs", func(s Situation) bool { return s.By.Unit == s.Item.Provider })
}

// Once holds where the act was not done before.
func (k Kind) Once(name string, do audit.Act) Guard {
	return k.Lasting(name, func(s Situation) bool { return s.Item.Times(do) == 0 })
}

// OnceADay holds where the act was not done today.
func (k Kind) OnceADay(name string, do audit.Act) Guard {
	return k.Guard(name, func(s Situation) bool { return !s.DidToday(do) })
}

// DidToday says whether the act was done to the item today.
func (s Situation) DidToday(do audit.Act) bool {
	last, ok := s.Item.Last(do)
	return ok && civil.Of(last.At) == s.Today()
}

// PapersInTime holds where time is left to bring papers.
func (k Kind) PapersInTime() Guard {
	return k.Lasting("papers_late", func(s Situation) bool { return s.PapersDay().After(s.Today()) })
}

// PapersDay is the last day for papers: the last working day before the date
// that binds, since the Measure knows no pause.
func (s Situation) PapersDay() civil.Date { return s.Law.Calendar.Before(s.Item.Binding) }

// Shown says whether the record of the item is on display.
func (s Situation) Shown() bool {
	return s.Record != nil && s.Record.State == record.Active && !s.Today().After(s.Record.DisclosedUntil)
}

// PapersOver says whether the day for papers that were asked for by the act is over,
// or they came by the other one.
func (s Situation) PapersOver(ask, add audit.Act) bool {
	asked, ok := s.Item.Last(ask)
	if !ok {
		return true
	}
	added, came := s.Item.Last(add)
	return s.Today().After(s.Item.Papers) || came && added.Version > asked.Version
}

// ToldSince says whether lateness was told after the day: that of another limit
// that ran before was told before it.
func (s Situation) ToldSince(do audit.Act, due civil.Date) bool {
	last, ok := s.Item.Last(do)
	return ok && civil.Of(last.At).After(due)
}

// disclaimers is how many providers may say that a record is not theirs before
// the authority names one.
const disclaimers = 2

// Quarrelled says whether so many providers did, by the act, that the authority has
// to name one.
func (it Item) Quarrelled(notOurs audit.Act) bool { return it.Times(notOurs) >= disclaimers }

// Raise puts the item on the list of the authority, where it stays until it is
// taken off it.
func (c *Change) Raise() {
	if c.After.Raised.IsZero() {
		c.After.Raised = c.Today()
	}
}

// Lower takes the item off the list of the authority where nothing that binds is
// late.
func (c *Change) Lower() {
	if governing, ok := c.After.Governing(); !ok || !governing.Late(c.Today()) {
		c.After.Raised = civil.Date{}
	}
}

// Written counts the characters of a text.
func Written(text string) int { return utf8.RuneCountInString(strings.TrimSpace(text)) }

// Is says whether the outcome is one of the list.
func (o Outcome) Is(list ...Outcome) bool { return slices.Contains(list, o) }

// MostExplanation is how many characters everybody is told at most about why a record
// changed.
const MostExplanation = 200

// Explains says whether the move tells everybody why the record changes, where that is
// owed (行政处罚法 48); it may where it is not.
func (k Kind) Explains(owed func(Situation) bool) Guard {
	return k.Within("explanation", MostExplanation, func(s Situation) bool {
		n := Written(s.Move.Public)
		return n <= MostExplanation && (n > 0 || !owed(s))
	})
}

// NamesNobody says whether what everybody reads names neither the subject nor a number
// that is somebody's.
func (k Kind) NamesNobody() Guard {
	return k.Guard("names", func(s Situation) bool {
		return len(disclosure.Scan(s.Move.Public)) == 0 &&
			(s.Record == nil || s.Record.SubjectName == "" || !strings.Contains(s.Move.Public, s.Record.SubjectName))
	})
}
