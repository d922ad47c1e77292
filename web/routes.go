package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/i18n"
	"creditportal/web/route"
)

// nature is what an answer is, which decides how it may be kept.
type nature string

// The natures of answers.
const (
	public  nature = "public"  // a page in each language, asked for anew each time, with an ETag
	data    nature = "data"    // taken home, in each language, with an ETag
	machine nature = "machine" // read by programs at one address, with an ETag
	file    nature = "file"    // its address changes with its content: kept for ever
	spoken  nature = "spoken"  // the answer to a form, in each language: not kept
	asked   nature = "asked"   // a form that needs no account, in each language: not kept
	own     nature = "own"     // for one holder of an account, in each language: not kept
	never   nature = "never"   // not kept
)

// door is one row of the table: its print-out is the authorisation matrix.
type door struct {
	method  string // GET stands for GET and HEAD
	pattern string
	who     who
	nature  nature
	open    func(*Server, echo.Context) error
}

// doors is every address of the portal; nothing else is answered.
func doors() []door {
	return append([]door{
		{http.MethodGet, route.Home, anyone, public, (*Server).showHome},
		{http.MethodGet, route.SearchPage, anyone, public, (*Server).showSearch},
		{http.MethodGet, route.Disclosures, anyone, public, (*Server).showDisclosures},
		{http.MethodGet, route.Lists, anyone, public, (*Server).showCatalogList},
		{http.MethodGet, route.Records, anyone, public, (*Server).showRecord},
		{http.MethodGet, route.RecordSheet, anyone, public, (*Server).showRecord},
		{http.MethodGet, route.Subjects, anyone, public, (*Server).showSubject},
		{http.MethodGet, route.FileSheet, anyone, public, (*Server).showSubject},
		{http.MethodGet, route.Catalog, anyone, public, (*Server).showCatalog},
		{http.MethodGet, route.Editions, anyone, public, (*Server).showEdition},
		{http.MethodGet, route.Rules, anyone, public, (*Server).showRules},
		{http.MethodGet, route.LegalBasis, anyone, public, (*Server).showLegalBasis},
		{http.MethodGet, route.Check, anyone, public, (*Server).showCheck},
		{http.MethodPost, route.Check, anyone, spoken, (*Server).takeCheck},
		{http.MethodGet, route.Statistics, anyone, public, (*Server).showStatistics},
		{http.MethodGet, route.Services, anyone, public, (*Server).showServices},
		{http.MethodGet, route.SelfQuery, anyone, public, (*Server).showSelfQuery},
		{http.MethodGet, route.ServicePage, anyone, public, (*Server).showService},
		{http.MethodGet, route.RepairBlank, anyone, public, (*Server).showCommitment},
		{http.MethodGet, route.Columns, anyone, public, (*Server).showColumn},
		{http.MethodGet, route.Pieces, anyone, public, (*Server).showPiece},
		{http.MethodGet, route.PieceSheet, anyone, public, (*Server).showPiece},
		{http.MethodGet, route.HelpHome, anyone, public, (*Server).showHelp},
		{http.MethodGet, route.HelpPages, anyone, public, (*Server).showHelpPage},
		{http.MethodGet, route.SiteMap, anyone, public, (*Server).showSiteMap},
		{http.MethodGet, route.Display, anyone, public, (*Server).showDisplay},
		{http.MethodGet, route.Static, anyone, file, (*Server).sendAsset},
		{http.MethodGet, route.Figure, anyone, machine, (*Server).sendFigure},
		{http.MethodGet, route.Robots, anyone, machine, (*Server).sendRobots},
		{http.MethodGet, route.Sitemap, anyone, machine, (*Server).sendSitemap},
		{http.MethodGet, route.SitemapPart, anyone, machine, (*Server).sendSitemapPart},
		{http.MethodGet, route.SecurityTxt, anyone, machine, (*Server).sendSecurityText},
		{http.MethodGet, route.OpenAPI, anyone, machine, (*Server).sendOpenAPI},
		{http.MethodGet, route.Live, anyone, never, (*Server).sayLive},
		{http.MethodGet, route.Ready, anyone, never, (*Server).sayReady},
		{http.MethodPost, route.Reports, anyone, never, (*Server).takeReport},
	}, furtherDoors()...)
}

// furtherDoors are those that stand in tables of their own.
func furtherDoors() []door {
	return slices.Concat(
		exportDoors(), accountDoors(), feedbackDoors(), officeDoors(), receiptDoors(), windowDoors(), calendarDoors(),
		partyDoors(), staffDoors(), filingDoors(), repairDoors(), deletionDoors(), presentedDoors(), reportDoors(),
		ledgerDoors(), auditDoors(), alertDoors(), authorisationDoors(), paperDoors(), correctionDoors(),
	)
}

// accountDoors lead in, and to what belongs to an account.
func accountDoors() []door {
	return []door{
		{http.MethodGet, route.SignIn, anyone, own, (*Server).showSignIn},
		{http.MethodPost, route.SignIn, anyone, own, (*Server).takeSignIn},
		{http.MethodGet, route.SignInCode, anyone, own, (*Server).showCode},
		{http.MethodPost, route.SignInCode, anyone, own, (*Server).takeCode},
		{http.MethodPost, route.SignOut, signedIn, own, (*Server).takeSignOut},
		{http.MethodGet, route.OwnAccount, signedIn, own, (*Server).showAccount},
		{http.MethodPost, route.OwnPassword, signedIn, own, (*Server).takePassword},
		{http.MethodPost, route.OwnSessions, signedIn, own, (*Server).takeEnd},
		{http.MethodGet, route.Own, subjects, own, (*Server).showOwn},
		{http.MethodGet, route.Requests, parties, own, (*Server).showRequest},
		{http.MethodGet, route.RequestFile, parties, own, (*Server).sendFile},
		{http.MethodGet, route.Acts, parties, own, (*Server).showAct},
		{http.MethodPost, route.Acts, parties, own, (*Server).takeAct},
		{http.MethodGet, route.OwnLetters, parties, own, (*Server).showLetters},
		{http.MethodGet, route.LetterPage, parties, own, (*Server).showLetter},
		{http.MethodGet, route.LetterPaper, parties, own, (*Server).sendPaper},
		{http.MethodGet, route.Verify, anyone, spoken, (*Server).showVerify},
		{http.MethodPost, route.Verify, anyone, spoken, (*Server).takeVerify},
		{http.MethodGet, route.DemoClock, anyone, own, (*Server).showDemoClock},
		{http.MethodPost, route.DemoClock, anyone, own, (*Server).takeDemoClock},
		{http.MethodGet, route.DemoMail, anyone, own, (*Server).showDemoMail},
	}
}

// officeDoors lead those who work on requests to what they work with.
func officeDoors() []door {
	return []door{
		{http.MethodGet, route.Matters, signedIn, own, (*Server).showMatters},
		{http.MethodGet, route.Desk, operators, own, (*Server).showDesk},
		{http.MethodGet, route.Docket, operators, own, (*Server).showDocket},
		{http.MethodGet, route.DocketTable, operators.steppedUp(), own, (*Server).sendDocket},
		{http.MethodPost, route.DocketBulk, officers, own, (*Server).takeBulk},
		{http.MethodPost, route.DocketViews, operators, own, (*Server).takeView},
		{http.MethodPost, route.DocketDrop, operators, own, (*Server).takeViewDrop},
		{http.MethodGet, route.OwnActs, staff, own, (*Server).showDeeds},
		{http.MethodGet, route.OwnActsTable, staff, own, (*Server).sendDeeds},
		{http.MethodGet, route.Endings, keepers, own, (*Server).showEndings},
		{http.MethodGet, route.ProviderDesk, answerers, own, (*Server).showProviderDesk},
		{http.MethodGet, route.AuthorityDesk, authority, own, (*Server).showAuthorityDesk},
		{http.MethodGet, route.OverdueItems, authority, own, (*Server).showOverdue},
		{http.MethodGet, route.OpenPersonal, authority, own, (*Server).showPersonal},
		{http.MethodPost, route.OpenPersonal, authority, own, (*Server).takePersonal},
		{http.MethodPost, route.Remarks, handlers, own, (*Server).takeRemark},
	}
}

// staffDoors lead to where accounts are made and rights given, and where
// somebody proves that it is they.
func staffDoors() []door {
	return []door{
		{http.MethodGet, route.StepUp, signedIn, own, (*Server).showStepUp},
		{http.MethodPost, route.StepUp, signedIn, own, (*Server).takeStepUp},
		{http.MethodPost, route.Alive, signedIn, own, (*Server).sayAlive},
		{http.MethodGet, route.Welcome, anyone, own, (*Server).showWelcome},
		{http.MethodPost, route.Welcome, anyone, own, (*Server).takeWelcome},
		{http.MethodPost, route.OwnRecovery, signedIn.steppedUp(), own, (*Server).takeRecovery},
		{http.MethodGet, route.OwnSecret, signedIn.steppedUp(), own, (*Server).showSecret},
		{http.MethodPost, route.OwnSecret, signedIn.steppedUp(), own, (*Server).takeSecret},
		{http.MethodGet, route.Staff, accountAdmins, own, (*Server).showStaff},
		{http.MethodGet, route.StaffNew, systemAdmins, own, (*Server).showStaffNew},
		{http.MethodPost, route.StaffNew, systemAdmins.steppedUp(), own, (*Server).takeStaffNew},
		{http.MethodPost, route.StaffAsks, accountAdmins.steppedUp(), own, (*Server).takeAsk},
		{http.MethodGet, route.StaffAccount, accountAdmins, own, (*Server).showStaffAccount},
		{http.MethodPost, route.StaffLink, systemAdmins.steppedUp(), own, (*Server).takeLink},
		{http.MethodPost, route.StaffState, accountAdmins.steppedUp(), own, (*Server).takeState},
		{http.MethodPost, route.StaffGrant, securityAdmins.steppedUp(), own, (*Server).takeGrant},
		{http.MethodPost, route.StaffRevoke, securityAdmins.steppedUp(), own, (*Server).takeRevoke},
		{http.MethodPost, route.StaffSessions, accountAdmins.steppedUp(), own, (*Server).takeStaffSession},
		{http.MethodGet, route.UnitAccounts, providerAdmin, own, (*Server).showUnit},
		{http.MethodPost, route.UnitAccounts, providerAdmin.steppedUp(), own, (*Server).takeUnit},
	}
}

// exportDoors are the forms in which lists, credit files and records are taken
// home.
func exportDoors() []door {
	return []door{
		{http.MethodGet, route.Disclosures + route.AsCSV, anyone, data, asCSV((*Server).exportDisclosures)},
		{http.MethodGet, route.Disclosures + route.AsXLSX, anyone, data, asXLSX((*Server).exportDisclosures)},
		{http.MethodGet, route.Disclosures + route.AsJSON, anyone, data, asJSON((*Server).exportDisclosures)},
		{http.MethodGet, route.Disclosures + route.AsAtom, anyone, data, asAtom((*Server).exportDisclosures)},
		{http.MethodGet, route.Lists + route.AsCSV, anyone, data, asCSV((*Server).exportCatalogList)},
		{http.MethodGet, route.Lists + route.AsXLSX, anyone, data, asXLSX((*Server).exportCatalogList)},
		{http.MethodGet, route.Lists + route.AsJSON, anyone, data, asJSON((*Server).exportCatalogList)},
		{http.MethodGet, route.Lists + route.AsAtom, anyone, data, asAtom((*Server).exportCatalogList)},
		{http.MethodGet, route.Subjects + route.AsCSV, anyone, data, asCSV((*Server).exportFile)},
		{http.MethodGet, route.Subjects + route.AsXLSX, anyone, data, asXLSX((*Server).exportFile)},
		{http.MethodGet, route.Subjects + route.AsJSON, anyone, data, asJSON((*Server).exportFile)},
		{http.MethodGet, route.Subjects + route.AsAtom, anyone, data, asAtom((*Server).exportFile)},
		{http.MethodGet, route.PieceFeed, anyone, data, (*Server).sendPieceFeed},
		{http.MethodGet, route.ColumnFeed, anyone, data, (*Server).sendColumnFeed},
		{http.MethodGet, route.Records + route.RecordAs, anyone, data, (*Server).sendRecordJSON},
	}
}

// patterns returns the pattern of the door in each language it speaks.
func (d door) patterns() []string {
	if d.nature == machine || d.nature == file || d.nature == never {
		return []string{d.pattern}
	}
	var all []string
	for _, lang := range i18n.Langs() {
		all = append(all, i18n.LangPath(lang, d.pattern))
	}
	return all
}

// methods returns the methods that the door answers: what can be got has a
// head.
func (d door) methods() []string {
	if d.method == http.MethodGet {
		return []string{http.MethodGet, http.MethodHead}
	}
	return []string{d.method}
}

// mount hangs the door into the router.
func (d door) mount(e *echo.Echo, s *Server) {
	handle := func(c echo.Context) error { return d.open(s, c) }
	switch d.nature {
	case public:
		handle = s.preferring(s.impersonal(s.cached(s.draw, handle)))
	case data:
		handle = s.impersonal(s.cached(stream, handle))
	case machine:
		handle = s.cached(stream, handle)
	case spoken:
		handle = s.impersonal(typed(s.ordered(handle)))
	case asked:
		handle = s.preferring(s.unshared(s.impersonal(typed(s.ordered(handle)))))
	case own:
		handle = s.unnumbered(s.preferring(s.entered(d, s.ordered(handle))))
	case file, never:
	}
	for _, pattern := range d.patterns() {
		s.patterns[pattern] = true
		e.Match(d.methods(), pattern, handle)
	}
}

// ordered lets what is drawn for one reader alone wait for its turn as well.
func (s *Server) ordered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error { return s.inTurn(c, next) }
}

// Doors prints the table of doors, one a line.
func Doors() string {
	var out strings.Builder
	for _, d := range doors() {
		for _, pattern := range d.patterns() {
			fmt.Fprintf(&out, "%-4s %-30s %-6s %s\n", d.method, pattern, d.who, d.nature)
		}
	}
	return out.String()
}
