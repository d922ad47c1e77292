package deletion

import (
	"creditportal/internal/flow"
	"creditportal/internal/notice"
)

// Owed returns the letters that changes of one request owe, one for each party and
// kind.
func Owed(r flow.Request, changes []flow.Change, names flow.Names) []notice.Owed {
	return flow.Writer{Matter: notice.Deleting, Also: aboutMoved, To: recipients, Say: say}.Owed(r, changes, names)
}

func aboutMoved(c flow.Change) []flow.Letter { return flow.AboutMoved(c) }

func recipients(w flow.Writing) []notice.Recipient {
	switch w.Party {
	case flow.ToApplicant:
		return w.Applicant()
	case flow.ToAuthority:
		return w.Authority()
	case flow.ToProvider, flow.ToViewers, flow.ToSubject: // it is between the subject and the operator
	}
	return nil
}

// say adds what the kind has to say. The number of the document is left out where the
// honour is gone: the letter is the subject's proof, and no copy of what was deleted.
func say(w flow.Writing, f *notice.Facts, it *notice.Item) {
	limits := w.Change.Limits(execute)
	f.Basis = flow.Bases(limits)
	switch w.Kind {
	case notice.Receipt:
		f.Limits, f.Next = limits, []notice.Next{notice.Follow, notice.Withdraw}
	case notice.Deletion:
		it.Document, it.Result, it.At = "", Table().OutcomeKey(Deleted), w.Change.Today()
		f.Next = []notice.Next{notice.CollectAgain}
	case notice.NotAccepted:
		after := w.Change.After
		it.Result, it.Reasons = Table().OutcomeKey(after.Outcome), []string{after.Proposal.Reason}
		f.Instead, f.Next = it.Provider, []notice.Next{notice.Refile}
	case notice.Extended:
		f.Limits = limits
		if !w.Moves(f, execute) {
			f.Cause = causeOf(w.Change.After.State)
		}
	case notice.Ended:
		it.Result = Table().OutcomeKey(w.Change.After.Outcome)
	default:
	}
}

// causeOf is where the matter waits in the state.
func causeOf(state flow.State) notice.Cause {
	if state == Signing {
		return notice.Signing
	}
	return notice.Verifying
}
