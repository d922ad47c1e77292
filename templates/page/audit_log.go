package page

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// LogAsked is what was asked of one of the logs that are audited, and under which
// entry it is shown.
type LogAsked struct {
	Typed  url.Values // what was typed, under the names of route
	Faults map[string]*fault.Error
	Entry  string // public id of this look itself
	Next   query.Place
	Most   int    // how many of a longer list are taken away; zero: all of them
	Reason string // why the table was to be taken away, as typed
	Fault  *fault.Error
}

// LogView is a page of one of the logs that are audited.
type LogView struct {
	Frame  layout.View
	Title  string
	Lead   string
	Errors component.ErrorSummaryView
	Filter component.FilterView
	Table  component.TableView
	Empty  *component.EmptyView
	Pager  component.PagerView
	Take   *SentForm
	Taking string // heading of the form
	Logged string // that this look is in the log too
}

// auditLog is one of them: where it lies, its words, and its columns.
type auditLog struct {
	section layout.NavKey
	page    string
	table   string
	words   string
	columns []string
	narrow  []string // those of a time, or of a word
}

func (s Scene) logView(
	b auditLog, a LogAsked, after query.Place, rows int, filter component.FilterView,
) LogView {
	title := s.t(b.words + ".title")
	v := LogView{
		Title: title, Lead: s.t(b.words + ".lead"), Filter: filter,
		Table: component.TableView{Caption: title, Quiet: true},
		Frame: s.deskFrame(b.section, layout.Link{Label: title}),
	}
	for _, name := range b.columns {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("audit.column." + name), Narrow: slices.Contains(b.narrow, name),
		})
	}
	v.Errors = component.Summarise(v.Filter.Fields)
	if a.Entry != "" {
		v.Logged = s.t("audit.logged", "ID", a.Entry)
	}
	if rows == 0 {
		v.Empty = &component.EmptyView{Title: s.t(b.words + ".none"), Text: s.t("audit.none_text")}
	} else {
		v.Take, v.Taking = s.logTaking(b, a), s.t("audit.take.title")
		if a.Fault != nil {
			v.Errors = component.Summarise(v.Take.Fields)
		}
	}
	v.Frame.Failed = len(a.Faults) > 0 || a.Fault != nil
	if !after.IsZero() {
		v.Pager.First = s.logHref(b, a.Typed, query.Place{})
	}
	if !a.Next.IsZero() {
		v.Pager.Next = s.logHref(b, a.Typed, a.Next)
	}
	return v
}

func (s Scene) logHref(b auditLog, typed url.Values, after query.Place) string {
	asked := maps.Clone(typed)
	if !after.IsZero() {
		if asked == nil {
			asked = url.Values{}
		}
		asked.Set(route.After, strconv.FormatInt(after.At.UnixMicro(), 10)+"."+strconv.FormatInt(after.ID, 10))
	}
	return s.href(route.With(b.page, asked))
}

// logTaking is the form by which lines of a log are taken away.
func (s Scene) logTaking(b auditLog, a LogAsked) *SentForm {
	f := &SentForm{
		Action: s.href(b.table), Submit: s.t("audit.take.submit"), Quiet: true,
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

// takenFrom are the first lines of a table that is taken away: who took it, when,
// why and under which entry, so that a copy tells where it came from, and whether it
// is all of what was asked for.
func (s Scene) takenFrom(who string, at time.Time, a LogAsked) [][]string {
	rows := [][]string{{s.t("audit.watermark", "Who", who, "At", s.Words.Instant(at), "Reason", a.Reason, "ID", a.Entry)}}
	if a.Most > 0 {
		rows = append(rows, []string{s.t("audit.cut", "Most", s.Words.Count(a.Most))})
	}
	return rows
}
