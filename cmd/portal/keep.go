package main

import (
	"context"

	"creditportal/internal/portal"
)

type backupCommand struct {
	explained `kong:"-"`
	settings
	officer

	Recipients []string `name:"recipient" env:"PORTAL_BACKUP_RECIPIENTS" sep:"," help:"${command_flag_backup_recipient}" placeholder:"KEY"`
	NewKey     string   `name:"new-key" help:"${command_flag_backup_new_key}" placeholder:"FILE"`
	Out        string   `arg:"" optional:"" name:"OUT" help:"${command_flag_backup_out}"`
}

// Run writes a consistent, encrypted copy of the installation, or makes a key for one.
func (c *backupCommand) Run(ctx context.Context, out *portal.Console) error {
	if c.NewKey != "" {
		return portal.BackupKey(out, c.NewKey)
	}
	m := portal.Mandate{As: c.As, Reason: c.Reason}
	return portal.Backup(ctx, out, c.config(), c.Out, c.Recipients, m)
}

type restoreCommand struct {
	explained `kong:"-"`
	settings
	officer

	Key         string   `name:"key" help:"${command_flag_restore_key}" placeholder:"FILE"`
	Loaded      bool     `name:"loaded" help:"${command_flag_restore_loaded}"`
	Rebuild     bool     `name:"rebuild" help:"${command_flag_restore_rebuild}"`
	Checkpoints []string `name:"checkpoint" help:"${command_flag_restore_checkpoint}" placeholder:"FILE"`
	File        string   `arg:"" optional:"" name:"FILE" help:"${command_flag_restore_file}"`
}

// Run puts a backup in the place of a database that is gone, or makes one up to date
// that was loaded by other means.
func (c *restoreCommand) Run(ctx context.Context, out *portal.Console) error {
	o := portal.RestoreOptions{File: c.File, KeyFile: c.Key, Rebuild: c.Rebuild, Checkpoints: c.Checkpoints}
	if loaded := c.Loaded || c.Rebuild && c.File == ""; loaded == (c.File != "") {
		return portal.RestoreWhat()
	}
	return portal.Restore(ctx, out, c.config(), o, portal.Mandate{As: c.As, Reason: c.Reason})
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
