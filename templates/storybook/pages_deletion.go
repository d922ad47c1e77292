package storybook

import (
	"github.com/a-h/templ"

	"creditportal/internal/deletion"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/templates/page"
)

// deletionStories are the pages on which an honour is deleted, online and at the window.
func (o office) deletionStories() []officeStory {
	honour := query.Line{ID: 9, Shown: o.Rows["honour"]}
	form := func(line query.Line, key string) func(page.Scene) templ.Component {
		d := page.Deleting{Line: line, Op: "op"}
		if key != "" {
			d.Fault = fault.New(fault.Invalid, key, nil)
		}
		return func(s page.Scene) templ.Component { return page.Form(page.NewDeletionView(s, d)) }
	}
	atWindow := func(file query.File) func(page.Scene) templ.Component {
		typed := page.WindowFiling{Filing: page.Filing{Op: "op"}, Ticket: "ticket", Channel: string(flow.Counter)}
		return func(s page.Scene) templ.Component { return page.Form(page.NewWindowDeletionView(s, file, typed)) }
	}
	with := o.ownFile()
	with.Lines = append(with.Lines, honour)
	return []officeStory{
		{"deletion-usual", citizen, 200, true, form(honour, "")},
		{"deletion-unread", citizen, 422, false, form(honour, "deletion.fault.unaware")},
		{"deletion-changed", citizen, 409, false, form(honour, "deletion.fault.changed")},
		{"deletion-other", citizen, 200, false, form(query.Line{ID: 1, Shown: o.Rows["penalty"]}, "")},
		{"deletion-receipt", citizen, 200, true, func(s page.Scene) templ.Component {
			return page.Receipt(page.NewReceiptView(s, o.deleted(), "7QK4-M2XD-8RBC-A4NW"))
		}},
		{"deletion-request", citizen, 200, false, func(s page.Scene) templ.Component {
			r, table := o.deleted(), deletion.Table()
			lift, _ := table.Row(flow.Closed, deletion.Lift)
			m := page.Matter{Request: r, Beside: map[int64]page.Beside{r.Items[0].ID: {Acts: []flow.Row{lift}}}}
			return page.Request(page.NewRequestView(s, citizen, m))
		}},
		{"deletion-window", clerk, 200, true, atWindow(with)},
		{"deletion-window_none", clerk, 200, false, atWindow(o.ownFile())},
	}
}

// deleted is an application by which an honour was deleted.
func (o office) deleted() flow.Request {
	r := o.seen("verifying", citizen)
	it := r.Items[0]
	r.Kind = flow.Deletion
	r.Items = []flow.Item{{
		ID: it.ID, Record: 9, Number: o.Rows["honour"].Number, Provider: it.Provider, State: flow.Closed,
		Outcome: deletion.Deleted, Version: 1, History: []flow.Step{{
			Did: deletion.Delete, By: citizen, At: r.ReceivedAt, To: flow.Closed, Outcome: deletion.Deleted, Version: 1,
		}},
	}}
	return r
}
