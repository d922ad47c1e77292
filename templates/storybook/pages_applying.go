package storybook

import (
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/attachment"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/templates/page"
)

// applying is an application that is begun about one record, which can be repaired as
// is said.
func (o office) applying(may flow.Repairable) page.Applying {
	return page.Applying{
		Lines: []page.Mendable{{Line: query.Line{ID: 1, Shown: o.Rows["penalty"]}, May: may, Chosen: true}},
		Draft: flow.Draft{
			PublicID: "AAAAAAAAAAAAAAAAAAAAAAAAAA", Kind: flow.Repair, KeptAt: storyDay.Start().Add(9 * time.Hour), Version: 1,
			Typed: flow.Typed{Records: []string{"7QK4-M2XD"}, Contact: "15400000001"},
		},
	}
}

// half is the application with its first paper, sent.
func (o office) half(a page.Applying) page.Applying {
	a.Draft.Typed.Claim, a.Proof = o.Mending.Claim, o.handedIn("A", o.Mending.Proof)
	a.Fault = fault.New(fault.Invalid, "repair.fault.both_papers", nil)
	return a
}

// whole is the application with both papers.
func (o office) whole(a page.Applying) page.Applying {
	a = o.half(a)
	a.Fault, a.Commitment = nil, o.handedIn("B", o.Mending.Commitment)
	return a
}

// applyingStories are the pages from the form to the receipt.
func (o office) applyingStories() []officeStory {
	atOnce := o.applying(flow.Repairable{State: disclosure.RepairAtOnce})
	today := o.mustMend(mendStep{citizen, repair.Submit, 0})
	form := func(a page.Applying) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component { return page.Form(page.NewRepairView(s, a)) }
	}
	return []officeStory{
		{"repair-usual", citizen, 200, true, form(atOnce)},
		{"repair-early", citizen, 200, true, form(o.applying(o.from(civil.MustParse("2026-10-24"))))},
		{"repair-barred", citizen, 200, false, form(o.applying(flow.Repairable{State: disclosure.RepairBarred}))},
		{"repair-refused", citizen, 422, false, form(o.half(atOnce))},
		{"repair_check-usual", citizen, 200, true, func(s page.Scene) templ.Component {
			return page.FilingCheck(page.NewRepairCheckView(s, o.whole(atOnce), today.Items))
		}},
		{"repair_receipt-usual", citizen, 200, true, func(s page.Scene) templ.Component {
			return page.Receipt(page.NewReceiptView(s, repair.Table().View(today, citizen), "7QK4-M2XD-8RBC-A4NW"))
		}},
	}
}

// several is an application about two records of one file.
func (o office) several() page.Applying {
	a := o.applying(o.from(civil.MustParse("2026-07-20")))
	other := page.Mendable{
		Line: query.Line{ID: 3, Shown: o.Rows["long"]}, May: flow.Repairable{State: disclosure.RepairAtOnce}, Chosen: true,
	}
	a.Lines = append(a.Lines, other)
	return o.whole(a)
}

// severalStories are the pages on which several records are repaired by one application,
// online and at the window.
func (o office) severalStories() []officeStory {
	today := o.mustMend(mendStep{citizen, repair.Submit, 0})
	other := today.Items[0]
	other.ID, other.Number, other.Provider = 12, o.Rows["long"].Number, o.Rows["long"].Provider
	refused := o.several()
	refused.Fault = fault.New(fault.Conflict, "repair.fault.open", fault.Args{"Number": "2026-000008"})
	refused.Lines[1].Refusal = refused.Fault
	none := o.several()
	none.Lines = nil
	return []officeStory{
		{"repair-several", citizen, 200, true, func(s page.Scene) templ.Component {
			return page.Form(page.NewRepairView(s, o.several()))
		}},
		{"repair-several_refused", citizen, 409, true, func(s page.Scene) templ.Component {
			return page.Form(page.NewRepairView(s, refused))
		}},
		{"repair_check-several", citizen, 200, false, func(s page.Scene) templ.Component {
			return page.FilingCheck(page.NewRepairCheckView(s, o.several(), []flow.Item{today.Items[0], other}))
		}},
		{"repair-window", clerk, 200, true, o.mendingAtWindow(o.atWindow())},
		{"repair-window_refused", clerk, 422, false, o.mendingAtWindow(o.refusedAtWindow())},
		{"repair-window_none", clerk, 200, false, o.mendingAtWindow(none)},
		{"repair_receipt-window", clerk, 200, false, func(s page.Scene) templ.Component {
			filed := today
			filed.Channel = flow.Counter
			return page.Receipt(page.NewReceiptView(s, repair.Table().View(filed, clerk), "7QK4-M2XD-8RBC-A4NW"))
		}},
	}
}

// atWindow is what an officer finds of a file before they type: what can be repaired,
// what not yet, what never.
func (o office) atWindow() page.Applying {
	a := o.several()
	a.Proof, a.Commitment, a.Draft.Typed = attachment.Attachment{}, attachment.Attachment{}, flow.Typed{}
	a.Lines = append(a.Lines,
		page.Mendable{Line: query.Line{ID: 2, Shown: o.Rows["annotated"]}, May: o.from(civil.MustParse("2026-10-24"))},
		page.Mendable{
			Line: query.Line{ID: 4, Shown: o.Rows["listed"]}, May: flow.Repairable{State: disclosure.RepairOutside},
		})
	for i := range a.Lines {
		a.Lines[i].Chosen = false
	}
	return a
}

func (o office) refusedAtWindow() page.Applying {
	a := o.atWindow()
	a.Lines[0].Chosen, a.Lines[2].Chosen = true, true
	a.Lines[2].Refusal = fault.New(fault.Invalid, "repair.fault.too_early", nil)
	a.Fault, a.Draft.Typed.Claim, a.Proof = a.Lines[2].Refusal, o.Mending.Claim, o.handedIn("A", o.Mending.Proof)
	return a
}

func (o office) mendingAtWindow(a page.Applying) func(page.Scene) templ.Component {
	typed := page.WindowFiling{Filing: page.Filing{Op: "op"}, Ticket: "ticket", Channel: string(flow.Counter)}
	if a.Fault != nil {
		typed.Applicant, typed.CameOn = o.filed().Applicant.Name, "2026-11-20"
	}
	return func(s page.Scene) templ.Component {
		return page.Form(page.NewWindowRepairView(s, o.ownFile(), a, typed))
	}
}

// from is a repair that a minimum period opens, of a document of the day.
func (o office) from(dated civil.Date) flow.Repairable {
	may := flow.Repairable{State: disclosure.RepairFrom}
	general := law.Facts{Severity: string(record.General)}
	for _, p := range o.law.Rules.Periods(law.AdversePeriod, general) {
		if !p.Min.IsZero() {
			may.From = p.Min.After(dated).AddDays(1)
			may.Minimums = append(may.Minimums, disclosure.Minimum{
				Basis: p.Basis, Length: p.Min, Counts: p.Counts, From: dated, Opens: may.From,
			})
		}
	}
	return may
}

func (o office) handedIn(id attachment.ID, name string) attachment.Attachment {
	return attachment.Attachment{ID: id, Name: name, Kind: attachment.PDF, State: attachment.Clean}
}
