package page

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/catalog"
	"creditportal/internal/flow"
	"creditportal/internal/intake"
	"creditportal/internal/objection"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// ActView is the page of an act.
type ActView struct {
	FormView
	About   string // what the act brings about
	Offered bool   // there is a form
	Since   component.TimelineView
	Typed   []component.FactView // where there is no form to keep it
	Models  []component.LinkView
	Diff    *DiffView
	Letters []LetterView
}

// NewActView builds the page of an act: it asks for what the row of the table
// wants, and for nothing else. Where somebody was quicker, it says first what
// they did, and keeps what was typed.
func NewActView(s Scene, a Act) ActView {
	v := ActView{Offered: a.Offered()}
	if v.Offered {
		v.FormView, v.About = s.actForm(a), s.t(flow.AboutKey(a.Row.Do))
		v.Models = s.modelLinks(a)
	} else {
		v.FormView = s.accountForm(s.notDone(a), s.t("request.title", "Number", a.Request.Number), true, nil)
		v.Typed = s.typed(a)
		v.Sent.Back = s.link(s.t("request.back"), s.itemPath(a))
		v.Facts = s.itemFacts(a.Request.Kind, a.Item, a.Beside.Record)
	}
	if a.Kept != nil {
		_, first := a.Kept.back()
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.keptWords(*a.Kept, s.t(first, "Act", v.Title))}
	}
	if a.Quicker {
		v.Since = s.past(since(a.Item, a.Move.Version))
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.quicker(a)}
	}
	if s.Holder.By.Side == actor.Subject {
		return v
	}
	v.Facts = append(s.claimed(a.Item, a.Beside), s.found(a.Request.Kind, a.Item)...)
	for _, letter := range a.Letters {
		v.Letters = append(v.Letters, LetterView{Letter: letter})
	}
	if a.Beside.Record.Visible {
		diff := s.diff(a.Item, a.Beside)
		v.Diff = &diff
	}
	section, home := s.deskHome()
	v.Frame = s.deskFrame(section, home, layout.Link{
		Label: s.t("request.title", "Number", a.Request.Number), Href: s.itemPath(a),
	}, layout.Link{Label: v.Title})
	v.Frame.Failed = a.Fault != nil
	return v
}

// itemPath is the address, without language, of the item on the page of its
// request.
func (s Scene) itemPath(a Act) string {
	if s.Holder.By.Side == actor.Subject {
		return route.Request(a.Request.PublicID)
	}
	query := url.Values{route.OfItem: {strconv.FormatInt(a.Item.ID, 10)}}
	return route.With(route.Request(a.Request.PublicID), query)
}

// since is the item with what was done to it after the version alone.
func since(it flow.Item, version int) flow.Item {
	it.History = slices.DeleteFunc(slices.Clone(it.History), func(step flow.Step) bool { return step.Version <= version })
	return it
}

// notDone heads the page of an act that has no form any more.
func (s Scene) notDone(a Act) string {
	if len(since(a.Item, a.Move.Version).History) == 0 {
		return s.t("request.quicker.barred") // nobody did anything to the item: what lies beside it changed
	}
	return s.t("request.quicker.title")
}

// quicker says who was quicker, and when; where nobody was, what stands in the way.
func (s Scene) quicker(a Act) string {
	newer := since(a.Item, a.Move.Version).History
	if len(newer) == 0 {
		return s.Words.Fault(a.Fault)
	}
	last := newer[len(newer)-1]
	who := last.By.Name
	if who == "" {
		who = s.t(last.By.Side.Key())
	}
	key := "request.quicker.who"
	if len(s.typed(a)) > 0 {
		key = "request.quicker.who_typed"
	}
	return s.t(key, "Who", who, "At", s.Words.Instant(last.At), "What", s.t(flow.ActKey(last.Did)))
}

// typed is what somebody wrote into a form that is no longer there.
func (s Scene) typed(a Act) []component.FactView {
	var facts []component.FactView
	said := func(key, text string) {
		if text != "" {
			facts = append(facts, component.FactView{Term: s.t(key), Text: text, Lang: s.chinese()})
		}
	}
	say := func(name, text string) { said("request.form."+name, text) }
	if a.Move.As != flow.NoOutcome {
		say("outcome", s.t(flow.Table{Kind: a.Request.Kind}.OutcomeKey(a.Move.As)))
	}
	say(cmp.Or(a.document(), "document"), a.Move.Document)
	say("papers", strings.Join(a.Move.Papers, "\n"))
	say("reason", a.Move.Reason)
	said("correction.form.explanation", a.Move.Public)
	for _, v := range a.Move.Values {
		say("value", s.becomes(a.Beside.Record.Item, v))
	}
	return facts
}

func (s Scene) actForm(a Act) FormView {
	fields := s.actFields(a)
	s.blame(fields, a.Fault, a.blamed())
	name := s.t(flow.ActKey(a.Row.Do))
	v := s.accountForm(name, s.t("request.title", "Number", a.Request.Number), a.Fault != nil, fields)
	if a.Fault != nil && len(fields) == 0 {
		v.Notice = &component.NoticeView{Tone: component.Adverse, Text: s.Words.Fault(a.Fault)}
	}
	v.Facts = s.itemFacts(a.Request.Kind, a.Item, a.Beside.Record)
	v.Sent.Action, v.Sent.Submit = s.href(route.Act(a.Request.PublicID, a.Item.ID, a.Row.Do)), name
	v.Sent.Back = s.link(s.t("request.back"), s.itemPath(a))
	v.Sent.Upload = a.takesFiles()
	v.Sent.Hidden = append(s.token(),
		component.Pair{Name: route.Operation, Value: a.Op},
		component.Pair{Name: route.Version, Value: strconv.Itoa(a.Item.Version)})
	return v
}

// fieldsOfFaults are the fields that refusals of a procedure are about.
var fieldsOfFaults = map[string]string{
	"as_answered": "outcome", "remedy": "remedy", "reason": "reason", "statement": "reason", "nothing_added": "reason",
	"paper_wanted": "document", "document": "document", "older": "document", "papers": "papers", "owner": "officer",
	"filers_hand": "officer", "provider": "unit", "another_unit": "unit", "values": "value-0",
	"dated": "dated", "file": "files", "conditions": "conditions",
	"explanation": "explanation", "names": "explanation",
}

// blamed says which field a refusal of the act is about, by its key.
func (a Act) blamed() map[string]string {
	about := map[string]string{"flow.fault.outcome": "outcome", "flow.fault.provider": "unit"}
	for name, field := range fieldsOfFaults {
		about[string(a.Request.Kind)+".fault."+name] = field
	}
	return about
}

// modelLinks are the texts that the reason may begin with.
func (s Scene) modelLinks(a Act) []component.LinkView {
	return each(objection.Models(a.Row.Do), func(m objection.Model) component.LinkView {
		query := url.Values{route.Model: {m.Name}}
		link := s.link(m.Title, route.With(route.Act(a.Request.PublicID, a.Item.ID, a.Row.Do), query))
		if m.Outcome != flow.NoOutcome && len(a.Row.As) > 1 {
			link.Note = s.t(objection.Table().OutcomeKey(m.Outcome))
		}
		return link
	})
}

// contestedField asks which fields a provider is to verify: it sees no others.
func (s Scene) contestedField(a Act) component.FieldView {
	chosen := a.Move.Fields
	if len(chosen) == 0 {
		chosen = a.Item.Fields
	}
	f := component.FieldView{
		ID: "fields", Name: route.OfField, Kind: component.Many, Label: s.t("request.form.fields"),
		Hint: s.t("request.form.fields_hint"),
	}
	item, _ := s.Catalog.Item(a.Beside.Record.Item)
	for _, field := range item.Fields {
		if field.Sensitivity == catalog.Open && intake.Amendable(field) && s.said(a.Beside.Record, field) != "" {
			f.Options = append(f.Options, component.OptionView{
				Value: field.Code, Label: field.Name(), Selected: slices.Contains(chosen, field.Code),
			})
		}
	}
	return f
}

// evidenceField asks which files the provider is given. Those of a request with
// one item all belong to it; of several, each is chosen.
func (s Scene) evidenceField(a Act) component.FieldView {
	f := component.FieldView{
		ID: "evidence", Name: route.Evidence, Kind: component.Many, Label: s.t("request.form.evidence"),
		Hint: s.t("request.form.evidence_hint"),
	}
	for _, file := range a.Files {
		chosen := len(a.Request.Items) == 1
		if a.Fault != nil || a.Kept != nil {
			chosen = slices.Contains(a.Move.Evidence, file.ID)
		}
		f.Options = append(f.Options, component.OptionView{Value: string(file.ID), Label: file.Name, Selected: chosen})
	}
	return f
}
