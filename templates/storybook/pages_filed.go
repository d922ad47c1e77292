package storybook

import (
	"slices"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/page"
)

// filedStories are the pages of whoever files an objection and follows it.
func (o office) filedStories() []officeStory {
	return []officeStory{
		{"own-usual", citizen, 200, true, o.own(true)},
		{"own-empty", citizen, 200, false, o.own(false)},
		{"receipt-usual", citizen, 200, true, func(s page.Scene) templ.Component {
			return page.Receipt(page.NewReceiptView(s, o.seen("verifying", citizen), "7QK4-M2XD-8RBC-A4NW"))
		}},
		{"request-usual", citizen, 200, true, o.followed("verifying", objection.Withdraw, objection.Add)},
		{"request-theirs", citizen, 200, false, o.followed("theirs", objection.Withdraw)},
		{"request-late", citizen, 200, false, o.followed("late", objection.Withdraw)},
		{"request-several", citizen, 200, false, o.followed("several")},
		{"request-upheld", citizen, 200, false, o.followed("upheld")},
		{"request-rejected", citizen, 200, false, o.followed("rejected", objection.Contest)},
		{"request-withdraw", citizen, 200, false, o.begun("verifying", objection.Withdraw, "")},
		{"request-contest", citizen, 422, false, o.begun("rejected", objection.Contest, "objection.fault.statement")},
		{"status-usual", actor.Public(), 200, false, func(s page.Scene) templ.Component {
			s.Holder = page.Holder{}
			m := o.matter("signing", citizen)
			m.Request.Applicant = flow.Applicant{}
			return page.Status(page.NewStatusView(s, citizen, m, "form"))
		}},
		{"status-refused", actor.Public(), 422, false, func(s page.Scene) templ.Component {
			s.Holder = page.Holder{}
			unknown := fault.New(fault.NotFound, "flow.fault.unknown", nil)
			typed := page.LookUp{Number: "2026-000123", Code: "7QK4", Form: "form", Fault: unknown}
			return page.Form(page.NewStatusFormView(s, typed))
		}},
	}
}

// seen is the request of the name as the actor sees it. Those that have come to
// an end are the one that waits for its signature, signed.
func (o office) seen(name string, by actor.Actor) flow.Request {
	r, ok := o.Requests[name]
	if !ok {
		r = signed(o.Requests["signing"], flow.Outcome(name))
	}
	return objection.Table().View(r, by)
}

func signed(r flow.Request, as flow.Outcome) flow.Request {
	it := r.Items[0]
	it.State, it.Outcome, it.Proposal.Outcome, it.Due, it.Binding = flow.Closed, as, as, civil.Date{}, civil.Date{}
	if it.Clocks = slices.Clone(it.Clocks); as == objection.Rejected {
		it.Proposal.Remedy, it.Proposal.Values = flow.Maintain, nil
		it.Answer.Outcome, it.Answer.Remedy, it.Answer.Values = as, flow.Maintain, nil
	}
	for i := range it.Clocks {
		it.Clocks[i].StoppedOn = storyDay
	}
	it.History = append(slices.Clone(it.History), flow.Step{
		Did: objection.Sign, By: signer, At: storyDay.Start(), From: flow.Signing, To: flow.Closed, Outcome: as,
		Version: it.Version + 1,
	})
	r.Items = []flow.Item{it}
	return r
}

func (o office) matter(name string, by actor.Actor, acts ...audit.Act) page.Matter {
	m := page.Matter{Request: o.seen(name, by), Beside: map[int64]page.Beside{}}
	for _, it := range m.Request.Items {
		beside := o.beside()
		for _, act := range acts {
			row, _ := objection.Table().Row(it.State, act)
			beside.Acts = append(beside.Acts, row)
		}
		m.Beside[it.ID] = beside
	}
	return m
}

func (o office) followed(name string, acts ...audit.Act) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		return page.Request(page.NewRequestView(s, s.Holder.By, o.matter(name, s.Holder.By, acts...)))
	}
}

func (o office) begun(name string, do audit.Act, refused string) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		a := page.Act{By: s.Holder.By, Request: o.seen(name, s.Holder.By), Beside: o.beside(), Op: "op"}
		a.Item = a.Request.Items[0]
		a.Row, _ = objection.Table().Row(a.Item.State, do)
		if refused != "" {
			a.Fault = &fault.Error{Kind: fault.Invalid, Key: refused, Args: fault.Args{"Most": objection.MostStatement}}
		}
		return page.ActPage(page.NewActView(s, a))
	}
}

func (o office) own(records bool) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		in := page.OwnFile{File: query.File{Subject: o.Subjects["usual"]}}
		if records {
			in.File = o.ownFile()
			in.Filed = []flow.Request{o.seen("verifying", citizen), o.seen("rejected", citizen)}
		}
		return page.Own(page.NewOwnView(s, in))
	}
}
