package repair

import (
	"slices"

	"creditportal/internal/audit"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// What a form takes, in characters; no law says it. Whoever has more to say adds a
// paper.
const (
	MostClaim  = 2000
	MostReason = 2000
)

var (
	guard   = flow.Repair.Guard
	lasting = flow.Repair.Lasting
)

// What an application must be: the subject's own, about a record that can be
// repaired, on display, not before its day, with the two papers and no more.
var (
	isOwn = guard("not_own", func(s flow.Situation) bool {
		return s.Request.Subject != 0 && s.Record != nil && s.Record.Subject == s.Request.Subject
	})
	isRepairable = guard("not_repairable", func(s flow.Situation) bool {
		return s.Repair.State == disclosure.RepairAtOnce || s.Repair.State == disclosure.RepairFrom
	})
	isShown       = lasting("not_shown", flow.Situation.Shown)
	dayCame       = guard("too_early", func(s flow.Situation) bool { return !s.Today().Before(s.Repair.From) })
	hasBothPapers = guard("both_papers", func(s flow.Situation) bool {
		proof, commitment := PapersOf(s.Item)
		return proof != "" && commitment != "" && proof != commitment
	})
	// a paper that is entered later counts from the day it came, and says how that is known
	dayIsProven = guard("day_of_paper", func(s flow.Situation) bool {
		came := s.Request.ReceivedOn()
		return came == s.Today() ||
			came.Before(s.Today()) && s.Request.Channel != flow.Online && flow.Written(s.Move.Document) > 0
	})
	claimFits = flow.Repair.Within("claim_long", MostClaim, func(s flow.Situation) bool {
		return flow.Written(s.Item.Claim) <= MostClaim
	})
)

// What a move must carry.
var (
	hasReason     = flow.Repair.HasReason(MostReason)
	hasDocument   = flow.Repair.HasDocument()
	hasPapers     = flow.Repair.HasPapers()
	addsSomething = flow.Repair.AddsSomething(MostClaim)
	hasProvider   = flow.Repair.HasProvider()
	namesAnother  = flow.Repair.NamesAnother()

	// a confirmation is dated, and not in days to come
	isDated = guard("dated", func(s flow.Situation) bool {
		return !s.Move.Dated.IsZero() && !s.Move.Dated.After(s.Today())
	})
	hasFile = guard("file", func(s flow.Situation) bool { return len(s.Move.Attachments) > 0 })
	// each condition of art. 34 is answered for itself
	isExamined = guard("conditions", func(s flow.Situation) bool {
		return !slices.ContainsFunc(Conditions(), func(c Condition) bool {
			return !slices.Contains(s.Move.Fields, string(c))
		})
	})
)

// Who may not, though the role would allow it.
var (
	isTheirs      = flow.Repair.IsTheirs()
	notProposer   = flow.Repair.NotProposer()
	notFilersHand = flow.Repair.NotFilersHand()
	ownOrPaper    = flow.Repair.OwnOrPaper()
)

// What the matter must be.
var (
	isRevoking  = lasting("not_revoking", func(s flow.Situation) bool { return Revoking(s.Item) })
	notRevoking = lasting("revoking", func(s flow.Situation) bool { return !Revoking(s.Item) })
	wasRepaired = lasting("not_repaired", func(s flow.Situation) bool {
		return s.Item.Outcome == Repaired && s.Record != nil && s.Record.State == record.Repaired
	})
	wasRefused = lasting("not_refused", func(s flow.Situation) bool { return IsRefusal(s.Item.Outcome) })
	noOther    = lasting("other_open", func(s flow.Situation) bool { return !s.Refusal.Open })
	isGone     = guard("still_there", func(s flow.Situation) bool { return s.Record != nil && !s.Shown() })
	// what left display meanwhile is not repaired any more, what came back by other ways
	// is not brought back
	stillStands = lasting("moved", func(s flow.Situation) bool {
		switch s.Item.Proposal.Outcome {
		case Repaired:
			return s.Shown()
		case Revoked:
			return s.Record != nil && s.Record.State == record.Repaired
		default:
			return true
		}
	})
	// a repair is revoked when its subject has said something, or the time for it is over
	isHeard = lasting("unheard", func(s flow.Situation) bool {
		if s.Item.Proposal.Outcome != Revoked {
			return true
		}
		over := !slices.ContainsFunc(s.Item.Clocks, func(c flow.Clock) bool {
			return c.Limit.Clock == hearing && c.Runs() && !c.Late(s.Today())
		})
		return over || replied(s.Item)
	})
)

// Who is told of a revocation on paper has time to be heard from the day on which the
// letter was handed over (ruling 5).
var (
	isTold = lasting("untold", func(s flow.Situation) bool {
		return s.Item.Proposal.Outcome != Revoked || replied(s.Item) || told(s)
	})
	isUntold = lasting("told", func(s flow.Situation) bool { return !told(s) })
)

// What may be done once only, or by its day.
var (
	notAsked     = flow.Repair.Once("papers_asked", AskPapers)
	notExtended  = flow.Repair.Once("extended", Extend)
	notNamed     = flow.Repair.Once("named", Name)
	papersInTime = flow.Repair.PapersInTime()
	notReplied   = lasting("replied", func(s flow.Situation) bool { return !replied(s.Item) })
	noQuarrel    = lasting("quarrel", func(s flow.Situation) bool { return !s.Item.Quarrelled(NotOurs) })
	isQuarrel    = lasting("no_quarrel", func(s flow.Situation) bool { return s.Item.Quarrelled(NotOurs) })

	// until the day for papers is over nobody is refused for want of them
	papersOver = lasting("papers_open", func(s flow.Situation) bool { return s.PapersOver(AskPapers, Add) })
	mayExtend  = lasting("not_extendable", func(s flow.Situation) bool {
		governing, ok := s.Item.Governing()
		return ok && governing.Limit.Extension > 0 && !governing.Late(s.Today())
	})
	isLate = guard("not_late", func(s flow.Situation) bool {
		late, ok := lateOf(s)
		return ok && !s.ToldSince(ProviderLate, late.Due.On)
	})
)

// What a unit wrote on paper is confirmed at the operator, and what it proposed itself it
// signs itself.
var (
	isOnPaper  = lasting("answered_online", func(s flow.Situation) bool { return proposedOnPaper(s.Item) })
	notOnPaper = lasting("answered_on_paper", func(s flow.Situation) bool { return !proposedOnPaper(s.Item) })
)

func proposedOnPaper(it flow.Item) bool {
	return slices.Contains([]audit.Act{AgreeOnPaper, DeclineOnPaper, RevokeOnPaper}, it.ProposedBy())
}

// lateOf is the limit of the provider that passed last.
func lateOf(s flow.Situation) (flow.Clock, bool) {
	var last flow.Clock
	found := false
	for _, c := range s.Item.Clocks {
		theirs := c.Limit.Clock == accept || c.Limit.Clock == whole
		if theirs && c.Runs() && c.Late(s.Today()) && (!found || c.Due.On.After(last.Due.On)) {
			last, found = c, true
		}
	}
	return last, found
}

// replied says whether the subject has said something since the revocation was
// proposed last.
func replied(it flow.Item) bool {
	return sinceProposed(it, Reply)
}

// told says whether the subject knows of the revocation that was proposed last: by the
// inbox at once, on paper when the letter was handed over.
func told(s flow.Situation) bool {
	return s.Request.Channel == flow.Online || sinceProposed(s.Item, HandOver)
}

// sinceProposed says whether the act was done since the revocation was proposed last.
func sinceProposed(it flow.Item, act audit.Act) bool {
	did, ok := it.Last(act)
	for _, do := range []audit.Act{ProposeRevoke, RevokeOnPaper} {
		proposed, was := it.Last(do)
		ok = ok && (!was || did.Version > proposed.Version)
	}
	return ok
}
