package page

import (
	"net/url"
	"slices"
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/correction"
	"creditportal/internal/docket"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/remark"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Handled is a request with all that those who handle it look at.
type Handled struct {
	Matter
	Item     int64 // row id of the item that is looked at; zero: the first that is open
	Subject  string
	Remarks  []remark.Remark
	Similar  []docket.Entry
	Joined   []flow.JoinedItem // requests that go on in this one
	Officers map[int64]string
	Op       string
	Remark   string // as typed
	Fault    *fault.Error
}

// HandledView is the page of a request for those who handle it.
type HandledView struct {
	Frame  layout.View
	Title  string
	Lead   string
	Lang   string
	Errors component.ErrorSummaryView
	Notice *component.NoticeView
	Tabs   component.TabsView
	Bar    BarView
	Claim  []component.FactView

	ClaimTitle string
	Diff       DiffView
	Found      []component.FactView
	Ruler      *component.RulerView
	Clocks     ClocksView
	Past       component.TimelineView
	Remarks    RemarksView
	Facts      []component.FactView
	Files      []component.LinkView
	Letters    []component.LinkView
	Joined     []component.LinkView // with what was handed in there
	Similar    []component.LinkView
}

// BarView stays in sight: what it is, where it stands, until when, and what can
// be done now.
type BarView struct {
	Number string
	State  component.SlipView
	Due    string
	Near   *component.SlipView
	Owner  string
	First  component.LinkView // what alone comes next; empty: nothing, or several things
	Acts   []component.LinkView
	More   []component.LinkView // what comes seldom
	Barred []string             // why somebody else has to do the rest
}

// any says whether anything can be done now.
func (v BarView) any() bool { return v.First.Href != "" || len(v.Acts)+len(v.More) > 0 }

// RemarksView is what those who handle a request wrote for each other.
type RemarksView struct {
	Lead  string
	Lines []RemarkLine
	Form  SentForm
}

// RemarkLine is one note.
type RemarkLine struct{ Who, At, Text, Lang string }

// NewHandledView builds the page of a request for those who handle it.
func NewHandledView(s Scene, h Handled) HandledView {
	r, it := h.Request, h.looked()
	section, home := s.deskHome()
	title := s.t("request.title", "Number", r.Number)
	beside := h.Beside[it.ID]
	v := HandledView{
		Title: title, Lang: s.chinese(), Tabs: s.itemTabs(r, it), Bar: s.bar(h, it, beside),
		Lead:  joined(s.t("request.kind."+string(r.Kind)), h.Subject, s.t("handled.received", "On", r.ReceivedOn())),
		Claim: s.claimed(it, beside), ClaimTitle: s.claimTitle(r.Kind), Diff: s.diff(it, beside),
		Found: s.found(r.Kind, it), Clocks: s.clocks(it),
		Past:   s.timed(it),
		Facts:  s.requestFacts(r),
		Joined: s.joinedHere(h.Joined), Letters: s.letterLinks(h.Letters), Similar: s.similar(h.Similar, r),
		Frame: s.deskFrame(section, home, layout.Link{Label: title}),
	}
	v.Remarks = s.remarks(h)
	v.Errors = component.Summarise(v.Remarks.Form.Fields)
	v.Frame.Failed = h.Fault != nil
	if ruler, ok := s.limits(it); ok {
		v.Ruler = &ruler
	}
	if s.Holder.By.Side != actor.Authority {
		v.Files = s.fileLinks(r, h.Files)
	}
	if next, ok := it.Next(); ok && next.Late(s.Today) {
		v.Notice = &component.NoticeView{Tone: component.Adverse, Text: s.t("handled.late", "On", next.Due.On,
			"What", s.t(next.Limit.Clock.Key()))}
	}
	return v
}

// looked is the item that is looked at: the one asked for, else the first that
// is open, else the first.
func (h Handled) looked() flow.Item {
	items := h.Request.Items
	i := slices.IndexFunc(items, func(it flow.Item) bool { return it.ID == h.Item })
	if i < 0 {
		i = max(0, slices.IndexFunc(items, flow.Item.Open))
	}
	return items[i]
}

// itemTabs lead through the items of a request that has several.
func (s Scene) itemTabs(r flow.Request, looked flow.Item) component.TabsView {
	tabs := component.TabsView{Label: s.t("handled.items")}
	if len(r.Items) == 1 {
		return tabs
	}
	for i, it := range r.Items {
		tabs.Tabs = append(tabs.Tabs, component.TabView{
			Label: s.t("handled.item", "N", i+1), Href: s.itemHref(r.Kind, r.PublicID, it.ID), Current: it.ID == looked.ID,
			Note: joined(string(it.Number), s.stateSlip(r.Kind, it.State, it.Outcome).Text),
		})
	}
	return tabs
}

func (s Scene) bar(h Handled, it flow.Item, beside Beside) BarView {
	r := h.Request
	bar := BarView{Number: r.Number, State: s.stateSlip(r.Kind, it.State, it.Outcome)}
	if next, ok := it.Next(); ok {
		bar.Due, bar.Near = s.t("handled.due", "What", s.t(next.Limit.Clock.Key()), "On", next.Due.On), s.dueSlip(next.Due.On)
	}
	if s.Holder.By.Side == actor.Operator && it.Open() {
		bar.Owner = s.t("handled.owner", "Name", s.officer(h.Officers, it.Owner))
	}
	for _, row := range beside.Acts {
		link := s.link(s.t(flow.ActKey(row.Do)), route.Act(r.PublicID, it.ID, row.Do))
		if slices.Contains(seldom, row.Do) {
			bar.More = append(bar.More, link)
		} else {
			bar.Acts = append(bar.Acts, link)
		}
	}
	bar.Acts = append(bar.Acts, s.refusalLinks(r, it, beside)...)
	bar.Barred = each(beside.Barred, s.Words.Fault)
	if len(bar.Acts) == 1 { // of several findings none is put before the others
		bar.First, bar.Acts = bar.Acts[0], nil
	}
	return bar
}

// groundTerm is how the reason is called: of an applicant, or of a provider that acts by
// itself.
func (s Scene) groundTerm(ground string) string {
	if correction.Ground(ground).Known() {
		return s.t("correction.form.ground")
	}
	return s.t("request.fact.ground")
}

// claimTitle heads what somebody says.
func (s Scene) claimTitle(kind flow.Kind) string {
	if kind == flow.Correction {
		return s.t("request.kind.correction")
	}
	return s.t("handled.claim")
}

// claimed is what the applicant says.
func (s Scene) claimed(it flow.Item, beside Beside) []component.FactView {
	var facts []component.FactView
	if ground := s.groundOf(it.Ground); ground != "" {
		facts = append(facts, component.FactView{Term: s.groundTerm(it.Ground), Text: ground})
	}
	if beside.Record.Visible {
		facts = append(facts, component.FactView{
			Term: s.t("request.fact.record"), Lang: s.chinese(),
			Text: joined(beside.Record.Matter, beside.Record.Document, beside.Record.Authority, string(it.Number)),
		})
	}
	if it.Claim != "" {
		facts = append(facts, component.FactView{Term: s.t("request.fact.claim"), Text: it.Claim, Lang: s.chinese()})
	}
	if !it.Papers.IsZero() && it.Open() {
		facts = append(facts, component.FactView{Term: s.t("request.fact.papers"), Text: s.Words.LongDate(it.Papers)})
	}
	return append(facts, component.FactView{
		Term: s.t("request.fact.provider"), Text: s.Providers[it.Provider], Lang: s.chinese(),
	})
}

// found is what was answered and what is proposed or was decided.
func (s Scene) found(kind flow.Kind, it flow.Item) []component.FactView {
	var facts []component.FactView
	say := func(name, text, lang string) {
		if text != "" && name != "value" { // the values stand in the comparison
			facts = append(facts, component.FactView{Term: s.t("request.fact." + name), Text: text, Lang: lang})
		}
	}
	s.decided(kind, it.Answer, "", "answer", say)
	s.decided(kind, it.Signed, "", "signed", say)
	s.decided(kind, it.Proposal, "", "proposal", say)
	return facts
}

// similar are other requests about the same record or the same subject.
func (s Scene) similar(list []docket.Entry, r flow.Request) []component.LinkView {
	var links []component.LinkView
	for _, e := range list {
		if e.PublicID == r.PublicID {
			continue
		}
		links = append(links, component.LinkView{
			Label: e.Number, Href: s.itemHref(e.Kind, e.PublicID, e.ID),
			Note: joined(s.matterOf(e), string(e.Record), s.stateSlip(e.Kind, e.State, e.Outcome).Text),
		})
	}
	return links
}

// joinedHere lead to the requests that go on in this one; their files stay with
// them, and a look at those is in the log as one at them.
func (s Scene) joinedHere(list []flow.JoinedItem) []component.LinkView {
	return each(list, func(j flow.JoinedItem) component.LinkView {
		return component.LinkView{
			Label: j.Number, Href: s.href(route.Request(j.PublicID)) + "#files", Note: s.t("handled.joined_files"),
		}
	})
}

// remarks are the notes that the reader may see, and the form for another one.
func (s Scene) remarks(h Handled) RemarksView {
	v := RemarksView{Lead: s.t("remark.lead." + string(s.Holder.By.Side))}
	for _, r := range h.Remarks {
		v.Lines = append(v.Lines, RemarkLine{
			Who: joined(r.By.Name, s.t(r.By.Role.Key())), At: s.Words.Instant(r.At), Text: r.Text, Lang: s.chinese(),
		})
	}
	field := component.FieldView{
		ID: "remark", Name: route.Remark, Kind: component.Lines, Label: s.t("remark.text"),
		Hint: s.t("remark.hint", "Most", remark.Most), Value: h.Remark, Short: true,
	}
	if h.Fault != nil {
		field.Fault = s.Words.Fault(h.Fault)
	}
	address := route.RemarksOn(h.Request.PublicID)
	if h.Item != 0 {
		address = route.With(address, url.Values{route.OfItem: {strconv.FormatInt(h.Item, 10)}})
	}
	v.Form = SentForm{
		Action: s.href(address), Submit: s.t("remark.submit"), Quiet: true, Fields: []component.FieldView{field},
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: h.Op}),
	}
	return v
}
