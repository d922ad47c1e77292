package portal

import (
	"context"
	"errors"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/calendar"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/store"
)

// Doctor examines an installation and says what is wrong with it and what to
// do. It ends with exit code 1 when something is wrong. With confirm it first
// accepts today's date in the officer's name, which lifts the protection of the clock.
func Doctor(ctx context.Context, out *Console, cfg Config, confirm bool, m Mandate) error {
	if confirm {
		if err := m.check(); err != nil {
			return err
		}
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		if confirm {
			if err := p.confirmClock(ctx, m); err != nil {
				return err
			}
			out.Say("command.doctor_line.clock_confirmed")
		}
		d := doctor{p: p, out: out}
		for _, check := range []string{"database", "schema", "secret", "books"} {
			d.good(check) // the installation could not have been opened otherwise
		}
		d.calendars()
		d.catalog()
		d.clock(ctx)
		d.site(cfg.Site)
		if err := d.scanner(ctx); err != nil {
			return err
		}
		if err := d.engine(ctx); err != nil {
			return err
		}
		if err := errors.Join(d.trail(ctx), d.erasures(ctx)); err != nil {
			return err
		}
		if err := d.keys(ctx); err != nil {
			return err
		}
		if d.ill {
			return toldError{exitFailure}
		}
		return nil
	})
}

// confirmClock makes today the highest day served, also when a clock that ran
// ahead had set it higher.
func (p *Portal) confirmClock(ctx context.Context, m Mandate) error {
	event := p.event(audit.ClockConfirmed, "clock", m, actor.SystemAdmin, p.once())
	today := civil.Of(p.clock.Now()).String()
	return storeError(p.store.Set(ctx, map[store.Setting]string{store.HighestDay: today}, event))
}

type doctor struct {
	p   *Portal
	out *Console
	ill bool
}

func (d *doctor) name(check string) string { return d.out.T("command.doctor_check." + check) }

func (d *doctor) good(check string) { d.out.Say("command.doctor_line.good", "Check", d.name(check)) }

func (d *doctor) note(check, reason string) {
	d.out.Say("command.doctor_line.note", "Check", d.name(check), "Reason", reason)
}

func (d *doctor) bad(check, reason string) {
	d.ill = true
	d.out.Say("command.doctor_line.bad", "Check", d.name(check), "Reason", reason)
}

func (d *doctor) calendars() {
	year := d.p.clock.Today().Year()
	for check, y := range map[string]int{"calendar": year} {
		if d.p.calendar().Covers(y) {
			d.good(check)
			continue
		}
		d.bad(check, d.out.T("command.doctor_reason.calendar_missing", "Year", y))
	}
	if calendar.Awaited(d.p.calendar(), d.p.clock.Today()) {
		d.note("calendar_next", d.out.T("command.doctor_reason.calendar_missing", "Year", year+1))
	}
}

func (d *doctor) catalog() {
	if d.p.edition().ID == "" {
		d.bad("catalog", d.out.T("command.doctor_reason.catalog_missing"))
		return
	}
	d.good("catalog")
}

func (d *doctor) clock(ctx context.Context) {
	if d.p.demo {
		return // a demo's clock may stand anywhere
	}
	if err := d.p.guardClock(ctx); err != nil {
		highest, _ := d.p.firstDay(ctx, store.HighestDay)
		d.bad("clock", d.out.Fault(fault.New(fault.Invalid, "command.fault.clock",
			fault.Args{"Today": civil.Of(d.p.clock.Now()), "Highest": highest})))
		return
	}
	d.good("clock")
}

func (d *doctor) site(s Site) {
	var empty []string
	for name, value := range map[string]string{
		"NAME": s.Name, "OPERATOR": s.Operator, "AUTHORITY": s.Authority, "TELEPHONE": s.Telephone,
		"CODE": s.Code, "ICP": s.ICP, "POLICE": s.Police,
	} {
		if value == "" {
			empty = append(empty, "PORTAL_SITE_"+name)
		}
	}
	if len(empty) > 0 {
		d.note("site", d.out.T("command.doctor_reason.site_missing", "Names", sorted(empty)))
		return
	}
	d.good("site")
}

func (d *doctor) engine(ctx context.Context) error {
	found, err := d.p.store.Check(ctx)
	if err != nil {
		return storeError(err)
	}
	for _, f := range found {
		d.bad("engine", d.out.Fault(fault.New(fault.Invalid, f.Key, f.Args)))
	}
	if len(found) == 0 {
		d.good("engine")
	}
	return nil
}

// trail looks whether the account of the portal could bend the trail.
func (d *doctor) trail(ctx context.Context) error {
	if strings.HasPrefix(d.p.cfg.database(), "sqlite:") {
		d.note("trail", d.out.T("command.doctor_reason.sqlite_log"))
		return nil
	}
	may, err := d.p.store.Trespass(ctx)
	if err != nil {
		return storeError(err)
	}
	if len(may) > 0 {
		d.bad("trail", d.out.T("command.doctor_reason.trail", "Powers", d.out.List(may)))
		return nil
	}
	d.good("trail")
	return nil
}

// keyMonths is how many months a data key is used before the next should follow:
// the house's own number, as docs/keys.md gives it.
const keyMonths = 12

// keys looks for keys that are due to be followed by others, and says what of
// persons is not encrypted and why.
func (d *doctor) keys(ctx context.Context) error {
	keys, err := d.p.store.Keys(ctx)
	if err != nil {
		return storeError(err)
	}
	var old []string
	for _, k := range keys {
		if k.Class.Rotates() && !k.Retired && civil.Of(k.MadeAt).AddMonths(keyMonths).Before(d.p.clock.Today()) {
			old = append(old, string(k.Class))
		}
	}
	if len(old) > 0 {
		d.note("keys", d.out.T("command.doctor_reason.keys_old", "Names", d.out.List(old), "Months", keyMonths))
	} else {
		d.good("keys")
	}
	d.note("clear", d.out.T("command.doctor_reason.clear"))
	return nil
}

// scanner asks the scanner whether it is there. While it is away files wait, and
// nobody loses a day by it.
func (d *doctor) scanner(ctx context.Context) error {
	scan, err := d.p.cfg.scanner()
	if err != nil {
		return err
	}
	asked, set := scan.(interface{ Ping(context.Context) error })
	switch {
	case !set:
		d.note("scanner", d.out.T("command.doctor_reason.scanner_none"))
	case asked.Ping(ctx) != nil:
		d.bad("scanner", d.out.T("command.doctor_reason.scanner_away"))
	default:
		d.good("scanner")
	}
	return nil
}
