package page

import (
	"slices"
	"strconv"

	"creditportal/internal/flow"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// NewRepairCheckView builds the page between the form and the receipt: what would be
// filed, with whom, and by when each unit is expected to decide.
func NewRepairCheckView(s Scene, a Applying, seen []flow.Item) FilingCheckView {
	title, d := s.t("objection.check.title"), a.Draft
	v := FilingCheckView{
		Title: title, Lead: s.repairCheckLead(seen), Items: s.mendedItems(a, seen),
		Facts: s.repairCheckFacts(a), Change: s.link(s.t("objection.check.change"), route.RepairDraft(d.PublicID)),
		Kept: s.t("objection.draft.note", "Until", d.Until()),
		Then: []string{s.t("repair.check.then"), s.t("repair.check.revoke"), s.t("repair.form.free")},
		Files: []component.LinkView{
			{Label: a.Proof.Name, Note: joined(s.t("repair.form.proof"), s.t(a.Proof.State.Key()))},
			{Label: a.Commitment.Name, Note: joined(s.t("repair.form.commitment"), s.t(a.Commitment.State.Key()))},
		},
		Frame: s.frame(place{Title: title, Robots: robotsNone, Failed: a.Fault != nil, Crumbs: []layout.Link{
			{Label: s.t("own.title"), Href: route.Own},
			{Label: s.t("repair.form.title"), Href: route.RepairDraft(d.PublicID)},
			{Label: title},
		}}),
	}
	if len(v.Items) > 1 {
		v.Notices = append(v.Notices, component.NoticeView{Tone: component.Info, Text: s.t("repair.check.silent_all")})
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
	if ruler, ok := s.limits(numbered(seen[0])); ok {
		v.Ruler = &ruler
	}
	return v
}

// repairCheckLead is by when there would be a decision: by one unit, or by each of
// several.
func (s Scene) repairCheckLead(seen []flow.Item) string {
	first := seen[0]
	if slices.ContainsFunc(seen, func(it flow.Item) bool { return it.Provider != first.Provider }) {
		return s.t("repair.check.lead_each", "Due", first.Binding)
	}
	return s.t("repair.check.lead", "Due", first.Binding, "Unit", s.Providers[first.Provider])
}

// mendedItems are the records, each with the unit that decides about it.
func (s Scene) mendedItems(a Applying, seen []flow.Item) []CheckedItem {
	var items []CheckedItem
	for _, m := range a.Chosen() {
		i := slices.IndexFunc(seen, func(it flow.Item) bool { return it.Number == m.Number })
		if i < 0 {
			continue
		}
		items = append(items, CheckedItem{
			ID: "item-" + string(m.Number), Title: m.Matter, Lang: s.chinese(), Slips: s.slips(m.Shown),
			Detail: joined(m.Document, string(m.Number), s.Providers[m.Provider]),
		})
	}
	if len(items) == 1 { // of several it is said once
		items[0].Notice = &component.NoticeView{Tone: component.Info, Text: s.t("repair.check.silent")}
	}
	return items
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
