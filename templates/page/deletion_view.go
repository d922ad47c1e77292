package page

import (
	"slices"
	"strconv"

	"creditportal/internal/attachment"
	"creditportal/internal/deletion"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Deleting is a record of the holder's own that they think of having deleted.
type Deleting struct {
	Line  query.Line
	Op    string
	Fault *fault.Error

	Before string // public id of the request by which it was deleted; "": it was not
}

// NewDeletionView builds the page on which somebody has an honour of their own deleted:
// what it is, what is lost, and one box to tick. Of a record that is none it says so, and
// there is no form.
func NewDeletionView(s Scene, d Deleting) FormView {
	aware := component.FieldView{
		ID: "aware", Name: route.Aware, Kind: component.Many, Label: s.t("deletion.form.confirm"),
		Options: []component.OptionView{{Value: deletion.Aware, Label: s.t("deletion.form.aware")}},
	}
	fields := []component.FieldView{aware}
	unticked := d.Fault != nil && d.Fault.Key == "deletion.fault.unaware"
	if unticked {
		s.blame(fields, d.Fault, nil)
	}
	v := s.accountForm(s.t("deletion.form.title"), s.t("deletion.form.lead"), d.Fault != nil, fields)
	v.Frame.Crumbs = []layout.Link{{Label: s.t("own.title"), Href: route.Own}, {Label: v.Title}}
	v.Sent.Back = s.link(s.t("deletion.form.back"), route.Own)
	if d.Before != "" {
		return s.deletedBefore(v, d)
	}
	v.Facts = s.honourFacts(d.Line.Shown)
	if d.Fault != nil && !unticked {
		v.Notice = &component.NoticeView{Tone: component.Caution, Text: s.Words.Fault(d.Fault)}
	}
	if !d.Line.Honour {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.t("deletion.fault.not_honour")}
		v.Sent.Fields, v.Lead = nil, ""
		return v
	}
	for _, lost := range []string{"gone", "incentive", "batch", "elsewhere", "kept"} {
		v.Facts = append(v.Facts, component.FactView{
			Term: s.t("deletion.lost." + lost), Text: s.t("deletion.form.lost_" + lost),
		})
	}
	v.Sent.Action, v.Sent.Submit = s.href(route.NewDeletion), s.t("deletion.act.delete")
	v.Sent.Hidden = append(s.token(),
		component.Pair{Name: route.Operation, Value: d.Op},
		component.Pair{Name: route.OfRecord, Value: string(d.Line.Number)},
		component.Pair{Name: route.Version, Value: strconv.Itoa(d.Line.Version)})
	return v
}

// deletedBefore is the page where there is nothing left to delete.
func (s Scene) deletedBefore(v FormView, d Deleting) FormView {
	v.Lead, v.Sent.Fields, v.Sent.Back = "", nil, s.link(s.t("own.back"), route.Own)
	v.Notice = &component.NoticeView{
		Tone: component.Caution, Text: s.t("deletion.fault.already"),
		Link: s.link(s.t("receipt.follow"), route.Request(d.Before)),
	}
	return v
}

// honourFacts name the record, and who reported it.
func (s Scene) honourFacts(sh disclosure.Shown) []component.FactView {
	return []component.FactView{
		{
			Term: s.t("request.fact.record"), Lang: s.chinese(),
			Text: joined(sh.Matter, sh.Document, string(sh.Number)),
		},
		{Term: s.t("request.fact.provider"), Text: s.Providers[sh.Provider], Lang: s.chinese()},
	}
}

// NewWindowDeletionView builds the form of an application for deletion on paper.
func NewWindowDeletionView(s Scene, file query.File, typed WindowFiling) FormView {
	honours := s.honourField(file, typed.Records)
	papers := s.fileFields(typed.Files, typed.Refused)
	scan := &papers[len(papers)-1]
	limits := attachment.Usual()
	scan.Label = s.t("deletion.window.files")
	scan.Hint = s.t("attachment.form.needed", "Files", limits.Files, "MiB", limits.MiB())
	fields := slices.Concat(s.whoFiles(typed), []component.FieldView{honours}, papers,
		[]component.FieldView{s.reachedField(typed.Contact)}, s.whenItCame(typed))
	s.blame(fields, typed.Fault, map[string]string{
		"window.fault.applicant": "applicant", "window.fault.channel": "channel", "window.fault.came_on": "came",
		"deletion.fault.document": "proof", "deletion.fault.file": "files", "objection.fault.contact": "contact",
		"deletion.fault.choose": "honour", "deletion.fault.not_honour": "honour", "deletion.fault.not_shown": "honour",
		"deletion.fault.open": "honour", "attachment.fault.too_many": "files", "attachment.fault.missing": "files",
	})
	v := s.accountForm(s.t("deletion.window.filing"), s.t("deletion.window.filing_lead"), typed.Fault != nil, fields)
	v.Aside, v.Frame.Section = s.t("deletion.window.aside"), layout.NavWindow
	v.Facts = []component.FactView{{Term: s.t("window.for"), Text: windowName(file.Subject), Lang: s.chinese()}}
	v.Sent.Back = s.link(s.t("window.again"), route.Window)
	if len(honours.Options) == 0 {
		v.Notice = &component.NoticeView{Tone: component.Info, Text: s.t("deletion.window.none")}
		v.Sent.Fields, v.Errors = nil, component.Summarise(nil)
		return v
	}
	v.Sent.Action, v.Sent.Submit, v.Sent.Upload = s.href(route.WindowDeletions), s.t("deletion.act.submit"), true
	v.Sent.Hidden = append(s.token(),
		component.Pair{Name: route.Operation, Value: typed.Op}, component.Pair{Name: route.Ticket, Value: typed.Ticket})
	return v
}

// honourField asks which of the honours of a file is to be deleted.
func (s Scene) honourField(file query.File, chosen []string) component.FieldView {
	f := component.FieldView{
		ID: "honour", Name: route.OfRecord, Kind: component.Choice, Label: s.t("deletion.window.record"),
		Hint: s.t("deletion.window.record_hint"),
	}
	for _, line := range file.Lines {
		if line.Honour {
			f.Options = append(f.Options, component.OptionView{
				Value: string(line.Number), Label: line.Matter, Note: joined(line.Document, string(line.Number)),
				Selected: slices.Contains(chosen, string(line.Number)),
			})
		}
	}
	return f
}

// matterField asks what somebody comes to the window for.
func (s Scene) matterField(chosen flow.Kind) component.FieldView {
	return component.FieldView{
		ID: "matter", Name: route.Matter, Kind: component.Choice, Label: s.t("deletion.window.matter"),
		Options: []component.OptionView{
			{
				Value: string(flow.Objection), Label: s.t("objection.form.title"),
				Selected: chosen != flow.Repair && chosen != flow.Deletion,
			},
			{Value: string(flow.Repair), Label: s.t("repair.form.title"), Selected: chosen == flow.Repair},
			{
				Value: string(flow.Deletion), Label: s.t("service.kind.deletion.title"),
				Selected: chosen == flow.Deletion,
			},
		},
	}
}

// deletionNext says what comes after an application for deletion.
func (s Scene) deletionNext(r flow.Request) []string {
	if r.Open() {
		return []string{s.t("deletion.receipt.next_check"), s.t("deletion.receipt.next_tell")}
	}
	return []string{s.t("deletion.receipt.next_batch"), s.t("deletion.receipt.next_lift")}
}

// deletionNotice says what an application for deletion has done.
func (s Scene) deletionNotice(r flow.Request) component.NoticeView {
	said := component.NoticeView{Tone: component.Good, Text: s.t("deletion.receipt.deleted")}
	if r.Open() {
		said.Text = s.t("deletion.receipt.sent")
	}
	return said
}
