package page

import (
	"net/url"
	"strconv"

	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// CheckQuery is what was pasted into the form that checks many at once.
type CheckQuery struct {
	Text    string
	Queries []search.Query
	Fault   *fault.Error
}

// CheckView is the form that checks many subjects at once, and its answer.
type CheckView struct {
	Frame  layout.View
	Title  string
	Lead   string
	Errors component.ErrorSummaryView
	Action string
	Field  component.FieldView
	Count  string
	Table  component.TableView
	Rows   []CheckedView
}

// CheckedView is one line of the answer.
type CheckedView struct {
	Typed            string
	Name, Href, Lang string
	Code             *component.CodeView
	State            component.SlipView
	Adverse, Further string
}

// NewCheckView builds the page that checks many at once.
func NewCheckView(s Scene, q CheckQuery, found []search.Checked) CheckView {
	title := s.t("check.title")
	v := CheckView{
		Title: title, Lead: s.t("check.lead", "Limit", search.MaxCheck), Action: s.href(route.Check),
		Field: component.FieldView{
			ID: "lines", Name: route.Lines, Kind: component.Lines, Label: s.t("check.label"),
			Hint: s.t("check.hint"), Value: q.Text, NoSpelling: true,
		},
	}
	if q.Fault != nil {
		v.Field.Fault = s.Words.Fault(q.Fault)
		v.Errors = component.Summarise([]component.FieldView{v.Field})
	}
	if len(found) > 0 {
		v.Count = joined(s.n("check.count", len(found)), s.asOf())
		v.Table = component.TableView{Caption: title, Quiet: true}
		for _, name := range checkColumns() {
			v.Table.Columns = append(v.Table.Columns, component.Column{
				Label: s.t("check.column." + name), Numeric: name == "adverse" || name == "further",
			})
		}
		v.Rows = each(found, s.checked)
	}
	v.Frame = s.frame(place{
		Title: title, Description: v.Lead, Crumbs: []layout.Link{{Label: title}}, Failed: q.Fault != nil,
		Modules: []string{copyModule},
	})
	return v
}

func checkColumns() []string { return []string{"typed", "subject", "state", "adverse", "further"} }

// checked is what is known of one line.
func (s Scene) checked(c search.Checked) CheckedView {
	v := CheckedView{Typed: c.Query.Text, State: s.checkState(c)}
	switch {
	case c.Subject != nil:
		code := c.Subject.Code.String()
		v.Name, v.Lang, v.Href = c.Subject.Name, s.chinese(), s.href(route.Subject(code))
		v.Code = &component.CodeView{Value: code, Label: s.t("record.fact.code")}
		v.Adverse = s.Words.Count(c.Counts[record.Adverse])
		v.Further = s.Words.Count(c.Counts[record.Further])
	case c.Others.N > 0:
		v.Name = s.t("check.see", "Count", s.Words.Count(c.Others.N))
		v.Href = s.href(route.With(route.SearchPage, url.Values{route.Keyword: {c.Query.Text}}))
	}
	return v
}

// checkState says whether the line named one subject, several or none; nothing
// on display is no praise.
func (s Scene) checkState(c search.Checked) component.SlipView {
	switch {
	case c.Subject != nil && c.Counts[record.Adverse] > 0:
		return component.SlipView{Tone: component.Adverse, Text: s.t("check.state.adverse")}
	case c.Subject != nil:
		return component.SlipView{Tone: component.Neutral, Text: s.t("check.state.found")}
	case c.Others.N > 0:
		return component.SlipView{Tone: component.Caution, Text: s.t("check.state.several")}
	case c.Query.Doubtful:
		return component.SlipView{Tone: component.Caution, Text: s.t("check.state.doubtful")}
	}
	return component.SlipView{Tone: component.Neutral, Text: s.t("check.state.none")}
}

// CheckRows are the lines of the answer as a table, head first.
func CheckRows(s Scene, found []search.Checked) [][]string {
	head := []string{
		s.t("check.column.typed"), s.t("check.column.subject"), s.t("record.fact.code"), s.t("check.column.state"),
		s.t("check.column.adverse"), s.t("check.column.further"),
	}
	rows := [][]string{head}
	for _, c := range found {
		row := []string{c.Query.Text, "", "", s.checkState(c).Text, "", ""}
		if c.Subject != nil {
			row[1], row[2] = c.Subject.Name, c.Subject.Code.String()
			row[4], row[5] = strconv.Itoa(c.Counts[record.Adverse]), strconv.Itoa(c.Counts[record.Further])
		}
		rows = append(rows, row)
	}
	return append(rows, []string{joined(s.t("check.note"), s.asOf())})
}
