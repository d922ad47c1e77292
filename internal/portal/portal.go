// Package portal assembles the rooms of the house into a running portal: it
// is the only one that knows them all. Config goes in, a portal comes out.
package portal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/attachment"
	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/fault"
	"creditportal/internal/index"
	"creditportal/internal/law"
	"creditportal/internal/monitor"
	"creditportal/internal/provider"
	"creditportal/internal/search"
	"creditportal/internal/statute"
	"creditportal/internal/store"
	"creditportal/internal/vault"
	"creditportal/internal/workday"
)

// Portal is an open installation.
type Portal struct {
	cfg     Config
	demo    bool // synthetic data, a clock that may be moved
	clock   *Clock
	log     *slog.Logger
	statute statute.Statute
	store   *store.Store
	index   *index.Index
	library atomic.Pointer[library]
	seen    atomic.Int64              // data version that the index stands at
	changed atomic.Pointer[time.Time] // when it was made

	catching sync.Mutex
	accounts *account.Desk    // nil until somebody asks
	files    *attachment.Desk // nil until somebody asks
	mail     *mailroom        // nil until the pages are served
	watch    *monitor.Watch
	closing  []func() error
}

// library is what was loaded from the store and is read on every page.
type library struct {
	editions  []catalog.Edition // the latest in force first
	providers map[string]provider.Provider
	pieces    []content.Piece // that were ever published, without their bodies
	calendar  workday.Calendar
}

// open opens the store of an installation and what stands beside it. The
// errors carry the exit codes 3, 4 and 5.
func open(ctx context.Context, cfg Config, clock *Clock, log *slog.Logger) (*Portal, error) {
	loaded, err := loadStatute(cfg.BooksDir)
	if err != nil {
		return nil, err
	}
	p := &Portal{cfg: cfg, clock: clock, log: log, statute: loaded, index: index.New()}
	p.library.Store(&library{})
	conf, err := p.storeConfig()
	if err != nil {
		return nil, err
	}
	if err := makeDir(filepath.Dir(conf.Erasures)); err != nil {
		return nil, err
	}
	if p.store, err = store.Open(ctx, conf); err != nil {
		return nil, storeError(err)
	}
	p.watch = monitor.NewWatch(p.store, p.store, monitor.Usual(), clock.Now)
	if err := p.reload(ctx); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

func (p *Portal) storeConfig() (store.Config, error) {
	secret, err := p.cfg.secret()
	if err != nil {
		return store.Config{}, err
	}
	wrapper, err := vault.NewWrapper(secret)
	if err != nil {
		return store.Config{}, fmt.Errorf("preparing the main key: %w", err)
	}
	press, err := p.cfg.press()
	if err != nil {
		return store.Config{}, err
	}
	return store.Config{
		URL: p.cfg.database(), Wrapper: wrapper, Item: p.item, Letters: press, Owes: p.owes,
		Consents: p.consents, Erasures: p.cfg.erasures(),
		Now: p.clock.Now,
	}, nil
}

// storeError gives what the store returns its exit code and its sentence; nil
// stays nil.
func storeError(err error) error {
	if err == nil {
		return nil
	}
	table := []struct {
		is   error
		code int
		key  string
	}{
		{store.ErrAddress, exitConfig, "command.fault.database_address"},
		{vault.ErrSecret, exitConfig, "command.fault.secret_wrong"},
		{store.ErrPending, exitMigration, "command.fault.database_pending"},
		{store.ErrNewer, exitMigration, "command.fault.database_newer"},
		{store.ErrUnreachable, exitDatabase, "command.fault.database_unreachable"},
	}
	for _, row := range table {
		if errors.Is(err, row.is) {
			return withCode(row.code, &fault.Error{Kind: fault.Unavailable, Key: row.key, Err: err})
		}
	}
	return withCode(exitDatabase, err)
}

// Close gives everything back.
func (p *Portal) Close() error {
	var all error
	for _, give := range p.closing {
		all = errors.Join(all, give())
	}
	if p.store != nil {
		all = errors.Join(all, p.store.Close())
	}
	return all
}

// reload reads the editions of the catalog, the providers and the pieces anew.
func (p *Portal) reload(ctx context.Context) error {
	kept, err := p.store.Editions(ctx)
	if err != nil {
		return storeError(err)
	}
	lib := library{providers: map[string]provider.Provider{}}
	for _, k := range kept {
		ed, err := edition.ReadKept(k.Head.ID, k.Source)
		if err != nil {
			return withCode(exitConfig, fmt.Errorf("reading edition %s of the catalog: %w", k.Head.ID, err))
		}
		lib.editions = append(lib.editions, ed)
	}
	list, err := p.store.Providers(ctx)
	if err != nil {
		return storeError(err)
	}
	for _, unit := range list {
		lib.providers[unit.Code] = unit
	}
	if lib.pieces, err = p.store.PublicPieces(ctx); err != nil {
		return storeError(err)
	}
	if lib.calendar, err = p.readCalendar(ctx); err != nil {
		return err
	}
	p.library.Store(&lib)
	return nil
}

// edition returns the catalog in force today; the zero Edition when none is.
func (p *Portal) edition() catalog.Edition {
	today := p.clock.Today()
	for _, ed := range p.library.Load().editions {
		if !ed.From.After(today) {
			return ed
		}
	}
	return catalog.Edition{}
}

// item returns an item by the edition that a record came under.
func (p *Portal) item(id, code string) (catalog.Item, bool) {
	for _, ed := range p.library.Load().editions {
		if ed.ID == id {
			return ed.Item(code)
		}
	}
	return catalog.Item{}, false
}

// track returns the authority track of a provider, as the statute books name
// it.
func (p *Portal) track(code string) string {
	if p.library.Load().providers[code].Track == provider.Market {
		return law.TrackMarket
	}
	return ""
}

func (p *Portal) rules() law.Rules { return p.statute.Rules }

func (p *Portal) register() *search.Register {
	return search.NewRegister(p.store, p.index, search.Reference{Items: p.edition, Rules: p.rules, Track: p.track})
}

// providerNames returns the names of all providers by code.
func (p *Portal) providerNames() map[string]string {
	names := map[string]string{}
	for code, unit := range p.library.Load().providers {
		names[code] = unit.Name
	}
	return names
}

// ownFolder are the rights on folders that only the portal may enter.
const ownFolder = 0o700

// makeDir makes a directory that only its owner may enter.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, ownFolder); err != nil && !errors.Is(err, fs.ErrExist) {
		return withCode(exitConfig, fmt.Errorf("making directory %s: %w", dir, err))
	}
	return nil
}

// firstDay reads a day kept as a setting; the zero Date when it is not set.
func (p *Portal) firstDay(ctx context.Context, name store.Setting) (civil.Date, error) {
	text, err := p.store.Setting(ctx, name)
	if err != nil || text == "" {
		return civil.Date{}, err
	}
	day, err := civil.Parse(text)
	if err != nil {
		return civil.Date{}, fmt.Errorf("reading setting %s: %w", name, err)
	}
	return day, nil
}
