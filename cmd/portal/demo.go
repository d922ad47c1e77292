package main

import (
	"context"
	"os"

	"creditportal/internal/portal"
)

type demoCommand struct {
	explained `kong:"-"`

	Listen  string `env:"PORTAL_LISTEN" default:"127.0.0.1:8080" help:"${command_flag_listen}" placeholder:"ADDRESS"`
	Data    string `env:"PORTAL_DEMO_DIR" default:"data/demo" help:"${command_flag_demo_data}" placeholder:"DIR"`
	Records int    `env:"PORTAL_DEMO_RECORDS" default:"3000" help:"${command_flag_records}" placeholder:"N"`
	Now     string `env:"PORTAL_DEMO_NOW" help:"${command_flag_now}" placeholder:"TIME"`
	Cases   bool   `env:"PORTAL_DEMO_CASES" default:"true" negatable:"" help:"${command_flag_demo_cases}"`
}

// Run serves the portal with synthetic data until it is told to stop.
func (c *demoCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.Demo(ctx, out, portal.DemoOptions{
		Listen: c.Listen, Dir: c.Data, Records: c.Records, Now: c.Now, Worker: worker(), Cases: c.Cases,
	})
}

// worker is the command by which the program compares passwords in a process
// of its own; none where it does not know where it is itself.
func worker() []string {
	self, err := os.Executable()
	if err != nil {
		return nil
	}
	return []string{self, "hash-passwords"}
}

type hashCommand struct {
	explained `kong:"-"`
}

// Run compares passwords for the process that started this one.
func (c *hashCommand) Run() error { return portal.HashPasswords() }
