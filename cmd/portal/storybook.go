package main

import (
	"context"

	"creditportal/internal/portal"
)

type storybookCommand struct {
	explained `kong:"-"`

	Listen string `default:"127.0.0.1:8081" help:"${command_flag_listen}" placeholder:"ADDRESS"`
}

// Run shows every page in every state until it is told to stop.
func (c *storybookCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.Storybook(ctx, out, c.Listen)
}
