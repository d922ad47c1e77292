package page

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Looks is a page of the query log with what was asked of it.
type Looks struct {
	Typed  url.Values // what was typed, under the names of route
	Filter query.Filter
	Faults map[string]*fault.Error
	List   []query.Logged
	Entry  string // public id of this look itself
	Next   query.Place
	Most   int    // how many of a longer list are taken away; zero: all of them
	Reason string // why the table was to be taken away, as typed
	Fault  *fault.Error
}

// LooksView is the page of the query log.
type LooksView struct {
	Frame  layout.View
	Title  string
	Lead   string
	Errors component.ErrorSummaryView
	Filter component.FilterView
	Table  component.TableView
	Rows   []LookRow
	Empty  *component.EmptyView
	Pager  component.PagerView
	Take   *SentForm
	Taking string // heading of the form
	Logged string // that this look is in the log too
}

// LookRow is a look.
type LookRow struct {
	At, ID       string
	Who, Where   string // the enquirer; side, unit and role
	WhoHref      string // all that they looked at
	About        string
	What, Detail string
	Purpose      string
	Words        string
	Basis        string
	Ground       string
	Channel      string
	Lang         string
}

var lookColumns = []string{"at", "who", "about", "what", "purpose", "basis", "channel"}

// NewLooksView builds the page of the query log.
func NewLooksView(s Scene, a Looks) LooksView {
	title := s.t("audit.looks.title")
	v := LooksView{
		Title: title, Lead: s.t("audit.looks.lead"), Filter: s.lookFilter(a), Rows: each(a.List, s.lookRow),
		Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.deskFrame(layout.NavLooks, layout.Link{Label: title}),
	}
	for i, name := range lookColumns {
		short := i == 0 || i == len(lookColumns)-1 // the time, and a word
		v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("audit.column." + name), Narrow: short})
	}
	v.Errors = component.Summarise(v.Filter.Fields)
	if a.Entry != "" {
		v.Logged = s.t("audit.logged", "ID", a.Entry)
	}
	if len(v.Rows) == 0 {
		v.Empty = &component.EmptyView{Title: s.t("audit.none"), Text: s.t("audit.none_text")}
	} else {
		v.Take, v.Taking = s.lookTaking(a), s.t("audit.take.title")
		if a.Fault != nil {
			v.Errors = component.Summarise(v.Take.Fields)
		}
	}
	v.Frame.Failed = len(a.Faults) > 0 || a.Fault != nil
	if !a.Filter.After.IsZero() {
		v.Pager.First = s.looksHref(a.Typed, query.Place{})
	}
	if !a.Next.IsZero() {
		v.Pager.Next = s.looksHref(a.Typed, a.Next)
	}
	return v
}

func (s Scene) looksHref(typed url.Values, after query.Place) string {
	asked := url.Values{}
	for name, values := range typed {
		asked[name] = values
	}
	if !after.IsZero() {
		asked.Set(route.After, strconv.FormatInt(after.At.UnixMicro(), 10)+"."+strconv.FormatInt(after.ID, 10))
	}
	return s.href(route.With(route.Audit, asked))
}

func (s Scene) lookRow(l query.Logged) LookRow {
	row := LookRow{
		At: s.Words.Instant(l.At), ID: l.ID, Who: l.By.Name, About: l.About, Words: l.Words, Lang: s.chinese(),
		Where: joined(s.t(l.By.Side.Key()), s.Providers[l.By.Unit], s.roleName(l.By.Role)),
		What:  s.lookObject(l.Object), Ground: l.Ground,
	}
	if row.Who == "" {
		row.Who = s.t("audit.nameless")
	}
	if l.For != "" && l.For != row.Who {
		row.Where = joined(row.Where, s.t("audit.for", "Name", l.For))
	}
	if l.By.Account != 0 {
		row.WhoHref = s.looksHref(url.Values{route.LookAccount: {strconv.FormatInt(l.By.Account, 10)}}, query.Place{})
	}
	if row.About == "" {
		row.About = s.t("audit.nobody")
	}
	var items []string
	for _, code := range l.Items {
		name := code
		if item, ok := s.Catalog.Item(code); ok {
			name = item.Name
		}
		items = append(items, name)
	}
	row.Detail = joined(s.n("audit.shown", l.Count), strings.Join(items, s.t("audit.comma")))
	if l.Refused {
		row.Detail = s.t("audit.refused")
	}
	if l.Purpose != "" { // rows of before there was one have none
		row.Purpose, row.Channel = s.t(l.Purpose.Key()), s.t(l.Channel.Key())
	}
	row.Basis = s.t(l.Basis.Key())
	return row
}

func (s Scene) roleName(role actor.Role) string {
	if role == actor.NoRole {
		return ""
	}
	return s.t(role.Key())
}

// lookObjects are what looks are at, as the log names it: the part before a
// public id, or before the ending of a table.
var lookObjects = map[string]string{
	query.OfFile: "file", query.OfWindow: "window", query.OfLog: "log", query.OfAlerts: "alerts",
	query.OfDocket: "docket", string(flow.Objection): "objection", query.OfFeedback: "feedback",
	query.OfLetters: "letters", query.OfLetter: "letters", query.OfMandates: "mandates", query.OfMandate: "mandates",
	query.OfPresented: "presented", string(flow.Authorisation): "authorisation",
	query.OfAuthorisations: "authorisation", kindOf(query.OfReport("")): "report", query.OfLooks: "looks",
}

// kindOf is what an object of the log is, whichever one of its kind.
func kindOf(object string) string {
	kind, _, _ := strings.Cut(object, "/")
	kind, _, _ = strings.Cut(kind, ".")
	return kind
}

func (s Scene) lookObject(object string) string {
	name, ok := lookObjects[kindOf(object)]
	if !ok {
		return object
	}
	return s.t("audit.object." + name)
}

// lookTaking is the form by which the log is taken away.
func (s Scene) lookTaking(a Looks) *SentForm {
	f := &SentForm{
		Action: s.href(route.AuditTable), Submit: s.t("audit.take.submit"), Quiet: true,
		Hidden: []component.Pair{{Name: route.FormToken, Value: s.Holder.Form}},
		Fields: []component.FieldView{{
			ID: "take-reason", Name: route.Reason, Kind: component.Text, Label: s.t("audit.take.reason"),
			Hint: s.t("audit.take.hint", "Most", query.MostWords), Value: a.Reason, Fault: s.Words.Fault(a.Fault),
		}},
	}
	for _, name := range slices.Sorted(maps.Keys(a.Typed)) {
		f.Hidden = append(f.Hidden, component.Pair{Name: name, Value: a.Typed.Get(name)})
	}
	return f
}

// LookTable is the query log as a table that is taken away. Its first lines say
// who took it, when, why and under which entry, so that a copy tells where it
// came from, and whether it is all of what was asked for.
func LookTable(s Scene, who string, at time.Time, a Looks) [][]string {
	rows := [][]string{{s.t("audit.watermark", "Who", who, "At", s.Words.Instant(at), "Reason", a.Reason, "ID", a.Entry)}}
	if a.Most > 0 {
		rows = append(rows, []string{s.t("audit.cut", "Most", s.Words.Count(a.Most))})
	}
	head := []string{s.t("audit.column.number")}
	for _, name := range lookColumns {
		head = append(head, s.t("audit.column."+name))
	}
	rows = append(rows, head)
	for _, l := range a.List {
		row := s.lookRow(l)
		rows = append(rows, []string{
			row.ID, row.At, joined(row.Who, row.Where), row.About, joined(row.What, row.Detail),
			joined(row.Purpose, row.Words), joined(row.Basis, row.Ground), row.Channel,
		})
	}
	return rows
}
