package page

import (
	"maps"
	"slices"
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/workday"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Matter is a request with what is shown beside its items.
type Matter struct {
	Request flow.Request
	Beside  map[int64]Beside // by row id of the item
	Letters []notice.Notice
	Files   []attachment.Attachment
	Refused int // files that were not taken just now
}

// Beside is what is shown beside an item.
type Beside struct {
	Record disclosure.Shown // not visible where something is missing, or gone
	Acts   []flow.Row       // that the reader may do now
	Barred []*fault.Error   // why somebody else has to do what the reader may not
	// Supplied is the record as its provider last sent it, for those who compare.
	Supplied disclosure.Shown
	// Refusal is how a decision about the repair of the record stands, where one is
	// what the item is about.
	Refusal flow.Refusal
}

// RequestView is the page of a request.
type RequestView struct {
	Frame   layout.View
	Title   string
	Lead    string
	Facts   []component.FactView
	Letters []component.LinkView
	Files   []component.LinkView
	Notice  *component.NoticeView
	Items   []ItemOfRequest
}

// ItemOfRequest is one item on the page of its request.
type ItemOfRequest struct {
	ID    string // anchor
	Title string
	Lang  string
	Stand component.NoticeView // where it stands, in a sentence
	Slips []component.SlipView
	Facts []component.FactView
	Ruler *component.RulerView
	Past  component.TimelineView
	Acts  []component.LinkView
}

// NewRequestView builds the page of a request for the reader.
func NewRequestView(s Scene, by actor.Actor, m Matter) RequestView {
	r := m.Request
	title := s.t("request.title", "Number", r.Number)
	home := layout.Link{Label: s.t("docket.title"), Href: route.Docket}
	if by.Side == actor.Subject {
		home = layout.Link{Label: s.t("own.title"), Href: route.Own}
	}
	v := RequestView{
		Title: title, Lead: s.t("request.kind." + string(r.Kind)), Facts: s.requestFacts(r),
		Letters: s.letterLinks(m.Letters),
		Frame:   s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{home, {Label: title}}}),
	}
	if by.Side != actor.Authority {
		v.Files = s.fileLinks(r, m.Files)
	}
	if m.Refused > 0 {
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.n("attachment.form.refused", m.Refused)}
	}
	for _, it := range r.Items {
		v.Items = append(v.Items, s.itemOfRequest(r, it, m.Beside[it.ID]))
	}
	return v
}

func (s Scene) requestFacts(r flow.Request) []component.FactView {
	facts := []component.FactView{
		{Term: s.t("request.fact.number"), Text: r.Number},
		{Term: s.t("request.fact.received"), Text: s.receivedAt(r)},
		{Term: s.t("request.fact.channel"), Text: s.t("request.channel." + string(r.Channel))},
	}
	if r.Applicant.Name != "" {
		facts = append(facts,
			component.FactView{Term: s.t("request.fact.applicant"), Text: r.Applicant.Name, Lang: s.chinese()},
			component.FactView{Term: s.t("request.fact.contact"), Text: r.Applicant.Contact})
	}
	return facts
}

// receivedAt is when the request came: of a paper that was entered later, the
// day alone.
func (s Scene) receivedAt(r flow.Request) string {
	if r.ReceivedAt.Equal(r.ReceivedOn().Start()) {
		return s.Words.Date(r.ReceivedOn())
	}
	return s.Words.Instant(r.ReceivedAt)
}

func (s Scene) itemOfRequest(r flow.Request, it flow.Item, beside Beside) ItemOfRequest {
	v := ItemOfRequest{
		ID: "item-" + strconv.FormatInt(it.ID, 10), Title: s.t("request.missing_record"),
		Stand: s.stage(r.Kind, it, beside), Slips: s.itemSlips(r.Kind, it),
		Facts: s.itemFacts(r.Kind, it, beside.Record), Past: s.past(it),
	}
	switch {
	case beside.Record.Visible:
		v.Title, v.Lang = beside.Record.Matter, s.chinese()
	case it.Number != "":
		v.Title = s.t("request.record", "Number", it.Number)
	}
	if ruler, ok := s.limits(it); ok {
		v.Ruler = &ruler
	}
	for _, row := range beside.Acts {
		v.Acts = append(v.Acts, s.link(s.t(flow.ActKey(row.Do)), route.Act(r.PublicID, it.ID, row.Do)))
	}
	v.Acts = append(v.Acts, s.refusalLinks(r, it, beside)...)
	return v
}

// itemSlips say where an item stands: what came of it, or whose turn it is, and
// whether it is late.
func (s Scene) itemSlips(kind flow.Kind, it flow.Item) []component.SlipView {
	table := flow.Table{Kind: kind}
	if it.State == flow.Closed {
		return []component.SlipView{{Tone: component.Neutral, Text: s.t(table.OutcomeKey(it.Outcome))}}
	}
	slips := []component.SlipView{{Tone: component.Info, Text: s.t(table.StateKey(it.State))}}
	if next, ok := it.Next(); ok && next.Late(s.Today) {
		slips = append(slips, component.SlipView{Tone: component.Adverse, Text: s.t("request.late")})
	}
	return slips
}

func (s Scene) itemFacts(kind flow.Kind, it flow.Item, rec disclosure.Shown) []component.FactView {
	var facts []component.FactView
	say := func(name, text, lang string) {
		if text != "" {
			facts = append(facts, component.FactView{Term: s.t("request.fact." + name), Text: text, Lang: lang})
		}
	}
	say("ground", s.groundOf(it.Ground), "")
	if rec.Visible {
		say("record", joined(string(rec.Number), rec.Document, rec.Authority), s.chinese())
	}
	say("provider", s.Providers[it.Provider], s.chinese())
	say("claim", it.Claim, s.chinese())
	s.decided(kind, it.Answer, rec.Item, "answer", say)
	s.decided(kind, it.Signed, rec.Item, "signed", say)
	s.decided(kind, it.Proposal, rec.Item, "proposal", say)
	if !it.Papers.IsZero() && it.Open() {
		say("papers", s.Words.LongDate(it.Papers), "")
	}
	return facts
}

// decided says what was answered or proposed.
func (s Scene) decided(kind flow.Kind, p flow.Proposal, item, name string, say func(name, text, lang string)) {
	if p.IsZero() {
		return
	}
	outcome := s.t(flow.Table{Kind: kind}.OutcomeKey(p.Outcome))
	if p.Remedy != flow.NoRemedy {
		outcome = joined(outcome, s.t("request.remedy."+string(p.Remedy)))
	}
	say(name, outcome, "")
	say(name+"_reason", p.Reason, s.chinese())
	say(name+"_document", joined(p.Document, s.dayOf(p.Dated)), s.chinese())
	say("public", p.Public, s.chinese())
	for _, value := range p.Values {
		say("value", s.becomes(item, value), s.chinese())
	}
}

// becomes says what a field of a catalog item is to say: under the name by which
// people know it, or its code where the item is not told.
func (s Scene) becomes(item string, v flow.Value) string {
	held, _ := s.Catalog.Item(item)
	field, ok := held.Field(v.Field)
	if !ok {
		return v.Field + " → " + v.Text
	}
	return field.Name() + " → " + s.amended(field, v.Text)
}

// limits are the time limits that run, the one that governs first.
func (s Scene) limits(it flow.Item) (component.RulerView, bool) {
	governing, any := it.Governing()
	in := component.ClockInput{ID: "limit-" + strconv.FormatInt(it.ID, 10), Today: s.Today}
	for _, c := range it.Clocks {
		if !c.Runs() || c.Limit.Target {
			continue
		}
		limit := component.ClockLimit{
			Label: s.t(c.Limit.Clock.Key()), Basis: s.cite(c.Limit.Basis), Due: s.reckon(c),
			Governs: any && c.ID == governing.ID, Late: s.late(c.Due.On),
		}
		if limit.Governs {
			in.Limits = slices.Insert(in.Limits, 0, limit)
		} else {
			in.Limits = append(in.Limits, limit)
		}
	}
	if len(in.Limits) == 0 {
		return component.RulerView{}, false
	}
	if !in.Limits[0].Governs {
		in.Limits[0].Governs = true
	}
	return component.ClockRuler(s.Words, in), true
}

// reckon counts the days of a clock again, for the reader to follow; the due
// date stays the one that was told.
func (s Scene) reckon(c flow.Clock) workday.Due {
	due := law.Run(c.Limit, c.Due.Start, s.Calendar).Due
	if due.On != c.Due.On {
		due.On, due.Steps = c.Due.On, nil
	}
	return due
}

// past is the history of an item, newest first.
func (s Scene) past(it flow.Item) component.TimelineView {
	var group component.TimelineGroup
	for _, step := range slices.Backward(it.History) {
		who, entered := s.t(step.By.Side.Key()), ""
		if step.From == flow.NoState && step.By.Role == actor.IntakeOfficer {
			entered = s.t("request.entered") // on paper, for whoever came or wrote
		}
		if step.By.Side == actor.Provider && s.Providers[step.By.Unit] != "" {
			who = s.Providers[step.By.Unit]
		}
		group.Events = append(group.Events, component.EventView{
			Day: s.Words.Date(civil.Of(step.At)), ISO: civil.Of(step.At).String(),
			Title: s.t(flow.ActKey(step.Did)), Detail: joined(who, step.By.Name, entered, step.Reason),
		})
	}
	return component.TimelineView{Groups: []component.TimelineGroup{group}}
}

// DocketRow is an item in a list.
type DocketRow struct {
	Due, Number, Href string
	Matter, Lang      string
	Slips             []component.SlipView
}

func (s Scene) docketTable(caption string) component.TableView {
	return s.columns(caption, "due", "number", "matter", "state")
}

// docketRow is a request that holds one item alone.
func (s Scene) docketRow(r flow.Request) DocketRow {
	it := r.Items[0]
	row := DocketRow{
		Number: r.Number, Href: s.href(route.Request(r.PublicID)) + "#item-" + strconv.FormatInt(it.ID, 10),
		Matter: joined(s.matterIn(r.Kind, it.Ground), string(it.Number)), Slips: s.itemSlips(r.Kind, it),
	}
	if it.Open() && !it.Due.IsZero() {
		row.Due = s.Words.Date(it.Due)
	}
	return row
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// fileLinks are the files of a request, each with what it is for, where that is known,
// and where its check stands.
func (s Scene) fileLinks(r flow.Request, files []attachment.Attachment) []component.LinkView {
	return each(files, func(file attachment.Attachment) component.LinkView {
		link := component.LinkView{Label: file.Name, Note: joined(s.paperName(r, file.ID), s.t(file.State.Key()))}
		if file.IsOpen() {
			link.Href = s.href(route.FileOf(r.PublicID, string(file.ID)))
		}
		return link
	})
}
