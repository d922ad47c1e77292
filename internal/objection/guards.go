package objection

import (
	"slices"
	"strings"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// What a form takes, in characters; no law says it. Whoever has more to say
// adds a paper.
const (
	MostClaim     = 2000
	MostReason    = 2000
	MostStatement = 200
)

func guard(name string, holds func(flow.Situation) bool) flow.Guard {
	return flow.Guard{Key: "objection.fault." + name, Holds: holds}
}

// lasting is a guard that no form can satisfy: it judges the matter and who acts.
func lasting(name string, holds func(flow.Situation) bool) flow.Guard {
	return guard(name, holds).Stays()
}

// within is a guard of how much may be written, which its refusal names.
func within(name string, most int, holds func(flow.Situation) bool) flow.Guard {
	g := guard(name, holds)
	g.Args = fault.Args{"Most": most}
	return g
}

// What a filing must be.
var (
	hasGround = guard("ground", func(s flow.Situation) bool {
		ground := Ground(s.Item.Ground)
		return ground.Known() && (s.Record == nil) == (ground == Omitted)
	})
	isOwn = guard("not_own", func(s flow.Situation) bool {
		return s.Request.Subject != 0 && (s.Record == nil || s.Record.Subject == s.Request.Subject)
	})
	hasClaim  = guard("claim_missing", func(s flow.Situation) bool { return written(s.Item.Claim) > 0 })
	claimFits = within("claim_long", MostClaim, func(s flow.Situation) bool {
		return written(s.Item.Claim) <= MostClaim
	})
)

// What a move must carry.
var (
	hasReason = within("reason", MostReason, func(s flow.Situation) bool {
		n := written(s.Move.Reason)
		return n > 0 && n <= MostReason
	})
	hasStatement = within("statement", MostStatement, func(s flow.Situation) bool {
		n := written(s.Move.Reason)
		return n > 0 && n <= MostStatement
	})
	hasDocument = guard("document", func(s flow.Situation) bool { return written(s.Move.Document) > 0 })
	hasPapers   = guard("papers", func(s flow.Situation) bool { return len(s.Move.Papers) > 0 })
	// words or a file: whoever adds nothing has added nothing
	hasPaper = within("nothing_added", MostClaim, func(s flow.Situation) bool {
		return written(s.Move.Reason) <= MostClaim && (written(s.Move.Reason) > 0 || len(s.Move.Attachments) > 0)
	})
	hasOwner    = guard("owner", func(s flow.Situation) bool { return s.Move.Owner != 0 })
	hasProvider = guard("provider", func(s flow.Situation) bool { return s.Move.Provider != "" })
	// whoever says that it is not theirs does not send it to themselves
	namesAnother = guard("another_unit", func(s flow.Situation) bool { return s.Move.Provider != s.By.Unit })
	hasRecord    = lasting("record", func(s flow.Situation) bool { return s.Record != nil })
	hasAmended   = guard("values", func(s flow.Situation) bool { return s.Amended != nil })

	// an answer that changes nothing is no "founded" one
	isAnswer = guard("remedy", func(s flow.Situation) bool {
		if s.Move.As == Rejected {
			return s.Move.Remedy == flow.Maintain
		}
		return slices.Contains([]flow.Remedy{flow.Correct, flow.Annul, flow.Rematch, flow.Supply}, s.Move.Remedy) &&
			(s.Move.Remedy == flow.Supply) == (s.Record == nil)
	})
	hasAmendedIfFounded = guard("values", func(s flow.Situation) bool {
		return s.Move.Remedy != flow.Correct || s.Amended != nil
	})
	hasAmendedIfCorrected = guard("values", func(s flow.Situation) bool {
		return s.Move.As != Corrected || s.Amended != nil
	})
	asAnswered = guard("as_answered", func(s flow.Situation) bool { return s.Move.As == s.Item.Answer.Outcome })
)

// Who may not, though the role would allow it: nobody decides what they filed,
// proposed or answered themselves.
var (
	notFiler = lasting("own_filing", func(s flow.Situation) bool {
		return s.By.Account == 0 || s.By.Account != s.Request.FiledBy
	})
	// whoever filed for somebody has no later hand in it; who filed for
	// themselves goes on as they like
	notFilersHand = lasting("own_filing", func(s flow.Situation) bool {
		return s.By.Side == actor.Subject || s.By.Account != s.Request.FiledBy
	})
	notToFiler = guard("filers_hand", func(s flow.Situation) bool { return s.Move.Owner != s.Request.FiledBy })
	// an officer does for somebody only what they asked for on paper
	ownOrPaper = guard("paper_wanted", func(s flow.Situation) bool {
		return s.By.Side == actor.Subject || written(s.Move.Document) > 0
	})
	notProposer = lasting("own_proposal", func(s flow.Situation) bool { return s.By.Account != s.Item.Proposal.By })
	notAnswerer = lasting("own_answer", func(s flow.Situation) bool { return s.By.Account != s.Item.Answer.By })
	// who reported a row does not answer for it, and who merged it does not decide
	notMerger = lasting("own_record", func(s flow.Situation) bool {
		return s.By.Name == "" || !slices.Contains(s.Hands, s.By.Name)
	})
	isTheirs = lasting("not_theirs", func(s flow.Situation) bool { return s.By.Unit == s.Item.Provider })
)

// What the matter must be.
var (
	isOperators = lasting("for_provider", func(s flow.Situation) bool {
		return slices.Contains([]Ground{NotPublic, OverTerm, Rights, Identity}, Ground(s.Item.Ground)) && s.Record != nil
	})
	mayBeProviders = lasting("for_operator", func(s flow.Situation) bool {
		return slices.Contains([]Ground{Wrong, Omitted, Identity, OverTerm, Rights}, Ground(s.Item.Ground))
	})
	// art. 37 ¶2 and ¶3: where the platform shows something else than its provider
	// sent, the operator erred; where it shows the same, the provider is asked
	isDifferent  = lasting("no_difference", differs)
	isSame       = lasting("difference", func(s flow.Situation) bool { return !differs(s) })
	stopsSharing = guard("not_shared", func(s flow.Situation) bool {
		return s.Move.As != Stopped || Ground(s.Item.Ground) == Rights
	})
	isWithdrawn  = lasting("not_withdrawn", func(s flow.Situation) bool { return s.Item.Outcome == flow.Withdrawn })
	notExOfficio = lasting("ex_officio", func(s flow.Situation) bool { return s.Item.Was != Closed })
	// what was decided is over: another result for it is nobody's to withdraw
	notDecided = lasting("decided", func(s flow.Situation) bool { return s.Item.Was != Contested })
	isOverTerm = guard("in_term", func(s flow.Situation) bool {
		return Ground(s.Item.Ground) == OverTerm && s.Record != nil && s.Today().After(s.Last)
	})
	isCorrected = guard("uncorrected", corrected)
	isOff       = guard("still_there", func(s flow.Situation) bool {
		return s.Record != nil && !shown(*s.Record, s.Today())
	})
	isGone = guard("still_there", func(s flow.Situation) bool {
		return s.Record != nil && !s.Request.WantFinding && !shown(*s.Record, s.Today())
	})
	isShown = lasting("not_shown", func(s flow.Situation) bool { return s.Record != nil && shown(*s.Record, s.Today()) })

	isAdverse = lasting("not_adverse", func(s flow.Situation) bool {
		return slices.Contains([]flow.Outcome{Rejected, PartlyUpheld}, s.Item.Outcome)
	})
	isComplete = guard("incomplete", func(s flow.Situation) bool {
		p := s.Item.Proposal
		switch {
		case p.Outcome == Corrected, p.Remedy == flow.Correct:
			return s.Amended != nil
		case p.Outcome == Removed:
			return s.Record != nil
		}
		return true
	})
)

// What may be done once only, or by its day.
var (
	notAsked       = once("papers_asked", AskPapers)
	notAskedAgain  = once("asked_again", AskAgain)
	notContested   = once("contested", Contest)
	notReplied     = once("replied", Reply)
	notNamed       = once("named", Name)
	neverForwarded = once("forwarded", Forward)
	noQuarrel      = lasting("quarrel", func(s flow.Situation) bool { return !quarrelled(s) })
	isQuarrel      = lasting("no_quarrel", quarrelled)

	// until the day for papers is over nobody is refused for want of them
	papersOver = guard("papers_open", func(s flow.Situation) bool {
		asked, ok := s.Item.Last(AskPapers)
		if !ok || !slices.Contains([]flow.Outcome{Rejected, flow.NotAccepted}, outcomeOf(s)) {
			return true
		}
		added, came := s.Item.Last(Add)
		return s.Today().After(s.Item.Papers) || came && added.Version > asked.Version
	})
	papersAreOver = papersOver.Stays() // where the outcome is no choice
	papersInTime  = lasting("papers_late", func(s flow.Situation) bool { return papersDay(s).After(s.Today()) })
	sameDay       = lasting("recall_day", func(s flow.Situation) bool {
		sent, ok := s.Item.Last(Forward)
		named, was := s.Item.Last(Name) // what the authority named is not the office's to take back
		return ok && civil.Of(sent.At) == s.Today() && (!was || named.Version < sent.Version)
	})
	isProviderLate = guard("not_late", func(s flow.Situation) bool {
		asked, ok := AskedOf(s.Item, s.Law.Calendar) // who is asked again has the day for which they are asked
		return ok && asked.Limit.Late(s.Today()) && s.Today().After(asked.By) && !toldSince(s, ProviderLate, asked.By)
	})
	isWholeLate = guard("not_late", func(s flow.Situation) bool {
		governing, ok := s.Item.Governing()
		return ok && governing.Late(s.Today()) && !toldSince(s, WholeLate, governing.Due.On)
	})
)

// What the portal says by itself, once a day.
var (
	isReminderDay = guard("no_reminder", func(s flow.Situation) bool {
		return remindsOn(s.Item, s.Law.Calendar, s.Today())
	})
	notChasedToday   = lasting("chased", func(s flow.Situation) bool { return !didToday(s, Chase) })
	notRemindedToday = guard("reminded", func(s flow.Situation) bool { return !didToday(s, Remind) })
	// one letter about dates for an item and day (N14)
	notMovedToday = guard("told_today", func(s flow.Situation) bool { return !didToday(s, flow.Recount) })
)

// toldSince says whether lateness was told after the day: that of another limit
// that ran before was told before it.
func toldSince(s flow.Situation, do audit.Act, due civil.Date) bool {
	last, ok := s.Item.Last(do)
	return ok && civil.Of(last.At).After(due)
}

func didToday(s flow.Situation, do audit.Act) bool {
	last, ok := s.Item.Last(do)
	return ok && civil.Of(last.At) == s.Today()
}

// What came on paper.
var (
	onPaper       = guard("paper_only", func(s flow.Situation) bool { return s.Request.Channel != flow.Online })
	isPast        = guard("day_of_paper", func(s flow.Situation) bool { return s.Request.ReceivedOn().Before(s.Today()) })
	isUnconfirmed = lasting("day_sure", unconfirmed)
	dayConfirmed  = lasting("day_unsure", func(s flow.Situation) bool { return !unconfirmed(s) })
	isOnPaper     = lasting("answered_online", answeredOnPaper)
	notOnPaper    = lasting("answered_on_paper", func(s flow.Situation) bool { return !answeredOnPaper(s) })
)

// unconfirmed says whether only one person vouches for the day of receipt.
func unconfirmed(s flow.Situation) bool {
	return s.Item.Times(EnterLate) > 0 && s.Item.Times(ConfirmDay) == 0
}

func answeredOnPaper(s flow.Situation) bool {
	theirs, online := s.Item.Last(Answer)
	paper, registered := s.Item.Last(AnswerOnPaper)
	return registered && (!online || paper.Version > theirs.Version)
}

// differs says whether the platform shows something else than the provider sent.
func differs(s flow.Situation) bool {
	return s.Record != nil && s.Supplied != nil && !s.Record.SaysAs(*s.Supplied, s.Item.Fields)
}

// disclaimers is how many providers may say that a record is not theirs before
// the authority names one.
const disclaimers = 2

func quarrelled(s flow.Situation) bool { return s.Item.Times(NotOurs) >= disclaimers }

// papersDay is the last day for papers: the last working day before the date
// that binds, since the Measure knows no pause.
func papersDay(s flow.Situation) civil.Date { return s.Law.Calendar.Before(s.Item.Binding) }

// corrected says whether the provider changed what is contested since the
// receipt; where no field is named, whether it changed anything.
func corrected(s flow.Situation) bool {
	if s.Record == nil || s.Former == nil || s.Record.Content == s.Former.Content {
		return false
	}
	return len(s.Item.Fields) == 0 || slices.ContainsFunc(s.Item.Fields, func(code string) bool {
		was, now := s.Former.Attributes.Get(code), s.Record.Attributes.Get(code)
		return was != now || was == "" // a column of the record, not one of its attributes
	})
}

func once(name string, do audit.Act) flow.Guard {
	return lasting(name, func(s flow.Situation) bool { return s.Item.Times(do) == 0 })
}

func shown(rec record.Record, today civil.Date) bool {
	return rec.State == record.Active && !today.After(rec.DisclosedUntil)
}

// written counts the characters of a text.
func written(text string) int { return utf8.RuneCountInString(strings.TrimSpace(text)) }

// outcomeOf is what the move proposes; a row with one outcome needs none said,
// and what was answered is proposed as it was answered.
func outcomeOf(s flow.Situation) flow.Outcome {
	if s.Move.Do == Refuse {
		return flow.NotAccepted
	}
	if s.Move.Do == Propose {
		return s.Item.Answer.Outcome
	}
	return s.Move.As
}
