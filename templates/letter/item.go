package letter

import (
	"slices"

	"creditportal/internal/notice"
)

// item is one record, or one thing that is missing, with all that the letter
// says about it.
func (d Drawer) item(n notice.Notice, i int, it notice.Item) notice.Section {
	s := notice.Section{Title: d.words.T("notice.part.item")}
	if len(n.Facts.Items) > 1 {
		s.Title = d.words.T("notice.part.item_of", "Number", i+1, "All", len(n.Facts.Items))
	}
	s.Rows = slices.Concat(d.concerned(it), d.asked(it.Asking), d.outcome(it))
	s.Tables = slices.Concat(d.found(it.Found), d.changes(it.Changes))
	return s
}

// row is a term with what is said; nothing where nothing is.
func (d Drawer) row(term string, says ...string) []notice.Line {
	says = slices.DeleteFunc(slices.Clone(says), func(s string) bool { return s == "" })
	if len(says) == 0 {
		return nil
	}
	return []notice.Line{{Term: d.words.T("notice.term." + term), Says: says}}
}

func (d Drawer) concerned(it notice.Item) []notice.Line {
	ground := it.Ground
	if ground != "" {
		ground = d.words.T(ground)
	}
	return slices.Concat(
		d.row("label", it.Label), d.row("number", string(it.Number)), d.row("provider", it.Provider),
		d.row("document", it.Document), d.row("ground", ground), d.row("fields", d.words.List(it.Fields)),
		d.row("claim", it.Claim), d.row("joined", it.Joined),
	)
}

// asked is what somebody asks to see of somebody else, and why.
func (d Drawer) asked(a *notice.Asking) []notice.Line {
	if a == nil {
		return nil
	}
	until := ""
	if !a.Until.IsZero() {
		until = d.words.LongDate(a.Until)
	}
	return slices.Concat(
		d.row("enquirer", a.Enquirer), d.row("purpose", d.words.T(a.Purpose), a.Words),
		d.row("asked_items", a.Items...), d.row("days", d.words.T("notice.days", "Days", a.Days)),
		d.row("uses", d.words.T("notice.uses", "Uses", a.Uses)), d.row("until", until),
	)
}

func (d Drawer) outcome(it notice.Item) []notice.Line {
	var result []string
	if it.Result != "" {
		result = append(result, d.words.T(it.Result))
	}
	if !it.At.IsZero() {
		result = append(result, d.words.T("notice.since", "Day", d.words.LongDate(it.At)))
	}
	if it.Own {
		result = append(result, d.words.T("notice.sorry"))
	}
	annotation := ""
	if it.Annotation != "" {
		annotation = d.words.T(it.Annotation.Key())
	}
	return slices.Concat(
		d.row("result", result...), d.confirmed(it.Confirmed), d.row("reasons", it.Reasons...),
		d.row("annotation", annotation),
	)
}

// confirmed is the document by which a provider confirmed a repair.
func (d Drawer) confirmed(c *notice.Confirmation) []notice.Line {
	if c == nil {
		return nil
	}
	return d.row("confirmed", c.Number, d.words.LongDate(c.On))
}

func (d Drawer) found(list []notice.Finding) []notice.Table {
	if len(list) == 0 {
		return nil
	}
	t := notice.Table{Heads: []string{
		d.words.T("notice.head.source"), d.words.T("notice.head.field"), d.words.T("notice.head.text"),
	}}
	for _, f := range list {
		field := f.Field
		if field == "" {
			field = d.words.T("notice.whole")
		}
		t.Rows = append(t.Rows, []string{d.words.T(f.Source.Key()), field, f.Text})
	}
	return []notice.Table{t}
}

func (d Drawer) changes(list []notice.Alteration) []notice.Table {
	if len(list) == 0 {
		return nil
	}
	t := notice.Table{Heads: []string{
		d.words.T("notice.head.field"), d.words.T("notice.head.was"), d.words.T("notice.head.now"),
	}}
	for _, c := range list {
		t.Rows = append(t.Rows, []string{c.Field, d.said(c.Was), d.said(c.Now)})
	}
	return []notice.Table{t}
}

// said is the value, or that there is none.
func (d Drawer) said(value string) string {
	if value == "" {
		return d.words.T("notice.nothing")
	}
	return value
}
