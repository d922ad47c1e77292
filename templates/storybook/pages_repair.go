package storybook

import (
	"slices"
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/statute"
	"creditportal/templates/page"
)

// mending is what is said about a repair, in words.
type mending struct{ Claim, Reason, Refusal, Doubt, Reply, Document, Proof, Commitment, Scan, Paper string }

// reviewer is the second person of the provider.
var reviewer = actor.Actor{
	Account: 8, Side: actor.Provider, Role: actor.ProviderReviewer, Unit: checker.Unit,
}

// repairStories are the pages of an application for repair, from before its first day
// to its end, as each party reads them.
func (o office) repairStories() []officeStory {
	return slices.Concat(o.applyingStories(), o.severalStories(), o.mendedStories(), o.mendingStories())
}

// mendedStories are how whoever applied, or objects to a refusal, follows it.
func (o office) mendedStories() []officeStory {
	routed, reviewing, refused := o.mustMend(), o.mustMend(o.accepted()...), o.mustMend(o.declined()...)
	repaired := o.mustMend(o.confirmed()...)
	revoking := o.mustMend(append(o.confirmed(), mendStep{checker, repair.ProposeRevoke, 0})...)
	revoked := o.mustMend(append(o.confirmed(), mendStep{checker, repair.ProposeRevoke, 2},
		mendStep{citizen, repair.Reply, 1}, mendStep{reviewer, repair.ProviderSign, 0})...)
	papers := o.mustMend(append(o.accepted(), mendStep{checker, repair.AskPapers, 0})...)
	agreed := o.mustMend(append(o.accepted(), mendStep{checker, repair.Agree, 1})...)
	again := o.mustMend(append(o.declined(), mendStep{checker, repair.Reconsider, 0})...)
	withdrawn := o.mustMend(mendStep{citizen, repair.Withdraw, 1})
	leave := []audit.Act{repair.Add, repair.Withdraw}
	var stories []officeStory
	for _, told := range []struct {
		name  string
		r     flow.Request
		acts  []audit.Act
		modes bool
	}{
		{"routed", routed, leave, true},
		{"reviewing", reviewing, leave, false},
		{"papers", papers, leave, false},
		{"signing", agreed, leave, false},
		{"repaired", repaired, nil, true},
		{"refused", refused, nil, true},
		{"examined_again", again, leave, false},
		{"revoking", revoking, []audit.Act{repair.Reply}, false},
		{"revoked", revoked, nil, false},
		{"withdrawn", withdrawn, nil, false},
	} {
		draw := o.pageOf(told.r, told.acts)
		stories = append(stories, officeStory{"repair_request-" + told.name, citizen, 200, told.modes, draw})
	}
	return append(stories, officeStory{"filing-repair_refused", citizen, 200, true, func(s page.Scene) templ.Component {
		in := page.Filing{Draft: "AAAAAAAAAAAAAAAAAAAAAAAAAA"}
		in.Records, in.Ground = []string{"7QK4-M2XD"}, string(objection.RepairRefused)
		return page.Form(page.NewFilingView(s, o.ownFile(), in))
	}})
}

// mendingStories are how the unit that decides, and those who look on, see it.
func (o office) mendingStories() []officeStory {
	routed, reviewing, refused := o.mustMend(), o.mustMend(o.accepted()...), o.mustMend(o.declined()...)
	agreed := o.mustMend(append(o.accepted(), mendStep{checker, repair.Agree, 1})...)
	repaired := o.mustMend(o.confirmed()...)
	revoking := o.mustMend(append(o.confirmed(), mendStep{checker, repair.ProposeRevoke, 0})...)
	story := func(name string, by actor.Actor, modes bool, r flow.Request, acts ...audit.Act) officeStory {
		return officeStory{"handled_repair-" + name, by, 200, modes, o.pageOf(r, acts)}
	}
	return []officeStory{
		story("routed", checker, false, routed, repair.Accept, repair.NotOurs, repair.Decline),
		story("reviewing", checker, true, reviewing, repair.Agree, repair.Decline, repair.AskPapers),
		story("extend", reviewer, false, reviewing, repair.Extend),
		story("signing", reviewer, true, agreed, repair.ProviderSign, repair.ProviderSendBack),
		story("refused", checker, false, refused, repair.Reconsider),
		story("repaired", checker, false, repaired, repair.ProposeRevoke),
		story("revoking", reviewer, false, revoking, repair.ProviderSign, repair.ProviderSendBack),
		story("officer", officer, false, reviewing),
		story("authority", watching, false, reviewing),
		{"act_repair-agree", checker, 200, true, o.doing(reviewing, repair.Agree, "")},
		{"act_repair-refused", checker, 422, false, o.doing(reviewing, repair.Agree, "repair.fault.conditions")},
		{"act_repair-reconsider", checker, 200, false, o.doing(refused, repair.Reconsider, "")},
		{"act_repair-revoke", checker, 200, false, o.doing(repaired, repair.ProposeRevoke, "")},
		{"act_repair-reply", citizen, 200, false, o.doing(revoking, repair.Reply, "")},
	}
}

// pageOf is the page of the request for who looks at it, with the acts.
func (o office) pageOf(r flow.Request, acts []audit.Act) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		by := s.Holder.By
		m := page.Matter{Request: repair.Table().View(r, by), Beside: map[int64]page.Beside{}}
		it := r.Items[0]
		beside := page.Beside{Refusal: repair.RefusalIn([]flow.Request{r})}
		if it.Outcome != repair.Repaired { // what is repaired nobody is shown
			beside.Record, beside.Supplied = o.Rows["penalty"], o.Rows["penalty"]
		}
		for _, act := range acts {
			row, _ := repair.Table().Row(it.State, act)
			beside.Acts = append(beside.Acts, row)
		}
		m.Beside[it.ID] = beside
		m.Files = []attachment.Attachment{o.handedIn("A", o.Mending.Proof), o.handedIn("B", o.Mending.Commitment)}
		if by.Side == actor.Subject {
			return page.Request(page.NewRequestView(s, by, m))
		}
		return page.HandledPage(page.NewHandledView(s, page.Handled{Matter: m, Officers: o.Officers, Op: "op"}))
	}
}

func (o office) doing(r flow.Request, do audit.Act, refused string) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		by := s.Holder.By
		a := page.Act{By: by, Request: repair.Table().View(r, by), Op: "op"}
		a.Item = a.Request.Items[0]
		a.Beside.Record, a.Beside.Supplied = o.Rows["penalty"], o.Rows["penalty"]
		a.Row, _ = repair.Table().Row(a.Item.State, do)
		if refused != "" {
			a.Fault = fault.New(fault.Invalid, refused, nil)
			a.Move = flow.Move{
				Reason: o.Mending.Reason, Document: o.Mending.Document, Fields: []string{string(repair.Performed)},
			}
		}
		return page.ActPage(page.NewActView(s, a))
	}
}

// mendStep is an act of somebody so many days ago.
type mendStep struct {
	by  actor.Actor
	do  audit.Act
	ago int
}

func (st mendStep) at() time.Time { return storyDay.AddDays(-st.ago).Start().Add(10 * time.Hour) }

// numbered gives the clocks numbers to be told apart by, which no store has drawn.
func numbered(it flow.Item) flow.Item {
	it.Clocks = slices.Clone(it.Clocks)
	for i := range it.Clocks {
		it.Clocks[i].ID = int64(i + 1)
	}
	return it
}

func (o office) accepted() []mendStep { return []mendStep{{checker, repair.Accept, 4}} }

func (o office) declined() []mendStep {
	return append(o.accepted(), mendStep{checker, repair.Decline, 3}, mendStep{reviewer, repair.ProviderSign, 3})
}

func (o office) confirmed() []mendStep {
	return append(o.accepted(), mendStep{checker, repair.Agree, 3}, mendStep{reviewer, repair.ProviderSign, 3})
}

// mustMend is the application as the acts leave it, by the table and the books.
func (o office) mustMend(steps ...mendStep) flow.Request {
	r := flow.Request{
		ID: 1, PublicID: o.filed().PublicID, Number: "2026-000012", Kind: flow.Repair, Channel: flow.Online, Subject: 1,
		Applicant: o.filed().Applicant, FiledBy: citizen.Account,
	}
	it := flow.Item{
		ID: 11, Request: 1, Record: 1, Number: "7QK4-M2XD", Provider: checker.Unit, Claim: o.Mending.Claim,
		Evidence: []attachment.ID{"A", "B"},
	}
	rec := record.Record{
		ID: 1, Subject: 1, State: record.Active, DisclosedUntil: o.Rows["penalty"].DisclosedUntil, Version: 1,
	}
	const usual = 5 // days ago
	if len(steps) == 0 || steps[0].do != repair.Submit {
		steps = slices.Concat([]mendStep{{citizen, repair.Submit, usual}}, steps)
	}
	for _, st := range steps {
		if st.do == repair.Submit {
			r.ReceivedAt = st.at()
		}
		c, err := repair.Table().Take(flow.Situation{
			Request: r, Item: it, Record: &rec, Repair: flow.Repairable{State: disclosure.RepairAtOnce},
			Last: rec.DisclosedUntil, Move: o.mendMove(st), By: st.by, At: st.at(), Law: o.law,
		})
		if err != nil {
			panic(string(st.do) + ": " + err.Error()) // a story that the table does not tell
		}
		it = numbered(c.After)
		if c.Record != nil {
			rec = c.Record.After
		}
	}
	r.Items = []flow.Item{it}
	return r
}

func (o office) mendMove(st mendStep) flow.Move {
	m := flow.Move{
		Do: st.do, Op: "op", Reason: o.Mending.Reason, Document: o.Mending.Document, Dated: civil.Of(st.at()),
		Papers: []string{o.Mending.Paper}, Attachments: []attachment.ID{"C"},
	}
	for _, c := range repair.Conditions() {
		m.Fields = append(m.Fields, string(c))
	}
	switch st.do {
	case repair.Decline:
		m.Reason, m.Document = o.Mending.Refusal, ""
	case repair.ProposeRevoke:
		m.Reason = o.Mending.Doubt
	case repair.Reply:
		m.Reason = o.Mending.Reply
	case repair.Submit, repair.ProviderSign, repair.Accept:
		m.Reason = ""
	default:
	}
	return m
}

// storyLaw is what the stories count their days by.
func storyLaw() flow.Law {
	books := statute.MustLoad()
	return flow.Law{Rules: books.Rules, Calendar: books.Calendar}
}
