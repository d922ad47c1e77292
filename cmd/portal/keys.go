package main

import (
	"context"

	"creditportal/internal/portal"
)

type keysCommand struct {
	explained `kong:"-"`

	List   keysListCommand   `cmd:"" help:"${command_keys_list_summary}"`
	Rotate keysRotateCommand `cmd:"" help:"${command_keys_rotate_summary}"`
	Move   keysMoveCommand   `cmd:"" help:"${command_keys_move_summary}"`
}

type keysListCommand struct {
	explained `kong:"-"`
	settings
}

// Run lists the data keys and what is encrypted under each.
func (c *keysListCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.KeysList(ctx, out, c.config())
}

type keysRotateCommand struct {
	explained `kong:"-"`
	settings
	officer

	Class string `arg:"" name:"CLASS" help:"${command_flag_key_class}"`
}

// Run puts a new key in the place of the current one and encrypts anew.
func (c *keysRotateCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.KeysRotate(ctx, out, c.config(), c.Class, portal.Mandate{As: c.As, Reason: c.Reason})
}

type keysMoveCommand struct {
	explained `kong:"-"`
	settings

	Class string `arg:"" name:"CLASS" help:"${command_flag_key_class}"`
}

// Run goes on with a rotation that was broken off.
func (c *keysMoveCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.KeysMove(ctx, out, c.config(), c.Class)
}
