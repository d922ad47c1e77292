package storybook

import (
	"github.com/a-h/templ"

	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// draw builds the view of a telling as the door does, and draws its page.
func (st stock) draw(s page.Scene, t pageTelling) (templ.Component, error) {
	switch t.Page {
	case "home":
		return page.Home(page.NewHomeView(s, st.home(t), st.figures(t))), nil
	case "list":
		return page.List(page.NewListView(s, t.list(), st.listing(t))), nil
	case "record":
		return page.Record(page.NewRecordView(s, st.record(t))), nil
	case "subject":
		return page.Subject(page.NewSubjectView(s, st.file(t))), nil
	case "search":
		q, err := search.Parse(t.Query)
		asked := page.SearchQuery{Typed: t.Query, Query: q, Part: route.InAll, Rows: route.Sizes()[0]}
		return page.Search(page.NewSearchView(s, asked, st.results(t, q))), err
	case "statistics":
		return page.Statistics(page.NewStatisticsView(s, st.figures(t))), nil
	case "check":
		return st.check(s, t)
	case "display":
		return page.Plain(page.NewDisplayView(s)), nil
	case "error":
		return page.Plain(page.NewErrorView(s, page.Failure{Status: t.Status, ID: "7QK4M2XD8R"})), nil
	}
	return st.written(s, t)
}

// rows are those of the stock with the names.
func (st stock) rows(names []string) []disclosure.Shown {
	var rows []disclosure.Shown
	for _, name := range names {
		rows = append(rows, st.Rows[name])
	}
	return rows
}

// total is how many there are: as many as are shown, or more than are counted.
func (t pageTelling) total(n int) search.Total {
	if t.Capped {
		return search.Total{N: search.CountCap, Capped: true}
	}
	return search.Total{N: n}
}

func (st stock) home(t pageTelling) search.Home {
	adverse, good := st.rows(t.Rows), st.rows(t.Good)
	return search.Home{
		Adverse: adverse, Favourable: good, AdverseTotal: t.total(len(adverse)), FavourableTotal: t.total(len(good)),
		OnDisplay: t.total(len(adverse) + len(good)),
	}
}

func (st stock) figures(t pageTelling) search.Figures {
	if t.Figures {
		return st.Figures
	}
	return search.Figures{}
}

func (t pageTelling) list() page.ListQuery {
	q := page.ListQuery{
		List: search.AdverseList, Typed: values(t.Typed), Faults: map[string]*fault.Error{}, Rows: route.Sizes()[0],
		Filter: search.Filter{List: search.AdverseList},
	}
	for name, key := range t.Refused {
		q.Faults[name] = &fault.Error{Kind: fault.Invalid, Key: key}
	}
	return q
}

func (st stock) listing(t pageTelling) search.Listing {
	rows := st.rows(t.Rows)
	found := search.Listing{
		Rows: rows, Total: t.total(len(rows)), Facets: search.Facets{
			Items: st.Figures.Items, Authorities: st.Figures.Authorities, Kinds: st.Figures.Kinds,
		},
	}
	if t.Capped {
		last := rows[len(rows)-1]
		found.Next = search.Cursor{On: last.ListedOn, ID: last.SubjectID, Depth: search.MaxDepth}
	}
	return found
}

func (st stock) record(t pageTelling) search.Page {
	shown := st.Rows[t.Rows[0]]
	p := search.Page{Shown: shown}
	if !shown.Endless() {
		p.Ends = disclosure.Ends{Last: shown.DisclosedUntil, Lines: st.Lines}
	}
	if !shown.RepairableFrom.IsZero() {
		p.Ends.Repair, p.Ends.RepairFrom = disclosure.RepairFrom, shown.RepairableFrom
	}
	if t.Revised {
		p.Revisions = st.Revisions
	}
	if t.Modes {
		p.Siblings = st.rows([]string{"annotated", "licence"})
	}
	return p
}

func (st stock) file(t pageTelling) search.File {
	f := search.File{Subject: st.Subjects[t.Subject], Rows: st.rows(t.Rows), Counts: map[record.Class]int{}}
	for _, row := range f.Rows {
		f.Counts[row.Class]++
	}
	if t.Capped {
		last := f.Rows[len(f.Rows)-1]
		f.Next = search.Cursor{On: last.ListedOn, ID: last.SubjectID, Depth: len(f.Rows)}
	}
	return f
}

func (st stock) results(t pageTelling, q search.Query) search.Results {
	found := search.Results{Query: q, Records: st.rows(t.Rows), RecordTotal: t.total(len(t.Rows))}
	if subj, ok := st.Subjects[t.Subject]; ok {
		found.Subjects = []search.Match{{Hit: search.Hit{ID: subj.ID, Why: search.ByPart}, Subject: subj}}
		found.SubjectTotal = t.total(1)
	}
	if t.Query != "" && len(t.Rows)+len(found.Subjects) == 0 {
		found.RecordTotal = search.Total{}
	}
	return found
}

func (st stock) check(s page.Scene, t pageTelling) (templ.Component, error) {
	asked := page.CheckQuery{Text: t.Query}
	var found []search.Checked
	if t.Query != "" {
		q, err := search.Parse(t.Query)
		if err != nil {
			return nil, err
		}
		asked.Queries = []search.Query{q}
		checked := search.Checked{Query: q}
		if subj, ok := st.Subjects[t.Subject]; ok {
			checked.Subject, checked.Counts = &subj, map[record.Class]int{record.Adverse: 2, record.Further: 1}
		}
		found = append(found, checked)
	}
	return page.Check(page.NewCheckView(s, asked, found)), nil
}
