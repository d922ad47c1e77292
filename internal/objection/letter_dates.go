package objection

import (
	"slices"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// aboutMoved are the letters about dates that a new calendar moved: to the
// applicant where theirs did, to the provider where its own did while it has the
// matter (N14).
func aboutMoved(c flow.Change) []flow.Letter {
	var list []flow.Letter
	if len(c.Moved) > 0 && c.Before.Binding != c.After.Binding {
		list = append(list, flow.Letter{Kind: string(notice.Extended), To: flow.ToApplicant})
	}
	if c.After.Theirs && slices.ContainsFunc(c.Moved, func(m flow.Moved) bool {
		return m.IsMoved() && m.Name == law.ObjectionProvider
	}) {
		list = append(list, flow.Letter{Kind: string(notice.Extended), To: flow.ToProvider})
	}
	return list
}

// extended says which date is another one, or is not kept, and why (N14).
func (w writer) extended(party flow.Party, f *notice.Facts) {
	theirs := bindingOn(w.change.After)
	if party == flow.ToProvider {
		theirs = []law.Clock{law.ObjectionProvider}
	}
	f.Limits, f.Cause = w.change.Limits(theirs...), causeOf(w.change.After.State)
	if w.change.Event.Did != audit.ClocksRecounted {
		f.ExpectedOn = w.expected()
		return
	}
	f.Cause = notice.Calendar
	for _, m := range w.change.Moved {
		if m.IsMoved() && slices.Contains(theirs, m.Name) {
			f.Moved = append(f.Moved, notice.Moved{Limit: m.Name, From: m.From, To: m.To})
		}
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

// overdue says whose time has run out.
func (w writer) overdue() notice.Overdue {
	late := notice.Overdue{Provider: w.names.Provider(w.change.After.Provider)}
	for _, r := range w.change.Limits(law.ObjectionProvider) {
		late.DueOn = r.Due.On
	}
	if late.DueOn.IsZero() {
		late.DueOn = w.change.After.Due
	}
	late.Days = late.DueOn.DaysUntil(w.change.Today())
	return late
}

// expected is when the answer can be told that is late: as long from today as
// the telling of one may take.
func (w writer) expected() civil.Date {
	day := w.change.Today()
	for _, l := range w.change.Law.Rules.InForce(day).Limits(law.ObjectionTell, law.Facts{}) {
		return law.Run(l, day, w.change.Law.Calendar).Due.On
	}
	return day
}

func basesOf(limits []law.Running) []law.Basis {
	var bases []law.Basis
	for _, r := range limits {
		if !slices.ContainsFunc(bases, func(b law.Basis) bool { return b.Cite() == r.Limit.Basis.Cite() }) {
			bases = append(bases, r.Limit.Basis)
		}
	}
	return bases
}
