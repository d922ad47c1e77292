// Package web is the door of the portal: it reads what a browser asks, asks the
// register once, and shows a page. No law is decided here and nothing is read
// from a database; Echo is known in this room alone.
package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/authorisation"
	"creditportal/internal/calendar"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/correction"
	"creditportal/internal/deletion"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/internal/identity"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/report"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/internal/workday"
	"creditportal/static"
	"creditportal/templates/page"
	"creditportal/web/asset"
)

// Register answers what the public pages ask; *search.Register is one.
type Register interface {
	Home(ctx context.Context, today civil.Date) (search.Home, error)
	List(ctx context.Context, f search.Filter, today civil.Date, after search.Cursor, size int) (search.Listing, error)
	Record(ctx context.Context, number record.Number, today civil.Date) (search.Page, error)
	Stretch(
		ctx context.Context, f search.Filter, today civil.Date, after search.Cursor, size int,
	) (search.Listing, error)
	File(
		ctx context.Context, code subject.Code, today civil.Date, after search.Cursor, limit int,
	) (search.File, error)
	Search(ctx context.Context, q search.Query, today civil.Date, offset, limit int) (search.Results, error)
}

// Letters are those that acts have issued.
type Letters interface {
	// NoticesOf lists the letters of a request that the actor may read, the newest first.
	NoticesOf(ctx context.Context, request int64, by actor.Actor) ([]notice.Notice, error)
	// Notice returns a letter that the actor may read; fault.NotFound for any other.
	Notice(ctx context.Context, publicID string, by actor.Actor) (notice.Notice, error)
	// Letter returns a letter as it was drawn.
	Letter(ctx context.Context, n notice.Notice) ([]byte, error)
	// ReadNotice notes that the recipient opened the letter.
	ReadNotice(ctx context.Context, n notice.Notice, by actor.Actor, at time.Time) error
	// Paper returns the form of a letter for paper.
	Paper(ctx context.Context, n notice.Notice) ([]byte, error)
	// Certify says what the proof code of a letter opens; fault.NotFound for none.
	Certify(ctx context.Context, p notice.Proof) (notice.Certificate, error)
}

// Feed says where the data stand and what there is of them.
type Feed interface {
	// DataVersion is the number of the last change that the pages show; it is
	// asked for with every request and answers from memory.
	DataVersion() int64
	// ChangedAt is when that change was made; it answers from memory too.
	ChangedAt() time.Time
	// EachAddress gives the addresses, without language, of all records and
	// subjects on display on the day today, and stops at the first error.
	EachAddress(ctx context.Context, today civil.Date, give func(path string) error) error
	// Ping says whether the store answers.
	Ping(ctx context.Context) error
}

// Site is who runs the portal, as configured; every field may be empty.
type Site struct {
	Name      string
	Region    string // six digits of the district
	Operator  string // 承办单位
	Authority string // 主办单位
	Address   string
	Telephone string
	Hours     string
	Code      string // 网站标识码, ten digits
	ICP       string
	Police    string
}

// Deps is what the pages are made from. Functions are asked with every
// request, from many goroutines; what they return may change while the portal
// runs.
type Deps struct {
	Register  Register
	Figures   func(today civil.Date) search.Figures
	Check     func(ctx context.Context, queries []search.Query, today civil.Date) ([]search.Checked, error)
	Feed      Feed
	Catalog   func() catalog.Edition   // in force today; the zero Edition for none
	Editions  func() []catalog.Edition // all, the latest first
	Rules     func() law.Rules
	Providers func() map[string]string // names by code
	Pieces    func() []content.Piece   // that were ever published, without their bodies
	Piece     func(ctx context.Context, slug string, today civil.Date) (content.Piece, error)
	// Accounts is where people sign in; nil: nobody does, and what follows is not asked.
	Accounts   *account.Desk
	Staff      *account.Office
	Mandates   *account.Mandates
	Identities *account.Identities
	Provider   identity.Provider // vouches for people; nil: nobody does
	// Registrar is where people make accounts for themselves; nil: nobody does.
	Registrar *account.Registrar
	// Overheard is what was sent to a contact last, in a demo; nil elsewhere.
	Overheard  func(account.Contact) string
	Officers   func(ctx context.Context) (map[int64]string, error) // names of case officers by account
	Takers     func(ctx context.Context) (map[int64]string, error) // those of them to whom a matter can be handed
	Objections objection.Service
	Repairs    repair.Service
	Deletions  deletion.Service
	Annulled   func(ctx context.Context, today civil.Date, most int) ([]record.Explanation, error) // the latest first
	// Corrections is where providers put right what they reported.
	Corrections correction.Service
	Drafts      *flow.Drafts
	Feedback    feedback.Service
	Calendars   calendar.Desk
	Foresee     func(ctx context.Context, year workday.Year) (flow.Recounting, error) // what a calendar would move
	Recount     func(ctx context.Context) error                                       // by what was confirmed
	Lookups     Lookups
	Window      Window
	Desk        *query.Desk
	Reports     *report.Desk
	// Authorisations is where somebody asks about somebody else.
	Authorisations authorisation.Service
	Auditor        *query.Auditor
	Ledger         Ledger // nil: what is logged is proved to nobody
	Office         Office
	Letters        Letters
	Inbox          func(ctx context.Context, by actor.Actor, before int64) ([]notice.Notice, error) // the newest first
	Attachments    *attachment.Desk
	Files          func(ctx context.Context, request int64) ([]attachment.Attachment, error)
	Joined         func(ctx context.Context, request int64) ([]flow.JoinedItem, error)
	SentMail       func() []page.SentMail                            // of a demo, the newest first; nil: mail leaves
	MoveClock      func(ctx context.Context, by time.Duration) error // of a demo; nil: no other clock is moved
	Now            func() time.Time
	Today          func() civil.Date
	Log            *slog.Logger

	Site           Site
	Demo           bool
	Version        string         // of the program
	BaseURL        string         // scheme and host as visitors see them; "" for whatever host they ask for
	TrustedProxies []netip.Prefix // whose word about the client's address is believed
	Limit          int            // requests a minute for each client; zero for the usual number, negative for none
	Keep           int            // pages kept once drawn; zero for the usual number, negative for none
	Thrift         func(bool)     // makes do with less memory while tables are taken home; nil: nothing is done
	ExportRows     int            // the most records in a table that is taken home; zero for the usual number
}

// Server answers the public pages.
type Server struct {
	deps     Deps
	assets   *asset.Set
	words    *i18n.Bundle
	origin   *http.CrossOriginProtection
	host     string // the only host answered; "" for any
	secure   bool   // visitors come by HTTPS
	patterns map[string]bool
	buckets  *buckets
	messages *buckets // what is written to the office
	tries    *buckets // numbers and codes that are tried
	exports  exports
	pages    *pages
	client   echo.IPExtractor // finds the address of the client
	listed   siteMap
}

// New returns the portal's door. It fails when the files built into the
// program or the base address cannot be read.
func New(deps Deps) (http.Handler, error) {
	s := &Server{
		deps: deps, words: i18n.Default(), origin: http.NewCrossOriginProtection(),
		patterns: map[string]bool{}, buckets: newBuckets(deps.Limit), client: extractor(deps.TrustedProxies),
		messages: newMessageBuckets(), tries: newTryBuckets(), exports: exports{thrift: deps.Thrift},
	}
	var err error
	if s.assets, err = asset.Build(static.Files); err != nil {
		return nil, fmt.Errorf("building the assets: %w", err)
	}
	if s.pages, err = newPages(deps.Keep); err != nil {
		return nil, fmt.Errorf("keeping pages: %w", err)
	}
	if err := s.settle(deps.BaseURL); err != nil {
		return nil, fmt.Errorf("reading the base address: %w", err)
	}
	return front{s, s.router()}, nil
}

// settle reads the address at which visitors find the site.
func (s *Server) settle(address string) error {
	if address == "" {
		return nil
	}
	base, err := url.Parse(address)
	if err != nil {
		return err
	}
	s.host, s.secure = base.Host, base.Scheme == "https"
	return s.origin.AddTrustedOrigin(base.Scheme + "://" + base.Host)
}

// router builds the router from the table of doors. Nothing but the doors and
// the portal's own log speaks.
func (s *Server) router() *echo.Echo {
	e := echo.New()
	e.Logger.SetOutput(io.Discard)
	e.IPExtractor = s.client
	e.HTTPErrorHandler = s.showError
	e.Pre(s.headers, s.begin, s.logged, s.recovered, s.admitted, s.limited, trimmed)
	for _, d := range doors() {
		d.mount(e, s)
	}
	return e
}
