package correction

import (
	"creditportal/internal/flow"
	"creditportal/internal/fold"
	"creditportal/internal/law"
	"creditportal/internal/record"
)

// MostReason is how many characters a form takes; no law says it.
const MostReason = 2000

var (
	guard   = flow.Correction.Guard
	lasting = flow.Correction.Lasting
)

// What a move must carry.
var (
	hasReason      = flow.Correction.HasReason(MostReason)
	hasDocument    = flow.Correction.HasDocument()
	hasAmended     = guard("values", func(s flow.Situation) bool { return s.Amended != nil })
	hasExplanation = flow.Correction.Explains(func(flow.Situation) bool { return true })
	namesNobody    = flow.Correction.NamesNobody()
	// no day is in days to come
	isPast = guard("day", func(s flow.Situation) bool { return !s.Request.ReceivedOn().After(s.Today()) })
	// what no limit runs for would be on no desk, and nobody would be told that it waits
	hasLimit = guard("too_early", func(s flow.Situation) bool {
		name := correct
		if Ground(s.Item.Ground) == BasisFell {
			name = annulled
		}
		return len(s.Law.Rules.InForce(s.Request.ReceivedOn()).Limits(name, law.Facts{})) > 0
	})
)

// Who may not, though the role would allow it.
var (
	isTheirs = lasting("not_theirs", func(s flow.Situation) bool {
		return s.Record != nil && s.Record.Provider == s.By.Unit && s.Item.Provider == s.By.Unit
	})
	notProposer = flow.Correction.NotProposer()
	// of a batch: the record is the one that its unit reported, and two persons had it in hand
	isReported = lasting("unknown", func(s flow.Situation) bool {
		return s.Record != nil && s.Record.Provider == s.Item.Provider
	})
	isReleased = guard("not_released", func(s flow.Situation) bool {
		by := fold.Key(s.Move.Released)
		return by != "" && by != fold.Key(s.By.Name)
	})
)

// What the matter must be.
var (
	isStanding = lasting("not_standing", standing)
	forValues  = lasting("for_basis", func(s flow.Situation) bool { return Ground(s.Item.Ground) == Wrong })
	forBasis   = lasting("for_values", func(s flow.Situation) bool { return Ground(s.Item.Ground) == BasisFell })
	isGone     = guard("still_there", func(s flow.Situation) bool { return !standing(s) })
	isComplete = guard("incomplete", func(s flow.Situation) bool {
		return s.Item.Proposal.Outcome != Corrected || s.Amended != nil
	})
	// what was put right or ended meanwhile by others is not overwritten
	stillStands = lasting("moved", standing)
	isLate      = guard("not_late", func(s flow.Situation) bool {
		next, ok := s.Item.Next()
		return ok && next.Late(s.Today()) && !s.ToldSince(ProviderLate, next.Due.On)
	})
)

// standing says whether there is a record to put right: whether the public sees it or
// not, until its last day.
func standing(s flow.Situation) bool {
	return s.Record != nil && s.Record.State == record.Active && !s.Today().After(s.Record.DisclosedUntil)
}
