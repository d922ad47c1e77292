package main

import (
	"context"

	"creditportal/internal/portal"
)

type backupCommand struct {
	explained `kong:"-"`
	settings
	officer

	Out string `arg:"" name:"OUT" help:"${command_flag_backup_out}"`
}

// Run writes a consistent copy of the database.
func (c *backupCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.Backup(ctx, out, c.config(), c.Out, portal.Mandate{As: c.As, Reason: c.Reason})
}

type doctorCommand struct {
	explained `kong:"-"`
	settings
	officer

	ConfirmClock bool `help:"${command_flag_confirm_clock}"`
}

// Run examines the installation and says what is wrong with it.
func (c *doctorCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.Doctor(ctx, out, c.config(), c.ConfirmClock, portal.Mandate{As: c.As, Reason: c.Reason})
}

type configCommand struct {
	explained `kong:"-"`

	Show  configShowCommand  `cmd:"" help:"${command_config_show_summary}"`
	Check configCheckCommand `cmd:"" help:"${command_config_check_summary}"`
}

type configShowCommand struct {
	explained `kong:"-"`
	serveCommand
}

// Run prints the settings in effect, secrets masked.
func (c *configShowCommand) Run(out *portal.Console) error { return portal.ConfigShow(out, c.config()) }

type configCheckCommand struct {
	explained `kong:"-"`
	serveCommand
}

// Run checks the settings without serving.
func (c *configCheckCommand) Run(out *portal.Console) error {
	return portal.ConfigCheck(out, c.config())
}
