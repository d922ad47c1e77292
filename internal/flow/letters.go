package flow

import (
	"cmp"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/record"
)

// Names are the words of a letter that no procedure knows itself.
type Names struct {
	Item      func(rec record.Record) string // name of the catalog item of a record
	Field     func(rec record.Record, code string) string
	Change    func(rec record.Record, v Value) notice.Alteration // of what the record says
	Provider  func(code string) string
	Authority string // of the district
	Missing   string // stands for an item that is not there
	Subject   string // stands for a data subject whose name is nobody's to read
}

// Writing is a letter on its way: of which kind, to whom, about which change.
type Writing struct {
	Request Request
	Change  Change
	Names   Names
	Kind    notice.Kind
	Party   Party
}

// Writer is how a procedure writes its letters.
type Writer struct {
	Matter notice.Matter
	// Ground is the message key of why somebody files; nil where nobody is asked.
	Ground func(string) string
	// Also are letters that a change owes beside those of its row.
	Also func(Change) []Letter
	// To are the recipients of a letter; none where the party has nothing to do with
	// the matter yet.
	To func(Writing) []notice.Recipient
	// Say adds what the kind has to say.
	Say func(Writing, *notice.Facts, *notice.Item)
}

// Owed returns the letters that changes of one request owe, one for each party
// and kind, about all items that owe it.
func (wr Writer) Owed(r Request, changes []Change, names Names) []notice.Owed {
	var owed []notice.Owed
	for _, c := range changes {
		for _, letter := range append(slices.Clone(c.Letters), wr.Also(c)...) {
			w := Writing{Request: r, Change: c, Names: names, Kind: notice.Kind(letter.Kind), Party: letter.To}
			for _, to := range wr.To(w) {
				owed = joinedTo(owed, wr.letter(w, to))
			}
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

// letter is the letter to one recipient.
func (wr Writer) letter(w Writing, to notice.Recipient) notice.Owed {
	o := notice.Owed{Kind: w.Kind, Request: w.Request.ID, Item: w.Change.After.ID, To: to}
	o.Facts = notice.Facts{Matter: wr.Matter, Request: w.Request.Number}
	if notice.MaySay(w.Kind, notice.PartReceived) && w.Party != ToProvider {
		o.Facts.ReceivedOn = w.Request.ReceivedOn()
	}
	it := wr.item(w)
	wr.Say(w, &o.Facts, &it)
	o.Facts.Items = []notice.Item{it}
	return o
}

// item is what a letter says of the item in any case.
func (wr Writer) item(w Writing) notice.Item {
	after := w.Change.After
	it := notice.Item{Number: after.Number, Label: w.Names.Missing, Provider: w.Names.Provider(after.Provider)}
	if wr.Ground != nil {
		it.Ground = wr.Ground(after.Ground)
	}
	if rec := w.Change.About; rec != nil {
		it.Label, it.Document = w.Names.Item(*rec), rec.DocumentNumber
		for _, code := range after.Fields {
			if notice.MaySay(w.Kind, notice.PartFields) {
				it.Fields = append(it.Fields, w.Names.Field(*rec, code))
			}
		}
	}
	return it
}

// Applicant is who filed the request.
func (w Writing) Applicant() []notice.Recipient {
	r := w.Request
	return []notice.Recipient{{
		Side: actor.Subject, Account: r.Applicant.Account, Subject: r.Subject, Name: r.Applicant.Name,
		Paper: r.Channel != Online,
	}}
}

// Subject is whom the record of the item concerns.
func (w Writing) Subject() []notice.Recipient {
	rec := w.Change.About
	if rec == nil {
		return nil
	}
	return []notice.Recipient{{
		Side: actor.Subject, Subject: rec.Subject, Name: cmp.Or(rec.SubjectName, w.Names.Subject),
	}}
}

// Viewers are those who were shown what the record said, beside those who have a hand in
// the matter (N15).
func (w Writing) Viewers() []notice.Recipient {
	var list []notice.Recipient
	for _, by := range w.Change.Seen {
		to := notice.Recipient{Side: by.Side, Account: by.Account, Subject: by.Subject, Name: by.Name}
		if by.Side == actor.Authority {
			to = notice.Recipient{Side: by.Side, Name: w.Names.Authority}
		}
		if to.Name != "" {
			list = append(list, to)
		}
	}
	return list
}

// Provider is the unit that the item is with, or was last, where it has it or had a
// hand in it.
func (w Writing) Provider(asked bool) []notice.Recipient {
	unit := w.Change.After.Provider
	if !asked && !w.Change.After.Theirs && !w.Change.Before.KnownTo(unit) {
		return nil
	}
	return []notice.Recipient{{Side: actor.Provider, Provider: unit, Name: w.Names.Provider(unit)}}
}

// Authority is that of the district; nobody where it is not named.
func (w Writing) Authority() []notice.Recipient {
	if w.Names.Authority == "" {
		return nil
	}
	return []notice.Recipient{{Side: actor.Authority, Name: w.Names.Authority}}
}

// AboutMoved are the letters about dates that a new calendar moved: to the
// applicant where theirs did, to the provider where one of its own did while it has
// the matter (N14).
func AboutMoved(c Change, theirs ...law.Clock) []Letter {
	var list []Letter
	if len(c.Moved) > 0 && c.Before.Binding != c.After.Binding {
		list = append(list, Letter{Kind: string(notice.Extended), To: ToApplicant})
	}
	if c.After.Theirs && slices.ContainsFunc(c.Moved, func(m Moved) bool {
		return m.IsMoved() && slices.Contains(theirs, m.Name)
	}) {
		list = append(list, Letter{Kind: string(notice.Extended), To: ToProvider})
	}
	return list
}

// Moves says of a letter about the limits that a new calendar moved them, and from
// which day to which; false where it is about something else.
func (w Writing) Moves(f *notice.Facts, limits ...law.Clock) bool {
	if w.Change.Event.Did != audit.ClocksRecounted {
		return false
	}
	f.Cause = notice.Calendar
	for _, m := range w.Change.Moved {
		if m.IsMoved() && slices.Contains(limits, m.Name) {
			f.Moved = append(f.Moved, notice.Moved{Limit: m.Name, From: m.From, To: m.To})
		}
	}
	return true
}

// Overdue says that the provider's time has run out: that of the limits which
// passed last.
func (w Writing) Overdue(limits ...law.Clock) notice.Overdue {
	late := notice.Overdue{Provider: w.Names.Provider(w.Change.After.Provider)}
	for _, r := range w.Change.Limits(limits...) {
		if r.Overdue(w.Change.Today()) || late.DueOn.IsZero() {
			late.DueOn = r.Due.On
		}
	}
	if late.DueOn.IsZero() {
		late.DueOn = w.Change.After.Due
	}
	late.Days = late.DueOn.DaysUntil(w.Change.Today())
	return late
}

// Bases are what the limits rest on, each once.
func Bases(limits []law.Running) []law.Basis {
	var bases []law.Basis
	for _, r := range limits {
		if !slices.ContainsFunc(bases, func(b law.Basis) bool { return b.Cite() == r.Limit.Basis.Cite() }) {
			bases = append(bases, r.Limit.Basis)
		}
	}
	return bases
}
