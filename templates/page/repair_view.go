package page

import (
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/repair"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Applying is an application for repair as it was typed, about one record of the
// holder's own.
type Applying struct {
	Line       query.Line
	May        flow.Repairable
	Draft      flow.Draft
	Proof      attachment.Attachment // zero: none yet
	Commitment attachment.Attachment
	Fault      *fault.Error
}

// Files are the papers that are handed in.
func (a Applying) Files() []attachment.ID {
	var ids []attachment.ID
	for _, paper := range []attachment.Attachment{a.Proof, a.Commitment} {
		if paper.ID != "" {
			ids = append(ids, paper.ID)
		}
	}
	return ids
}

// NewRepairView builds the form of an application, below what there is to know
// before: the first day and why, the two papers, that it is free. Where the day has
// not come, or none comes, there is no form.
func NewRepairView(s Scene, a Applying) FormView {
	fields := s.repairFields(a)
	s.blame(fields, a.Fault, map[string]string{
		"repair.fault.claim_long": "claim", "objection.fault.contact": "contact",
		"attachment.fault.too_large_together": "proof", "attachment.fault.missing": "proof",
	})
	v := s.accountForm(s.t("repair.form.title"), s.t("repair.form.lead"), a.Fault != nil, fields)
	v.Frame.Crumbs = []layout.Link{{Label: s.t("own.title"), Href: route.Own}, {Label: v.Title}}
	v.Facts, v.Aside = s.repairFacts(a), s.t("repair.form.care")
	v.Sent.Back = s.link(s.t("own.back"), route.Own)
	if why := s.notYet(a); why != "" && a.Fault == nil {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: why}
		v.Sent.Fields = nil
		return v
	}
	v.Sent.Action, v.Sent.Submit = s.href(route.RepairDraft(a.Draft.PublicID)), s.t("objection.form.on")
	v.Sent.Upload, v.Sent.Hidden = true, s.repairHidden(a)
	v.Sent.Also = ButtonView{Name: route.Later, Value: "1", Label: s.t("objection.form.later")}
	return v
}

// notYet says why a repair cannot be applied for today; "" where it can.
func (s Scene) notYet(a Applying) string {
	switch {
	case a.May.State == disclosure.RepairNone:
		return s.t("repair.fault.not_repairable")
	case a.May.State != disclosure.RepairAtOnce && a.May.State != disclosure.RepairFrom:
		return s.t(a.May.State.Key())
	case s.Today.After(a.Line.DisclosedUntil):
		return s.t("repair.fault.not_shown")
	case s.Today.Before(a.May.From):
		return s.t("repair.form.early", "On", a.May.From)
	}
	return ""
}

// repairFacts are the record, the first day with every minimum that leads to it, and
// what is wanted.
func (s Scene) repairFacts(a Applying) []component.FactView {
	facts := []component.FactView{
		{
			Term: s.t("request.fact.record"), Lang: s.chinese(),
			Text: joined(a.Line.Matter, a.Line.Document, string(a.Line.Number)),
		},
		{Term: s.t("request.fact.provider"), Text: s.Providers[a.Line.Provider], Lang: s.chinese()},
	}
	if a.May.State == disclosure.RepairAtOnce || a.May.State == disclosure.RepairFrom {
		first := component.FactView{Term: s.t("repair.form.first_day"), Text: s.t(a.May.State.Key())}
		if !a.May.From.IsZero() {
			first.Text = s.Words.LongDate(a.May.From)
		}
		facts = append(facts, first)
	}
	facts = append(facts, s.minimumFacts(a.May.Minimums)...)
	return append(facts,
		component.FactView{Term: s.t("repair.form.papers"), Text: s.t("repair.form.two_papers")},
		component.FactView{Term: s.t("service.part.fee"), Text: s.t("repair.form.free")})
}

// minimumFacts are the minimum periods, each with its article.
func (s Scene) minimumFacts(minimums []disclosure.Minimum) []component.FactView {
	return each(minimums, func(m disclosure.Minimum) component.FactView {
		return component.FactView{
			Term: s.t("repair.form.minimum"), Note: s.cite(m.Basis),
			Text: s.t("repair.form.counted", "Length", s.span(m.Length), "Event", s.t(m.Counts.Key()), "From", m.From,
				"On", m.Opens),
		}
	})
}

func (s Scene) repairFields(a Applying) []component.FieldView {
	proof := s.paperField("proof", route.Performance, a.Proof, a)
	commitment := s.paperField("commitment", route.Commitment, a.Commitment, a)
	if a.Proof.ID != "" && a.Proof.ID == a.Commitment.ID && a.Fault != nil {
		commitment.Fault = s.t("repair.form.same")
	}
	return []component.FieldView{
		proof, commitment,
		{
			ID: "claim", Name: route.Claim, Kind: component.Lines, Label: s.t("repair.form.claim"),
			Hint: s.t("objection.form.claim_hint", "Most", repair.MostClaim), Value: a.Draft.Typed.Claim,
		},
		s.reachedField(a.Draft.Typed.Contact),
	}
}

// paperField asks for one of the two papers, says which file is there already, and
// why one that was sent is not, or that none was.
func (s Scene) paperField(id, name string, there attachment.Attachment, a Applying) component.FieldView {
	f := s.fileFields(nil, nil)[0]
	f.Single = true
	f.ID, f.Name, f.Label = id, name, s.t("repair.form."+id)
	f.Hint = s.Words.Sentences(s.t("repair.form."+id+"_hint"), s.t("repair.form.kinds", "MiB", attachment.Usual().MiB()))
	if there.ID != "" {
		f.Hint = s.Words.Sentences(s.t("repair.form.there", "Name", there.Name), f.Hint)
	}
	var said []string
	for _, refusal := range a.Draft.Refused {
		if refusal.Field == name {
			said = append(said, s.refusal(refusal))
		}
	}
	if len(said) == 0 && there.ID == "" && a.Fault != nil && a.Fault.Key == "repair.fault.both_papers" {
		said = append(said, s.t("repair.form.missing"))
	}
	f.Fault = s.Words.Sentences(said...)
	return f
}

// repairHidden is what the form carries beside its fields: the record, and the papers
// that are there already.
func (s Scene) repairHidden(a Applying) []component.Pair {
	hidden := append(s.token(), component.Pair{Name: route.OfRecord, Value: string(a.Line.Number)})
	for _, paper := range []component.Pair{
		{Name: route.Performance, Value: string(a.Proof.ID)}, {Name: route.Commitment, Value: string(a.Commitment.ID)},
	} {
		if paper.Value != "" {
			hidden = append(hidden, paper)
		}
	}
	return hidden
}

// NewRepairCheckView builds the page between the form and the receipt: what would be
// filed, with whom, and by when it is expected to be decided.
func NewRepairCheckView(s Scene, a Applying, seen flow.Item) FilingCheckView {
	title, d := s.t("objection.check.title"), a.Draft
	it := component.NoticeView{Tone: component.Info, Text: s.t("repair.check.silent")}
	v := FilingCheckView{
		Title: title, Lead: s.t("repair.check.lead", "Due", seen.Binding, "Unit", s.Providers[seen.Provider]),
		Items: []CheckedItem{{
			ID: "item-" + string(a.Line.Number), Title: a.Line.Matter, Lang: s.chinese(), Notice: &it,
			Detail: joined(a.Line.Document, string(a.Line.Number), s.Providers[a.Line.Provider]), Slips: s.slips(a.Line.Shown),
		}},
		Facts: s.repairCheckFacts(a), Change: s.link(s.t("objection.check.change"), route.RepairDraft(d.PublicID)),
		Kept: s.t("objection.draft.note", "Until", d.Until()),
		Then: []string{s.t("repair.check.then"), s.t("repair.check.revoke"), s.t("repair.form.free")},
		Files: each([]attachment.Attachment{a.Proof, a.Commitment}, func(file attachment.Attachment) component.LinkView {
			return component.LinkView{Label: file.Name, Note: s.t(file.State.Key())}
		}),
		Frame: s.frame(place{Title: title, Robots: robotsNone, Failed: a.Fault != nil, Crumbs: []layout.Link{
			{Label: s.t("own.title"), Href: route.Own},
			{Label: s.t("repair.form.title"), Href: route.RepairDraft(d.PublicID)},
			{Label: title},
		}}),
	}
	if a.Fault != nil {
		v.Notices = []component.NoticeView{{Tone: component.Caution, Text: s.Words.Fault(a.Fault)}}
	}
	for _, refusal := range d.Refused {
		v.Notices = append(v.Notices, component.NoticeView{Tone: component.Caution, Text: s.refusal(refusal)})
	}
	v.Send = SentForm{
		Action: s.href(route.CheckRepair(d.PublicID)), Submit: s.t("repair.act.submit"),
		Hidden: append(s.token(), component.Pair{Name: route.Version, Value: strconv.Itoa(d.Version)}),
	}
	v.Drop = SentForm{
		Action: s.href(route.DropRepair(d.PublicID)), Submit: s.t("objection.draft.drop"), Quiet: true, Hidden: s.token(),
	}
	if ruler, ok := s.limits(numbered(seen)); ok {
		v.Ruler = &ruler
	}
	return v
}

// numbered gives the limits of an item that no store has kept numbers to be told
// apart by.
func numbered(it flow.Item) flow.Item {
	clocks := append([]flow.Clock(nil), it.Clocks...)
	for i := range clocks {
		clocks[i].ID = int64(i + 1)
	}
	it.Clocks = clocks
	return it
}

func (s Scene) repairCheckFacts(a Applying) []component.FactView {
	facts := []component.FactView{
		{Term: s.t("request.fact.applicant"), Text: s.Holder.Name, Lang: s.chinese()},
		{Term: s.t("objection.form.contact"), Text: a.Draft.Typed.Contact},
	}
	if s.Holder.PartyName != "" {
		facts = append(facts, component.FactView{
			Term: s.t("objection.check.on_behalf"), Text: s.Holder.PartyName, Lang: s.chinese(),
		})
	}
	if claim := a.Draft.Typed.Claim; claim != "" {
		facts = append(facts, component.FactView{Term: s.t("request.fact.claim"), Text: claim, Lang: s.chinese()})
	}
	return facts
}

// refusalLinks lead from a refused repair to the objection to it, and from that
// objection to what was refused.
func (s Scene) refusalLinks(r flow.Request, it flow.Item, beside Beside) []component.LinkView {
	refusal, by := beside.Refusal, s.Holder.By
	switch {
	case r.Kind == flow.Objection && refusal.Request != "":
		return []component.LinkView{s.link(s.t("repair.form.of_objection"), route.Request(refusal.Request))}
	case by.Side == actor.Subject && by.May(actor.Objecting) && refusal.Stands && refusal.Request == r.PublicID &&
		beside.Record.Visible:
		return []component.LinkView{s.link(s.t("repair.form.object"), route.ObjectTo(it.Number, objection.RepairRefused))}
	}
	return nil
}
