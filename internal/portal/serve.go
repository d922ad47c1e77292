package portal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/internal/store"
	"creditportal/templates/page"
	"creditportal/web"
)

// Serve runs an installation until ctx ends. It refuses to start, with exit
// code 3, 4 or 5 and one plain sentence, on wrong settings, a database that
// does not answer, or pending migrations.
func Serve(ctx context.Context, out *Console, cfg Config) error {
	if err := cfg.check(); err != nil {
		return err
	}
	log, written := newLog(out.Err, nil)
	defer written()
	p, err := open(ctx, cfg, NewClock(0), log)
	if err != nil {
		return err
	}
	defer p.Close() //nolint:errcheck // what was written is committed
	if err := p.shut(); err != nil {
		return err
	}
	mark, err := p.store.Setting(ctx, store.DemoMark)
	switch {
	case err != nil:
		return storeError(err)
	case mark != "":
		return refuse(exitConfig, "command.fault.database_demo", nil)
	case p.edition().ID == "":
		return refuse(exitConfig, "command.fault.catalog_none", nil)
	}
	if err := p.guardClock(ctx); err != nil {
		return err
	}
	return p.run(ctx, out, func(address string) { log.Info("ready", "address", address) })
}

// check refuses settings that cannot be served from.
func (c Config) check() error {
	if _, err := c.secret(); err != nil {
		return err
	}
	if c.BaseURL != "" {
		u, err := url.Parse(c.BaseURL)
		if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || strings.Trim(u.Path, "/") != "" {
			return refuse(exitConfig, "command.fault.base_url", nil)
		}
	}
	if err := c.Letters.check(); err != nil {
		return err
	}
	if err := c.Mail.check(); err != nil {
		return err
	}
	if _, err := c.scanner(); err != nil {
		return err
	}
	if _, err := c.provider(nil); err != nil {
		return err
	}
	_, err := c.proxies()
	return err
}

func (c Config) proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, text := range c.TrustedProxies {
		prefix, err := netip.ParsePrefix(strings.TrimSpace(text))
		if err != nil {
			return nil, refuse(exitConfig, "command.fault.trusted_proxies", fault.Args{"Value": text})
		}
		list = append(list, prefix)
	}
	return list, nil
}

// guardClock keeps a clock that has jumped from serving what has left display
// : the day never runs backwards, and a gap of more than three
// days is confirmed by a person.
func (p *Portal) guardClock(ctx context.Context) error {
	const gap = 3
	highest, err := p.firstDay(ctx, store.HighestDay)
	if err != nil {
		return storeError(err)
	}
	today := civil.Of(p.clock.Now())
	if !highest.IsZero() && (highest.DaysUntil(today) > gap || today.DaysUntil(highest) > gap) {
		return refuse(exitLater, "command.fault.clock", fault.Args{"Today": today, "Highest": highest})
	}
	p.clock.Remember(highest)
	return nil
}

// start computes what the pages stand on: last days by the books in force,
// the index.
func (p *Portal) start(ctx context.Context) error {
	if err := p.openMailroom(); err != nil {
		return err
	}
	if err := p.tightenEnds(ctx); err != nil {
		return err
	}
	return p.loadIndex(ctx)
}

// run listens, answers and follows changes until ctx ends.
func (p *Portal) run(ctx context.Context, out *Console, ready func(address string)) error {
	l, err := listen(ctx, p.cfg.Listen)
	if err != nil {
		return err
	}
	if err := p.start(ctx); err != nil {
		return err
	}
	handler, err := p.Handler()
	if err != nil {
		return err
	}
	roomy()
	defer p.Following(ctx)()
	ready(address(l.Addr()))
	return serveHTTP(ctx, l, handler, p.log, func() { out.Note("command.serve_line.stopping") })
}

func address(a net.Addr) string { return "http://" + a.String() }

// Handler answers requests for every page.
func (p *Portal) Handler() (http.Handler, error) {
	deps, err := p.Doors()
	if err != nil {
		return nil, err
	}
	handler, err := web.New(deps)
	if err != nil {
		return nil, fmt.Errorf("preparing the pages: %w", err)
	}
	return handler, nil
}

// Doors is what the pages of this portal are made from.
func (p *Portal) Doors() (web.Deps, error) {
	proxies, err := p.cfg.proxies()
	if err != nil {
		return web.Deps{}, err
	}
	desk, err := p.signIns(context.Background())
	if err != nil {
		return web.Deps{}, err
	}
	files, err := p.attachments()
	if err != nil {
		return web.Deps{}, err
	}
	var move func(context.Context, time.Duration) error
	var sent func() []page.SentMail
	if p.demo {
		move, sent = p.moveDemo, p.sentMail
	}
	version, revision := Version()
	register := p.register()
	deps := web.Deps{
		Register: register, Figures: register.Figures, Check: register.Check, Feed: p, Catalog: p.edition,
		Editions: func() []catalog.Edition { return p.library.Load().editions },
		Accounts: desk, Staff: p.bureau(desk), Officers: p.officers, Takers: p.takers, Objections: p.objections(),
		Repairs: p.repairs(), Deletions: p.deletions(), Corrections: p.corrections(), Annulled: p.store.Annulled,
		Drafts: p.drafts(), Joined: p.store.JoinedTo, Feedback: p.feedback(), Lookups: p.store.Flows(),
		Window: p.store.Window(), Calendars: p.calendars(), Foresee: p.foresee, Recount: p.adopt,
		Desk: p.queries(), Letters: letters{p.store, p}, Inbox: p.store.Inbox,
		MoveClock: move, SentMail: sent, Attachments: files, Files: p.store.RequestAttachments,
		Office: p.officeDeps(), Rules: p.rules, Providers: p.providerNames, Site: web.Site(p.cfg.Site),
		Pieces: func() []content.Piece { return p.library.Load().pieces }, Piece: p.store.PublicPiece,
		Now: p.clock.Now, Today: p.clock.Today, Log: p.log, Demo: p.demo,
		Version: version + " " + revision, BaseURL: strings.TrimSuffix(p.cfg.BaseURL, "/"), TrustedProxies: proxies,
		Thrift: thrift, Limit: max(0, p.cfg.Rate), // no installation is without a limit
	}
	if deps.Reports, err = p.reports(deps.Desk); err != nil {
		return web.Deps{}, err
	}
	return deps, errors.Join(p.people(&deps), p.audited(&deps))
}

// queries is where what is not public is asked for.
func (p *Portal) queries() *query.Desk {
	return query.NewDesk(p.store, p.item, p.clock.Now).Allow(cmp.Or(max(0, p.cfg.Looks), usualLooks))
}

// usualLooks is at how many data subjects a member of staff may look in a day.
const usualLooks = 300

// DataVersion is the version of the data that this process shows.
func (p *Portal) DataVersion() int64 { return p.seen.Load() }

// ChangedAt is when the data that this process shows last changed.
func (p *Portal) ChangedAt() time.Time { return *p.changed.Load() }

// Ping says whether the store answers.
func (p *Portal) Ping(ctx context.Context) error { return p.store.Ping(ctx) }
