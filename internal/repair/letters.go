package repair

import (
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// Owed returns the letters that changes of one request owe, one for each party and
// kind.
func Owed(r flow.Request, changes []flow.Change, names flow.Names) []notice.Owed {
	return flow.Writer{Matter: notice.Repair, Also: aboutMoved, To: recipients, Say: say}.Owed(r, changes, names)
}

func aboutMoved(c flow.Change) []flow.Letter { return flow.AboutMoved(c, accept, whole) }

func recipients(w flow.Writing) []notice.Recipient {
	switch w.Party {
	case flow.ToApplicant:
		return w.Applicant()
	case flow.ToProvider:
		return w.Provider(w.Change.Before.Theirs)
	case flow.ToAuthority:
		return w.Authority()
	case flow.ToViewers, flow.ToSubject: // nobody: a repair is between the subject and the provider
	}
	return nil
}

// say adds what the kind has to say.
func say(w flow.Writing, f *notice.Facts, it *notice.Item) {
	follow := []notice.Next{notice.Follow, notice.AddPapers, notice.Withdraw}
	limits := func(clocks ...law.Clock) { f.Limits = w.Change.Limits(clocks...) }
	switch w.Kind {
	case notice.Receipt, notice.Forwarded:
		limits(whole)
		f.Basis, f.Next = flow.Bases(f.Limits), follow
	case notice.Referral:
		it.Claim = w.Change.After.Claim
		limits(accept, whole)
		f.Next = []notice.Next{notice.Review, notice.NotOurs}
	case notice.Papers:
		f.Papers, f.AskedBy, f.Next = w.Change.Move.Papers, w.Change.After.Papers, []notice.Next{notice.Supply}
	case notice.Late:
		f.Overdue = w.Overdue(accept, whole)
	case notice.Extended:
		extended(w, f, it)
	case notice.Hearing:
		limits(hearing)
		it.Reasons, f.Next = []string{w.Change.After.Proposal.Reason}, []notice.Next{notice.Respond}
	case notice.RepairResult:
		decided(w, f, it)
	case notice.Ended:
		it.Result = Table().OutcomeKey(w.Change.After.Outcome)
	default:
	}
}

// extended says which date is another one, and why: the provider takes longer, it
// examines anew what it had refused, or the holidays of a year were announced.
func extended(w flow.Writing, f *notice.Facts, it *notice.Item) {
	theirs := []law.Clock{whole}
	if w.Party == flow.ToProvider {
		theirs = []law.Clock{accept, whole}
	}
	f.Limits = w.Change.Limits(theirs...)
	switch {
	case w.Moves(f, theirs...):
	case w.Change.Event.Did == Reconsider, w.Change.Event.Did == ReconsiderOnPaper:
		f.Cause, it.Reasons = notice.TakenUp, []string{w.Change.Move.Reason}
	default:
		f.Cause, it.Reasons = notice.Prolonged, []string{w.Change.Move.Reason}
	}
}

// decided says what the provider decided, by which document, and how to object.
func decided(w flow.Writing, f *notice.Facts, it *notice.Item) {
	after := w.Change.After
	it.Result, it.Reasons = Table().OutcomeKey(after.Outcome), []string{after.Proposal.Reason}
	switch after.Outcome {
	case Repaired:
		it.At = w.Change.Today()
		it.Confirmed = &notice.Confirmation{Number: after.Proposal.Document, On: after.Proposal.Dated}
	case Revoked:
		it.At, f.Next = w.Change.Today(), []notice.Next{notice.Disagree}
	default:
		f.Next = []notice.Next{notice.Refile, notice.Disagree}
	}
	f.Basis = flow.Bases(w.Change.Limits(whole))
}
