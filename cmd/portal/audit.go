package main

import (
	"context"

	"creditportal/internal/portal"
)

type auditCommand struct {
	explained `kong:"-"`

	Verify     auditVerifyCommand     `cmd:"" help:"${command_audit_verify_summary}"`
	Checkpoint auditCheckpointCommand `cmd:"" help:"${command_audit_checkpoint_summary}"`
	Key        auditKeyCommand        `cmd:"" help:"${command_audit_key_summary}"`
}

func (c *auditCommand) explain(help func(command string) explained) {
	c.explained = help("audit")
	c.Verify.explained = help("audit_verify")
	c.Checkpoint.explained = help("audit_checkpoint")
	c.Key.explained = help("audit_key")
}

type auditVerifyCommand struct {
	explained `kong:"-"`
	settings

	Checkpoint []string `name:"checkpoint" placeholder:"FILE" help:"${command_flag_audit_checkpoint}"`
	Witness    []string `name:"witness" placeholder:"KEY" help:"${command_flag_audit_witness}"`
}

// Run holds the logs against the ledger.
func (c *auditVerifyCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.AuditVerify(ctx, out, c.config(), c.Checkpoint, c.Witness)
}

type auditCheckpointCommand struct {
	explained `kong:"-"`
	settings
}

// Run prints the newest checkpoint.
func (c *auditCheckpointCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.AuditCheckpoint(ctx, out, c.config())
}

type auditKeyCommand struct {
	explained `kong:"-"`
	settings
}

// Run prints the key by which checkpoints are known.
func (c *auditKeyCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.AuditKey(ctx, out, c.config())
}
