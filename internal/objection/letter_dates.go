package objection

import (
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// aboutMoved are the letters about dates that a new calendar moved (N14).
func aboutMoved(c flow.Change) []flow.Letter { return flow.AboutMoved(c, law.ObjectionProvider) }

// extended says which date is another one, or is not kept, and why (N14).
func (w writing) extended(f *notice.Facts) {
	theirs := bindingOn(w.Change.After)
	if w.Party == flow.ToProvider {
		theirs = []law.Clock{law.ObjectionProvider}
	}
	f.Limits = w.Change.Limits(theirs...)
	if !w.Moves(f, theirs...) {
		f.Cause, f.ExpectedOn = causeOf(w.Change.After.State), w.expected()
	}
}

// bindingOn names the limits within which the applicant is answered: those of the
// whole, or that of the correction where the answer was given before.
func bindingOn(it flow.Item) []law.Clock {
	if governing, ok := it.Governing(); ok && governing.Limit.Clock == law.ObjectionCorrect {
		return []law.Clock{law.ObjectionCorrect}
	}
	return []law.Clock{law.ObjectionWholeOwn, law.ObjectionWholeAssisted}
}

// causeOf is where the matter waits in the state.
func causeOf(state flow.State) notice.Cause {
	switch state {
	case ToForward:
		return notice.Forwarding
	case WithProvider, ProviderSigning:
		return notice.Awaiting
	case Answered:
		return notice.Deciding
	case Signing:
		return notice.Signing
	default:
		return notice.Verifying
	}
}

// expected is when the answer can be told that is late: as long from today as
// the telling of one may take.
func (w writing) expected() civil.Date {
	day := w.Change.Today()
	for _, l := range w.Change.Law.Rules.InForce(day).Limits(law.ObjectionTell, law.Facts{}) {
		return law.Run(l, day, w.Change.Law.Calendar).Due.On
	}
	return day
}
