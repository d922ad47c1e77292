package objection

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
)

// Names are the words of a letter that the procedure does not know itself.
type Names struct {
	Item      func(rec record.Record) string // name of the catalog item of a record
	Field     func(rec record.Record, code string) string
	Change    func(rec record.Record, v flow.Value) notice.Alteration // of what the record says
	Provider  func(code string) string
	Authority string // of the district
	Missing   string // stands for an item that is not there
}

// Owed returns the letters that changes of one request owe, one for each party
// and kind, about all items that owe it.
func Owed(r flow.Request, changes []flow.Change, names Names) []notice.Owed {
	var owed []notice.Owed
	for _, c := range changes {
		w := writer{r, c, names}
		for _, letter := range append(c.Letters, aboutMoved(c)...) {
			for _, to := range w.recipients(letter.To) {
				owed = joinedTo(owed, w.owed(notice.Kind(letter.Kind), letter.To, to))
			}
		}
	}
	for i := range owed {
		if owed[i].Kind == notice.Receipt {
			owed[i].Facts.Items = append(owed[i].Facts.Items, joinedItems(r, names)...)
		}
	}
	return owed
}

// joinedTo adds the letter, or its item to the one that its recipient gets
// already.
func joinedTo(owed []notice.Owed, o notice.Owed) []notice.Owed {
	i := slices.IndexFunc(owed, func(old notice.Owed) bool { return old.Kind == o.Kind && old.To == o.To })
	if i < 0 {
		return append(owed, o)
	}
	owed[i].Facts.Items, owed[i].Item = append(owed[i].Facts.Items, o.Facts.Items...), 0
	return owed
}

// joinedItems are those of a filing that go on in an older request; the receipt
// names it.
func joinedItems(r flow.Request, names Names) []notice.Item {
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

// writer is what is written about one change.
type writer struct {
	flow.Request
	change flow.Change
	names  Names
}

// owed is the letter of the kind to a recipient of the party.
func (w writer) owed(k notice.Kind, party flow.Party, to notice.Recipient) notice.Owed {
	o := notice.Owed{Kind: k, Request: w.ID, Item: w.change.After.ID, To: to}
	o.Facts = notice.Facts{Matter: notice.Objection, Request: w.Number}
	if notice.MaySay(k, notice.PartReceived) && party != flow.ToProvider {
		o.Facts.ReceivedOn = w.ReceivedOn()
	}
	it := w.item(k)
	w.facts(k, party, &o.Facts, &it)
	o.Facts.Items = []notice.Item{it}
	return o
}

// recipients are those of the party; none where it has nothing to do with the
// matter yet.
func (w writer) recipients(party flow.Party) []notice.Recipient {
	switch party {
	case flow.ToApplicant:
		return []notice.Recipient{{
			Side: actor.Subject, Account: w.Applicant.Account, Subject: w.Subject, Name: w.Applicant.Name,
			Paper: w.Channel != flow.Online,
		}}
	case flow.ToProvider:
		unit := w.change.After.Provider
		if w.change.After.Theirs || w.change.Before.KnownTo(unit) || asked(w.change.Before) {
			return []notice.Recipient{{Side: actor.Provider, Provider: unit, Name: w.names.Provider(unit)}}
		}
	case flow.ToAuthority:
		if w.names.Authority != "" {
			return []notice.Recipient{{Side: actor.Authority, Name: w.names.Authority}}
		}
	case flow.ToViewers:
		return w.viewers()
	case flow.ToSubject: // of an objection that is the applicant
	}
	return nil
}

// viewers are those who were shown what was wrong, beside those who have a hand in
// the matter (N15); none where nothing that was shown was wrong.
func (w writer) viewers() []notice.Recipient {
	ground := Ground(w.change.After.Ground)
	if w.change.About == nil || w.change.After.Outcome == Removed && ground != Identity {
		return nil
	}
	var list []notice.Recipient
	for _, by := range w.change.Seen {
		to := notice.Recipient{Side: by.Side, Account: by.Account, Subject: by.Subject, Name: by.Name}
		if by.Side == actor.Authority {
			to = notice.Recipient{Side: by.Side, Name: w.names.Authority}
		}
		if to.Name != "" {
			list = append(list, to)
		}
	}
	return list
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

// item is what a letter says of the item in any case.
func (w writer) item(k notice.Kind) notice.Item {
	after := w.change.After
	it := notice.Item{
		Number: after.Number, Label: w.names.Missing, Provider: w.names.Provider(after.Provider),
		Ground: Ground(after.Ground).Key(),
	}
	if rec := w.change.About; rec != nil {
		it.Label, it.Document = w.names.Item(*rec), rec.DocumentNumber
		for _, code := range after.Fields {
			if notice.MaySay(k, notice.PartFields) {
				it.Fields = append(it.Fields, w.names.Field(*rec, code))
			}
		}
	}
	return it
}

// facts adds what the kind has to say.
func (w writer) facts(k notice.Kind, party flow.Party, f *notice.Facts, it *notice.Item) {
	annotated := func(a notice.Annotation) {
		if w.change.About != nil {
			it.Annotation = a
		}
	}
	follow := []notice.Next{notice.Follow, notice.AddPapers, notice.Withdraw}
	switch k {
	case notice.Receipt:
		annotated(notice.Disputed)
		f.Limits, f.Next = w.change.Limits(law.ObjectionWholeOwn, law.ObjectionWholeAssisted), follow
		f.Basis = basesOf(f.Limits)
	case notice.Papers:
		f.Papers, f.AskedBy, f.Next = w.change.Move.Papers, w.change.After.Papers, []notice.Next{notice.Supply}
	case notice.Forwarded:
		annotated(notice.Kept)
		f.Limits, f.Next = w.change.Limits(law.ObjectionWholeAssisted, law.ObjectionProvider), follow
	case notice.Assist:
		it.Claim = w.change.After.Claim
		f.Limits, f.Next = w.change.Limits(law.ObjectionProvider), []notice.Next{notice.Answer, notice.NotOurs}
		asked, _ := AskedOf(w.change.After, w.change.Law.Calendar) // zero: a letter that asks for no day is not issued
		f.AskedBy = asked.By
	case notice.Late:
		annotated(notice.Kept)
		f.Overdue = w.overdue()
	case notice.Extended:
		w.extended(party, f)
	case notice.Told:
		w.told(f, it)
	case notice.NotAccepted, notice.Corrected, notice.Result, notice.Ended:
		w.decided(k, f, it)
		annotated(notice.Lifted)
	case notice.Asked, notice.PaperAsked, notice.PaperReceived, notice.PaperRefused, notice.Agreed,
		notice.Unanswered: // of a query about somebody else
	}
}

// told says no more than that what was shown was wrong: neither who objected, nor
// why, nor what the record says now. Who may still see it looks again.
func (w writer) told(f *notice.Facts, it *notice.Item) {
	after := w.change.After
	it.Ground, it.Result = "", Table().OutcomeKey(Corrected)
	gone := slices.Contains([]flow.Remedy{flow.Annul, flow.Rematch}, after.Proposal.Remedy)
	if after.Outcome == Removed || gone {
		it.Result = Table().OutcomeKey(Removed)
	}
	f.Next = []notice.Next{notice.Discard}
}

// proposedBy is the act that proposed the result.
func proposedBy(it flow.Item) audit.Act {
	for _, step := range slices.Backward(it.History) {
		if step.To == Signing && step.From != Signing {
			return step.Did
		}
	}
	return ""
}

// decided says what came of the item.
func (w writer) decided(k notice.Kind, f *notice.Facts, it *notice.Item) {
	after := w.change.After
	it.Result = Table().OutcomeKey(after.Outcome)
	if after.Outcome == flow.NoOutcome {
		it.Result = flow.ActKey(w.change.Event.Did)
	}
	if w.change.Event.Did == Join {
		it.Joined = w.change.Move.Document
	}
	if reason := after.Proposal.Reason; reason != "" {
		it.Reasons = []string{reason}
	}
	switch k {
	case notice.Result:
		f.Basis = basesOf(w.change.Limits(law.ObjectionTell, law.ObjectionWholeAssisted))
		f.Next = []notice.Next{notice.Refile}
		if slices.Contains([]flow.Outcome{Rejected, PartlyUpheld}, after.Outcome) {
			f.Next = []notice.Next{notice.Contest, notice.Refile}
		}
	case notice.NotAccepted:
		f.Instead = it.Provider
	case notice.Corrected:
		it.Own = after.Outcome == Corrected && proposedBy(after) == FindDiffers
	default:
		it.Reasons = nil
	}
	if notice.MaySay(k, notice.PartChanges) && w.change.About != nil {
		for _, v := range after.Proposal.Values {
			it.Changes = append(it.Changes, w.names.Change(*w.change.About, v))
		}
	}
}
