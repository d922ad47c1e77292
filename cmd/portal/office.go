package main

import (
	"context"

	"creditportal/internal/portal"
)

type batchCommand struct {
	explained `kong:"-"`

	List     batchListCommand     `cmd:"" help:"${command_batch_list_summary}"`
	Withdraw batchWithdrawCommand `cmd:"" help:"${command_batch_withdraw_summary}"`
}

type batchListCommand struct {
	explained `kong:"-"`
	settings
}

// Run lists the newest batches.
func (c *batchListCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.BatchList(ctx, out, c.config())
}

type batchWithdrawCommand struct {
	explained `kong:"-"`
	settings
	officer

	Batch string `arg:"" name:"BATCH" help:"${command_flag_batch}"`
}

// Run takes a batch back: its records leave every page.
func (c *batchWithdrawCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.BatchWithdraw(ctx, out, c.config(), c.Batch, portal.Mandate{As: c.As, Reason: c.Reason})
}

type intakeCommand struct {
	explained `kong:"-"`

	Held    intakeHeldCommand    `cmd:"" help:"${command_intake_held_summary}"`
	Release intakeReleaseCommand `cmd:"" help:"${command_intake_release_summary}"`
	Return  intakeReturnCommand  `cmd:"" help:"${command_intake_return_summary}"`
}

type intakeHeldCommand struct {
	explained `kong:"-"`
	settings

	Batch string `help:"${command_flag_batch}" placeholder:"BATCH"`
}

// Run lists the rows that wait for a person.
func (c *intakeHeldCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.IntakeHeld(ctx, out, c.config(), c.Batch)
}

type intakeReleaseCommand struct {
	explained `kong:"-"`
	settings
	officer

	Row string `arg:"" name:"ROW" help:"${command_flag_row}"`
}

// Run enters a held row.
func (c *intakeReleaseCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.IntakeRelease(ctx, out, c.config(), c.Row, portal.Mandate{As: c.As, Reason: c.Reason})
}

type intakeReturnCommand struct {
	explained `kong:"-"`
	settings
	officer

	Row string `arg:"" name:"ROW" help:"${command_flag_row}"`
}

// Run sends a held row back to its provider.
func (c *intakeReturnCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.IntakeReturn(ctx, out, c.config(), c.Row, portal.Mandate{As: c.As, Reason: c.Reason})
}

type recordCommand struct {
	explained `kong:"-"`

	Hide recordHideCommand `cmd:"" help:"${command_record_hide_summary}"`
	Show recordShowCommand `cmd:"" help:"${command_record_show_summary}"`
}

type recordHideCommand struct {
	explained `kong:"-"`
	settings
	officer

	Number string `arg:"" name:"NUMBER" help:"${command_flag_number}"`
}

// Run takes a record off every public page.
func (c *recordHideCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.RecordHide(ctx, out, c.config(), c.Number, portal.Mandate{As: c.As, Reason: c.Reason})
}

type recordShowCommand struct {
	explained `kong:"-"`
	settings
	officer

	Number string `arg:"" name:"NUMBER" help:"${command_flag_number}"`
}

// Run brings a hidden record back for its remaining days.
func (c *recordShowCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.RecordShow(ctx, out, c.config(), c.Number, portal.Mandate{As: c.As, Reason: c.Reason})
}
