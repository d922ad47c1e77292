package storybook

import (
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/authorisation"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/statute"
	"creditportal/templates/page"
)

// clerk is the officer at the window.
var clerk = actor.Actor{Account: 2, Side: actor.Operator, Role: actor.IntakeOfficer}

// authorisationStories are the pages of queries about somebody else, for the
// enquirer, for the subject, and at the window, in every state.
func (o office) authorisationStories() []officeStory {
	told := []officeStory{
		{"authorisations-usual", citizen, 200, true, o.asks(true)},
		{"authorisations-none", citizen, 200, false, o.asks(false)},
		{"ask-empty", citizen, 200, true, o.asking(page.AskAbout{Days: "7", Uses: "1"})},
		{"ask-refused", citizen, 422, false, o.asking(page.AskAbout{
			Name: o.Asking.Enquired, Number: "1234", Purpose: "business", Days: "7", Uses: "1",
			Fault: fault.New(fault.Invalid, "authorisation.fault.number", nil),
		})},
		{"consent-refused", citizen, 422, false, o.one(page.OneAuthorisation{
			About: true, Typed: &page.Terms{Days: "7", Uses: "1"},
			Fault: fault.New(fault.Invalid, "authorisation.fault.items", fault.Args{"Most": authorisation.MostItems}),
		}, authorisation.AwaitingSubject, "")},
		{"authorisation-open", citizen, 200, false, o.one(
			page.OneAuthorisation{Open: true}, flow.Closed, authorisation.Viewed)},
	}
	told = append(told, o.lookStories()...)
	for _, state := range []flow.State{
		authorisation.AwaitingSubject, authorisation.Declined, authorisation.NoticeWait, authorisation.Viewable,
	} {
		told = append(told, officeStory{
			"consent-" + string(state), citizen, 200, state == authorisation.AwaitingSubject,
			o.one(page.OneAuthorisation{About: true}, state, ""),
		})
	}
	for _, state := range []flow.State{authorisation.AwaitingSubject, authorisation.Viewable} {
		told = append(told, officeStory{
			"authorisation-" + string(state), citizen, 200, false, o.one(page.OneAuthorisation{}, state, ""),
		})
	}
	for _, outcome := range authorisation.Table().Outcomes() {
		told = append(told, officeStory{
			"authorisation-" + string(outcome), citizen, 200, false, o.one(page.OneAuthorisation{}, flow.Closed, outcome),
		})
	}
	return told
}

// lookStories are the pages of papers at the window, and of who looked.
func (o office) lookStories() []officeStory {
	told := []officeStory{
		{"paper-empty", clerk, 200, true, o.onPaper(page.AskAbout{Days: "7", Uses: "1"})},
		{"paper-refused", clerk, 422, false, o.onPaper(page.AskAbout{
			Enquirer: o.Asking.Enquirer, Proofs: []string{"letter"},
			Fault: fault.New(fault.Invalid, "authorisation.fault.proofs", nil),
		})},
		{"papers-usual", clerk, 200, false, func(s page.Scene) templ.Component {
			return page.Waiting(page.NewPapersView(s, []authorisation.Authorisation{
				o.authorised(flow.Counter, authorisation.Checking, ""),
			}))
		}},
		{"seen-usual", citizen, 200, true, o.lookedAt(o.looks()...)},
		{"seen-none", citizen, 200, false, o.lookedAt()},
		{"report-consented", citizen, 200, false, o.consented()},
	}
	for _, state := range []flow.State{
		authorisation.Checking, authorisation.NoticeWait, authorisation.Viewable, authorisation.Closed,
	} {
		told = append(told, officeStory{"paper-" + string(state), officer, 200, false, o.paper(state)})
	}
	return told
}

// authorised is one authorisation in the state.
func (o office) authorised(
	channel flow.Channel, state flow.State, outcome flow.Outcome,
) authorisation.Authorisation {
	asked := flow.Terms{Items: []string{"A06", "A05"}, Days: 10, Uses: 1}
	it := flow.Item{
		ID: 1, Ground: string(query.Business), Claim: o.Asking.Words, Terms: asked, State: state, Outcome: outcome,
		Due: storyDay.AddDays(4), Version: 1,
	}
	if state == authorisation.Viewable || outcome == authorisation.Viewed {
		it.Terms.Items, it.Terms.Until = []string{"A06"}, storyDay.AddDays(5)
		it.Terms.Open = storyDay.Start().Add(10 * time.Hour)
	}
	return authorisation.Authorisation{
		Enquirer: 8, Asked: asked, Document: o.Asking.Document,
		Named: authorisation.Named{Name: o.Asking.Enquired, Number: "91370399MA3DEM019R"},
		Request: flow.Request{
			ID: 1, PublicID: "abcdefghijklmnopqrstuvwxyz", Number: "2026-000012", Kind: flow.Authorisation, Channel: channel,
			Subject: 1, Applicant: flow.Applicant{Account: 7, Name: o.Asking.Enquirer}, ReceivedAt: storyDay.Start(),
			Items: []flow.Item{it},
		},
	}
}

func (o office) asks(some bool) func(page.Scene) templ.Component {
	in := page.Authorisations{}
	if some {
		in.Sent = true
		in.About = []authorisation.Authorisation{o.authorised(flow.Online, authorisation.AwaitingSubject, "")}
		asked := o.authorised(flow.Online, flow.Closed, authorisation.Lapsed)
		asked.PublicID, asked.Number = "bbcdefghijklmnopqrstuvwxyz", "2026-000013"
		in.Asked = []authorisation.Authorisation{asked}
	}
	return func(s page.Scene) templ.Component { return page.Cards(page.NewAuthorisationsView(s, in)) }
}

func (o office) asking(typed page.AskAbout) func(page.Scene) templ.Component {
	typed.Op = "op"
	return func(s page.Scene) templ.Component { return page.Form(page.NewAskAboutView(inForce(s), typed)) }
}

func (o office) onPaper(typed page.AskAbout) func(page.Scene) templ.Component {
	typed.Op = "op"
	return func(s page.Scene) templ.Component { return page.Form(page.NewPaperFormView(inForce(s), typed)) }
}

// inForce is the scene with the catalog and the rules of the house, which say what
// may be asked for and for how long.
func inForce(s page.Scene) page.Scene {
	s.Catalog, s.Rules = edition.MustStarter(), statute.MustLoad().Rules
	return s
}

func (o office) one(
	in page.OneAuthorisation, state flow.State, outcome flow.Outcome,
) func(page.Scene) templ.Component {
	in.Authorisation, in.Op = o.authorised(flow.Online, state, outcome), "op"
	return func(s page.Scene) templ.Component { return page.Cards(page.NewAuthorisationView(s, in)) }
}

func (o office) paper(state flow.State) func(page.Scene) templ.Component {
	outcome := flow.NoOutcome
	if state == flow.Closed {
		outcome = flow.NotAccepted
	}
	in := page.OneAuthorisation{
		Authorisation: o.authorised(flow.Counter, state, outcome), Op: "op", Callback: "154****0001",
		Files: []attachment.Attachment{{ID: "abcdefghijklmnopqrstuvwxyz", Name: o.Asking.Scan, Kind: attachment.PDF}},
	}
	return func(s page.Scene) templ.Component { return page.Proof(page.NewPaperView(s, in)) }
}

func (o office) lookedAt(list ...query.Seen) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		return page.SeenPage(page.NewSeenView(s, page.Seen{List: list, Proved: true}))
	}
}

// looks are one by an enquirer, one for an enquirer at the window, one by an officer,
// and one that was refused.
func (o office) looks() []query.Seen {
	at := storyDay.Start().Add(9 * time.Hour)
	return []query.Seen{
		{
			ID: "abcdefghijklmnopqrstuvwxyz", At: at, Times: 2, Side: actor.Subject, Role: actor.OrgAgent,
			Enquirer: o.Asking.Person, For: o.Asking.Enquirer, Basis: query.Authorised, Purpose: query.Business,
			Words: o.Asking.Words, Channel: query.Report, Items: []string{"A06"},
		},
		{
			ID: "dbcdefghijklmnopqrstuvwxyz", At: at, Times: 1, Side: actor.Operator, Role: actor.CaseOfficer,
			For: o.Asking.Enquirer, Basis: query.Authorised, Purpose: query.Business, Words: o.Asking.Words,
			Channel: query.Paper, Items: []string{"A06"},
		},
		{
			ID: "bbcdefghijklmnopqrstuvwxyz", At: at, Times: 1, Side: actor.Operator, Role: actor.CaseOfficer,
			Basis: query.Work, Purpose: query.Handling, Channel: query.Page, Items: []string{"A06", "A05"},
		},
		{
			ID: "cbcdefghijklmnopqrstuvwxyz", At: at, Times: 1, Side: actor.Subject, Role: actor.Person, Refused: true,
			Enquirer: o.Asking.Person, Basis: query.Authorised, Purpose: query.Hiring, Channel: query.Report,
		},
	}
}

// consented is a report by consent.
func (o office) consented() func(page.Scene) templ.Component {
	r := o.issued()
	r.Ground, r.Purpose, r.Enquirer = "abcdefghijklmnopqrstuvwxyz", query.Business, o.Asking.Enquirer
	content := o.content([]string{"penalty"}).Only([]string{"A05", "A06"}, edition.MustStarter().Item)
	return func(s page.Scene) templ.Component {
		s.Catalog = edition.MustStarter()
		return page.Report(page.NewReportView(s, page.OpenReport{
			Report: r, Content: content, Issuer: o.Site.Operator,
			Back: "/my/authorisations/abcdefghijklmnopqrstuvwxyz", Until: storyDay.Start().Add(10 * time.Hour),
			Proved: true,
		}))
	}
}
