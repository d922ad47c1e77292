package portaltest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/disclosure"
	"creditportal/internal/query"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/web/route"
)

// surface is a place where a record may be met.
type surface struct {
	name   string
	viewer disclosure.Viewer // whose it is
	one    bool              // it is asked for one record, not for all of a subject
	bare   bool              // it names the record alone: neither its document nor an annotation
	// read is what it says, and whether it is a surface of that record at all.
	read func(g *gallery, p *piece) (string, bool)
}

// add puts what the surface says of the record among the texts.
func (s surface) add(g *gallery, p *piece, texts map[string]string) {
	g.Helper()
	if text, is := s.read(g, p); is {
		texts[s.name] = text
	}
}

// surfacesOf are all places where a record may be met. Whoever builds one enters it
// here, and with that it is held to what anybody may see (TestEverySurfaceShowsWhat…)
// and to showing every end and change of a record with its next answer
// (TestWhateverEndsOrChanges…): the measures that rest on a record, and the message to
// the city platform, enter themselves when they are built.
var surfacesOf = slices.Concat(toAnyone([]surface{
	{name: "page", one: true, read: onPage(func(p *piece) string { return route.Record(p.Number) })},
	{name: "page in English", one: true, read: onPage(func(p *piece) string { return "/en" + route.Record(p.Number) })},
	{name: "page on paper", one: true, read: onPage(func(p *piece) string { return route.Record(p.Number) + "/print" })},
	{name: "page as data", one: true, read: onPage(func(p *piece) string { return route.RecordTwin(p.Number) })},
	{name: "page that a browser has kept", one: true, read: asBefore(func(p *piece) string { return route.Record(p.Number) })},
	{name: "list that a browser has kept", read: ofCoded(asBefore(func(p *piece) string { return listOf(p, "") }))},
	{name: "search", one: true, bare: true, read: bySearch},
	{name: "count", one: true, bare: true, read: byCount},
	{name: "facet", one: true, bare: true, read: byFacet},
	{name: "site map", bare: true, read: at(func(*piece) string { return "/sitemap/1" })},
	{name: "list", read: onList("")},
	{name: "list as text", read: onList(route.AsCSV)},
	{name: "list as sheet", read: onList(route.AsXLSX)},
	{name: "list as data", read: onList(route.AsJSON)},
	{name: "list as feed", read: onList(route.AsAtom)},
	{name: "credit file", read: onFile("")},
	{name: "credit file as text", read: onFile(route.AsCSV)},
	{name: "credit file as sheet", read: onFile(route.AsXLSX)},
	{name: "credit file as data", read: onFile(route.AsJSON)},
	{name: "credit file as feed", read: onFile(route.AsAtom)},
	{name: "credit file on paper", read: onFile("/print")},
}), []surface{
	{name: "own file", viewer: disclosure.Self, read: ownFile},
	{name: "own report", viewer: disclosure.Self, read: ownReport},
	{name: "own page", viewer: disclosure.Self, read: ownPage},
	{name: "own report as page", viewer: disclosure.Self, read: ownReportPage},
	{name: "own report on paper", viewer: disclosure.Self, read: ownReportPaper},
	{name: "authorised query", viewer: disclosure.ByLetter, read: authorisedQuery},
	{name: "report by consent", viewer: disclosure.ByLetter, read: consented},
	{name: "window", viewer: disclosure.Oversight, read: atWindow},
})

func toAnyone(list []surface) []surface {
	for i := range list {
		list[i].viewer = disclosure.Anyone
	}
	return list
}

// at asks for an address.
func at(address func(*piece) string) func(*gallery, *piece) (string, bool) {
	return func(g *gallery, p *piece) (string, bool) {
		g.Helper()
		path := address(p)
		return asked(g, g.handler, int64(len(path)), path), true
	}
}

// onPage asks for a page of the record, which says its number also where it is none.
func onPage(address func(*piece) string) func(*gallery, *piece) (string, bool) {
	return func(g *gallery, p *piece) (string, bool) {
		g.Helper()
		if answer := get(g.handler, address(p)); answer.Code == http.StatusOK {
			return answer.Body.String(), true
		}
		return "", true
	}
}

// homeCopy is what a browser keeps of an answer.
type homeCopy struct{ tag, body string }

// asBefore asks as a browser that was here before: what it has kept it shows again where
// the portal says that nothing is new.
func asBefore(address func(*piece) string) func(*gallery, *piece) (string, bool) {
	return func(g *gallery, p *piece) (string, bool) {
		g.Helper()
		path := address(p)
		has := g.kept[path]
		ask := httptest.NewRequest(http.MethodGet, path, nil)
		if has.tag != "" {
			ask.Header.Set("If-None-Match", has.tag)
		}
		answer := httptest.NewRecorder()
		g.handler.ServeHTTP(answer, ask)
		switch answer.Code {
		case http.StatusOK:
			has = homeCopy{answer.Header().Get("ETag"), answer.Body.String()}
		case http.StatusNotModified:
		default:
			has = homeCopy{}
		}
		if g.kept == nil {
			g.kept = map[string]homeCopy{}
		}
		g.kept[path] = has
		return has.body, true
	}
}

// ofCoded is a surface of subjects with a code alone: natural persons have none.
func ofCoded(read func(*gallery, *piece) (string, bool)) func(*gallery, *piece) (string, bool) {
	return func(g *gallery, p *piece) (string, bool) {
		g.Helper()
		if p.subject.Code.IsZero() {
			return "", false
		}
		return read(g, p)
	}
}

// listOf is the list in which the record stands, cut to its subject.
func listOf(p *piece, form string) string {
	list := search.AdverseList
	if p.Honour {
		list = search.FavourableList
	}
	return route.List(list) + form + "?" + url.Values{"q": {p.subject.Code.String()}, "rows": {"100"}}.Encode()
}

func onList(form string) func(*gallery, *piece) (string, bool) {
	return ofCoded(at(func(p *piece) string { return listOf(p, form) }))
}

func onFile(form string) func(*gallery, *piece) (string, bool) {
	return ofCoded(at(func(p *piece) string { return route.Subject(p.subject.Code.String()) + form }))
}

func bySearch(g *gallery, p *piece) (string, bool) {
	g.Helper()
	answer := asked(g, g.handler, int64(p.Row), "/search?q="+url.QueryEscape(p.DocumentNumber))
	return strings.ReplaceAll(answer, p.DocumentNumber, ""), true // what was typed stands in the field
}

// byCount is the number of the record where the list of those with its document number
// counts one, and the list as data says what it counts.
func byCount(g *gallery, p *piece) (string, bool) {
	g.Helper()
	address, _, _ := strings.Cut(listOf(p, route.AsJSON), "?")
	text := asked(g, g.handler, int64(p.Row), address+"?q="+url.QueryEscape(p.DocumentNumber))
	var read struct {
		Total   struct{ Count int }
		Records []struct{ Number string }
	}
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		g.Fatalf("%s: %v", text, err)
	}
	if read.Total.Count != len(read.Records) {
		g.Errorf("%s: %d are counted and %d shown", p.row, read.Total.Count, len(read.Records))
	}
	return strings.Repeat(string(p.Number), read.Total.Count), true
}

// byFacet is the number of the record where what is offered to choose from counts one
// of its document number.
func byFacet(g *gallery, p *piece) (string, bool) {
	g.Helper()
	q, err := search.Parse(p.DocumentNumber)
	if err != nil {
		g.Fatal(err)
	}
	list := search.AdverseList
	if p.Honour {
		list = search.FavourableList
	}
	found, err := g.deps.Register.List(context.Background(), search.Filter{List: list, Keyword: q}, g.deps.Today(),
		search.Cursor{}, 1)
	if err != nil {
		g.Fatal(err)
	}
	n := 0
	for _, f := range found.Facets.Items {
		n += f.Count
	}
	return strings.Repeat(string(p.Number), n), true
}

// once is the key of an operation that was never done before.
func (g *gallery) once() string {
	g.ops++
	return fmt.Sprintf("gallery %d", g.ops)
}

// itself is the subject of the record, as who acts for it.
func (p *piece) itself() actor.Actor {
	return actor.Actor{Side: actor.Subject, Role: actor.OrgAgent, Account: 9, Subject: p.Subject, Name: "示例本人"}
}

func ownFile(g *gallery, p *piece) (string, bool) {
	g.Helper()
	file, err := g.deps.Desk.OwnFile(context.Background(), p.itself(), query.Page)
	if err != nil {
		g.Fatal(err)
	}
	return fmt.Sprint(file.Lines), true
}

func ownReport(g *gallery, p *piece) (string, bool) {
	g.Helper()
	made, err := g.deps.Reports.Issue(context.Background(), p.itself(), g.once())
	if err != nil {
		g.Fatal(err)
	}
	_, content, err := g.deps.Reports.Open(context.Background(), made, p.itself())
	if err != nil {
		g.Fatal(err)
	}
	return fmt.Sprint(content), true
}

// own is the browser of whoever speaks for the subject of the record; nil for nobody.
func (g *gallery) own(p *piece) *visitor {
	login, ok := map[subject.Kind]string{subject.LegalPerson: "agent", subject.Person: "person"}[p.subject.Kind]
	if !ok {
		return nil
	}
	return g.as(login)
}

// as is the browser in which somebody has signed in.
func (g *gallery) as(login string) *visitor {
	g.Helper()
	if g.browsers == nil {
		g.browsers = map[string]*visitor{}
	}
	if g.browsers[login] == nil {
		g.browsers[login] = g.signIn(login)
	}
	return g.browsers[login]
}

func ownPage(g *gallery, p *piece) (string, bool) {
	g.Helper()
	v := g.own(p)
	if v == nil {
		return "", false
	}
	page := v.get("/my")
	page.doc.Find(`main a[href*="/requests/"]`).Closest("tr, li").Remove() // one's requests name their records for good
	return main(page), true
}

func ownReportPage(g *gallery, p *piece) (string, bool) {
	g.Helper()
	v := g.own(p)
	if v == nil {
		return "", false
	}
	g.made = v.asksAboutOneself()
	return main(g.made), true
}

// ownReportPaper is the report of ownReportPage as it is taken home.
func ownReportPaper(g *gallery, p *piece) (string, bool) {
	g.Helper()
	v := g.own(p)
	if v == nil {
		return "", false
	}
	paper, _ := v.download(g.made.path + "/report.pdf")
	return printed(g.TB, paper), true
}

// authorisedQuery is what an enquirer reads under the authorisation of the subject.
func authorisedQuery(g *gallery, _ *piece) (string, bool) {
	g.Helper()
	if g.authorised == "" {
		return "", false
	}
	v := g.as("agent2")
	page := v.get(g.authorised + "/report")
	if page.doc.Find(`main form[action$="/view"]`).Length() > 0 {
		page = v.sendsTo(page, "/view", nil)
	}
	if page.path != g.authorised+"/report" {
		return "", true
	}
	return main(page), true
}

func consented(g *gallery, p *piece) (string, bool) {
	g.Helper()
	enquirer := actor.Actor{Side: actor.Subject, Role: actor.OrgAgent, Account: 8, Subject: 8, Name: "示例供应商"}
	_, content, err := g.deps.Reports.Consented(context.Background(), enquirer, query.ByConsent{
		Ground: "gallery", Use: g.once(), Subject: p.Subject, Items: []string{"A03", "A06", "B06", "F01"},
		Purpose: query.Business, Through: query.Report,
	}, "示例供应商")
	if err != nil {
		g.Fatal(err)
	}
	return fmt.Sprint(content), true
}

func atWindow(g *gallery, p *piece) (string, bool) {
	g.Helper()
	file, err := g.deps.Desk.FileFor(context.Background(), clerk, p.Subject)
	if err != nil {
		g.Fatal(err)
	}
	return fmt.Sprint(file.Lines), true
}
