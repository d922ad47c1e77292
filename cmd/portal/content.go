package main

import (
	"context"

	"creditportal/internal/portal"
)

type contentCommand struct {
	explained `kong:"-"`

	List     contentListCommand     `cmd:"" help:"${command_content_list_summary}"`
	Show     contentShowCommand     `cmd:"" help:"${command_content_show_summary}"`
	Add      contentAddCommand      `cmd:"" help:"${command_content_add_summary}"`
	Edit     contentEditCommand     `cmd:"" help:"${command_content_edit_summary}"`
	Publish  contentPublishCommand  `cmd:"" help:"${command_content_publish_summary}"`
	Withdraw contentWithdrawCommand `cmd:"" help:"${command_content_withdraw_summary}"`
}

type contentListCommand struct {
	explained `kong:"-"`
	settings

	Column string `help:"${command_flag_column}" placeholder:"COLUMN"`
}

// Run lists the pieces.
func (c *contentListCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.ContentList(ctx, out, c.config(), c.Column)
}

type contentShowCommand struct {
	explained `kong:"-"`
	settings

	Slug  string `arg:"" name:"SLUG" help:"${command_flag_slug}"`
	Shown bool   `help:"${command_flag_shown}"`
}

// Run prints a piece as a file that can be edited.
func (c *contentShowCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.ContentShow(ctx, out, c.config(), c.Slug, c.Shown)
}

// draft is a file that is entered as a draft.
type draft struct {
	File      string `arg:"" name:"FILE" help:"${command_flag_piece_file}"`
	DryRun    bool   `help:"${command_flag_dry_run}"`
	Confirmed bool   `help:"${command_flag_confirmed}"`
}

func (d draft) options(o officer) portal.DraftOptions {
	return portal.DraftOptions{
		File: d.File, DryRun: d.DryRun, Confirmed: d.Confirmed, Mandate: portal.Mandate{As: o.As, Reason: o.Reason},
	}
}

type contentAddCommand struct {
	explained `kong:"-"`
	settings
	officer
	draft
}

// Run enters a new piece as a draft.
func (c *contentAddCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.ContentAdd(ctx, out, c.config(), c.options(c.officer))
}

type contentEditCommand struct {
	explained `kong:"-"`
	settings
	officer
	draft
}

// Run enters the next draft of a piece.
func (c *contentEditCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.ContentEdit(ctx, out, c.config(), c.options(c.officer))
}

type contentPublishCommand struct {
	explained `kong:"-"`
	settings
	officer

	Slug string `arg:"" name:"SLUG" help:"${command_flag_slug}"`
	On   string `help:"${command_flag_publish_on}" placeholder:"DATE"`
}

// Run puts a draft on display.
func (c *contentPublishCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.ContentPublish(ctx, out, c.config(), c.Slug, c.On, portal.Mandate{As: c.As, Reason: c.Reason})
}

type contentWithdrawCommand struct {
	explained `kong:"-"`
	settings
	officer

	Slug string `arg:"" name:"SLUG" help:"${command_flag_slug}"`
}

// Run takes a piece off the site.
func (c *contentWithdrawCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.ContentWithdraw(ctx, out, c.config(), c.Slug, portal.Mandate{As: c.As, Reason: c.Reason})
}
