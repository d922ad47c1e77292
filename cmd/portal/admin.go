package main

import (
	"context"

	"creditportal/internal/portal"
)

type adminCommand struct {
	explained `kong:"-"`

	Create adminCreateCommand `cmd:"" help:"${command_admin_create_summary}"`
	Link   adminLinkCommand   `cmd:"" help:"${command_admin_link_summary}"`
	List   adminListCommand   `cmd:"" help:"${command_admin_list_summary}"`
}

type adminCreateCommand struct {
	explained `kong:"-"`
	settings
	officer

	BaseURL string `name:"base-url" env:"PORTAL_BASE_URL" help:"${command_flag_base_url}" placeholder:"URL"`
}

// Run prints the links for the first two administrators.
func (c *adminCreateCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.AdminFirst(ctx, out, c.config(), portal.AdminOptions{
		BaseURL: c.BaseURL, Mandate: portal.Mandate{As: c.As, Reason: c.Reason},
	})
}

type adminLinkCommand struct {
	explained `kong:"-"`
	settings
	officer

	Login   string `arg:"" name:"LOGIN" help:"${command_flag_login}"`
	BaseURL string `name:"base-url" env:"PORTAL_BASE_URL" help:"${command_flag_base_url}" placeholder:"URL"`
}

// Run prints a link for somebody of the office who lost password or second factor.
func (c *adminLinkCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.AdminLink(ctx, out, c.config(), portal.AdminOptions{
		Login: c.Login, BaseURL: c.BaseURL, Mandate: portal.Mandate{As: c.As, Reason: c.Reason},
	})
}

type adminListCommand struct {
	explained `kong:"-"`
	settings
}

// Run lists who may sign in on the side of the office.
func (c *adminListCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.AdminList(ctx, out, c.config())
}

func (c *adminCommand) explain(help func(command string) explained) {
	c.explained = help("admin")
	c.Create.explained = help("admin_create")
	c.Link.explained = help("admin_link")
	c.List.explained = help("admin_list")
}
