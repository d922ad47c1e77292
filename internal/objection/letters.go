package objection

import (
	"slices"

	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// Owed returns the letters that changes of one request owe, one for each party
// and kind, about all items that owe it.
func Owed(r flow.Request, changes []flow.Change, names flow.Names) []notice.Owed {
	writer := flow.Writer{
		Matter: notice.Objection, Ground: func(g string) string { return Ground(g).Key() }, Also: aboutMoved,
		To:  func(w flow.Writing) []notice.Recipient { return writing{w}.recipients() },
		Say: func(w flow.Writing, f *notice.Facts, it *notice.Item) { writing{w}.facts(f, it) },
	}
	owed := writer.Owed(r, changes, names)
	for i := range owed {
		if owed[i].Kind == notice.Receipt {
			owed[i].Facts.Items = append(owed[i].Facts.Items, joinedItems(r, names)...)
		}
	}
	return owed
}

// joinedItems are those of a filing that go on in an older request; the receipt
// names it.
func joinedItems(r flow.Request, names flow.Names) []notice.Item {
	items := make([]notice.Item, len(r.Joined))
	for i, j := range r.Joined {
		items[i] = notice.Item{
			Number: j.Item.Number, Label: names.Missing, Provider: names.Provider(j.Item.Provider),
			Ground: Ground(j.Item.Ground).Key(), Joined: j.Number,
		}
		if j.Record != nil {
			items[i].Label, items[i].Document = names.Item(*j.Record), j.Record.DocumentNumber
		}
	}
	return items
}

// writing is what is written about one change.
type writing struct{ flow.Writing }

// recipients are those of the party; none where it has nothing to do with the
// matter yet.
func (w writing) recipients() []notice.Recipient {
	switch w.Party {
	case flow.ToApplicant:
		return w.Applicant()
	case flow.ToProvider:
		return w.Provider(asked(w.Change.Before))
	case flow.ToAuthority:
		return w.Authority()
	case flow.ToViewers:
		return w.viewers()
	case flow.ToSubject: // of an objection that is the applicant
	}
	return nil
}

// viewers are those who were shown what was wrong, beside those who have a hand in
// the matter (N15); none where nothing that was shown was wrong.
func (w writing) viewers() []notice.Recipient {
	ground := Ground(w.Change.After.Ground)
	if w.Change.About == nil || ground == RepairRefused || w.Change.After.Outcome == Removed && ground != Identity {
		return nil
	}
	return w.Viewers()
}

// asked says whether the item was forwarded to the unit that has it now or had
// it last, and was not taken back from there: then it was told so.
func asked(it flow.Item) bool {
	for _, step := range slices.Backward(it.History) {
		switch step.Did {
		case NotOurs, Recall, ProviderCorrected:
			return false
		case Forward, Name:
			return true
		default:
		}
	}
	return false
}

// facts adds what the kind has to say.
func (w writing) facts(f *notice.Facts, it *notice.Item) {
	annotated := func(a notice.Annotation) {
		if w.Change.About != nil {
			it.Annotation = a
		}
	}
	follow := []notice.Next{notice.Follow, notice.AddPapers, notice.Withdraw}
	switch w.Kind {
	case notice.Receipt:
		annotated(notice.Disputed)
		f.Limits, f.Next = w.Change.Limits(law.ObjectionWholeOwn, law.ObjectionWholeAssisted), follow
		f.Basis = flow.Bases(f.Limits)
	case notice.Papers:
		f.Papers, f.AskedBy, f.Next = w.Change.Move.Papers, w.Change.After.Papers, []notice.Next{notice.Supply}
	case notice.Forwarded:
		annotated(notice.Kept)
		f.Limits, f.Next = w.Change.Limits(law.ObjectionWholeAssisted, law.ObjectionProvider), follow
	case notice.Assist:
		it.Claim = w.Change.After.Claim
		f.Limits, f.Next = w.Change.Limits(law.ObjectionProvider), []notice.Next{notice.Answer, notice.NotOurs}
		asked, _ := AskedOf(w.Change.After, w.Change.Law.Calendar) // zero: a letter that asks for no day is not issued
		f.AskedBy = asked.By
	case notice.Late:
		annotated(notice.Kept)
		f.Overdue = w.Overdue(law.ObjectionProvider)
	case notice.Extended:
		w.extended(f)
	case notice.Told:
		w.told(f, it)
	case notice.NotAccepted, notice.Corrected, notice.Result, notice.Ended:
		w.decided(f, it)
		annotated(notice.Lifted)
	case notice.Asked, notice.PaperAsked, notice.PaperReceived, notice.PaperRefused, notice.Agreed,
		notice.Unanswered: // of a query about somebody else
	case notice.Referral, notice.RepairResult, notice.Hearing, notice.Deletion: // of a repair, of a deletion
	case notice.Amended: // of what a provider puts right by itself
	}
}

// told says no more than that what was shown was wrong: neither who objected, nor
// why, nor what the record says now. Who may still see it looks again.
func (w writing) told(f *notice.Facts, it *notice.Item) {
	after := w.Change.After
	it.Ground, it.Result = "", Table().OutcomeKey(Corrected)
	gone := slices.Contains([]flow.Remedy{flow.Annul, flow.Rematch}, after.Proposal.Remedy)
	if after.Outcome == Removed || gone {
		it.Result = Table().OutcomeKey(Removed)
	}
	f.Next = []notice.Next{notice.Discard}
}

// decided says what came of the item.
func (w writing) decided(f *notice.Facts, it *notice.Item) {
	after := w.Change.After
	it.Result = Table().OutcomeKey(after.Outcome)
	if after.Outcome == flow.NoOutcome {
		it.Result = flow.ActKey(w.Change.Event.Did)
	}
	if w.Change.Event.Did == Join {
		it.Joined = w.Change.Move.Document
	}
	if reason := after.Proposal.Reason; reason != "" {
		it.Reasons = []string{reason}
	}
	switch w.Kind {
	case notice.Result:
		f.Basis = flow.Bases(w.Change.Limits(law.ObjectionTell, law.ObjectionWholeAssisted))
		f.Next = []notice.Next{notice.Refile}
		if slices.Contains([]flow.Outcome{Rejected, PartlyUpheld}, after.Outcome) {
			f.Next = []notice.Next{notice.Contest, notice.Refile}
		}
		if after.Proposal.Remedy == flow.Reexamine {
			f.Next = append([]notice.Next{notice.Await}, f.Next...)
		}
	case notice.NotAccepted:
		f.Instead = it.Provider
	case notice.Corrected:
		it.Own = after.Outcome == Corrected && after.ProposedBy() == FindDiffers
	default:
		it.Reasons = nil
	}
	if notice.MaySay(w.Kind, notice.PartChanges) && w.Change.About != nil {
		for _, v := range after.Proposal.Values {
			it.Changes = append(it.Changes, w.Names.Change(*w.Change.About, v))
		}
	}
}
