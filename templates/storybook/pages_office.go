package storybook

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/docket"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/monitor"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/remark"
	"creditportal/internal/workday"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// office is what the pages of those who work on requests are about.
type office struct {
	Fields   []catalog.Field
	Supplied map[string]string // what the provider sent otherwise than it is shown
	Requests map[string]flow.Request
	Entries  []docket.Entry
	Counts   []int
	Remarks  []remark.Remark
	Kept     []monitor.Punctuality
	Health   monitor.Health
	Officers map[int64]string
	Alerts   []monitor.Alert // one of each sign
	Drawn    []monitor.Alert // looks that were drawn by chance
	Asking   asking
	Mending  mending
	Year     string // the file of a year to come

	law flow.Law

	Explanations []record.Explanation // of what was taken down

	stock
}

// asking is what somebody asks about somebody else, in words.
type asking struct{ Enquirer, Enquired, Person, Words, Document, Scan string }

// Those who look at the pages of the office.
var (
	officer  = actor.Actor{Account: 3, Side: actor.Operator, Role: actor.CaseOfficer}
	signer   = actor.Actor{Account: 6, Side: actor.Operator, Role: actor.Signer}
	checker  = actor.Actor{Account: 5, Side: actor.Provider, Role: actor.ProviderChecker, Unit: "113703990000000000"}
	watching = actor.Actor{Account: 9, Side: actor.Authority, Role: actor.AuthorityOfficer}
)

// officeStory is a page of the office in one state.
type officeStory struct {
	name   string
	by     actor.Actor
	status int
	modes  bool // also in every other setting
	draw   func(page.Scene) templ.Component
}

// officePages tells the pages of those who work on requests.
func officePages(st stock, asset func(string) string) ([]PageStory, error) {
	var o office
	if err := readScene("office.json", &o); err != nil {
		return nil, err
	}
	o.stock, o.law = st, storyLaw()
	o.Catalog.Items = slices.Clone(st.Catalog.Items)
	o.Catalog.Items[0].Fields = o.Fields
	var all []PageStory
	for _, story := range slices.Concat(
		o.stories(), o.unitStories(), o.filingStories(), o.filedStories(), o.repairStories(), o.reportStories(),
		o.correctionStories(),
		o.auditStories(), o.alertStories(), endingStories(), o.authorisationStories(), o.deletionStories(),
		o.calendarStories(),
	) {
		for _, set := range settings() {
			if set.name != "" && !story.modes {
				continue
			}
			s := o.scene(pageTelling{Page: story.name}, set, asset)
			s.Path, s.Accounts, s.Catalog = route.Desk, true, o.Catalog
			s.Calendar = workday.New(workday.NewYearCalendar(storyDay.Year(), 1))
			s.Holder = page.Holder{By: story.by, Name: fmt.Sprintf("%s 1", story.by.Role), Home: route.Desk, Form: "form"}
			told := PageStory{Name: story.name, Status: story.status, Lang: set.lang, Body: story.draw(s)}
			if set.name != "" {
				told.Name, told.Mode = told.Name+"-"+set.name, set.name != "english"
			}
			all = append(all, told)
		}
	}
	return all, nil
}

func (o office) stories() []officeStory {
	return []officeStory{
		{"desk-usual", signer, 200, true, func(s page.Scene) templ.Component { return o.desk(s, o.Entries) }},
		{"desk-empty", officer, 200, false, func(s page.Scene) templ.Component { return o.desk(s, nil) }},
		{"docket-usual", officer, 200, true, func(s page.Scene) templ.Component { return o.docket(s, nil, o.Entries) }},
		{"docket-none", officer, 200, false, func(s page.Scene) templ.Component {
			return o.docket(s, url.Values{route.DueIn: {"today"}}, nil)
		}},
		{"docket-refused", officer, 422, false, func(s page.Scene) templ.Component {
			return o.docket(s, url.Values{route.State: {"nothing"}}, nil)
		}},
		{"docket-view", officer, 200, false, func(s page.Scene) templ.Component {
			return o.docket(s, url.Values{route.Ground: {"wrong"}}, o.Entries)
		}},
		{"bulk-refused", officer, 422, false, o.bulk},
		{"handled-usual", officer, 200, true, o.handled("verifying", objection.FindDiffers, objection.HandOver)},
		{"handled-signing", signer, 200, false, o.handled("signing", objection.Sign, objection.SendBack)},
		{"handled-late", officer, 200, false, o.handled("late")},
		{"handled-several", officer, 200, false, o.handled("several", objection.FindSame)},
		{"handled-provider", checker, 200, true, o.handled("theirs", objection.Answer, objection.NotOurs)},
		{"act-usual", officer, 200, true, o.act("verifying", objection.FindSame, false)},
		{"act-answer", checker, 200, false, o.act("theirs", objection.Answer, false)},
		{"act-quicker", officer, 409, false, o.act("signing", objection.Propose, true)},
		{"act-quicker-unwritten", signer, 409, false, o.act("signing", objection.Sign, true)},
		{"act-resumed", officer, 200, true, o.resumed("verifying", objection.FindSame)},
		{"deeds-usual", officer, 200, false, o.deeds},
	}
}

// unitStories are the pages of providers and of the authority.
func (o office) unitStories() []officeStory {
	return []officeStory{
		{"provider_desk-usual", checker, 200, true, func(s page.Scene) templ.Component {
			list := []flow.Request{chased(o.Requests["late"]), o.Requests["theirs"]}
			return page.ProviderDesk(page.NewProviderDeskView(s, list))
		}},
		{"provider_desk-empty", checker, 200, false, func(s page.Scene) templ.Component {
			return page.ProviderDesk(page.NewProviderDeskView(s, nil))
		}},
		{"authority_desk-usual", watching, 200, true, func(s page.Scene) templ.Component {
			seen := page.Authority{Kept: o.Kept, Alerts: len(o.Alerts), Months: 3, Spans: []int{3, 6, 12}}
			return page.AuthorityDesk(page.NewAuthorityView(s, seen))
		}},
		{"overdue-usual", watching, 200, false, func(s page.Scene) templ.Component {
			return page.Overdue(page.NewOverdueView(s, o.Entries[:1], o.Entries[2:3], docket.Place{}, docket.Place{}))
		}},
		{"personal-usual", watching, 200, false, func(s page.Scene) templ.Component {
			return page.Form(page.NewPersonalView(s, page.Personal{Request: o.Requests["late"], Op: "op"}))
		}},
	}
}

func (o office) desk(s page.Scene, first []docket.Entry) templ.Component {
	d := page.Desk{First: first, Counts: make([]int, len(o.Counts)), Officers: o.Officers}
	if len(first) > 0 {
		d.Counts, d.Health = o.Counts, o.Health
		d.Figures = docket.Figures{
			States:    map[flow.State]docket.Tally{objection.Received: {Open: 1}, objection.WithProvider: {Open: 1, Late: 1}},
			Providers: map[string]docket.Tally{checker.Unit: {Open: 1, Late: 1}},
		}
	}
	return page.DeskPage(page.NewDeskView(s, d))
}

func (o office) docket(s page.Scene, typed url.Values, list []docket.Entry) templ.Component {
	if typed == nil {
		typed = url.Values{}
	}
	d := page.Docket{
		Query: page.DocketQuery{Typed: typed}, Entries: list, Counts: o.Counts,
		Officers: o.Officers, Takers: o.Officers,
	}
	d.Op = "op"
	if typed.Has(route.Ground) {
		d.Done, d.ViewCounts = 2, []int{len(list), 0}
		d.Views = []docket.View{
			{ID: 1, Name: s.Words.T("objection.ground.wrong"), Query: typed.Encode()},
			{ID: 2, Name: s.Words.T("docket.due.soon"), Query: "due=soon"},
		}
	}
	if typed.Has(route.State) {
		d.Query.Faults = map[string]*fault.Error{route.State: fault.New(fault.Invalid, "docket.fault.state", nil)}
	}
	return page.DocketPage(page.NewDocketView(s, d))
}

// bulk is what came of claiming several: one was somebody else's.
func (o office) bulk(s page.Scene) templ.Component {
	b := page.Bulk{Back: url.Values{}, Done: 1}
	for _, e := range o.Entries[:1] {
		b.Refused = append(b.Refused, page.BulkRefusal{
			Kind: e.Kind, PublicID: e.PublicID, Number: e.Number, Item: e.ID,
			Fault: fault.New(fault.Conflict, "docket.fault.claimed", nil),
		})
	}
	return page.BulkPage(page.NewBulkView(s, b))
}

// chased is the request after the authority chased its provider.
func chased(r flow.Request) flow.Request {
	r.Items = slices.Clone(r.Items)
	it := &r.Items[0]
	it.History = append(slices.Clone(it.History), flow.Step{
		Did: objection.Chase, By: watching, At: storyDay.Start(), From: it.State, To: it.State,
	})
	return r
}

// beside is what is shown beside an item: the provider sent one field
// otherwise.
func (o office) beside() page.Beside {
	shown := o.Rows["penalty"]
	sent := shown
	sent.Fields = slices.Clone(shown.Fields)
	for i, f := range sent.Fields {
		if text, ok := o.Supplied[f.Code]; ok {
			sent.Fields[i].Value = text
		}
	}
	return page.Beside{Record: shown, Supplied: sent}
}

func (o office) handled(name string, acts ...audit.Act) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		r := objection.Table().View(o.Requests[name], s.Holder.By)
		h := page.Handled{Matter: page.Matter{Request: r, Beside: map[int64]page.Beside{}}, Officers: o.Officers, Op: "op"}
		for _, it := range r.Items {
			beside := o.beside()
			for _, act := range acts {
				row, _ := objection.Table().Row(it.State, act)
				beside.Acts = append(beside.Acts, row)
			}
			h.Beside[it.ID] = beside
		}
		if s.Holder.By.Side == actor.Operator {
			h.Remarks, h.Similar, h.Subject = o.Remarks, o.Entries[1:2], o.Rows["penalty"].SubjectName
		}
		return page.HandledPage(page.NewHandledView(s, h))
	}
}

func (o office) act(name string, do audit.Act, quicker bool) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		r := objection.Table().View(o.Requests[name], s.Holder.By)
		a := page.Act{
			By: s.Holder.By, Request: r, Item: r.Items[0], Beside: o.beside(), Takers: o.Officers, Op: "op", Quicker: quicker,
		}
		if quicker {
			a.Fault = fault.New(fault.Stale, "flow.fault.stale", nil)
			a.Move = flow.Move{Do: do, Version: r.Items[0].Version - 1, As: objection.Upheld, Reason: r.Items[0].Answer.Reason}
			if do == objection.Sign { // whose form has no fields
				a.Move.As, a.Move.Reason = flow.NoOutcome, ""
			}
		} else {
			a.Row, _ = objection.Table().Row(r.Items[0].State, do)
		}
		return page.ActPage(page.NewActView(s, a))
	}
}

// resumed is the form of an act that somebody comes back to after signing in again.
func (o office) resumed(name string, do audit.Act) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		r := objection.Table().View(o.Requests[name], s.Holder.By)
		a := page.Act{
			By: s.Holder.By, Request: r, Item: r.Items[0], Beside: o.beside(), Takers: o.Officers, Op: "op",
			Kept: &page.Kept{}, Move: flow.Move{Do: do, Version: r.Items[0].Version, Reason: o.Remarks[0].Text},
		}
		a.Row, _ = objection.Table().Row(r.Items[0].State, do)
		return page.ActPage(page.NewActView(s, a))
	}
}

func (o office) deeds(s page.Scene) templ.Component {
	r := o.Requests["signing"]
	var list []flow.Deed
	for i, step := range slices.Backward(r.Items[0].History) {
		if step.By.Side == actor.Operator {
			list = append(list, flow.Deed{
				ID: int64(i), Kind: r.Kind, PublicID: r.PublicID, Number: r.Number, Item: r.Items[0].ID, Step: step,
			})
		}
	}
	return page.Deeds(page.NewDeedsView(s, list, len(list), flow.Moment{}))
}
