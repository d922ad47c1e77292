package component

import "github.com/a-h/templ"

// SpineView is the head of a record or subject.
type SpineView struct {
	Tone  Tone   // of the class
	Class string // in words: colour never says it alone
	Title string
	Lang  string // language of the title where it is not the page's
}

// TabsView is the parts of a page.
type TabsView struct {
	Label string
	Tabs  []TabView
}

// TabView is one part.
type TabView struct {
	Label   string
	Note    string // usually a count
	Href    string
	Current bool
}

// EmptyView says what would be here, why it is not, and what to do next.
type EmptyView struct {
	Title string
	Text  string
	Next  []LinkView
}

// ExportView is the forms in which what a page shows can be taken home.
type ExportView struct {
	Label string
	Links []LinkView
}

// RecordRow is one record in brief.
type RecordRow struct {
	Day, ISO string
	Title    string
	Detail   string
	Href     string
	Slips    []SlipView
	Lang     string // language of title and detail where it is not the page's
}

func currentPage(is bool) templ.Attributes {
	if !is {
		return nil
	}
	return templ.Attributes{"aria-current": "page"}
}
