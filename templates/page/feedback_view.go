package page

import (
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Message is what somebody writes to the office, as it was typed.
type Message struct {
	Topic               feedback.Topic
	Text, Page, Contact string
	Look                string // public id of a look that the question is about
	Form, Op            string // tokens of the form
	Fault               *fault.Error
}

// NewMessageView builds the form of a question or of a mistake of the site.
func NewMessageView(s Scene, typed Message) FormView {
	words := "feedback.form." + string(typed.Topic)
	if typed.Look != "" && typed.Text == "" {
		typed.Text = s.t("feedback.form.look", "ID", typed.Look)
	}
	fields := []component.FieldView{{
		ID: "text", Name: route.Claim, Kind: component.Lines, Label: s.t(words + ".text"), Value: typed.Text,
		Hint: s.t(words+".text_hint", "Most", feedback.MostText),
	}}
	if typed.Topic == feedback.SiteError {
		fields = append([]component.FieldView{{
			ID: "page", Name: route.OfPage, Kind: component.Text, Label: s.t("feedback.form.page"), Value: typed.Page,
			Hint: s.t("feedback.form.page_hint"), NoSpelling: true,
		}}, fields...)
	}
	fields = append(fields, component.FieldView{
		ID: "contact", Name: route.Contact, Kind: component.Text, Label: s.t("feedback.form.contact"),
		Hint: s.t("feedback.form.contact_hint"), Value: typed.Contact, Autocomplete: "email", NoSpelling: true,
	})
	s.blame(fields, typed.Fault, map[string]string{
		"feedback.fault.page_long": "page", "feedback.fault.contact_long": "contact", "feedback.fault.text": "text",
		"feedback.fault.text_long": "text", "feedback.fault.busy": "text", "feedback.fault.cookies": "text",
	})
	title := s.t(words + ".title")
	return FormView{
		Title: title, Lead: s.t(words + ".lead"), Errors: component.Summarise(fields), Aside: s.answeredBy(),
		Notice: &component.NoticeView{
			Tone: component.Info, Text: s.t(words + ".aside"),
			Link: s.link(s.t(words+".aside_link"), route.ServiceStart(route.Objection)),
		},
		Sent: SentForm{
			Action: s.href(route.MessageForm(typed.Topic)), Fields: fields, Submit: s.t(words + ".submit"),
			Hidden: []component.Pair{
				{Name: route.FormToken, Value: typed.Form}, {Name: route.Operation, Value: typed.Op},
			},
			Back: s.link(s.t("feedback.status"), route.Asked),
		},
		Frame: s.openForm(title, typed.Fault != nil),
	}
}

// openForm is the frame of a form that needs no account.
func (s Scene) openForm(title string, failed bool) layout.View {
	return s.frame(place{
		Title: title, Section: layout.NavServices, Robots: robotsNone, Failed: failed,
		Crumbs: []layout.Link{{Label: s.t("service.title"), Href: route.Services}, {Label: title}},
	})
}

// answeredBy says within what time an answer comes, by the book in force.
func (s Scene) answeredBy() string {
	for _, l := range s.Rules.InForce(s.Today).Limits(law.FeedbackAnswer, law.Facts{}) {
		if !l.Target {
			return s.t("feedback.form.answer_by", "Limit", s.limit(l), "Basis", s.cite(l.Basis))
		}
	}
	return ""
}

// LookUp is a number and a code as they were typed.
type LookUp struct {
	Number, Code, Form string
	Fault              *fault.Error
}

// NewLookUpView builds the page that asks for number and lookup code.
func NewLookUpView(s Scene, typed LookUp) FormView {
	fields := []component.FieldView{
		{
			ID: "number", Name: route.Number, Kind: component.Text, Label: s.t("feedback.number"), Value: typed.Number,
			NoSpelling: true,
		},
		{
			ID: "code", Name: route.LookupCode, Kind: component.Text, Label: s.t("feedback.code"), Value: typed.Code,
			Hint: s.t("feedback.code_hint"), NoSpelling: true,
		},
	}
	s.blame(fields, typed.Fault, nil)
	title := s.t("feedback.status")
	return FormView{
		Title: title, Lead: s.t("feedback.status_lead"), Errors: component.Summarise(fields),
		Sent: SentForm{
			Action: s.href(route.Asked), Fields: fields, Submit: s.t("feedback.status_submit"),
			Hidden: []component.Pair{{Name: route.FormToken, Value: typed.Form}},
		},
		Frame: s.openForm(title, typed.Fault != nil),
	}
}

// AskedMessage is a message on the page of whoever wrote it.
type AskedMessage struct {
	Request flow.Request // as feedback.Shown gives it
	Code    flow.Lookup
	Form    string // token of the form
	Minutes int    // for which the page opens without the code
}

// AskedView is the receipt of a message, and later its answer.
type AskedView struct {
	Frame   layout.View
	Title   string
	Notice  component.NoticeView
	Receipt []component.FactView
	Keep    string
	Ruler   *component.RulerView
	Answers []TextView
	Yours   []component.FactView
	Next    []string
	Leave   SentForm
	Lang    string
}

// NewAskedView builds the page of a message for whoever wrote it.
func NewAskedView(s Scene, a AskedMessage) AskedView {
	r, it := a.Request, a.Request.Items[0]
	topic := s.t(feedback.Topic(it.Ground).Key())
	v := AskedView{
		Title:  s.t("feedback.asked_title", "Topic", topic, "Number", r.Number),
		Notice: s.askedNotice(it), Keep: s.t("feedback.keep_code", "Minutes", a.Minutes), Lang: s.chinese(),
		Receipt: []component.FactView{
			{Term: s.t("feedback.number"), Text: r.Number},
			{Term: s.t("feedback.code"), Code: &component.CodeView{
				Value: string(a.Code), Label: s.t("feedback.code"), Copy: true,
			}},
			{Term: s.t("feedback.desk.received"), Text: s.Words.Instant(r.ReceivedAt)},
		},
		Leave: SentForm{
			Action: s.href(route.Asked), Submit: s.t("feedback.status_other"), Quiet: true,
			Hidden: []component.Pair{{Name: route.FormToken, Value: a.Form}, {Name: route.Leave, Value: "1"}},
		},
	}
	if ruler, ok := s.limits(it); ok {
		v.Ruler = &ruler
	}
	if it.Open() {
		v.Next = []string{s.t("feedback.next_answer"), s.t("feedback.next_status", "Page", s.t("feedback.status"))}
	}
	v.Answers, v.Yours = s.answers(it), s.messageFacts(it)
	v.Frame = s.frame(place{
		Title: v.Title, Section: layout.NavServices, Robots: robotsNone, Modules: []string{copyModule},
		Crumbs: []layout.Link{
			{Label: s.t("service.title"), Href: route.Services},
			{Label: s.t("feedback.status"), Href: route.Asked},
			{Label: v.Title},
		},
	})
	return v
}

// askedNotice is the one sentence that whoever wrote came for.
func (s Scene) askedNotice(it flow.Item) component.NoticeView {
	if it.State == feedback.Closed {
		answered, _ := it.Last(feedback.Answer)
		return component.NoticeView{Tone: component.Good, Text: s.t("feedback.asked_closed", "On", civil.Of(answered.At))}
	}
	if s.Today.After(it.Due) {
		return component.NoticeView{Tone: component.Caution, Text: s.t("feedback.asked_late", "On", it.Due)}
	}
	return component.NoticeView{Tone: component.Info, Text: s.t("feedback.asked_open", "Due", it.Due)}
}

// answers are what was answered and added, in their order.
func (s Scene) answers(it flow.Item) []TextView {
	var texts []TextView
	for _, step := range it.History {
		text := TextView{Sentences: []string{step.Reason}}
		switch step.Did {
		case feedback.Answer:
			text.ID = "answer"
			text.Title = joined(s.t("feedback.answer"), s.t("feedback.outcome."+string(step.Outcome)))
		case feedback.Supplement:
			text.ID, text.Title = "supplement-"+s.Words.Count(step.Version), s.t("feedback.supplement")
		default:
			continue
		}
		text.Title = joined(text.Title, s.Words.Date(civil.Of(step.At)))
		texts = append(texts, text)
	}
	return texts
}

// messageFacts are what was written.
func (s Scene) messageFacts(it flow.Item) []component.FactView {
	var facts []component.FactView
	if it.About != "" {
		facts = append(facts, component.FactView{Term: s.t("feedback.desk.page"), Text: it.About})
	}
	return append(facts, component.FactView{Term: s.t("feedback.desk.text"), Text: it.Claim, Lang: s.chinese()})
}
