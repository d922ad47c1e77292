package page

import (
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// ReceiptView is the receipt of a request: what to keep, and what comes next.
type ReceiptView struct {
	Frame  layout.View
	Title  string
	Lead   string
	Notice component.NoticeView
	Facts  []component.FactView
	Keep   string
	Ruler  *component.RulerView
	Next   []string
	Links  []component.LinkView
}

// NewReceiptView builds the receipt of a request.
func NewReceiptView(s Scene, r flow.Request, code flow.Lookup) ReceiptView {
	title := s.t("receipt.title")
	v := ReceiptView{
		Title: title, Keep: s.t("receipt.keep"), Lead: s.receiptLead(r), Notice: s.receiptNotice(r),
		Facts: []component.FactView{
			{Term: s.t("request.fact.number"), Code: &component.CodeView{
				Value: r.Number, Label: s.t("request.fact.number"), Copy: true,
			}},
			{Term: s.t("receipt.code"), Code: &component.CodeView{
				Value: string(code), Label: s.t("receipt.code"), Copy: true,
			}},
			{Term: s.t("request.fact.received"), Text: s.receivedAt(r)},
			{Term: s.t("request.fact.channel"), Text: s.t("request.channel." + string(r.Channel))},
		},
		Next: s.receiptNext(r),
		Links: []component.LinkView{
			s.link(s.t("receipt.follow"), route.Request(r.PublicID)), s.link(s.t("receipt.dates"), route.Dates(r.PublicID)),
		},
		Frame: s.frame(place{
			Title: title, Robots: robotsNone, Modules: []string{copyModule},
			Crumbs: []layout.Link{
				{Label: s.t("request.title", "Number", r.Number), Href: route.Request(r.PublicID)}, {Label: title},
			},
		}),
	}
	if r.Kind == flow.Repair {
		v.Facts = append(v.Facts, s.mending(r))
	}
	if it, ok := firstOpen(r); ok {
		if ruler, ok := s.limits(it); ok {
			v.Ruler = &ruler
		}
	}
	return v
}

// mending tells of which records the repair was applied for, by their numbers: whoever
// signs the receipt of several sees that none was left out.
func (s Scene) mending(r flow.Request) component.FactView {
	numbers := each(r.Items, func(it flow.Item) string { return string(it.Number) })
	return component.FactView{Term: s.t("repair.form.records"), Text: s.Words.List(numbers)}
}

// receiptLead is the one sentence that whoever filed came for: by when they
// have an answer.
func (s Scene) receiptLead(r flow.Request) string {
	what := s.t("receipt.what." + string(r.Kind))
	if it, ok := firstOpen(r); ok && !it.Binding.IsZero() {
		return s.t("receipt.lead", "What", what, "On", r.ReceivedOn(), "Due", it.Binding)
	}
	return s.t("receipt.lead_done", "What", what, "On", r.ReceivedOn())
}

// receiptNotice says what the public sees of it from now on.
func (s Scene) receiptNotice(r flow.Request) component.NoticeView {
	switch r.Kind {
	case flow.Repair:
		return component.NoticeView{Tone: component.Good, Text: s.t("repair.receipt.sent")}
	case flow.Deletion:
		return s.deletionNotice(r)
	default:
	}
	for _, it := range r.Items {
		if it.Open() && it.Record != 0 {
			return component.NoticeView{Tone: component.Good, Text: s.t("receipt.annotated")}
		}
		if it.Outcome == objection.Removed {
			return component.NoticeView{Tone: component.Good, Text: s.t("receipt.removed")}
		}
	}
	return component.NoticeView{Tone: component.Info, Text: s.t("receipt.no_record")}
}

// receiptNext says what comes next.
func (s Scene) receiptNext(r flow.Request) []string {
	switch r.Kind {
	case flow.Repair:
		return []string{s.t("repair.receipt.next_decide"), s.t("repair.receipt.next_lift"), s.t("repair.receipt.next_object")}
	case flow.Deletion:
		return s.deletionNext(r)
	default:
	}
	verify := s.t("receipt.next_verify")
	if it, ok := firstOpen(r); ok && objection.Ground(it.Ground) == objection.RepairRefused {
		verify = s.t("repair.receipt.next_verify")
	}
	return []string{verify, s.t("receipt.next_tell"), s.t("receipt.next_contest")}
}

// firstOpen is the open item that is due first.
func firstOpen(r flow.Request) (flow.Item, bool) {
	var first flow.Item
	for _, it := range r.Items {
		if it.Open() && (first.ID == 0 || it.Binding.Before(first.Binding)) {
			first = it
		}
	}
	return first, first.ID != 0
}

// Dates are the days of a request in the form that calendars read (RFC 5545).
// They name the number of the request, and nothing of what it is about.
func Dates(s Scene, r flow.Request, now time.Time) string {
	var b strings.Builder
	line := func(text string) { b.WriteString(text + "\r\n") }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//creditportal//receipt//ZH")
	if it, ok := firstOpen(r); ok && !it.Binding.IsZero() {
		line("BEGIN:VEVENT")
		line("UID:" + r.Number + "@" + string(r.Kind))
		line("DTSTAMP:" + now.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE:" + strings.ReplaceAll(it.Binding.String(), "-", ""))
		line("SUMMARY:" + escapedDate.Replace(s.t("receipt.event", "Number", r.Number)))
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return b.String()
}

// escapedDate writes a text as the form of calendars wants it.
var escapedDate = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// NewStatusFormView builds the page that asks for number and lookup code.
func NewStatusFormView(s Scene, typed LookUp) FormView {
	v := NewLookUpView(s, typed)
	v.Title, v.Lead = s.t("receipt.status"), s.t("receipt.status_lead")
	v.Sent.Action, v.Sent.Submit = s.href(route.StatusPage), s.t("receipt.status_submit")
	v.Frame = s.frame(place{
		Title: v.Title, Section: layout.NavServices, Robots: robotsNone, Failed: typed.Fault != nil,
		Crumbs: []layout.Link{{Label: s.t("service.title"), Href: route.Services}, {Label: v.Title}},
	})
	return v
}

// StatusView is where a request stands, for whoever has number and code alone.
type StatusView struct {
	Frame layout.View
	Title string
	Lead  string
	Facts []component.FactView
	Items []ItemOfRequest
	Leave SentForm
}

// NewStatusView builds the page of where a request stands.
func NewStatusView(s Scene, by actor.Actor, m Matter, form string) StatusView {
	whole := NewRequestView(s, by, m)
	v := StatusView{
		Title: whole.Title, Lead: s.t("receipt.status_open"), Facts: whole.Facts, Items: whole.Items,
		Leave: SentForm{
			Action: s.href(route.StatusPage), Submit: s.t("receipt.status_leave"), Quiet: true,
			Hidden: []component.Pair{{Name: route.FormToken, Value: form}, {Name: route.Leave, Value: "1"}},
		},
	}
	for i := range v.Items {
		v.Items[i].Acts = nil
	}
	v.Frame = s.frame(place{
		Title: v.Title, Section: layout.NavServices, Robots: robotsNone,
		Crumbs: []layout.Link{
			{Label: s.t("service.title"), Href: route.Services},
			{Label: s.t("receipt.status"), Href: route.StatusPage},
			{Label: v.Title},
		},
	})
	return v
}
