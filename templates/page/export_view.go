package page

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/search"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Export is a list or a credit file as it is taken home: in every form it says
// what it is, how it was narrowed, from when its data are and whose they are.
type Export struct {
	Title  string
	Scope  string
	Robots string // for search engines; "" where everything is allowed

	scene   Scene
	id      string       // of the list, or the code of the subject
	path    string       // of the page, without language and parameters
	query   url.Values   // that narrow the list, without the place in it
	filters []string     // in words
	file    *search.File // nil for a list
}

// NewListExport returns what a list is taken home as.
func NewListExport(s Scene, q ListQuery) Export {
	e := Export{
		Title: s.listTitle(q.List), Scope: s.scope(q.List), Robots: listRobots(q),
		scene: s, id: string(q.List), path: route.List(q.List), query: with(q.Typed, route.After, ""),
	}
	for _, chip := range s.chips(q) {
		e.filters = append(e.filters, chip.Label)
	}
	return e
}

// NewFileExport returns what the credit file of a subject is taken home as.
func NewFileExport(s Scene, f search.File) Export {
	name, code := f.Subject.Name, f.Subject.Code.String()
	return Export{
		Title: joined(s.t("subject_page.file"), name), Scope: s.t("subject_page.summary", "Name", name),
		Robots: "noarchive", scene: s, id: code, path: route.Subject(code), file: &f,
	}
}

// digestShown is how many hexadecimal digits of a digest stand in a file name.
const digestShown = 8

// FileName names the file by its list, what narrows it, and the state of the
// data; Latin letters alone, for every system can keep those.
func (e Export) FileName(form route.Form) string {
	narrowed := "all"
	if len(e.filters) > 0 || e.query.Get(route.Sort) != "" {
		query := url.Values{}
		for _, name := range append(route.Filters(), route.Sort) {
			if e.query.Has(name) {
				query.Set(name, e.query.Get(name))
			}
		}
		sum := sha256.Sum256([]byte(query.Encode()))
		narrowed = hex.EncodeToString(sum[:])[:digestShown]
	}
	at := civil.In(e.scene.AsOf).Format("20060102-1504")
	return slug(e.id) + "-" + narrowed + "-" + at + "." + string(form)
}

// slug keeps letters, digits and underlines.
func slug(text string) string {
	kept := []rune(text)
	return string(slices.DeleteFunc(kept, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_'
	}))
}

// address is that of the list in a form; of the page for "".
func (e Export) address(form route.Form, query url.Values) string {
	return e.scene.absolute(route.With(route.Export(e.path, form), query))
}

// absolute is an address with the site in front, in the reader's language.
func (s Scene) absolute(path string) string { return s.BaseURL + s.href(path) }

// publisher is the site with who runs it.
func (s Scene) publisher() string { return joined(s.siteName(), s.Site.Authority, s.Site.Operator) }

func (s Scene) siteName() string {
	if s.Site.Name != "" {
		return s.Site.Name
	}
	return s.t("layout.site.name")
}

// narrowing says in words what narrows the list.
func (e Export) narrowing() string {
	if len(e.filters) == 0 {
		return e.scene.t("export.whole")
	}
	return e.scene.Words.List(e.filters)
}

// exports are the forms in which a page can be taken home: beside its rows and
// in its head.
func (s Scene) exports(path string, query url.Values) (component.ExportView, []layout.Alternate) {
	v := component.ExportView{Label: s.t("export.label")}
	var heads []layout.Alternate
	for _, form := range route.Forms() {
		href := s.href(route.With(route.Export(path, form), query))
		name := s.t("export.form." + string(form))
		v.Links = append(v.Links, component.LinkView{Label: name, Href: href})
		heads = append(heads, layout.Alternate{Type: form.Type(), Title: name, Href: href})
	}
	return v, heads
}

// listExports are the forms of a list, narrowed as the page is.
func (s Scene) listExports(q ListQuery) (component.ExportView, []layout.Alternate) {
	if !q.Valid() {
		return component.ExportView{}, nil
	}
	query := with(q.Typed, route.Rows, "")
	return s.exports(route.List(q.List), query)
}
