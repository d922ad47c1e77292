package storybook

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/authorisation"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/page"
)

// citizen is who files.
var citizen = actor.Actor{
	Account: 1, Side: actor.Subject, Role: actor.OrgAgent, Subject: 1, Mandate: 1, Scopes: actor.Scopes(),
}

// filingStories are the pages from the form of an objection to its receipt.
func (o office) filingStories() []officeStory {
	typed := flow.Typed{
		Records: []string{"7QK4-M2XD"}, Ground: string(objection.Wrong), Claim: o.filed().Items[0].Claim,
		Contact: "15400000001", WantFinding: true,
	}
	zip := attachment.Refusal{
		Name:  strings.TrimSuffix(o.Words["paper"], "pdf") + "zip",
		Fault: fault.New(fault.Invalid, "attachment.fault.wrong_type", nil),
	}
	files := []attachment.Attachment{{ID: "A", Name: o.Words["paper"], Kind: attachment.PDF, State: attachment.Clean}}
	draft := flow.Draft{
		PublicID: "AAAAAAAAAAAAAAAAAAAAAAAAAA", Kind: flow.Objection, Version: 1, Typed: typed,
		KeptAt: storyDay.Start().Add(9 * time.Hour),
	}
	form := func(in page.Filing) func(page.Scene) templ.Component {
		in.Draft = draft.PublicID
		return func(s page.Scene) templ.Component { return page.Form(page.NewFilingView(s, o.ownFile(), in)) }
	}
	refused := page.Filing{Refused: []attachment.Refusal{zip}}
	refused.Fault = fault.New(fault.Invalid, "objection.fault.claim_missing", nil)
	return append(o.checkStories(draft, files, zip),
		officeStory{"filing-usual", citizen, 200, true, form(page.Filing{})},
		officeStory{"filing-refused", citizen, 422, false, form(refused)},
		officeStory{"filing-begun", citizen, 200, false, form(page.Filing{Typed: typed, Files: files, Begun: &draft})},
		officeStory{"own-drafts", citizen, 200, true, func(s page.Scene) templ.Component {
			in := page.OwnFile{File: o.ownFile(), Drafts: []flow.Draft{draft}, Kept: true}
			in.Asked = []authorisation.Authorisation{o.authorised(flow.Counter, authorisation.NoticeWait, "")}
			return page.Own(page.NewOwnView(s, in))
		}})
}

// checkStories are the page between the form and the receipt.
func (o office) checkStories(
	draft flow.Draft, files []attachment.Attachment, zip attachment.Refusal,
) []officeStory {
	received, joined := o.outlook(), o.joined()
	return []officeStory{
		{"filing_check-usual", citizen, 200, true, o.filingCheck(page.Checked{
			Draft: draft, Files: files, Outlook: received,
		})},
		{"filing_check-joined", citizen, 200, true, o.filingCheck(page.Checked{Draft: draft, Outlook: joined})},
		{"filing_check-refused", citizen, 200, false, func(s page.Scene) templ.Component {
			d := draft
			d.Refused = []attachment.Refusal{zip}
			return o.filingCheck(page.Checked{Draft: d, Outlook: received})(s)
		}},
		{"filing_check-changed", citizen, 409, false, o.filingCheck(page.Checked{
			Draft: draft, Outlook: received, Fault: fault.New(fault.Conflict, "objection.fault.draft_changed", nil),
		})},
	}
}

func (o office) filed() flow.Request { return o.Requests["verifying"] }

// ownFile is the file of who files.
func (o office) ownFile() query.File {
	file := query.File{Subject: o.Subjects["usual"]}
	for i, name := range []string{"penalty", "annotated", "long"} {
		file.Lines = append(file.Lines, query.Line{ID: int64(i + 1), Shown: o.Rows[name]})
	}
	return file
}

// outlook is what would be received.
func (o office) outlook() objection.Outlook {
	r := o.filed()
	r.Items = r.Items[:1:1]
	return objection.Outlook{Request: r}
}

// joined is what would be added to an objection that is open.
func (o office) joined() objection.Outlook {
	r := o.filed()
	return objection.Outlook{Request: flow.Request{Joined: []flow.JoinedItem{
		{Number: r.Number, PublicID: r.PublicID, Item: r.Items[0]},
	}}}
}

func (o office) filingCheck(in page.Checked) func(page.Scene) templ.Component {
	in.File = o.ownFile()
	return func(s page.Scene) templ.Component { return page.FilingCheck(page.NewFilingCheckView(s, in)) }
}
