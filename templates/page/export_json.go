package page

import (
	"net/url"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/web/route"
)

// Next returns the address of the page that follows; "" for none.
func (e Export) Next(found search.Listing) string {
	if found.Next.IsZero() {
		return ""
	}
	return e.address(route.JSON, with(e.query, route.After, found.Next.Encode()))
}

// JSON returns a page of the list as programs read it.
func (e Export) JSON(found search.Listing) ListJSON {
	s := e.scene
	list := ListJSON{
		Title: e.Title, Scope: e.Scope, URL: e.address("", e.query), Parameters: single(e.query),
		Total: TotalJSON{Count: found.Total.N, AtLeast: found.Total.Capped},
		Day:   s.Today, AsOf: civil.In(s.AsOf), Source: s.publisher(), Disclaimer: s.t("export.disclaimer"),
		Records: each(found.Rows, s.recordJSON), Next: e.Next(found),
	}
	if e.file == nil {
		list.List = e.id
	} else {
		list.Subject = s.fileJSON(*e.file)
	}
	return list
}

func (s Scene) fileJSON(f search.File) *FileJSON {
	subj := f.Subject
	j := FileJSON{
		SubjectJSON: SubjectJSON{
			Name: subj.Name, Code: subj.Code.String(), Kind: string(subj.Kind),
			URL: s.absolute(route.Subject(subj.Code.String())),
		},
		Standing: string(subj.Standing), Counts: map[string]int{},
	}
	for _, former := range subj.Former {
		j.Former = append(j.Former, FormerJSON{Name: former.Name, Until: former.Until})
	}
	for class, n := range f.Counts {
		j.Counts[string(class)] = n
	}
	return &j
}

// NewPageJSON returns one record as programs read it.
func NewPageJSON(s Scene, p search.Page) PageJSON {
	j := PageJSON{
		RecordJSON: s.recordJSON(p.Shown), Day: s.Today, AsOf: civil.In(s.AsOf), Source: s.publisher(),
		Disclaimer: s.t("export.disclaimer"),
		Fields: each(p.Shown.Fields, func(f disclosure.ShownField) FieldJSON {
			return FieldJSON{
				Code: f.Code, Label: f.Label, Kind: string(f.Kind), Value: f.Value, Missing: string(f.Missing),
			}
		}),
		Revisions: each(p.Revisions, s.revisionJSON),
		Lines: each(p.Ends.Lines, func(l disclosure.Line) LineJSON {
			return LineJSON{Basis: s.source(l), Last: l.Last, Governs: l.Last == p.Shown.DisclosedUntil}
		}),
	}
	return j
}

func single(query url.Values) map[string]string {
	values := map[string]string{}
	for name := range query {
		values[name] = query.Get(name)
	}
	return values
}

func (s Scene) recordJSON(sh disclosure.Shown) RecordJSON {
	r := RecordJSON{
		Number: string(sh.Number), URL: s.absolute(route.Record(sh.Number)),
		Subject: s.subjectJSON(sh), Class: string(sh.Class), Sort: s.sortOf(sh).Text, Honour: sh.Honour, Dual: sh.Dual,
		List: sh.List, Item: ItemJSON{Code: sh.Item, Name: sh.ItemName, Edition: sh.Edition},
		Severity: string(sh.Severity), Matter: sh.Matter, DocumentTitle: sh.DocumentTitle, DocumentNumber: sh.Document,
		Authority: sh.Authority, Provider: s.providerName(sh.Provider),
		DecidedOn: sh.DecidedOn, ListedOn: sh.ListedOn, ValidFrom: sh.ValidFrom, ValidTo: sh.ValidTo,
		LongTerm: sh.LongTerm, ReceivedOn: sh.ReceivedOn, DisclosedFrom: sh.DisclosedFrom,
		RepairableFrom: sh.RepairableFrom, Version: sh.Version,
	}
	if !sh.Endless() {
		r.DisclosedUntil = sh.DisclosedUntil
	}
	if sh.Annotation.Kind != record.NotAnnotated {
		r.Annotation = &AnnotationJSON{
			Kind: string(sh.Annotation.Kind), On: sh.Annotation.On, Text: s.annotationLine(sh),
		}
	}
	return r
}

func (s Scene) subjectJSON(sh disclosure.Shown) SubjectJSON {
	j := SubjectJSON{Name: sh.SubjectName, Code: sh.SubjectCode, Kind: string(sh.SubjectKind)}
	if href := s.subjectHref(sh); href != "" {
		j.URL = s.BaseURL + href
	}
	return j
}
