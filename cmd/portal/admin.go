package main

import (
	"context"

	"creditportal/internal/portal"
)

type adminCommand struct {
	explained `kong:"-"`

	Create adminCreateCommand `cmd:"" help:"${command_admin_create_summary}"`
	List   adminListCommand   `cmd:"" help:"${command_admin_list_summary}"`
}

type adminCreateCommand struct {
	explained `kong:"-"`
	settings
	officer

	Login string   `arg:"" name:"LOGIN" help:"${command_flag_login}"`
	Name  string   `required:"" help:"${command_flag_person}" placeholder:"TEXT"`
	Role  []string `required:"" help:"${command_flag_role}" placeholder:"ROLE"`
	Unit  string   `help:"${command_flag_unit}" placeholder:"CODE"`
}

// Run makes an account for somebody of the office or of a provider.
func (c *adminCreateCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.AdminCreate(ctx, out, c.config(), portal.AdminOptions{
		Login: c.Login, Name: c.Name, Roles: c.Role, Unit: c.Unit,
		Mandate: portal.Mandate{As: c.As, Reason: c.Reason},
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
	c.List.explained = help("admin_list")
}
