package page

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/correction"
	"creditportal/internal/deletion"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Acts is a page of the trail with what was asked of it.
type Acts struct {
	LogAsked
	Filter query.ActFilter
	List   []query.Acted
}

// ActsView is the page of the trail.
type ActsView struct {
	LogView
	Rows []ActRow
}

// ActRow is an act.
type ActRow struct {
	At, Did    string
	Kind, Name string // of what was acted upon
	Href       string // all that was done to it
	Record     component.LinkView
	Who, Where string
	Reason     string
	Lang       string
}

// actsLog is the trail.
var actsLog = auditLog{
	section: layout.NavTrail, page: route.AuditActs, table: route.AuditActsTable, words: "audit.acts",
	columns: []string{"at", "did", "on", "by", "reason"}, narrow: []string{"at"},
}

// NewActsView builds the page of the trail.
func NewActsView(s Scene, a Acts) ActsView {
	return ActsView{
		LogView: s.logView(actsLog, a.LogAsked, a.Filter.After, len(a.List), s.actFilter(a)),
		Rows:    each(a.List, s.actRow),
	}
}

// procedures are those whose acts are rows of a table.
func procedures() []flow.Table {
	return []flow.Table{
		objection.Table(), feedback.Table(), authorisation.Table(), repair.Table(), deletion.Table(), correction.Table(),
	}
}

// actKey is the message key of an act: those of procedures have words already.
func actKey(did audit.Act) string {
	noun, _, _ := strings.Cut(string(did), ".")
	ofProcedure := func(t flow.Table) bool { return string(t.Kind) == noun }
	if did == flow.Recount || slices.ContainsFunc(procedures(), ofProcedure) {
		return flow.ActKey(did)
	}
	return "audit.did." + strings.ReplaceAll(string(did), ".", "_")
}

// actKinds are what can be acted upon, in the order of the filter. Of those that
// are said, the name in the trail is one that people know.
var actKinds = []struct {
	name string
	said bool
}{
	{name: string(flow.Objection)},
	{name: string(flow.Feedback)},
	{name: string(flow.Authorisation)},
	{name: string(flow.Repair)},
	{name: string(flow.Deletion)},
	{name: string(flow.Correction)},
	{name: "record"},
	{name: "records"},
	{name: "batch", said: true},
	{name: "notice"},
	{name: "report"},
	{name: "attachment"},
	{name: "draft"},
	{name: "account"},
	{name: "activation"},
	{name: "mandate"},
	{name: "presented"},
	{name: "errand"},
	{name: "alert"},
	{name: "views"},
	{name: "piece", said: true},
	{name: "calendar", said: true},
	{name: "statute"},
	{name: "catalog", said: true},
	{name: "providers"},
	{name: "key", said: true},
	{name: "database"},
	{name: "clock"},
	{name: "demo"},
}

func (s Scene) actRow(a query.Acted) ActRow {
	kind, id, _ := strings.Cut(a.On, "/")
	row := ActRow{
		At: s.Words.Instant(a.At), Did: s.t(actKey(a.Did)), Kind: kind, Name: a.Number, Reason: a.Reason, Lang: s.chinese(),
		Who: a.By.Name, Where: joined(s.t(a.By.Side.Key()), s.roleName(a.By.Role)),
	}
	for _, k := range actKinds {
		if k.name == kind {
			row.Kind = s.t("audit.on." + kind)
			if k.said {
				row.Name = id
			}
		}
	}
	if a.Holder != "" {
		row.Name = a.Holder
	}
	if a.Number != "" {
		row.Href = s.logHref(actsLog, url.Values{route.ActNumber: {a.Number}}, query.Place{})
	}
	gone := a.Did == audit.RecordHidden || a.Did == audit.RecordExpired
	if kind == "record" && a.Number != "" && !gone {
		row.Record = s.link(s.t("audit.acts.record"), route.Record(record.Number(a.Number)))
	}
	if a.By.Side == actor.Engine {
		row.Reason = "" // a word of the program's, for programs
	}
	if row.Who == "" || a.By.Side == actor.Subject || a.By.Side == actor.Engine {
		row.Who, row.Where = row.Where, ""
	}
	return row
}

// actFilter is what the trail can be asked.
func (s Scene) actFilter(a Acts) component.FilterView {
	number := s.askedField(a.LogAsked, route.ActNumber, component.Text)
	number.NoSpelling, number.Autocomplete = true, "off"
	v := s.logFilter(actsLog, a.LogAsked, number, s.askedPick(a.LogAsked, route.ActDid, s.actOptions()))
	kinds := make([]component.OptionView, len(actKinds))
	for i, k := range actKinds {
		kinds[i] = component.OptionView{Value: k.name, Label: s.t("audit.on." + k.name)}
	}
	sides := append(sidesOfLogs(), actor.Anonymous, actor.Engine)
	v.Fields = append(v.Fields,
		s.askedPick(a.LogAsked, route.ActKind, kinds), s.sidePick(a.LogAsked, route.ActSide, sides))
	return v
}

// actOptions are all acts; those of a procedure say of which.
func (s Scene) actOptions() []component.OptionView {
	var list []component.OptionView
	add := func(did audit.Act, label string) {
		known := func(o component.OptionView) bool { return o.Value == string(did) }
		if !slices.ContainsFunc(list, known) {
			list = append(list, component.OptionView{Value: string(did), Label: label})
		}
	}
	for _, t := range procedures() {
		for _, row := range t.Rows {
			add(row.Do, joined(s.t("audit.on."+string(t.Kind)), s.t(actKey(row.Do))))
		}
	}
	for _, did := range audit.Acts() {
		add(did, s.t(actKey(did)))
	}
	return list
}

// ActTable is the trail as a table that is taken away.
func ActTable(s Scene, who string, at time.Time, a Acts) [][]string {
	head := each(actsLog.columns, func(name string) string { return s.t("audit.column." + name) })
	rows := append(s.takenFrom(who, at, a.LogAsked), head)
	for _, one := range a.List {
		row := s.actRow(one)
		rows = append(rows, []string{row.At, row.Did, joined(row.Kind, row.Name), joined(row.Who, row.Where), row.Reason})
	}
	return rows
}
