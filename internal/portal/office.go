package portal

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/provider"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

// Mandate is who acts at the command line and why.
type Mandate struct {
	As     string
	Reason string
}

func (m Mandate) check() error {
	switch {
	case strings.TrimSpace(m.As) == "":
		return refuse(exitUsage, "command.fault.officer_missing", nil)
	case strings.TrimSpace(m.Reason) == "":
		return refuse(exitUsage, "command.fault.reason_missing", nil)
	}
	return nil
}

// event is an act of the officer; part tells apart acts that may be repeated.
func (p *Portal) event(did audit.Act, on string, m Mandate, role actor.Role, part string) audit.Event {
	return audit.Event{
		Did: did, On: on, By: actor.Officer(m.As, role), At: p.clock.Now(),
		Op: string(did) + "/" + on + "/" + part, Reason: m.Reason,
	}
}

// once makes the operation key of an act at the command line, of which each
// run is an act of its own.
func (p *Portal) once() string { return strconv.FormatInt(p.clock.Now().UnixNano(), 36) }

// withPortal opens the installation, does something and closes it. A demo's
// installation keeps its own clock.
func withPortal(ctx context.Context, out *Console, cfg Config, do func(*Portal) error) error {
	log := slog.New(slog.NewJSONHandler(out.Err, &slog.HandlerOptions{Level: slog.LevelError}))
	p, err := open(ctx, cfg, NewClock(0), log)
	if err != nil {
		return err
	}
	defer p.Close() //nolint:errcheck // a command is at its end; what it wrote is committed
	if err := p.setDemoClock(ctx); err != nil {
		return err
	}
	return do(p)
}

// BatchList prints the newest batches.
func BatchList(ctx context.Context, out *Console, cfg Config) error {
	const newest = 50
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		list, err := p.store.Batches(ctx, newest)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			out.Say("command.batch_line.empty")
		}
		states := map[intake.BatchState]string{
			intake.Open: "command.batch_line.open", intake.Finished: "command.batch_line.finished",
			intake.Withdrawn: "command.batch_line.gone",
		}
		for _, b := range list {
			out.Say("command.batch_line.row", "Batch", strconv.FormatInt(b.ID, 10),
				"Received", civil.In(b.ReceivedAt).Format("2006-01-02 15:04"), "Item", b.Item, "Provider", b.Provider,
				"File", b.FileName, "State", out.T(states[b.State]), "Rows", b.Counts.Rows,
				"Entered", b.Counts.Entered, "NewVersions", b.Counts.NewVersions, "Corrected", b.Counts.Corrected,
				"Annulled", b.Counts.Annulled, "Unchanged", b.Counts.Unchanged,
				"Returned", b.Counts.Returned, "Held", b.Counts.Held, "Blank", b.Counts.Blank)
		}
		return nil
	})
}

func (p *Portal) office() *intake.Office {
	return intake.NewOffice(p.store, p.item, p.rules(), p.track)
}

func (p *Portal) mandate(m Mandate) intake.Mandate {
	return intake.Mandate{By: actor.Officer(m.As, actor.DataAdmin), Reason: m.Reason, At: p.clock.Now()}
}

func rowID(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, refuse(exitUsage, "command.fault.row", fault.Args{"Value": text})
	}
	return id, nil
}

// BatchWithdraw takes a batch back.
func BatchWithdraw(ctx context.Context, out *Console, cfg Config, batch string, m Mandate) error {
	id, err := rowID(batch)
	if err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		done, err := p.office().Withdraw(ctx, id, p.mandate(m))
		if err != nil {
			return err
		}
		out.Say("command.batch_line.withdrawn", "Batch", batch, "Count", done.Removed, "Restored", done.Restored)
		return nil
	})
}

// IntakeHeld prints the rows that wait for a person, of one batch or of all.
func IntakeHeld(ctx context.Context, out *Console, cfg Config, batch string) error {
	const most = 1000
	id := int64(0)
	if batch != "" {
		var err error
		if id, err = rowID(batch); err != nil {
			return err
		}
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		rows, err := p.store.HeldRows(ctx, id, most)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			out.Say("command.intake_line.empty")
		}
		for _, row := range rows {
			var reasons []string
			for _, f := range row.Faults {
				reasons = append(reasons, f.Column+" "+out.sentence(f))
			}
			out.Say("command.intake_line.row", "Row", strconv.FormatInt(row.ID, 10),
				"Batch", strconv.FormatInt(row.Batch, 10), "Number", row.Number, "Reasons", strings.Join(reasons, "; "))
		}
		return nil
	})
}

// sentence is what a fault of a row says, in plain words.
func (c *Console) sentence(f intake.Fault) string {
	args := fault.Args{}
	for name, value := range f.Args {
		args[name] = value
	}
	return c.Fault(fault.New(fault.Invalid, f.Key, args))
}

// IntakeRelease enters a held row.
func IntakeRelease(ctx context.Context, out *Console, cfg Config, row string, m Mandate) error {
	id, err := rowID(row)
	if err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		if err := p.office().Release(ctx, id, p.mandate(m)); err != nil {
			return err
		}
		out.Say("command.intake_line.released")
		return nil
	})
}

// IntakeReturn sends a held row back to its provider.
func IntakeReturn(ctx context.Context, out *Console, cfg Config, row string, m Mandate) error {
	id, err := rowID(row)
	if err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		if err := p.office().Return(ctx, id, p.mandate(m)); err != nil {
			return err
		}
		out.Say("command.intake_line.returned")
		return nil
	})
}

// RecordHide takes a record off every public page without changing its state.
func RecordHide(ctx context.Context, out *Console, cfg Config, number string, m Mandate) error {
	hide := recordAct{audit.RecordHidden, (*store.Store).HideRecord, "command.record_line.hidden"}
	return hide.run(ctx, out, cfg, number, m)
}

// RecordShow brings a hidden record back for its remaining days.
func RecordShow(ctx context.Context, out *Console, cfg Config, number string, m Mandate) error {
	show := recordAct{audit.RecordShown, (*store.Store).ShowRecord, "command.record_line.shown"}
	return show.run(ctx, out, cfg, number, m)
}

// recordAct is something done to one record at the command line.
type recordAct struct {
	did  audit.Act
	do   func(*store.Store, context.Context, record.Number, audit.Event) error
	said string // key of the line that says it is done
}

func (a recordAct) run(ctx context.Context, out *Console, cfg Config, number string, m Mandate) error {
	if err := m.check(); err != nil {
		return err
	}
	n, err := record.ParseNumber(number)
	if err != nil {
		return refuse(exitUsage, "command.fault.number", fault.Args{"Number": number})
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		if err := a.do(p.store, ctx, n, p.event(a.did, "record/"+string(n), m, actor.DataAdmin, p.once())); err != nil {
			return err
		}
		out.Say(a.said, "Number", string(n))
		return nil
	})
}

// lookup returns the provider with the code.
func (p *Portal) lookup(code string) (provider.Provider, bool) {
	unit, ok := p.library.Load().providers[code]
	return unit, ok
}

// readFile reads a file that the person named; it refuses one that cannot be
// read.
func readFile(name string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Clean(name))
	if err != nil {
		return nil, withCode(exitUsage, &fault.Error{
			Kind: fault.Invalid, Key: "command.fault.file_unreadable",
			Args: fault.Args{"File": name}, Err: fmt.Errorf("reading a file: %w", err),
		})
	}
	return text, nil
}
