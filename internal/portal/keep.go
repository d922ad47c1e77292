package portal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/store"
)

func migrate(ctx context.Context, cfg Config) error {
	schema, err := store.OpenSchema(ctx, store.Config{URL: cfg.database()})
	if err != nil {
		return storeError(err)
	}
	defer schema.Close() //nolint:errcheck // nothing is left to write
	if _, err := schema.Migrate(ctx); err != nil {
		return storeError(err)
	}
	return nil
}

// MigrateUp carries out pending migrations and says which.
func MigrateUp(ctx context.Context, out *Console, cfg Config) error {
	if cfg.DatabaseURL == "" {
		if err := makeDir(cfg.DataDir); err != nil {
			return err
		}
	}
	schema, err := store.OpenSchema(ctx, store.Config{URL: cfg.database()})
	if err != nil {
		return storeError(err)
	}
	defer schema.Close() //nolint:errcheck // nothing is left to write
	done, err := schema.Migrate(ctx)
	if err != nil {
		return storeError(err)
	}
	for _, name := range done {
		out.Say("command.migrate_line.applied", "Name", filepath.Base(name))
	}
	out.Say("command.migrate_line.done")
	return nil
}

// MigrateGrants writes the statements that give the account of a server what
// the portal needs to run.
func MigrateGrants(ctx context.Context, out *Console, cfg Config, account string) error {
	schema, err := store.OpenSchema(ctx, store.Config{URL: cfg.database()})
	if err != nil {
		return storeError(err)
	}
	defer schema.Close() //nolint:errcheck // nothing was written
	given, err := schema.Grants(ctx, account)
	if err != nil {
		return err
	}
	for _, statement := range given {
		fmt.Fprintln(out.Out, statement)
	}
	return nil
}

// MigrateStatus lists the migrations; it ends with exit code 5 when one is
// pending.
func MigrateStatus(ctx context.Context, out *Console, cfg Config) error {
	schema, err := store.OpenSchema(ctx, store.Config{URL: cfg.database()})
	if err != nil {
		return storeError(err)
	}
	defer schema.Close() //nolint:errcheck // nothing was written
	list, err := schema.Status(ctx)
	if err != nil {
		return storeError(err)
	}
	pending := false
	for _, m := range list {
		key := "command.migrate_line.applied"
		if !m.Applied {
			key, pending = "command.migrate_line.pending", true
		}
		out.Say(key, "Name", filepath.Base(m.Name))
	}
	if pending {
		return toldError{exitMigration}
	}
	return nil
}

// Backup writes a consistent copy of the embedded database to a new file.
func Backup(ctx context.Context, out *Console, cfg Config, file string, m Mandate) error {
	if m.As == "" {
		return refuse(exitUsage, "command.fault.officer_missing", nil)
	}
	if _, err := os.Lstat(file); err == nil {
		return refuse(exitUsage, "command.fault.file_exists", fault.Args{"File": file})
	}
	if err := makeDir(filepath.Dir(file)); err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		err := p.store.Backup(ctx, file, p.event(audit.BackupMade, "database", m, actor.SystemAdmin, p.once()))
		if fault.Is(err, fault.Conflict) {
			return refuse(exitUsage, "command.fault.backup_engine", nil)
		}
		if err != nil {
			return withCode(exitDatabase, err)
		}
		size, digest, err := digestOf(file)
		if err != nil {
			return err
		}
		out.Say("command.backup_line.written", "File", file, "Size", size, "Digest", digest)
		return nil
	})
}

func digestOf(file string) (int, string, error) {
	f, err := os.Open(filepath.Clean(file))
	if err != nil {
		return 0, "", fmt.Errorf("reading the copy: %w", err)
	}
	defer f.Close() //nolint:errcheck // read only
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return 0, "", fmt.Errorf("reading the copy: %w", err)
	}
	return int(n), hex.EncodeToString(h.Sum(nil)), nil
}
