package page

import (
	"slices"
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Messages is what waits for an answer.
type Messages struct {
	List     []flow.Request // each with its one item, the one due first at the top
	Officers map[int64]string
	Next     string // address of what comes after; "" for nothing
}

// MessageDeskView is the queue of questions and reported mistakes.
type MessageDeskView struct {
	Frame layout.View
	Title string
	Lead  string
	Table component.TableView
	Rows  []MessageRow
	Pager component.PagerView
	Empty *component.EmptyView
}

// MessageRow is a message in the queue.
type MessageRow struct {
	Due, Number, Href, Topic, Text, Owner string
	Late                                  *component.SlipView
	Lang                                  string
}

// mostOfText is how much of a message its row shows, in characters.
const mostOfText = 60

// NewMessageDeskView builds the queue.
func NewMessageDeskView(s Scene, d Messages) MessageDeskView {
	title := s.t("feedback.desk.title")
	v := MessageDeskView{
		Title: title, Lead: s.t("feedback.desk.lead"), Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.deskFrame(layout.NavMessages, layout.Link{Label: title}),
	}
	for _, name := range []string{"due", "topic", "text", "owner"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("feedback.desk." + name), Narrow: name == "due",
		})
	}
	for _, r := range d.List {
		v.Rows = append(v.Rows, s.messageRow(r, d.Officers))
	}
	if len(v.Rows) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("feedback.desk.none")}
	}
	if d.Next != "" {
		v.Pager.Next = s.href(d.Next)
	}
	return v
}

func (s Scene) messageRow(r flow.Request, officers map[int64]string) MessageRow {
	it := r.Items[0]
	row := MessageRow{
		Due: s.Words.Date(it.Due), Number: r.Number, Href: s.href(route.Message(r.PublicID)),
		Topic: s.t(feedback.Topic(it.Ground).Key()), Text: shortened(it.Claim, mostOfText), Lang: s.chinese(),
		Owner: s.ownerOf(it, officers),
	}
	if s.Today.After(it.Due) {
		row.Late = &component.SlipView{Tone: component.Adverse, Text: s.t("request.late")}
	}
	return row
}

// shortened is the beginning of a text, as long as said.
func shortened(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

func (s Scene) ownerOf(it flow.Item, officers map[int64]string) string {
	if name := officers[it.Owner]; name != "" {
		return name
	}
	return s.t("feedback.desk.nobody")
}

// OneMessage is one message before an officer.
type OneMessage struct {
	Request  flow.Request // as feedback.Shown gives it
	Acts     []flow.Row   // that the officer may do now
	Officers map[int64]string
	Takers   map[int64]string // of the officers, to whom it can be handed
	Op       string
	Move     flow.Move // as typed, where it was refused
	Fault    *fault.Error
}

// MessageCaseView is the page of one message for officers.
type MessageCaseView struct {
	Frame   layout.View
	Title   string
	Errors  component.ErrorSummaryView
	Notice  component.NoticeView
	Facts   []component.FactView
	Ruler   *component.RulerView
	Answers []TextView
	Take    *SentForm
	Answer  *SentForm
	Hand    *SentForm
	Heading string // of the form of the answer
	Past    component.TimelineView
	Lang    string
}

// NewMessageCaseView builds the page of one message for officers.
func NewMessageCaseView(s Scene, m OneMessage) MessageCaseView {
	r, it := m.Request, m.Request.Items[0]
	v := MessageCaseView{
		Title:  s.t("feedback.asked_title", "Topic", s.t(feedback.Topic(it.Ground).Key()), "Number", r.Number),
		Notice: s.deskNotice(it), Answers: s.answers(it), Past: s.messagePast(it), Lang: s.chinese(),
		Facts: append(s.messageFacts(it), s.deskFacts(r, m.Officers)...),
	}
	if ruler, ok := s.limits(it); ok {
		v.Ruler = &ruler
	}
	for _, row := range m.Acts {
		s.messageForm(&v, m, row.Do)
	}
	home := layout.Link{Label: s.t("feedback.desk.title"), Href: route.Messages}
	v.Frame = s.deskFrame(layout.NavMessages, home, layout.Link{Label: v.Title})
	v.Frame.Failed = m.Fault != nil
	return v
}

// deskNotice says to officers by when the message is answered, or that it was.
func (s Scene) deskNotice(it flow.Item) component.NoticeView {
	v := s.askedNotice(it)
	switch {
	case it.State == feedback.Closed:
	case s.Today.After(it.Due):
		v.Text = s.t("feedback.desk.late", "On", it.Due)
	default:
		v.Text = s.t("feedback.desk.in_time", "Due", it.Due)
	}
	return v
}

func (s Scene) deskFacts(r flow.Request, officers map[int64]string) []component.FactView {
	return []component.FactView{
		{
			Term: s.t("feedback.desk.contact"), Text: r.Applicant.Contact, Missing: s.t("feedback.desk.contact_none"),
		},
		{Term: s.t("feedback.desk.received"), Text: s.Words.Instant(r.ReceivedAt)},
		{Term: s.t("feedback.desk.owner"), Text: s.ownerOf(r.Items[0], officers)},
	}
}

// messageForm puts the form of an act on the page.
func (s Scene) messageForm(v *MessageCaseView, m OneMessage, do audit.Act) {
	sent := SentForm{
		Action: s.href(route.MessageAct(m.Request.PublicID, do)), Submit: s.t(flow.ActKey(do)),
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: m.Op},
			component.Pair{Name: route.Version, Value: strconv.Itoa(m.Request.Items[0].Version)}),
	}
	switch do {
	case feedback.TakeUp:
		sent.Quiet, v.Take = true, &sent
	case feedback.HandOver:
		sent.Fields, sent.Quiet, v.Hand = s.handFields(m), true, &sent
	case feedback.Answer, feedback.Supplement:
		sent.Fields, v.Answer = s.answerFields(m, do), &sent
		v.Heading = s.t("feedback.desk.answer_title")
		if do == feedback.Supplement {
			v.Heading = s.t("feedback.desk.supplement_title")
		}
	default: // the other acts have no form here
	}
	if m.Fault != nil && m.Move.Do == do {
		s.blame(sent.Fields, m.Fault, map[string]string{
			"feedback.fault.answer": "reason", "feedback.fault.answer_long": "reason", "flow.fault.stale": "reason",
		})
		v.Errors = component.Summarise(sent.Fields)
	}
}

func (s Scene) handFields(m OneMessage) []component.FieldView {
	to := component.FieldView{
		ID: "officer", Name: route.Officer, Kind: component.Select, Label: s.t("feedback.desk.hand_to"),
		Options: []component.OptionView{{Label: s.t("own.choose")}},
	}
	for _, account := range sortedIDs(m.Takers) {
		to.Options = append(to.Options, component.OptionView{
			Value: strconv.FormatInt(account, 10), Label: m.Takers[account], Selected: m.Move.Owner == account,
		})
	}
	note := component.FieldView{
		ID: "note", Name: route.Reason, Kind: component.Text, Label: s.t("feedback.desk.hand_note"),
	}
	if m.Move.Do == feedback.HandOver {
		note.Value = m.Move.Reason
	}
	return []component.FieldView{to, note}
}

func (s Scene) answerFields(m OneMessage, do audit.Act) []component.FieldView {
	text := component.FieldView{
		ID: "reason", Name: route.Reason, Kind: component.Lines, Label: s.t("feedback.desk.answer_title"),
		Hint: s.t("feedback.desk.answer_hint", "Most", feedback.MostAnswer),
	}
	if m.Move.Do == do {
		text.Value = m.Move.Reason
	}
	if do == feedback.Supplement {
		text.Label = s.t("feedback.desk.supplement_title")
		text.Hint = s.t("feedback.desk.supplement_hint", "Most", feedback.MostAnswer)
		return []component.FieldView{text}
	}
	outcome := component.FieldView{
		ID: "outcome", Name: route.Outcome, Kind: component.Choice, Label: s.t("feedback.desk.outcome"),
	}
	for _, o := range feedback.Table().Outcomes() {
		outcome.Options = append(outcome.Options, component.OptionView{
			Value: string(o), Label: s.t("feedback.outcome." + string(o)), Selected: m.Move.As == o,
		})
	}
	return []component.FieldView{outcome, text}
}

// messagePast is the history of a message, newest first, as officers see it.
func (s Scene) messagePast(it flow.Item) component.TimelineView {
	var group component.TimelineGroup
	for _, step := range slices.Backward(it.History) {
		event := component.EventView{
			Day: s.Words.Date(civil.Of(step.At)), ISO: civil.Of(step.At).String(), Title: s.t(flow.ActKey(step.Did)),
			Detail: joined(s.t(step.By.Side.Key()), step.By.Name),
		}
		if step.By.Side == actor.Operator && step.Did == feedback.HandOver {
			event.Detail = joined(event.Detail, step.Reason)
		}
		group.Events = append(group.Events, event)
	}
	return component.TimelineView{Groups: []component.TimelineGroup{group}}
}
