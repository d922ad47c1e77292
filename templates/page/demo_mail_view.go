package page

import (
	"time"

	"creditportal/internal/account"
	"creditportal/templates/component"
	"creditportal/templates/layout"
)

// SentMail is a message that a demo would have sent.
type SentMail struct {
	At      time.Time
	Channel account.Channel
	To      string
	Subject string // "" for a short message
	Body    string
}

// DemoMailView is the page of what a demo would have sent.
type DemoMailView struct {
	Frame    layout.View
	Title    string
	Lead     string
	Empty    *component.EmptyView
	Messages []MailView
}

// MailView is one message.
type MailView struct {
	Title string
	Facts []component.FactView
	Body  string
}

// NewDemoMailView builds the page of what a demo would have sent, the newest
// first.
func NewDemoMailView(s Scene, list []SentMail) DemoMailView {
	title := s.t("demo.mail.title")
	v := DemoMailView{
		Title: title, Lead: s.t("demo.mail.lead"),
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}}),
	}
	for _, m := range list {
		view := MailView{Title: m.Subject, Body: m.Body, Facts: []component.FactView{
			{Term: s.t("demo.mail.to"), Text: m.To},
			{Term: s.t("demo.mail.channel"), Text: s.t(m.Channel.Key())},
			{Term: s.t("demo.mail.at"), Text: s.Words.Instant(m.At)},
		}}
		if view.Title == "" {
			view.Title = s.t(m.Channel.Key())
		}
		v.Messages = append(v.Messages, view)
	}
	if len(list) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("demo.mail.none"), Text: s.t("demo.mail.none_lead")}
	}
	return v
}
