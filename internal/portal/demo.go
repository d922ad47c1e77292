package portal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/provider"
	"creditportal/internal/seed"
	"creditportal/internal/store"
	"creditportal/web/route"
)

// DemoOptions are the flags of portal demo.
type DemoOptions struct {
	Listen   string
	Dir      string
	Database string   // an empty database or a demo's; "" is a file in Dir
	Records  int      // 1 to 3 million; counts at the first start only
	Now      string   // instant to set the clock to, "" to leave it
	Worker   []string // as in Config
	Cases    bool     // play objections in every state; at the first start
}

const mostDemoRecords = 3_000_000

// demoSecret is no secret: it keeps synthetic data, so that every demo of the
// same day is the same, numbers included.
const demoSecret = "synthetic data need no secret, and a real portal refuses this key"

// The steps of a demo database, kept as its mark.
const (
	demoSeeding = "seeding"
	demoReady   = "ready"
)

// Demo serves the whole portal on synthetic data until ctx ends. The first
// start makes the data; a start that was interrupted is taken up again.
func Demo(ctx context.Context, out *Console, o DemoOptions) error {
	if o.Records < 1 || o.Records > mostDemoRecords {
		return refuse(exitUsage, "command.fault.records", fault.Args{"Most": mostDemoRecords})
	}
	clock, err := demoClock(o.Now)
	if err != nil {
		return err
	}
	p, err := openDemo(ctx, out, o, clock)
	if err != nil {
		return err
	}
	defer p.Close() //nolint:errcheck // what was written is committed
	p.cfg.Worker = o.Worker
	if err := p.prepareDemo(ctx, out, o); err != nil {
		return err
	}
	if o.Cases {
		if err := p.SeedCases(ctx); err != nil {
			return err
		}
	}
	p.cfg.Listen = o.Listen
	return p.run(ctx, out, func(address string) {
		out.Say("command.serve_line.ready", "Address", address)
		out.Say("command.serve_line.accounts", "Password", demoPassword, "Logins", demoLogins())
		out.Say("command.serve_line.demo_pages", "Mail", address+route.DemoMail, "Clock", address+route.DemoClock)
		out.Say("command.serve_line.demo")
	})
}

// OpenDemo makes a demo as the options say and returns it without serving; tests
// ask it for its handler.
func OpenDemo(ctx context.Context, out *Console, o DemoOptions) (*Portal, error) {
	clock, err := demoClock(o.Now)
	if err != nil {
		return nil, err
	}
	p, err := openDemo(ctx, out, o, clock)
	if err != nil {
		return nil, err
	}
	if err := p.prepareDemo(ctx, out, o); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, p.start(ctx)
}

func demoClock(now string) (*Clock, error) {
	if now == "" {
		return NewClock(0), nil
	}
	at, err := civil.ParseInstant(now)
	if err != nil {
		return nil, refuse(exitUsage, "command.fault.instant", fault.Args{"Value": now})
	}
	return NewClockAt(at), nil
}

func openDemo(ctx context.Context, out *Console, o DemoOptions, clock *Clock) (*Portal, error) {
	if err := makeDir(o.Dir); err != nil {
		return nil, err
	}
	key := filepath.Join(o.Dir, secretName)
	if _, err := os.Stat(key); errors.Is(err, os.ErrNotExist) {
		if err := os.WriteFile(key, []byte(demoSecret), 0o400); err != nil {
			return nil, withCode(exitConfig, fmt.Errorf("keeping the demo's key: %w", err))
		}
	}
	cfg := Config{
		DataDir: o.Dir, DatabaseURL: o.Database, Site: demoSite(out), DemoAddress: demoAddress(o.Listen),
	}
	cfg.forgetDemo()
	if err := migrate(ctx, cfg); err != nil {
		return nil, err
	}
	log := slog.New(slog.NewJSONHandler(out.Err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	p, err := open(ctx, cfg, clock, log)
	if err != nil {
		return nil, err
	}
	p.demo = true
	if err := p.shut(); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// demoAddress is where letters of a demo say that it is found; "" where the port
// is not known before it listens.
func demoAddress(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil || port == "0" {
		return ""
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// demoSite is the identity of a demo: plainly invented.
func demoSite(out *Console) Site {
	return Site{
		Name: out.T("command.demo_site.name"), Region: "370303", Operator: out.T("command.demo_site.operator"),
		Authority: out.T("command.demo_site.authority"), Address: out.T("command.demo_site.address"),
		Telephone: "0533-0000001", Hours: out.T("command.demo_site.hours"),
	}
}

// prepareDemo makes the data at the first start and sets the clock: to the
// instant asked for, otherwise where the demo left it.
func (p *Portal) prepareDemo(ctx context.Context, out *Console, o DemoOptions) error {
	mark, err := p.store.Setting(ctx, store.DemoMark)
	if err != nil {
		return storeError(err)
	}
	if mark == "" {
		if len(p.library.Load().editions) > 0 {
			return refuse(exitConfig, "command.fault.database_not_demo", fault.Args{"Dir": o.Dir})
		}
		err := p.setDemo(ctx, map[store.Setting]string{
			store.DemoMark: demoSeeding, store.DemoFirst: civil.Of(p.clock.Now()).String(),
		})
		if err != nil {
			return err
		}
		mark = demoSeeding
	}
	if mark == demoSeeding {
		out.Note("command.serve_line.loading", "Count", o.Records)
		if err := p.seed(ctx, out, o.Records); err != nil {
			return fmt.Errorf("making the demo's data: %w", err)
		}
		if err := p.setDemo(ctx, map[store.Setting]string{store.DemoMark: demoReady}); err != nil {
			return err
		}
	}
	if err := p.seedAccounts(ctx); err != nil {
		return err
	}
	if o.Now != "" {
		return p.setDemo(ctx, map[store.Setting]string{store.DemoOffset: p.clock.Offset().String()})
	}
	return p.setDemoClock(ctx)
}

// setDemoClock moves the clock to where the demo's database keeps it; the
// clock of any other database stays the machine's.
func (p *Portal) setDemoClock(ctx context.Context) error {
	mark, err := p.store.Setting(ctx, store.DemoMark)
	if err != nil || mark == "" {
		return storeError(err)
	}
	p.demo = true
	text, err := p.store.Setting(ctx, store.DemoOffset)
	if err != nil || text == "" {
		return storeError(err)
	}
	offset, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("reading the demo's clock: %w", err)
	}
	p.clock.SetOffset(offset)
	return nil
}

// moveDemo moves the clock of the demo and keeps where it stands.
func (p *Portal) moveDemo(ctx context.Context, by time.Duration) error {
	offset := p.clock.Offset() + by
	if err := p.setDemo(ctx, map[store.Setting]string{store.DemoOffset: offset.String()}); err != nil {
		return err
	}
	p.clock.SetOffset(offset)
	return p.attend(ctx)
}

func (p *Portal) setDemo(ctx context.Context, values map[store.Setting]string) error {
	event := audit.Event{
		Did: audit.DemoSeeded, On: "demo", By: actor.System(), At: p.clock.Now(), Op: "demo/" + p.once(),
	}
	if err := p.store.Set(ctx, values, event); err != nil {
		return storeError(err)
	}
	return nil
}

// seed enters catalog, providers and synthetic files through the same services
// as a real office.
func (p *Portal) seed(ctx context.Context, out *Console, records int) error {
	today, err := p.firstDay(ctx, store.DemoFirst)
	if err != nil {
		return err
	}
	event := func(did audit.Act, op string) audit.Event {
		return audit.Event{Did: did, On: "demo", By: seedOfficer(), At: p.clock.Now(), Op: "demo/" + op, Reason: "demo"}
	}
	starter, source := edition.MustStarter(), edition.StarterSource()
	if err := p.store.KeepEdition(ctx, starter, source, event(audit.CatalogLoaded, "catalog")); err != nil {
		return err
	}
	plan, err := seed.NewPlan(records, starter, today)
	if err != nil {
		return err
	}
	var units []provider.Provider
	for _, u := range plan.Units() {
		kind, _ := provider.ParseKind(u.Kind)
		track := provider.General
		if u.Track != "" {
			track = provider.Track(u.Track)
		}
		units = append(units, provider.Provider{Code: u.Code.String(), Name: u.Name, Kind: kind, Track: track})
	}
	if err := p.store.EnterProviders(ctx, units, event(audit.ProviderEntered, "providers")); err != nil {
		return err
	}
	if err := p.seedPieces(ctx, today); err != nil {
		return err
	}
	if err := p.reload(ctx); err != nil {
		return err
	}
	return p.deliver(ctx, out, plan.Deliveries())
}

func seedOfficer() actor.Actor { return actor.Officer(seed.Officer, actor.DataAdmin) }
