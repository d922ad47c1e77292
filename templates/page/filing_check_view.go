package page

import (
	"slices"
	"strconv"

	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Checked is what is known when somebody looks at an objection before they file
// it.
type Checked struct {
	Draft   flow.Draft
	File    query.File
	Files   []attachment.Attachment
	Outlook objection.Outlook
	Fault   *fault.Error // why it was not filed just now
}

// FilingCheckView is the page between the form of an objection and its receipt:
// what would be filed, and what the law gives whoever files it.
type FilingCheckView struct {
	Frame   layout.View
	Title   string
	Lead    string
	Notices []component.NoticeView
	Items   []CheckedItem
	Facts   []component.FactView
	Files   []component.LinkView
	Change  component.LinkView
	Ruler   *component.RulerView
	Then    []string
	Send    SentForm
	Drop    SentForm
	Kept    string
}

// CheckedItem is one thing that would be objected to.
type CheckedItem struct {
	ID, Title, Detail, Lang string
	Slips                   []component.SlipView
	Notice                  *component.NoticeView
	Links                   []component.LinkView
}

// NewFilingCheckView builds the page.
func NewFilingCheckView(s Scene, in Checked) FilingCheckView {
	title, d := s.t("objection.check.title"), in.Draft
	v := FilingCheckView{
		Title: title, Lead: s.checkLead(in.Outlook), Facts: s.checkFacts(in),
		Change: s.link(s.t("objection.check.change"), route.Draft(d.PublicID)),
		Kept:   s.t("objection.draft.note", "Until", d.Until()), Then: s.checkThen(in.Outlook),
		Files: each(in.Files, func(file attachment.Attachment) component.LinkView {
			return component.LinkView{Label: file.Name, Note: s.t(file.State.Key())}
		}),
		Send: SentForm{
			Action: s.href(route.CheckDraft(d.PublicID)), Submit: s.t("objection.act.submit"),
			Hidden: append(s.token(), component.Pair{Name: route.Version, Value: strconv.Itoa(d.Version)}),
		},
		Drop: SentForm{
			Action: s.href(route.DropDraft(d.PublicID)), Submit: s.t("objection.draft.drop"), Quiet: true, Hidden: s.token(),
		},
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Failed: in.Fault != nil,
			Crumbs: []layout.Link{
				{Label: s.t("own.title"), Href: route.Own},
				{Label: s.t("objection.form.title"), Href: route.Draft(d.PublicID)},
				{Label: title},
			},
		}),
	}
	v.Notices = s.checkNotices(in)
	s.checkItems(&v, in)
	return v
}

// checkItems adds what would be received, and what is open already.
func (s Scene) checkItems(v *FilingCheckView, in Checked) {
	if len(in.Outlook.Request.Items) == 0 {
		v.Send.Submit = s.t("objection.act.add")
	}
	for _, it := range in.Outlook.Request.Items {
		v.Items = append(v.Items, s.checkedItem(it, in.File))
	}
	for _, j := range in.Outlook.Request.Joined {
		v.Items = append(v.Items, s.joinedItem(j, in.File))
	}
	if it, ok := firstOpen(in.Outlook.Request); ok {
		if ruler, ok := s.limits(it); ok {
			v.Ruler = &ruler
		}
	}
}

// checkLead is by when there would be an answer.
func (s Scene) checkLead(seen objection.Outlook) string {
	if it, ok := firstOpen(seen.Request); ok && !it.Binding.IsZero() {
		return s.t("objection.check.lead", "Due", it.Binding)
	}
	if len(seen.Request.Items) > 0 {
		return s.t("objection.check.lead_removed")
	}
	return s.t("objection.check.lead_joined")
}

func (s Scene) checkNotices(in Checked) []component.NoticeView {
	var list []component.NoticeView
	if in.Fault != nil {
		list = append(list, component.NoticeView{Tone: component.Caution, Text: s.Words.Fault(in.Fault)})
	}
	for _, refusal := range in.Draft.Refused {
		list = append(list, component.NoticeView{Tone: component.Caution, Text: s.refusal(refusal)})
	}
	if len(in.Draft.Refused) > 0 {
		list = append(list, component.NoticeView{Tone: component.Info, Text: s.t("objection.check.refused")})
	}
	return list
}

func (s Scene) checkFacts(in Checked) []component.FactView {
	typed := in.Draft.Typed
	facts := []component.FactView{
		{Term: s.t("objection.form.ground"), Text: s.t(objection.Ground(typed.Ground).Key())},
		{Term: s.t("objection.form.claim"), Text: typed.Claim, Lang: s.chinese()},
		{Term: s.t("request.fact.applicant"), Text: s.Holder.Name, Lang: s.chinese()},
		{Term: s.t("objection.form.contact"), Text: typed.Contact},
	}
	if len(in.Outlook.Request.Items) == 0 {
		facts[len(facts)-1].Text = s.t("objection.check.contact_stays")
	}
	if s.Holder.PartyName != "" {
		facts = append(facts, component.FactView{
			Term: s.t("objection.check.on_behalf"), Text: s.Holder.PartyName, Lang: s.chinese(),
		})
	}
	if typed.WantFinding {
		facts = append(facts, component.FactView{
			Term: s.t("objection.form.finding"), Text: s.t("objection.check.want_finding"),
		})
	}
	return facts
}

// checkThen says what the law gives whoever files: the annotation, the dates,
// and what may be done afterwards.
func (s Scene) checkThen(seen objection.Outlook) []string {
	var said []string
	it, open := firstOpen(seen.Request)
	if open && it.Record != 0 {
		said = append(said, s.t("objection.check.mark"))
	}
	switch {
	case open && objection.Ground(it.Ground) == objection.RepairRefused:
		said = append(said, s.t("objection.check.dates_repair",
			"Whole", s.Words.DueDate(dueOf(it, law.ObjectionWholeAssisted))))
	case open:
		said = append(said, s.t("objection.check.dates",
			"Own", s.Words.DueDate(dueOf(it, law.ObjectionWholeOwn)),
			"Whole", s.Words.DueDate(dueOf(it, law.ObjectionWholeAssisted))))
	}
	return append(said, s.t("objection.check.free"), s.t("receipt.next_contest"))
}

// dueOf is when the clock of the name is due on the item; of several lines the
// earliest.
func dueOf(it flow.Item, name law.Clock) civil.Date {
	var due civil.Date
	for _, c := range it.Clocks {
		if c.Limit.Clock == name && !c.Limit.Target && (due.IsZero() || c.Due.On.Before(due)) {
			due = c.Due.On
		}
	}
	return due
}

// itemHead names what an item is about.
func (s Scene) itemHead(number record.Number, provider string, file query.File) CheckedItem {
	v := CheckedItem{ID: "item-" + string(number), Title: s.t("request.missing_record"), Detail: s.Providers[provider]}
	i := slices.IndexFunc(file.Lines, func(l query.Line) bool { return number != "" && l.Number == number })
	if i >= 0 {
		line := file.Lines[i]
		v.Title, v.Detail = line.Matter, joined(line.Document, string(line.Number), line.Authority)
		v.Slips = s.slips(line.Shown)
	}
	v.Lang = s.chinese()
	return v
}

func (s Scene) checkedItem(it flow.Item, file query.File) CheckedItem {
	v := s.itemHead(it.Number, it.Provider, file)
	switch {
	case !it.Open():
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("objection.check.over")}
	case objection.Ground(it.Ground) == objection.OverTerm:
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.t("objection.check.in_term")}
	}
	return v
}

// joinedItem is what is open already: the person is led there.
func (s Scene) joinedItem(j flow.JoinedItem, file query.File) CheckedItem {
	v := s.itemHead(j.Item.Number, j.Item.Provider, file)
	v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.t("objection.check.joined", "Number", j.Number)}
	v.Links = []component.LinkView{
		s.link(s.t("objection.check.open"), route.Request(j.PublicID)),
		s.link(s.t("objection.act.add"), route.Act(j.PublicID, j.Item.ID, objection.Add)),
	}
	return v
}
