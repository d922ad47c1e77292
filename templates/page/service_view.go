package page

import (
	"net/url"

	"creditportal/internal/feedback"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// ServiceView is where a service begins: who may ask for it, with what, how
// long it takes by the books, where.
type ServiceView struct {
	Frame  layout.View
	Title  string
	Lead   string
	Record *component.LinkView // the record that the visitor came from
	Start  *component.LinkView // to its form, where it has one
	Before []TextView
	Steps  []StepView
	Count  string // how days are counted
	After  []TextView
	Where  string // what the counter is for
	Window []component.FactView
	Draft  *component.NoticeView
}

// StepView is one limit of a service, drawn as so many cells.
type StepView struct {
	Name, Value, Counts, Cite string
	Days                      []int // 1 to the last
	Marks                     []component.SlipView
	Lang                      string
}

// service is what a start page shows; its sentences stand under its kind.
type service struct {
	kind   route.Service
	clocks []law.Clock
	parts  []string // before the limits
	after  []string // behind them
}

// services are the services of the regulation in the order of its articles.
func services() []service {
	usual := []string{"use", "fee"}
	return []service{
		{
			kind: route.Objection, parts: []string{"who", "bring", "mark"}, after: append(usual, "then"),
			clocks: []law.Clock{
				law.ObjectionVerify, law.ObjectionCorrect, law.ObjectionForward, law.ObjectionProvider, law.ObjectionTell,
				law.ObjectionWholeOwn, law.ObjectionWholeAssisted,
			},
		},
		{
			kind: route.Repair, parts: []string{"who", "bring", "decide"}, after: append(usual, "then"),
			clocks: []law.Clock{law.RepairAccept, law.RepairWhole, law.RepairAdopt},
		},
		{
			kind: route.Deletion, parts: []string{"who", "bring", "lost"}, after: usual,
			clocks: []law.Clock{law.DeletionExecute},
		},
		{
			kind: route.Query, parts: []string{"who", "bring", "logged"}, after: usual,
			clocks: []law.Clock{law.QueryConsent, law.QueryPaperWait},
		},
	}
}

// NewServiceView builds the start page of a service, and whether there is one
// of the kind. The record is the one that the visitor came from, "" for none.
func NewServiceView(s Scene, kind route.Service, from record.Number) (ServiceView, bool) {
	for _, offered := range services() {
		if offered.kind == kind {
			return s.service(offered, from), true
		}
	}
	return ServiceView{}, false
}

func (s Scene) service(of service, from record.Number) ServiceView {
	key := "service.kind." + string(of.kind)
	v := ServiceView{
		Title: s.t(key + ".title"), Lead: s.t(key + ".lead"), Count: s.t("service.count"),
		Before: s.serviceTexts(key, of.parts), After: s.serviceTexts(key, of.after), Window: s.window(),
	}
	for i := range v.Before {
		if of.kind == route.Repair && v.Before[i].ID == "bring" {
			v.Before[i].Links = []component.LinkView{s.link(s.t("repair.blank.print"), route.RepairBlank)}
		}
	}
	if from != "" {
		link := s.link(s.t("record.title", "Number", string(from)), route.Record(from))
		v.Record = &link
	}
	v.Where = s.t("service.window.text")
	if begin := s.begins(of.kind, from); begin != "" && s.Accounts {
		start := s.link(s.t("service.start"), begin)
		v.Start, v.Where = &start, s.t("service.window.also")
	}
	for _, clock := range of.clocks {
		v.Steps = append(v.Steps, s.serviceSteps(clock)...)
	}
	if draft, ok := s.draft(); ok {
		v.Draft = &component.NoticeView{
			Tone: component.Neutral, Text: s.t("page.basis.draft", "Instrument", draft.Instrument),
		}
	}
	v.Frame = s.frame(place{
		Title: v.Title, Description: v.Lead, Section: layout.NavServices, Meta: column(v.Title, s.t("page.column.service")),
		Crumbs: []layout.Link{{Label: s.t("service.title"), Href: route.Services}, {Label: v.Title}},
	})
	return v
}

// begins is where the service is begun in the portal; "" for one that is not.
func (s Scene) begins(kind route.Service, from record.Number) string {
	switch kind {
	case route.Objection:
		return filingOf(from)
	case route.Query:
		return route.NewAuthorisation
	case route.Repair:
		if from != "" {
			return route.RepairOf(from)
		}
		return route.Own // which record, they say there
	case route.Deletion:
		if from != "" {
			return route.DeletionOf(from)
		}
		return route.Own // the same
	default:
		return ""
	}
}

// filingOf is the form of an objection, begun from the record; "" for none.
func filingOf(from record.Number) string {
	if from == "" {
		return route.NewFiling
	}
	return route.With(route.NewFiling, url.Values{route.OfRecord: {string(from)}})
}

// serviceTexts are sections whose words are a service's own or, where it says
// nothing of its own, those of all.
func (s Scene) serviceTexts(key string, parts []string) []TextView {
	var texts []TextView
	for _, part := range parts {
		words := key + "." + part
		if !s.Words.Has(words) {
			words = "service.all." + part
		}
		texts = append(texts, TextView{ID: part, Title: s.t("service.part." + part), Sentences: []string{s.t(words)}})
	}
	return texts
}

// serviceSteps are the lines in force about one clock.
func (s Scene) serviceSteps(clock law.Clock) []StepView {
	var steps []StepView
	for _, l := range s.Rules.InForce(s.Today).Limits(clock, law.Facts{}) {
		step := StepView{
			Name: s.t(clock.Key()), Value: s.limit(l), Counts: s.t("service.from", "Event", s.t(l.Counts.Key())),
			Cite: s.cite(l.Basis), Lang: s.chinese(),
		}
		for day := range l.Days {
			step.Days = append(step.Days, day+1)
		}
		if l.Target {
			step.Marks = append(step.Marks, component.SlipView{Tone: component.Neutral, Text: s.t("law.mark.target")})
		}
		steps = append(steps, step)
	}
	return steps
}

// window is the counter where everything can be done that the pages cannot do.
func (s Scene) window() []component.FactView {
	place := s.Site.Window
	if place == "" {
		place = s.Site.Address
	}
	var facts []component.FactView
	for _, f := range [][2]string{
		{"service.window.unit", s.Site.Operator},
		{"service.window.place", place},
		{"component.help.telephone", s.Site.Telephone},
		{"service.window.hours", s.Site.Hours},
	} {
		if f[1] != "" {
			facts = append(facts, component.FactView{Term: s.t(f[0]), Text: f[1], Lang: s.chinese()})
		}
	}
	return facts
}

// whole is the longest that a service may take by the line that governs, in
// words; "" where no book limits it.
func (s Scene) whole(clock law.Clock) string {
	limits := s.Rules.InForce(s.Today).Limits(clock, law.Facts{})
	for _, l := range limits {
		if !l.Target {
			return s.t("service.within", "Limit", s.limit(l))
		}
	}
	return ""
}

// ServicesView is all services with the time that each takes.
type ServicesView struct {
	Frame layout.View
	Title string
	Lead  string
	Tasks []TaskView
}

// NewServicesView builds the page of all services.
func NewServicesView(s Scene) ServicesView {
	v := ServicesView{
		Title: s.t("service.title"), Lead: s.t("service.lead"), Tasks: append(s.serviceTasks(), s.messageTasks()...),
	}
	v.Frame = s.frame(place{
		Title: v.Title, Description: v.Lead, Section: layout.NavServices, Crumbs: []layout.Link{{Label: v.Title}},
		Meta: column(v.Title, s.t("page.column.service")),
	})
	return v
}

// serviceTasks lead to the services, each with its time.
func (s Scene) serviceTasks() []TaskView {
	task := func(kind route.Service, within string) TaskView {
		key := "service.kind." + string(kind)
		return TaskView{
			Label: s.t(key + ".title"), Note: joined(s.t(key+".note"), within), Href: s.href(route.ServiceStart(kind)),
		}
	}
	return []TaskView{
		task(route.Objection, s.whole(law.ObjectionWholeAssisted)),
		task(route.Repair, s.whole(law.RepairWhole)),
		task(route.Deletion, s.whole(law.DeletionExecute)),
		{Label: s.t("page.self_query.title"), Note: s.selfQueryNote(), Href: s.href(route.SelfQuery)},
		task(route.Query, ""),
		{Label: s.t("receipt.status"), Note: s.t("receipt.status_lead"), Href: s.href(route.StatusPage)},
	}
}

// selfQueryNote says where people ask about themselves: here, if they can sign
// in.
func (s Scene) selfQueryNote() string {
	if s.Accounts {
		return s.t("home.task.self_query_online")
	}
	return s.t("home.task.self_query_note")
}

// messageTasks lead to the forms by which the office is written to.
func (s Scene) messageTasks() []TaskView {
	return each(feedback.Topics(), func(topic feedback.Topic) TaskView {
		words := "feedback.form." + string(topic)
		return TaskView{
			Label: s.t(words + ".title"), Note: joined(s.t(words+".note"), s.whole(law.FeedbackAnswer)),
			Href: s.href(route.MessageForm(topic)),
		}
	})
}

// recordServices are what can be asked for about a record on display.
func (s Scene) recordServices(number record.Number, honour, repairable bool) []component.LinkView {
	kinds := []route.Service{route.Objection}
	if repairable {
		kinds = append(kinds, route.Repair)
	}
	if honour {
		kinds = append(kinds, route.Deletion)
	}
	var links []component.LinkView
	for _, kind := range kinds {
		path := route.ServiceStart(kind) + "?" + route.OfRecord + "=" + string(number)
		links = append(links, s.link(s.t("service.kind."+string(kind)+".title"), path))
	}
	return links
}
