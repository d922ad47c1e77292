package correction

import (
	"creditportal/internal/flow"
	"creditportal/internal/notice"
)

// Owed returns the letters that changes of one request owe, one for each party and
// kind.
func Owed(r flow.Request, changes []flow.Change, names flow.Names) []notice.Owed {
	return flow.Writer{Matter: notice.Correcting, Also: aboutMoved, To: recipients, Say: say}.Owed(r, changes, names)
}

func aboutMoved(c flow.Change) []flow.Letter { return flow.AboutMoved(c, correct, annulled) }

func recipients(w flow.Writing) []notice.Recipient {
	switch w.Party {
	case flow.ToSubject:
		return w.Subject()
	case flow.ToProvider:
		return w.Provider(true)
	case flow.ToAuthority:
		return w.Authority()
	case flow.ToViewers:
		return w.Viewers()
	case flow.ToApplicant: // nobody applied
	}
	return nil
}

// say adds what the kind has to say.
func say(w flow.Writing, f *notice.Facts, it *notice.Item) {
	after := w.Change.After
	switch w.Kind {
	case notice.Amended:
		it.Result, it.At = Table().OutcomeKey(after.Outcome), w.Change.Today()
		it.Reasons = []string{after.Proposal.Public}
		f.Basis, f.Next = flow.Bases(w.Change.Limits(correct, annulled)), []notice.Next{notice.Dispute}
		for _, v := range after.Proposal.Values {
			it.Changes = append(it.Changes, w.Names.Change(*w.Change.About, v))
		}
	case notice.Told: // no more than that what was shown was wrong
		it.Ground, it.Result, f.Next = "", Table().OutcomeKey(after.Outcome), []notice.Next{notice.Discard}
	case notice.Late:
		f.Overdue = w.Overdue(correct, annulled)
	case notice.Extended:
		f.Limits = w.Change.Limits(correct, annulled)
		w.Moves(f, correct, annulled)
	default:
	}
}
