package portal

import (
	"context"
	"fmt"
	"path/filepath"

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
