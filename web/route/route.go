// Package route knows the address of every page: the patterns that the table
// of doors uses, and functions that fill them in for templates. Addresses carry
// no language; an English page has the same path below /en.
package route

import (
	"net/url"
	"strconv"
	"strings"

	"creditportal/internal/audit"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/search"
)

// The patterns of the public pages.
const (
	Home        = "/"
	SearchPage  = "/search"
	Disclosures = "/disclosures/:list"
	Lists       = "/lists/:list"
	Records     = "/records/:no"
	RecordSheet = "/records/:no/print"
	Subjects    = "/subjects/:code"
	FileSheet   = "/subjects/:code/print"
	Catalog     = "/catalog"
	Editions    = "/catalog/:edition"
	Rules       = "/rules"
	LegalBasis  = "/legal-basis"
	Check       = "/check"
	Statistics  = "/statistics"
	Services    = "/services"
	ServicePage = "/services/:kind"
	RepairBlank = "/services/repair/print" // the form of the commitment
	SelfQuery   = "/services/self-query"
	Display     = "/display"
	Verify      = "/verify"
)

// The patterns of the pages for those who have signed in, and of the way there.
const (
	SignIn      = "/signin"
	SignInCode  = "/signin/code"
	SignOut     = "/signout"
	OwnAccount  = "/account"
	OwnPassword = "/account/password"
	OwnSessions = "/account/sessions"
	Own         = "/my"
	OwnFiling   = "/my/objections"
	NewFiling   = "/my/objections/new"
	NewRepair   = "/my/repairs/new"
	NewDeletion = "/my/deletions/new"
	Requests    = "/requests/:id"
	RequestFile = "/requests/:id/files/:file"
	Acts        = "/requests/:id/:item/:act"
	OwnLetters  = "/my/letters"
	LetterPage  = "/letters/:id"
	LetterPaper = "/letters/:id/letter.pdf"
	OwnReports  = "/my/report"
	ReportPage  = "/my/reports/:id"
	ReportPaper = "/my/reports/:id/report.pdf"
	DemoClock   = "/demo/clock"
	DemoMail    = "/demo/mail"
)

// Request returns the address of a request.
func Request(publicID string) string { return "/requests/" + publicID }

// FileOf returns the address of a file of a request.
func FileOf(publicID, file string) string { return Request(publicID) + "/files/" + file }

// LetterOf returns the address of a letter.
func LetterOf(publicID string) string { return "/letters/" + publicID }

// PaperOf returns the address of a letter as it goes to paper.
func PaperOf(publicID string) string { return LetterOf(publicID) + "/letter.pdf" }

// Report returns the address of a credit report.
func Report(publicID string) string { return "/my/reports/" + publicID }

// ReportPaperOf returns the address of a credit report as it goes to paper.
func ReportPaperOf(publicID string) string { return Report(publicID) + "/report.pdf" }

// Act returns the address of an act upon an item of a request.
func Act(publicID string, item int64, do audit.Act) string {
	return Request(publicID) + "/" + strconv.FormatInt(item, 10) + "/" + ActName(do)
}

// RepairOf returns the address of the form of an application for the repair of the
// record.
func RepairOf(n record.Number) string {
	return With(NewRepair, url.Values{OfRecord: {string(n)}})
}

// DeletionOf returns the address of the page on which the record is deleted.
func DeletionOf(n record.Number) string {
	return With(NewDeletion, url.Values{OfRecord: {string(n)}})
}

// ObjectTo is the address of a form that begins an objection to the record on the
// ground.
func ObjectTo(n record.Number, ground objection.Ground) string {
	return With(NewFiling, url.Values{OfRecord: {string(n)}, Ground: {string(ground)}})
}

// ActName is the last part of the address of an act: forward for
// objection.forward.
func ActName(do audit.Act) string {
	_, name, _ := strings.Cut(string(do), ".")
	return name
}

// The patterns of what machines read; these have no language.
const (
	Static      = "/static/:hash/:name"
	Figure      = "/statistics/:figure"
	Robots      = "/robots.txt"
	Sitemap     = "/sitemap.xml"
	SitemapPart = "/sitemap/:part"
	SecurityTxt = "/.well-known/security.txt"
	OpenAPI     = "/openapi.yaml"
	Live        = "/livez"
	Ready       = "/readyz"
	Reports     = "/csp-report"
)

// Record returns the address of a record.
func Record(n record.Number) string { return "/records/" + string(n) }

// RecordTwin returns the address of a record as programs read it.
func RecordTwin(n record.Number) string { return Record(n) + RecordAs }

// Subject returns the address of the credit file of the subject with the code.
func Subject(code string) string { return "/subjects/" + url.PathEscape(code) }

// Sheet returns the address of a record or credit file as it goes to paper.
func Sheet(path string) string { return path + sheetEnd }

// Sheetless returns the address of which the path is the sheet, and whether it
// is one.
func Sheetless(path string) (string, bool) { return strings.CutSuffix(path, sheetEnd) }

const sheetEnd = "/print"

// List returns the address of a list: one of the portal's own, or a list that
// the catalog names.
func List(l search.List) string {
	switch l {
	case search.AdverseList, search.FavourableList, search.DualList:
		return "/disclosures/" + string(l)
	case search.EveryRecord:
		return SearchPage
	}
	return "/lists/" + url.PathEscape(string(l))
}

// Service is a kind of service, as addresses name it.
type Service string

// The services that have a start page of their own kind.
const (
	Objection Service = "objection"
	Repair    Service = "repair"
	Deletion  Service = "deletion"
	Query     Service = "query"
)

// ServiceStart returns the address where the service begins.
func ServiceStart(kind Service) string { return "/services/" + string(kind) }

// FigureFile returns the address of the numbers of a figure as a table.
func FigureFile(name string) string { return "/statistics/" + name + ".csv" }

// Edition returns the address of an edition of the catalog.
func Edition(id string) string { return "/catalog/" + url.PathEscape(id) }

// Book returns the address of what a statute book states.
func Book(id string) string { return Rules + "#" + url.PathEscape(id) }

// Item returns the address of an item in an edition of the catalog.
func Item(edition, code string) string { return Edition(edition) + "#" + url.PathEscape(code) }

// Part returns the address of a part of the site map: of the pages that are
// always there, or of records and subjects, counted from 1.
func Part(name string) string { return "/sitemap/" + name }

// With appends parameters to an address; none leaves it as it is.
func With(path string, query url.Values) string {
	if encoded := query.Encode(); encoded != "" {
		return path + "?" + encoded
	}
	return path
}
