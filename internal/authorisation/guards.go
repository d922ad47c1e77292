package authorisation

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/query"
)

func guard(name string, holds func(flow.Situation) bool) flow.Guard {
	return flow.Guard{Key: "authorisation.fault." + name, Holds: holds}
}

// within is a guard whose sentence names the most there may be.
func within(name string, most int, holds func(flow.Situation) bool) flow.Guard {
	g := guard(name, holds)
	g.Args = fault.Args{"Most": most}
	return g
}

// written counts the characters of a text.
func written(text string) int { return utf8.RuneCountInString(strings.TrimSpace(text)) }

// What must be asked for. What is agreed to is held to the same.
var (
	mayAsk  = guard("scope", func(s flow.Situation) bool { return s.By.Subject != 0 && s.By.May(actor.Querying) })
	hasName = within("name", MostName, func(s flow.Situation) bool {
		n := written(s.Item.About)
		return n > 0 && n <= MostName
	})
	hasEnquirer = within("enquirer", MostName, func(s flow.Situation) bool {
		n := written(s.Request.Applicant.Name)
		return n > 0 && n <= MostName
	})
	notOneself = guard("oneself", func(s flow.Situation) bool {
		return s.Request.Subject == 0 || s.Request.Subject != s.By.Subject
	})
	hasItems = within("items", MostItems, func(s flow.Situation) bool {
		n := len(s.Move.Terms.Items)
		return n > 0 && n <= MostItems
	})
	hasPurpose = within("purpose", query.MostWords, func(s flow.Situation) bool {
		n := written(s.Item.Claim)
		return slices.Contains(query.Askable(), query.Purpose(s.Item.Ground)) && n > 0 && n <= query.MostWords
	})
	daysFit = guard("days", func(s flow.Situation) bool {
		days := s.Move.Terms.Days
		return days > 0 && days <= LongestTerm(s.Law.Rules.InForce(s.Today()))
	})
	usesFit = within("uses", MostUses, func(s flow.Situation) bool {
		return s.Move.Terms.Uses > 0 && s.Move.Terms.Uses <= MostUses
	})
	hasPapers = guard("papers", func(s flow.Situation) bool { return len(s.Move.Attachments) > 0 })
)

// LongestTerm is for how many days somebody may authorise at most, by the books
// in force; zero where none says it.
func LongestTerm(books law.InForce) int {
	longest := 0
	for _, line := range books.Limits(law.QueryTerm, law.Facts{}) {
		if longest == 0 || line.Days < longest {
			longest = line.Days
		}
	}
	return longest
}

// Who may answer, and how.
var (
	isSubject = guard("not_subject", func(s flow.Situation) bool {
		return s.Request.Subject != 0 && s.By.Subject == s.Request.Subject && s.By.May(actor.Consenting)
	})
	notAsker      = guard("own_asking", func(s flow.Situation) bool { return s.By.Account != s.Request.FiledBy })
	narrower      = guard("wider", func(s flow.Situation) bool { return s.Move.Terms.Within(s.Item.Terms) })
	isKnown       = guard("not_reached", func(s flow.Situation) bool { return s.Request.Subject != 0 })
	notFiler      = guard("own_filing", func(s flow.Situation) bool { return s.By.Account != s.Request.FiledBy })
	notFilersLook = guard("own_filing", func(s flow.Situation) bool {
		return s.Request.Channel == flow.Online || notFiler.Holds(s)
	})
	hasNote = within("note", MostNote, func(s flow.Situation) bool {
		n := written(s.Move.Reason)
		return n > 0 && n <= MostNote
	})
	isConcerned = guard("not_subject", func(s flow.Situation) bool {
		return s.By.Side == actor.Operator || isSubject.Holds(s)
	})
	noteWhereStaff = within("note", MostNote, func(s flow.Situation) bool {
		return s.By.Side != actor.Operator || hasNote.Holds(s)
	})
)

// When it may be opened, and when it is over.
var (
	isEnquirer = guard("not_enquirer", func(s flow.Situation) bool {
		if s.Request.Channel != flow.Online {
			return s.By.Side == actor.Operator
		}
		return s.By.Subject != 0 && s.By.Subject == s.Item.Terms.Asker && s.By.May(actor.Querying)
	})
	stands  = guard("over", func(s flow.Situation) bool { return !over(s) })
	isOver  = guard("stands", over)
	isShown = guard("not_shown", func(s flow.Situation) bool {
		return shown(s.Item, s.At)
	})
	lastLeft    = guard("uses_left", func(s flow.Situation) bool { return s.Item.Terms.Uses == 1 })
	severalLeft = guard("used_up", func(s flow.Situation) bool { return s.Item.Terms.Uses > 1 })
	consentOver = guard("consent_runs", func(s flow.Situation) bool { return ran(s, law.QueryConsent) })
	inTime      = guard("consent_over", func(s flow.Situation) bool { return !ran(s, law.QueryConsent) })
	waitOver    = guard("wait_runs", func(s flow.Situation) bool { return ran(s, law.QueryPaperWait) })
)

func over(s flow.Situation) bool { return s.Item.Terms.Gone || s.Today().After(s.Item.Terms.Until) }

// shown says whether what was opened is shown again still.
func shown(it flow.Item, at time.Time) bool {
	stands := it.State == Viewable || it.State == Closed && it.Outcome == Viewed
	return stands && at.Before(it.Terms.Open) && !it.Terms.Gone && !civil.Of(at).After(it.Terms.Until)
}

// ran says whether the day by which somebody could answer has passed.
func ran(s flow.Situation, clock law.Clock) bool {
	return slices.ContainsFunc(s.Item.Clocks, func(c flow.Clock) bool {
		return c.Limit.Clock == clock && c.Runs() && c.Late(s.Today())
	})
}

func effect(name string, do func(flow.Situation, *flow.Change) error) flow.Effect {
	return flow.Effect{Key: "authorisation.effect." + name, Do: do}
}

var (
	// agreed lets the terms run from the day of the consent: those that were agreed
	// to, or those of the papers to which nobody objected.
	agreed = effect("agreed", func(s flow.Situation, c *flow.Change) error {
		terms := s.Move.Terms
		if s.By.Side == actor.Engine {
			terms = s.Item.Terms
		}
		terms.Asker, terms.Mandate = s.Item.Terms.Asker, s.By.Mandate
		terms.Until = s.Today().AddDays(terms.Days)
		c.After.Terms, c.After.Due = terms, terms.Until
		return nil
	})
	used = effect("used", func(s flow.Situation, c *flow.Change) error {
		c.After.Terms.Uses--
		c.After.Terms.Open, c.After.Terms.Opener = s.At.Add(OpenFor), s.By.Account
		if c.After.State == Viewable {
			c.After.Due = c.After.Terms.Until
		}
		return nil
	})
)
