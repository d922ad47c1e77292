package objection

import (
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// What a form takes, in characters; no law says it. Whoever has more to say
// adds a paper.
const (
	MostClaim     = 2000
	MostReason    = 2000
	MostStatement = 200
)

var (
	guard   = flow.Objection.Guard
	lasting = flow.Objection.Lasting
	within  = flow.Objection.Within
	once    = flow.Objection.Once
	written = flow.Written
)

// What a filing must be.
var (
	hasGround = guard("ground", func(s flow.Situation) bool {
		ground := Ground(s.Item.Ground)
		return ground.Known() && (s.Record == nil) == (ground == Omitted)
	})
	isOwn = guard("not_own", func(s flow.Situation) bool {
		return s.Request.Subject != 0 && (s.Record == nil || s.Record.Subject == s.Request.Subject)
	})
	wasRefused = guard("not_refused", func(s flow.Situation) bool { return !aboutRepair(s) || s.Refusal.Stands })
	hasClaim   = guard("claim_missing", func(s flow.Situation) bool { return written(s.Item.Claim) > 0 })
	claimFits  = within("claim_long", MostClaim, func(s flow.Situation) bool {
		return written(s.Item.Claim) <= MostClaim
	})
)

// What a move must carry.
var (
	hasReason    = flow.Objection.HasReason(MostReason)
	hasStatement = within("statement", MostStatement, func(s flow.Situation) bool {
		n := written(s.Move.Reason)
		return n > 0 && n <= MostStatement
	})
	hasDocument  = flow.Objection.HasDocument()
	hasPapers    = flow.Objection.HasPapers()
	hasPaper     = flow.Objection.AddsSomething(MostClaim)
	hasOwner     = guard("owner", func(s flow.Situation) bool { return s.Move.Owner != 0 })
	hasProvider  = flow.Objection.HasProvider()
	namesAnother = flow.Objection.NamesAnother()
	hasRecord    = lasting("record", func(s flow.Situation) bool { return s.Record != nil })
	hasAmended   = guard("values", func(s flow.Situation) bool { return s.Amended != nil })

	// an answer that changes nothing is no "founded" one
	isAnswer = guard("remedy", func(s flow.Situation) bool {
		if s.Move.As == Rejected {
			return s.Move.Remedy == flow.Maintain
		}
		return slices.Contains(Founded(s.Item), s.Move.Remedy)
	})
	// nor is one that leaves the application where it was refused
	isReexamined = guard("not_reexamined", func(s flow.Situation) bool {
		return s.Move.Remedy != flow.Reexamine || s.Refusal.Open
	})
	hasAmendedIfFounded = guard("values", func(s flow.Situation) bool {
		return s.Move.Remedy != flow.Correct || s.Amended != nil
	})
	// who has a record taken down whose basis fell says so to everybody
	isExplained = flow.Objection.Explains(func(s flow.Situation) bool {
		return s.Move.Remedy == flow.Annul && s.Record != nil && s.Record.SubjectKind != subject.Person
	})
	namesNobody           = flow.Objection.NamesNobody()
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
	notFilersHand = flow.Objection.NotFilersHand()
	notToFiler    = guard("filers_hand", func(s flow.Situation) bool { return s.Move.Owner != s.Request.FiledBy })
	ownOrPaper    = flow.Objection.OwnOrPaper()
	notProposer   = flow.Objection.NotProposer()
	notAnswerer   = lasting("own_answer", func(s flow.Situation) bool { return s.By.Account != s.Item.Answer.By })
	// who reported a row does not answer for it, and who merged it does not decide
	notMerger = lasting("own_record", func(s flow.Situation) bool {
		return s.By.Name == "" || !slices.Contains(s.Hands, s.By.Name)
	})
	isTheirs = flow.Objection.IsTheirs()
)

// What the matter must be.
var (
	isOperators = lasting("for_provider", func(s flow.Situation) bool {
		return slices.Contains([]Ground{NotPublic, OverTerm, Rights, Identity}, Ground(s.Item.Ground)) && s.Record != nil
	})
	mayBeProviders = lasting("for_operator", func(s flow.Situation) bool {
		return slices.Contains([]Ground{Wrong, Omitted, Identity, OverTerm, Rights, RepairRefused},
			Ground(s.Item.Ground))
	})
	// art. 37 ¶2 and ¶3: where the platform shows something else than its provider
	// sent, the operator erred; where it shows the same, the provider is asked
	isDifferent  = lasting("no_difference", differs)
	isSame       = lasting("difference", func(s flow.Situation) bool { return !differs(s) })
	notRepair    = lasting("for_provider", func(s flow.Situation) bool { return !aboutRepair(s) })
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
	// what comes back when a repair is revoked or a batch sent anew bears its mark still
	isOff = guard("still_there", func(s flow.Situation) bool {
		return s.Record != nil && !s.Shown() &&
			(!slices.Contains(Returning(), s.Record.State) || s.Today().After(s.Record.DisclosedUntil))
	})
	isGone = guard("still_there", func(s flow.Situation) bool {
		deleted := s.Record != nil && s.Record.State == record.Deleted // of which nothing is left to find
		return s.Record != nil && (deleted || !s.Request.WantFinding) && !s.Shown()
	})
	isShown = lasting("not_shown", func(s flow.Situation) bool { return s.Shown() })

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
		return !outcomeOf(s).Is(Rejected, flow.NotAccepted) || s.PapersOver(AskPapers, Add)
	})
	papersAreOver = papersOver.Stays() // where the outcome is no choice
	papersInTime  = flow.Objection.PapersInTime()
	sameDay       = lasting("recall_day", func(s flow.Situation) bool {
		sent, ok := s.Item.Last(Forward)
		named, was := s.Item.Last(Name) // what the authority named is not the office's to take back
		return ok && civil.Of(sent.At) == s.Today() && (!was || named.Version < sent.Version)
	})
	isProviderLate = guard("not_late", func(s flow.Situation) bool {
		asked, ok := AskedOf(s.Item, s.Law.Calendar) // who is asked again has the day for which they are asked
		return ok && asked.Limit.Late(s.Today()) && s.Today().After(asked.By) && !s.ToldSince(ProviderLate, asked.By)
	})
	isWholeLate = guard("not_late", func(s flow.Situation) bool {
		governing, ok := s.Item.Governing()
		return ok && governing.Late(s.Today()) && !s.ToldSince(WholeLate, governing.Due.On)
	})
)

// What the portal says by itself, once a day.
var (
	isReminderDay = guard("no_reminder", func(s flow.Situation) bool {
		return remindsOn(s.Item, s.Law.Calendar, s.Today())
	})
	notChasedToday   = flow.Objection.OnceADay("chased", Chase).Stays()
	notRemindedToday = flow.Objection.OnceADay("reminded", Remind)
	// one letter about dates for an item and day (N14)
	notMovedToday = flow.Objection.OnceADay("told_today", flow.Recount)
)

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

// aboutRepair says whether the item objects to what the provider decided about a
// repair, and not to what the record says.
func aboutRepair(s flow.Situation) bool { return Ground(s.Item.Ground) == RepairRefused }

// differs says whether the platform shows something else than the provider sent, where
// that is what the item is about.
func differs(s flow.Situation) bool {
	return !aboutRepair(s) && s.Record != nil && s.Supplied != nil && !s.Record.SaysAs(*s.Supplied, s.Item.Fields)
}

func quarrelled(s flow.Situation) bool { return s.Item.Quarrelled(NotOurs) }

// Returning lists the states from which a record may come back on display within its
// days: a repair may be revoked (art. 34), and a withdrawn batch sent anew.
func Returning() []record.State { return []record.State{record.Repaired, record.Withdrawn} }

// corrected says whether the provider changed what is contested since the
// receipt, or since that was last noted; where no field of what is wrong is named,
// whether it changed anything, unless it has answered by itself meanwhile. An officer
// who finds that it is something else goes on all the same (Reconsider, AskAgain).
func corrected(s flow.Situation) bool {
	if s.Record == nil || s.Former == nil || s.Record.Content == s.Former.Content {
		return false
	}
	if len(s.Item.Fields) == 0 {
		return Ground(s.Item.Ground) == Wrong && s.Item.State != ProviderSigning
	}
	return slices.ContainsFunc(s.Item.Fields, func(code string) bool {
		was, now := s.Former.Attributes.Get(code), s.Record.Attributes.Get(code)
		return was != now || was == "" // a column of the record, not one of its attributes
	})
}

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
