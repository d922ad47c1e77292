package main

import (
	"context"

	"creditportal/internal/portal"
)

type migrateCommand struct {
	explained `kong:"-"`

	Up     migrateUpCommand     `cmd:"" help:"${command_migrate_up_summary}"`
	Status migrateStatusCommand `cmd:"" help:"${command_migrate_status_summary}"`
	Grants migrateGrantsCommand `cmd:"" help:"${command_migrate_grants_summary}"`
}

type migrateUpCommand struct {
	explained `kong:"-"`
	settings
}

// Run brings the schema of the database up to this program.
func (c *migrateUpCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.MigrateUp(ctx, out, c.config())
}

type migrateStatusCommand struct {
	explained `kong:"-"`
	settings
}

// Run lists the migrations and whether each has been carried out.
func (c *migrateStatusCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.MigrateStatus(ctx, out, c.config())
}

type migrateGrantsCommand struct {
	explained `kong:"-"`
	settings

	Account string `arg:"" help:"${command_flag_account}"`
}

// Run writes what the account that the portal runs under must be granted.
func (c *migrateGrantsCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.MigrateGrants(ctx, out, c.config(), c.Account)
}
