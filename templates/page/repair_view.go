package page

import (
	"slices"

	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/repair"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Mendable is a record of a file as an application for repair may name it.
type Mendable struct {
	query.Line
	May     flow.Repairable
	Chosen  bool
	Refusal *fault.Error // why it was not taken, once it was chosen
}

// Applying is an application for repair as it was typed, about records of one file.
type Applying struct {
	Lines      []Mendable // that can be named; of the holder's own file first the one by which they came
	Draft      flow.Draft
	Proof      attachment.Attachment // zero: none yet
	Commitment attachment.Attachment
	Fault      *fault.Error
}

// Chosen are the records that it names.
func (a Applying) Chosen() []Mendable {
	return slices.DeleteFunc(slices.Clone(a.Lines), func(m Mendable) bool { return !m.Chosen })
}

// Refused says whether something is wrong with the records and nothing with the rest.
func (a Applying) Refused() bool {
	return slices.ContainsFunc(a.Lines, func(m Mendable) bool { return m.Refusal != nil })
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
	if len(a.Lines) > 1 {
		fields = slices.Insert(fields, 0, s.mendableField(a))
	}
	if !a.Refused() {
		s.blame(fields, a.Fault, repairBlames)
	}
	v := s.accountForm(s.t("repair.form.title"), s.t("repair.form.lead"), a.Fault != nil, fields)
	v.Frame.Crumbs = []layout.Link{{Label: s.t("own.title"), Href: route.Own}, {Label: v.Title}}
	v.Facts, v.Aside = s.repairFacts(a), s.t("repair.form.care")
	v.Sent.Back = s.link(s.t("own.back"), route.Own)
	if why := s.shut(a); why != "" {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: why}
		v.Sent.Fields = nil
		return v
	}
	if len(a.Lines) == 1 && a.Lines[0].Refusal != nil {
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.Words.Fault(a.Lines[0].Refusal)}
	}
	v.Sent.Action, v.Sent.Submit = s.href(route.RepairDraft(a.Draft.PublicID)), s.t("objection.form.on")
	v.Sent.Upload, v.Sent.Hidden = true, s.repairHidden(a)
	v.More = []component.LinkView{s.link(s.t("repair.blank.print"), route.RepairBlank)}
	v.Sent.Also = ButtonView{Name: route.Later, Value: "1", Label: s.t("objection.form.later")}
	return v
}

// repairBlames says beside which field of an application a refusal stands.
var repairBlames = map[string]string{
	"repair.fault.targets": "records", "repair.fault.claim_long": "claim", "objection.fault.contact": "contact",
	"attachment.fault.too_large_together": "proof", "attachment.fault.missing": "proof",
}

// shut says why there is no form: the one record that was chosen cannot be repaired
// today, and nothing was sent. "" where there is one.
func (s Scene) shut(a Applying) string {
	chosen := a.Chosen()
	if a.Fault != nil || len(chosen) != 1 {
		return ""
	}
	return s.notYet(chosen[0])
}

// Mends says whether the record can be repaired on the day.
func (m Mendable) Mends(today civil.Date) bool {
	open := m.May.State == disclosure.RepairAtOnce || m.May.State == disclosure.RepairFrom
	return open && !today.After(m.DisclosedUntil) && !today.Before(m.May.From)
}

// notYet says why a repair cannot be applied for today; "" where it can.
func (s Scene) notYet(m Mendable) string {
	switch {
	case m.Mends(s.Today):
		return ""
	case m.May.State == disclosure.RepairNone:
		return s.t("repair.fault.not_repairable")
	case m.May.State != disclosure.RepairAtOnce && m.May.State != disclosure.RepairFrom:
		return s.t(m.May.State.Key())
	case s.Today.After(m.DisclosedUntil):
		return s.t("repair.fault.not_shown")
	default:
		return s.t("repair.form.early", "On", m.May.From)
	}
}

// repairFacts are the record, the first day with every minimum that leads to it, and
// what is wanted; of several records the field says it of each.
func (s Scene) repairFacts(a Applying) []component.FactView {
	var facts []component.FactView
	switch {
	case s.shut(a) != "":
		facts = s.mendableFacts(a.Chosen()[0])
	case len(a.Lines) == 1:
		facts = s.mendableFacts(a.Lines[0])
	}
	return append(facts,
		component.FactView{Term: s.t("repair.form.papers"), Text: s.t("repair.form.two_papers")},
		component.FactView{Term: s.t("service.part.fee"), Text: s.t("repair.form.free")})
}

func (s Scene) mendableFacts(m Mendable) []component.FactView {
	facts := []component.FactView{
		{
			Term: s.t("request.fact.record"), Lang: s.chinese(),
			Text: joined(m.Matter, m.Document, string(m.Number)),
		},
		{Term: s.t("request.fact.provider"), Text: s.Providers[m.Provider], Lang: s.chinese()},
	}
	if first := s.firstDay(m); first != "" {
		facts = append(facts, component.FactView{Term: s.t("repair.form.first_day"), Text: first})
	}
	return append(facts, s.minimumFacts(m.May.Minimums)...)
}

// minimumFacts are the minimum periods, each with its article.
func (s Scene) minimumFacts(minimums []disclosure.Minimum) []component.FactView {
	return each(minimums, func(least disclosure.Minimum) component.FactView {
		return component.FactView{Term: s.t("repair.form.minimum"), Note: s.cite(least.Basis), Text: s.leads(least)}
	})
}

// firstDay is the first day on which a repair can be applied for; "" where none comes.
func (s Scene) firstDay(m Mendable) string {
	switch {
	case m.May.State != disclosure.RepairAtOnce && m.May.State != disclosure.RepairFrom:
		return ""
	case m.May.From.IsZero():
		return s.t(m.May.State.Key())
	default:
		return s.Words.LongDate(m.May.From)
	}
}

// leads says how a minimum period leads to the first day.
func (s Scene) leads(least disclosure.Minimum) string {
	return s.t("repair.form.counted", "Length", s.span(least.Length), "Event", s.t(least.Counts.Key()),
		"From", least.From, "On", least.Opens)
}

// mendableField asks which records are to be repaired, and says of each whose it is, and
// from which day on and why, or why never.
func (s Scene) mendableField(a Applying) component.FieldView {
	return component.FieldView{
		ID: "records", Name: route.OfRecord, Kind: component.Many, Label: s.t("repair.form.records"),
		Hint: s.t("repair.form.records_hint", "Most", repair.MostTargets),
		Options: each(a.Lines, func(m Mendable) component.OptionView {
			o := component.OptionView{
				Value: string(m.Number), Label: m.Matter, Selected: m.Chosen, Detail: s.mayRepair(m),
				Note: joined(m.Document, string(m.Number), s.Providers[m.Provider]),
			}
			if m.Refusal != nil {
				o.Fault = s.Words.Fault(m.Refusal)
			}
			return o
		}),
	}
}

// mayRepair says from which day on the record can be repaired, and every minimum with
// its article, or why it cannot.
func (s Scene) mayRepair(m Mendable) string {
	first := s.firstDay(m)
	if first == "" {
		return s.notYet(m)
	}
	said := []string{s.t("repair.form.any_day")}
	if !m.May.From.IsZero() {
		said[0] = s.t("repair.form.first_from", "Day", first)
	}
	for _, least := range m.May.Minimums {
		said = append(said, s.t("repair.form.least", "Length", s.span(least.Length), "Event", s.t(least.Counts.Key()),
			"From", least.From, "Basis", s.cite(least.Basis)))
	}
	return s.Words.Sentences(said...)
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
		said = append(said, s.t("repair.form.missing", "Paper", f.Label))
	}
	f.Fault = s.Words.Sentences(said...)
	return f
}

// repairHidden is what the form carries beside its fields: the papers that are there
// already, and the record where there is one alone to choose.
func (s Scene) repairHidden(a Applying) []component.Pair {
	hidden := s.papersHidden(a)
	if len(a.Lines) == 1 {
		hidden = append(hidden, component.Pair{Name: route.OfRecord, Value: string(a.Lines[0].Number)})
	}
	return hidden
}

// papersHidden are the papers that a form carries on.
func (s Scene) papersHidden(a Applying) []component.Pair {
	hidden := s.token()
	for _, paper := range []component.Pair{
		{Name: route.Performance, Value: string(a.Proof.ID)}, {Name: route.Commitment, Value: string(a.Commitment.ID)},
	} {
		if paper.Value != "" {
			hidden = append(hidden, paper)
		}
	}
	return hidden
}
