package page

import (
	"net/url"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/authorisation"
	"creditportal/internal/catalog"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// OwnView is a subject's own file, public or not, and what it has filed.
type OwnView struct {
	Frame   layout.View
	Title   string
	Lead    string
	Filed   component.TableView
	Items   []DocketRow
	Table   component.TableView
	Records []OwnRecord
	Empty   *component.EmptyView
	New     component.LinkView
	Report  component.LinkView    // the query about oneself; empty Href: not theirs
	Others  component.LinkView    // queries about others, and by others
	Asked   *component.NoticeView // that others wait for an answer; nil: none do
	Notice  *component.NoticeView
	Drafts  []DraftRow
}

// DraftRow is an objection or an application that is begun and not filed.
type DraftRow struct {
	Title string
	Lang  string
	Note  string // until when it is kept
	Go    component.LinkView
	Drop  SentForm
}

// OwnFile is what is known on the page of a subject's own file.
type OwnFile struct {
	File   query.File
	Filed  []flow.Request
	Asked  []authorisation.Authorisation // about the subject, that it may still answer
	Drafts []flow.Draft
	Kept   bool // a draft was kept just now
}

// OwnRecord is a line of one's own file.
type OwnRecord struct {
	Day, Title, Detail, Until string
	Lang                      string
	Slips                     []component.SlipView
	Object                    component.LinkView // begins an objection
	Repair                    component.LinkView // says from when it can be repaired; empty: never
	Delete                    component.LinkView // says what a deletion brings about; empty: it is no honour
}

// NewOwnView builds the page of a subject's own file.
func NewOwnView(s Scene, in OwnFile) OwnView {
	title, file := s.t("own.title"), in.File
	v := OwnView{
		Title: title, Lead: s.t("own.lead", "Name", file.Subject.Name),
		Filed: s.docketTable(s.t("own.filed")), Table: s.columns(s.t("own.records"), "day", "matter", "until", "act"),
		Frame: s.frame(place{Title: title, Robots: robotsNone, Crumbs: []layout.Link{{Label: title}}}),
	}
	v.Others = s.link(s.t("authorisation.list.title"), route.Authorisations)
	if s.Holder.By.May(actor.Objecting) {
		v.New = s.link(s.t("own.new"), route.NewFiling)
	}
	if in.Kept {
		v.Notice = &component.NoticeView{Tone: component.Good, Text: s.t("own.draft_kept")}
	}
	v.Asked = s.askedAbout(in.Asked)
	for _, d := range in.Drafts {
		v.Drafts = append(v.Drafts, s.draftRow(d, file))
	}
	for _, r := range in.Filed {
		v.Items = append(v.Items, s.docketRow(r))
	}
	for _, line := range file.Lines {
		v.Records = append(v.Records, s.ownRecord(line.Shown))
	}
	if len(v.Records) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("own.none")}
	}
	if s.Holder.By.May(actor.Querying) {
		v.Report = s.link(s.t("own.report"), route.OwnReports)
	} else {
		v.Lead = s.t("own.lead_public", "Name", file.Subject.Name)
	}
	return v
}

// askedAbout says how many wait for an answer of the subject, and until when the
// first does; nil where nobody does.
func (s Scene) askedAbout(list []authorisation.Authorisation) *component.NoticeView {
	if len(list) == 0 {
		return nil
	}
	first := slices.MinFunc(list, func(a, b authorisation.Authorisation) int { return a.Item().Due.Compare(b.Item().Due) })
	return &component.NoticeView{
		Tone: component.Caution, Text: s.n("own.asked", len(list), "Due", first.Item().Due),
		Link: s.link(s.t("own.answer"), route.Authorisations),
	}
}

// columns is a table with columns of the name.
func (s Scene) columns(caption string, names ...string) component.TableView {
	t := component.TableView{Caption: caption, Quiet: true}
	for _, name := range names {
		t.Columns = append(t.Columns, component.Column{
			Label: s.t("own.column." + name), Narrow: slices.Contains([]string{"day", "until", "due"}, name),
		})
	}
	return t
}

// repairables are how items are repaired that a provider repairs.
var repairables = []catalog.Repair{catalog.Repairable, catalog.RepairByOrder}

func (s Scene) ownRecord(sh disclosure.Shown) OwnRecord {
	query := url.Values{route.OfRecord: {string(sh.Number)}}
	rec := OwnRecord{
		Day: s.Words.Date(sh.ListedOn), Title: sh.Matter, Detail: joined(sh.Document, sh.Authority), Lang: s.chinese(),
		Slips: s.slips(sh), Until: s.until(sh),
	}
	if s.Holder.By.May(actor.Objecting) {
		rec.Object = s.link(s.t("own.object"), route.With(route.NewFiling, query))
	}
	item, ok := s.Catalog.Item(sh.Item)
	if ok && s.Holder.By.May(actor.Repairing) && slices.Contains(repairables, item.Repair) {
		rec.Repair = s.link(s.t("repair.form.begin"), route.RepairOf(sh.Number))
	}
	if sh.Honour && s.Holder.By.May(actor.Deleting) {
		rec.Delete = s.link(s.t("deletion.form.begin"), route.DeletionOf(sh.Number))
	}
	return rec
}

// draftRow is a draft with the way to go on with it and the way to forget it.
func (s Scene) draftRow(d flow.Draft, file query.File) DraftRow {
	form, drop := route.Draft(d.PublicID), route.DropDraft(d.PublicID)
	if d.Kind == flow.Repair {
		form, drop = route.RepairDraft(d.PublicID), route.DropRepair(d.PublicID)
	}
	row := DraftRow{
		Title: s.t("objection.draft.nothing"),
		Note:  joined(s.t("request.kind."+string(d.Kind)), s.t("objection.draft.kept", "At", d.KeptAt, "Until", d.Until())),
		Go:    s.link(s.t("objection.draft.go_on"), form),
		Drop: SentForm{
			Action: s.href(drop), Submit: s.t("objection.draft.drop"), Quiet: true, Hidden: s.token(),
		},
	}
	if ground := objection.Ground(d.Typed.Ground); ground.Known() {
		row.Title = s.t(ground.Key())
	}
	for _, line := range file.Lines {
		if slices.Contains(d.Typed.Records, string(line.Number)) {
			row.Title, row.Lang = line.Matter, s.chinese()
			break
		}
	}
	return row
}
