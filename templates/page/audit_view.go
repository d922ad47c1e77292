package page

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Looks is a page of the query log with what was asked of it.
type Looks struct {
	LogAsked
	Filter query.Filter
	List   []query.Logged
}

// LooksView is the page of the query log.
type LooksView struct {
	LogView
	Rows []LookRow
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

// looksLog is the query log.
var looksLog = auditLog{
	section: layout.NavLooks, page: route.Audit, table: route.AuditTable, words: "audit.looks",
	columns: []string{"at", "who", "about", "what", "purpose", "basis", "channel"}, narrow: []string{"at", "channel"},
}

// NewLooksView builds the page of the query log.
func NewLooksView(s Scene, a Looks) LooksView {
	return LooksView{
		LogView: s.logView(looksLog, a.LogAsked, a.Filter.After, len(a.List), s.lookFilter(a)),
		Rows:    each(a.List, s.lookRow),
	}
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
		theirs := url.Values{route.LookAccount: {strconv.FormatInt(l.By.Account, 10)}}
		row.WhoHref = s.logHref(looksLog, theirs, query.Place{})
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
	query.OfDocket: "docket", string(flow.Objection): "objection", string(flow.Repair): "repair",
	string(flow.Deletion):   "deletion",
	string(flow.Correction): "correction",
	query.OfFeedback:        "feedback",
	query.OfLetters:         "letters", query.OfLetter: "letters",
	query.OfMandates: "mandates", query.OfMandate: "mandates",
	query.OfPresented: "presented", string(flow.Authorisation): "authorisation",
	query.OfAuthorisations: "authorisation", kindOf(query.OfReport("")): "report", query.OfLooks: "looks",
	query.OfActs: "acts", query.OfArchive: "archive",
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

// LookTable is the query log as a table that is taken away.
func LookTable(s Scene, who string, at time.Time, a Looks) [][]string {
	head := []string{s.t("audit.column.number")}
	for _, name := range looksLog.columns {
		head = append(head, s.t("audit.column."+name))
	}
	rows := append(s.takenFrom(who, at, a.LogAsked), head)
	for _, l := range a.List {
		row := s.lookRow(l)
		rows = append(rows, []string{
			row.ID, row.At, joined(row.Who, row.Where), row.About, joined(row.What, row.Detail),
			joined(row.Purpose, row.Words), joined(row.Basis, row.Ground), row.Channel,
		})
	}
	return rows
}
