// Package page draws the public pages. Each is a function of one view struct,
// which a pure function builds from what was asked and found; nothing is
// decided while a page is drawn.
package page

import (
	"net/url"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/i18n"
	"creditportal/internal/law"
	"creditportal/internal/qr"
	"creditportal/internal/workday"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Scene is what every page is built from beside its own matter: the reader,
// the day, the address, and what is in force.
type Scene struct {
	Words     *i18n.Printer
	Today     civil.Date
	AsOf      time.Time // when the data last changed; zero: not known
	Path      string    // of the page, without language
	Query     url.Values
	BaseURL   string
	Prefs     layout.Prefs
	Site      layout.Site
	Asset     func(name string) string // address of an asset; "" for none
	Version   string
	Demo      bool
	Catalog   catalog.Edition
	Rules     law.Rules
	Calendar  workday.Calendar
	Providers map[string]string // names by code
	Pieces    []content.Piece   // on display, newest first, without their bodies
	Accounts  bool              // people sign in here
	Provider  bool              // a sign-in provider vouches for people
	Holder    Holder            // who has, on a page that is theirs alone
}

// Holder is who has signed in; the zero Holder is nobody.
type Holder struct {
	By   actor.Actor
	Name string
	// Login is what they sign in with, for what keeps passwords.
	Login string
	Home  string // where their matters are, without language
	Form  string // token that ties a form to the session
	// Party is the mandate under which they act, and the name of whom they act
	// for; empty where they act for themselves.
	Party, PartyName string
	Staff            bool
	Lost             bool // what they acted under has ended
	Idle             int  // seconds after which the session ends, if nothing is asked for
}

// place is what a page says about itself to the frame.
type place struct {
	Title       string
	Description string
	Robots      string
	Section     layout.NavKey
	Crumbs      []layout.Link
	Modules     []string // scripts that improve the page, beside the menu's
	Searched    string   // shown again in the search field of the header
	Failed      bool
	Home        bool
	Desk        bool // of those who work on requests
	Meta        []layout.Meta
	Alternates  []layout.Alternate
	Linked      any
}

// The scripts of the public pages.
const (
	menuModule   = "menu.js"
	copyModule   = "copy.js"
	filterModule = "filter.js"
	verifyModule = "verify.js"
	speakModule  = "speak.js" // in the version for the elderly

	sessionModule = "session.js" // for those who have signed in
	keysModule    = "keys.js"    // on the pages of the office
)

// The files that the frame needs.
const (
	sheetName = "portal.css"
	deskName  = "desk.css"
	iconName  = "mark.svg"
	cardName  = "card.png"
)

// frame draws the frame around a page.
func (s Scene) frame(p place) layout.View {
	v := layout.View{
		Title: p.Title, Description: p.Description, Robots: p.Robots, Failed: p.Failed, Home: p.Home,
		Path: s.Path, Query: s.Query.Encode(), BaseURL: s.BaseURL,
		Nav: s.navigation(), Help: route.HelpHome, Section: p.Section, Crumbs: p.Crumbs,
		Search: layout.Search{Action: route.SearchPage, Query: p.Searched},
		Prefs:  s.Prefs, Site: s.Site, Assets: s.assets(p.Modules), Footer: s.footer(),
		AsOf: s.AsOf, Version: s.Version, Demo: s.Demo, Meta: append(s.siteMeta(), p.Meta...),
		Alternates: p.Alternates, Linked: p.Linked,
	}
	if s.Demo && s.Accounts {
		v.DemoPages = []layout.Link{
			{Label: s.t("demo.mail.title"), Href: s.href(route.DemoMail)},
			{Label: s.t("demo.title"), Href: s.href(route.DemoClock)},
		}
	}
	if s.Accounts {
		v.SignIn = route.SignIn
	}
	if s.Holder.Name != "" {
		v.Holder = layout.Holder{
			Name: s.Holder.Name, Home: s.Holder.Home, Account: route.OwnAccount, SignOut: route.SignOut,
			Token: route.FormToken, Form: s.Holder.Form, Party: s.Holder.PartyName, Switch: route.Mandates,
			Alive: route.Alive, Idle: s.Holder.Idle,
		}
		if href := s.asset(sessionModule); href != "" {
			v.Assets.Modules = append(v.Assets.Modules, href)
		}
	}
	if p.Desk || s.Holder.Staff && p.Robots == robotsNone { // what no index keeps is work, where staff look at it
		s.ofDesk(&v)
	}
	if on, ok := route.Sheetless(s.Path); ok {
		v.Sheet, v.Robots = s.sheet(on), "noindex,noarchive"
		v.Prefs.Theme = "light" // as paper is
	}
	return v
}

// onPaper says whether the page is asked for as it goes to paper.
func (s Scene) onPaper() bool {
	_, ok := route.Sheetless(s.Path)
	return ok
}

// sheet is what stands on paper beside the page at the path: a code leads back
// to it, where an installation knows its own address.
func (s Scene) sheet(path string) *layout.Sheet {
	sheet := layout.Sheet{Back: s.href(path), State: s.asOf()}
	if s.BaseURL == "" {
		return &sheet
	}
	sheet.Address = s.BaseURL + sheet.Back
	if code, err := qr.Encode(sheet.Address); err == nil { // too long for a code, it still stands there in letters
		sheet.Code = code
	}
	return &sheet
}

// navigation leads to the parts of the site; a column without a piece is none.
func (s Scene) navigation() []layout.NavItem {
	items := []layout.NavItem{
		{Key: layout.NavHome, Href: route.Home},
		{Key: layout.NavAdverse, Href: route.List("adverse")},
		{Key: layout.NavFavourable, Href: route.List("favourable")},
		{Key: layout.NavDual, Href: route.List("dual")},
		{Key: layout.NavCatalog, Href: route.Catalog},
		{Key: layout.NavServices, Href: route.Services},
		{Key: layout.NavStatistics, Href: route.Statistics},
	}
	if len(content.In(content.Policy, s.Pieces)) > 0 {
		items = append(items, layout.NavItem{Key: layout.NavPolicy, Href: route.Column(content.Policy)})
	}
	return items
}

// ofDesk makes the frame that of a page of the office.
func (s Scene) ofDesk(v *layout.View) {
	v.Nav, v.Assets.Desk, v.Robots = s.deskNavigation(), s.asset(deskName), robotsNone
	if href := s.asset(keysModule); href != "" && s.Prefs.Keys == "" {
		v.Assets.Modules = append(v.Assets.Modules, href)
		v.Keys = s.keyDialog(*v)
	}
}

func (s Scene) assets(modules []string) layout.Assets {
	assets := layout.Assets{Sheet: s.asset(sheetName), Icon: s.asset(iconName), Card: s.asset(cardName)}
	if s.Prefs.Elder() && !s.onPaper() {
		modules = append([]string{speakModule}, modules...)
	}
	for _, name := range append([]string{menuModule}, modules...) {
		if href := s.asset(name); href != "" {
			assets.Modules = append(assets.Modules, href)
		}
	}
	return assets
}

func (s Scene) asset(name string) string {
	if s.Asset == nil {
		return ""
	}
	return s.Asset(name)
}

func (s Scene) footer() []layout.Link {
	links := []layout.Link{{Label: s.t("content.site_map"), Href: route.SiteMap}}
	pages := map[string]string{}
	for _, p := range content.HelpPages() {
		text, _ := s.textOf(p.Shown)
		pages[p.Slug] = text.Title
	}
	for _, slug := range []string{content.Statement, content.Privacy, content.Accessibility, content.OpenData} {
		links = append(links, layout.Link{Label: pages[slug], Href: route.HelpPage(slug)})
	}
	return append(links,
		layout.Link{Label: s.t("content.report_mistake"), Href: route.SiteError},
		layout.Link{Label: s.t("page.rules.title"), Href: route.Rules},
		layout.Link{Label: s.t("page.basis.title"), Href: route.LegalBasis},
		layout.Link{Label: s.t("page.self_query.title"), Href: route.SelfQuery},
		layout.Link{Label: s.t("page.display.title"), Href: route.Display})
}

// siteMeta are the marks of a government site (国办发〔2017〕47号).
func (s Scene) siteMeta() []layout.Meta {
	meta := []layout.Meta{{Name: "SiteName", Content: s.siteName()}}
	if s.Site.Domain != "" {
		meta = append(meta, layout.Meta{Name: "SiteDomain", Content: s.Site.Domain})
	}
	if s.Site.SiteCode != "" {
		meta = append(meta, layout.Meta{Name: "SiteIDCode", Content: s.Site.SiteCode})
	}
	return meta
}

// column is the pair of marks by which a page names the column it stands in.
func column(name, kind string) []layout.Meta {
	return []layout.Meta{{Name: "ColumnName", Content: name}, {Name: "ColumnType", Content: kind}}
}

func (s Scene) t(key string, args ...any) string { return s.Words.T(key, args...) }

func (s Scene) n(key string, count int, args ...any) string { return s.Words.N(key, count, args...) }

// href is an address in the reader's language, for components.
func (s Scene) href(path string) string { return s.Words.Path(path) }

func (s Scene) link(label, path string) component.LinkView {
	return component.LinkView{Label: label, Href: s.href(path)}
}

// chinese is the language to mark on text that stays Chinese on a page in
// another language; "" where the page is Chinese.
func (s Scene) chinese() string {
	if s.Words.Lang() == i18n.Chinese {
		return ""
	}
	return string(i18n.Chinese)
}

// asOf says until when the data goes; "" when that is not known.
func (s Scene) asOf() string {
	if s.AsOf.IsZero() {
		return ""
	}
	return s.t("layout.as_of", "At", s.AsOf)
}

// joined puts the parts that are there side by side.
func joined(parts ...string) string {
	var present []string
	for _, p := range parts {
		if p != "" {
			present = append(present, p)
		}
	}
	return strings.Join(present, " · ")
}
