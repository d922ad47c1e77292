package portal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/backup"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/store"
)

// RestoreOptions say what is to be restored.
type RestoreOptions struct {
	File        string   // the backup; "" where the database is loaded already
	KeyFile     string   // holds a key that opens it
	Rebuild     bool     // make the erasure list anew from the database: it is gone
	Checkpoints []string // files with checkpoints that were kept elsewhere, of the witness for one
}

// Restore puts a backup in the place of a database that is gone, and makes it what it
// was, but for what only the lost one knew: what ended ends again, what the ledger lost
// is declared. Until all that is done nothing is served; a restore that was broken off
// is gone on with by the same command without the file.
func Restore(ctx context.Context, out *Console, cfg Config, o RestoreOptions, m Mandate) error {
	if err := m.check(); err != nil {
		return err
	}
	if o.File != "" {
		if err := cfg.unpack(ctx, o); err != nil {
			return err
		}
		out.Say("command.restore_line.unpacked", "Folder", cfg.DataDir)
		if err := migrate(ctx, cfg); err != nil {
			return err
		}
	}
	log := slog.New(slog.NewJSONHandler(out.Err, &slog.HandlerOptions{Level: slog.LevelError}))
	p, err := open(ctx, cfg, NewClock(0), log)
	if err != nil {
		return err
	}
	defer p.Close() //nolint:errcheck // what was written is committed
	if err := p.setDemoClock(ctx); err != nil {
		return err
	}
	return p.restore(ctx, out, o, m)
}

// RestoreWhat is the refusal of a restore that says neither from which file nor that the
// database is loaded.
func RestoreWhat() error { return refuse(exitUsage, "command.fault.restore_what", nil) }

// restore makes the database up to date and opens it.
func (p *Portal) restore(ctx context.Context, out *Console, o RestoreOptions, m Mandate) error {
	notes, err := readNotes(o.Checkpoints)
	if err != nil {
		return err
	}
	if o.Rebuild {
		event := p.event(audit.ListRebuilt, "erasures", m, actor.SystemAdmin, p.once())
		wrote, err := p.store.RebuildErasures(ctx, p.cfg.erasures(), event)
		if errors.Is(err, ledger.ErrErasures) {
			return p.shut()
		}
		if err != nil {
			return withCode(exitDatabase, err)
		}
		out.Say("command.restore_line.rebuilt", "Lines", wrote)
	}
	if err := p.store.Shut(); err != nil && !errors.Is(err, store.ErrBehind) {
		return p.shut()
	}
	event := p.event(audit.BackupRestored, "database", m, actor.SystemAdmin, p.once())
	done, err := p.store.ReplayErasures(ctx, event)
	if err != nil {
		return withCode(exitDatabase, err)
	}
	lost, err := p.declare(ctx, notes, m)
	if err != nil {
		return err
	}
	event.Detail = map[string]string{
		"lines": strconv.Itoa(done.Lines), "turned": strconv.Itoa(done.Turned), "absent": strconv.Itoa(done.Absent),
		"hidden": strconv.Itoa(len(done.Hidden)), "trees": strconv.Itoa(len(lost)),
	}
	if err := p.store.Reopen(ctx, event); err != nil {
		return withCode(exitDatabase, err)
	}
	return p.restored(out, done, lost)
}

// readNotes reads checkpoints that were kept elsewhere.
func readNotes(files []string) ([][]byte, error) {
	var notes [][]byte
	for _, name := range files {
		text, err := os.ReadFile(filepath.Clean(name))
		if err != nil {
			return nil, refuse(exitUsage, "command.fault.ledger_file", fault.Args{"File": name})
		}
		notes = append(notes, text)
	}
	return notes, nil
}

// declare says which leaves of the ledger are lost, and signs it.
func (p *Portal) declare(ctx context.Context, notes [][]byte, m Mandate) ([]ledger.Lost, error) {
	book, err := p.book()
	if err != nil {
		return nil, err
	}
	lost, err := book.Declare(ctx, notes, p.event(audit.GapDeclared, "ledger", m, actor.SystemAdmin, p.once()))
	if errors.Is(err, ledger.ErrCheckpoint) {
		return nil, refuse(exitUsage, "command.fault.restore_checkpoint", nil)
	}
	if err != nil {
		return nil, withCode(exitDatabase, err)
	}
	return lost, nil
}

// restored says what was done and what is left to do.
func (p *Portal) restored(out *Console, done store.Replayed, lost []ledger.Lost) error {
	out.Say("command.restore_line.replayed", "Lines", done.Lines, "Turned", done.Turned, "Absent", done.Absent)
	if len(done.Hidden) > 0 {
		numbers := make([]string, len(done.Hidden))
		for i, number := range done.Hidden {
			numbers[i] = string(number)
		}
		out.Say("command.restore_line.hidden", "Numbers", out.List(numbers))
	}
	for _, l := range lost {
		out.Say("command.restore_line.lost", "Origin", l.Origin, "From", l.From, "To", l.To-1)
	}
	if err := p.shut(); err != nil {
		return err
	}
	out.Say("command.restore_line.done")
	return nil
}

// unpack puts the files of a backup where the installation has them: nothing may be
// there yet. What is not there is not there in part either: a restore that was broken
// off before the database was in its place is begun anew.
func (c Config) unpack(ctx context.Context, o RestoreOptions) error {
	at, embedded := c.site()
	if !embedded {
		return refuse(exitUsage, "command.fault.restore_engine", nil)
	}
	if err := at.beginAnew(); err != nil {
		return withCode(exitConfig, err)
	}
	if err := at.vacant(); err != nil {
		return err
	}
	if _, err := os.Stat(c.erasures()); err != nil && !o.Rebuild {
		return refuse(exitConfig, "command.fault.restore_list", fault.Args{"File": c.erasures()})
	}
	marks, err := c.marks()
	if err != nil {
		return err
	}
	if err := errors.Join(makeDir(c.DataDir), makeDir(filepath.Dir(at.database)), sweep(c.DataDir, takenOut)); err != nil {
		return withCode(exitConfig, err)
	}
	if err := at.prepare(); err != nil {
		return err
	}
	defer at.clear() //nolint:errcheck // what is left is taken away by the next
	if err := takeOut(ctx, o, at, marks); err != nil {
		return err
	}
	if err := at.place(); err != nil {
		return withCode(exitConfig, err)
	}
	return nil
}

// takeOut takes the files of a backup out beside their places, if this portal wrote it.
func takeOut(ctx context.Context, o RestoreOptions, at site, marks backup.Marks) error {
	text, err := os.Open(filepath.Clean(o.KeyFile))
	if err != nil {
		return refuse(exitUsage, "command.fault.file_unreadable", fault.Args{"File": o.KeyFile})
	}
	defer text.Close() //nolint:errcheck // read only
	keys, err := backup.ReadKeys(text)
	if err != nil {
		return withCode(exitUsage, backupFault(err))
	}
	packed, err := os.Open(filepath.Clean(o.File))
	if err != nil {
		return refuse(exitUsage, "command.fault.file_unreadable", fault.Args{"File": o.File})
	}
	defer packed.Close() //nolint:errcheck // read only
	err = backup.Read(packed, keys, marks, []backup.Source{
		{Name: databaseName, Path: at.newDatabase}, {Name: attachmentsName, Path: at.newUploads, Folder: true},
	})
	if errors.Is(err, backup.ErrKey) {
		return withCode(exitUsage, backupFault(err))
	}
	if err != nil {
		return withCode(exitRefused, backupFault(err))
	}
	if err := store.CheckCopy(ctx, at.newDatabase); err != nil {
		return withCode(exitRefused, backupFault(fmt.Errorf("%w: %w", backup.ErrDamaged, err)))
	}
	return nil
}
