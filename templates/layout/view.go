// Package layout draws the frame that stands around every page: head, header,
// navigation, breadcrumb, help, footer. It decides nothing; the View says all.
package layout

import (
	"net/url"
	"strings"
	"time"

	"creditportal/internal/i18n"
	"creditportal/internal/qr"
	"creditportal/templates/component"
)

// View is what the frame shows. Addresses in it carry no language: the frame
// adds the one of the reader.
type View struct {
	Title       string // of the page, without the site's name
	Description string // for search engines; plain text
	Path        string // of the page, without language, e.g. /records/7QK4-M2XD
	Query       string // of the page, encoded, in canonical order, without "?"
	BaseURL     string // scheme and host of the site, without a slash at the end
	Robots      string // robots meta, e.g. "noarchive"; empty: all allowed
	Failed      bool   // a form was refused: the title says so first
	Home        bool   // the home page: no breadcrumb, no search in the header

	Nav     []NavItem // only entries whose page exists
	Section NavKey    // the entry the page belongs to; empty: none
	Crumbs  []Link    // from below the home page down to the page itself

	Search  Search
	Prefs   Prefs
	Site    Site
	Assets  Assets
	Footer  []Link // site map, statement, privacy …: only pages that exist
	Help    string // address of the help page; empty: none
	SignIn  string // address of the sign-in page; empty: none
	Holder  Holder // who has signed in, on pages that are theirs alone
	AsOf    time.Time
	Version string
	Demo    bool
	// DemoPages lead to what only a demo has.
	DemoPages []Link
	Sheet     *Sheet // set: the page as it goes to paper
	Keys      *Keys  // that the page hears; nil: none
	Meta      []Meta // marks of a government site; none is drawn without a content

	Alternates []Alternate
	Linked     any // what search engines read of the page, as JSON-LD; nil: nothing
}

// Keys are those of the keyboard that a page hears, said when somebody asks.
type Keys struct {
	Title string
	Rows  []component.FactView
	Off   Link   // turns them off
	Close string // word of the button
}

// Holder is who has signed in; the zero Holder is nobody.
type Holder struct {
	Name    string
	Home    string // address of where their matters are, without language
	Account string // address of their account
	SignOut string // address that ends the session
	Token   string // name of the hidden field that the form carries
	Form    string // and its value
	Party   string // name of whom they act for; empty: for themselves
	Switch  string // address where another is chosen, without language
	Alive   string // address that lets the session go on
	Idle    int    // seconds after which the session ends, if nothing is asked for
}

// Alternate is the page in another form: data, a feed.
type Alternate struct {
	Type, Title string
	Href        string // in the reader's language
}

// Meta is a mark in the head of a page, e.g. SiteName (国办发〔2017〕47号).
type Meta struct{ Name, Content string }

// Sheet is what stands on paper beside the page.
type Sheet struct {
	Back    string  // address of the page on the screen, with language
	Address string  // the same, as somebody else finds it; empty: not known
	Code    qr.Code // of the Address
	State   string  // of when the data are
	Note    string  // in its place, where the page shows none
}

// Link is an address with its words.
type Link struct {
	Label string
	Href  string // without language; empty for the page itself
}

// NavKey names an entry of the navigation by the key of its word.
type NavKey string

// The entries of the navigation, in their order.
const (
	NavHome       NavKey = "layout.nav.home"
	NavAdverse    NavKey = "layout.nav.adverse"
	NavFavourable NavKey = "layout.nav.favourable"
	NavDual       NavKey = "layout.nav.dual"
	NavCatalog    NavKey = "layout.nav.catalog"
	NavServices   NavKey = "layout.nav.services"
	NavStatistics NavKey = "layout.nav.statistics"
	NavPolicy     NavKey = "layout.nav.policy"
)

// The entries of the navigation of those who work on requests.
const (
	NavDesk      NavKey = "desk.nav.desk"
	NavDocket    NavKey = "desk.nav.docket"
	NavActs      NavKey = "desk.nav.acts"
	NavWindow    NavKey = "window.title"
	NavProvider  NavKey = "desk.nav.provider"
	NavAuthority NavKey = "desk.nav.authority"
	NavOverdue   NavKey = "desk.nav.overdue"
	NavAlerts    NavKey = "alert.list.title"
	NavSample    NavKey = "alert.sample.title"
	NavMessages  NavKey = "desk.nav.messages"
	NavCalendar  NavKey = "desk.nav.calendar"
	NavEndings   NavKey = "ending.title"
	NavLooks     NavKey = "desk.nav.looks"
	NavTrail     NavKey = "desk.nav.trail"
	NavArchive   NavKey = "desk.nav.archive"
	NavLedger    NavKey = "desk.nav.ledger"

	NavPapers     NavKey = "authorisation.paper.list"
	NavActivation NavKey = "desk.nav.activation"
	NavPresented  NavKey = "desk.nav.presented"
	NavMandates   NavKey = "desk.nav.mandates"
	NavUnit       NavKey = "desk.nav.unit"
	NavStaff      NavKey = "desk.nav.staff"
)

// NavItem is one entry of the navigation.
type NavItem struct {
	Key  NavKey
	Href string // without language
}

// Search is the field in the header.
type Search struct {
	Action string // without language
	Query  string // what was searched, shown again; empty where it must not be
}

// Prefs are the reader's display settings; the zero Prefs follow the system.
type Prefs struct {
	Theme    string // "", "light", "dark"
	Size     string // "", "large", "larger"
	Contrast string // "", "more"
	Mode     string // "", "elder"
	Keys     string // "", "off": the keys of the pages of the office
}

// Elder says whether the version for the elderly was chosen (国办发〔2020〕45号).
func (p Prefs) Elder() bool { return p.Mode == "elder" }

// Class returns the classes of <html>, empty for the zero Prefs.
func (p Prefs) Class() string {
	var classes []string
	for _, pair := range [][2]string{{"theme", p.Theme}, {"size", p.Size}, {"contrast", p.Contrast}, {"mode", p.Mode}} {
		if pair[1] != "" {
			classes = append(classes, pair[0]+"-"+pair[1])
		}
	}
	return strings.Join(classes, " ")
}

// Site is who runs the portal. Every field may be empty: what is not
// configured is not shown.
type Site struct {
	Name      string // empty: the name in the locales
	Operator  string // 承办单位
	Authority string // 主办单位
	Address   string
	Telephone string
	Window    string // the counter's place, where it differs from the address
	Hours     string
	SiteCode  string // 网站标识码
	ICP       string // ICP备案
	Police    string // 公安备案
	Domain    string // shown under "how to recognise this site"
}

// Assets are the addresses of style sheet, modules and icon.
type Assets struct {
	Sheet   string
	Desk    string // sheet of the pages of the office; empty on others
	Icon    string
	Card    string // picture of the site for those who pass its addresses on
	Modules []string
}

func (v View) name(p *i18n.Printer) string {
	if v.Site.Name != "" {
		return v.Site.Name
	}
	return p.T("layout.site.name")
}

func (v View) documentTitle(p *i18n.Printer) string {
	title := v.name(p)
	if v.Title != "" {
		title = p.T("layout.title", "Page", v.Title, "Site", title)
	}
	if v.Failed {
		title = p.T("layout.title_failed", "Title", title)
	}
	return title
}

// absolute returns the page's full address in the language, with its query.
func (v View) absolute(lang i18n.Lang) string {
	return v.BaseURL + v.in(lang)
}

// in returns the page's address in the language, with its query.
func (v View) in(lang i18n.Lang) string {
	href := i18n.LangPath(lang, v.Path)
	if v.Query != "" {
		href += "?" + v.Query
	}
	return href
}

// with returns the page's own address that sets one display setting; an empty
// value gives the choice back to the system.
func (v View) with(p *i18n.Printer, setting, value string) string {
	query := setting + "=" + url.QueryEscape(value)
	if v.Query != "" {
		query = v.Query + "&" + query
	}
	return i18n.LangPath(p.Lang(), v.Path) + "?" + query
}

// choice is one value of a display setting.
type choice struct {
	Label, Href string
	On          bool
}

// setting is a display setting with its choices.
type setting struct {
	Label   string
	Choices []choice
}

func (v View) settings(p *i18n.Printer) []setting {
	pick := func(name, now, value, label string) choice {
		return choice{Label: label, Href: v.with(p, name, value), On: now == value}
	}
	return []setting{
		{p.T("layout.display.size"), []choice{
			pick("size", v.Prefs.Size, "", p.T("layout.display.size_standard")),
			pick("size", v.Prefs.Size, "large", p.T("layout.display.size_large")),
			pick("size", v.Prefs.Size, "larger", p.T("layout.display.size_larger")),
		}},
		{p.T("layout.display.theme"), []choice{
			pick("theme", v.Prefs.Theme, "", p.T("layout.display.system")),
			pick("theme", v.Prefs.Theme, "light", p.T("layout.display.theme_light")),
			pick("theme", v.Prefs.Theme, "dark", p.T("layout.display.theme_dark")),
		}},
		{p.T("layout.display.contrast"), []choice{
			pick("contrast", v.Prefs.Contrast, "", p.T("layout.display.system")),
			pick("contrast", v.Prefs.Contrast, "more", p.T("layout.display.contrast_more")),
		}},
	}
}
