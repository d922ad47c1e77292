package main

import (
	"context"

	"creditportal/internal/portal"
)

type importCommand struct {
	explained `kong:"-"`
	settings
	officer

	Files    []string          `arg:"" name:"FILE" help:"${command_flag_file}"`
	Item     string            `help:"${command_flag_item}" placeholder:"CODE"`
	Provider string            `help:"${command_flag_provider}" placeholder:"CODE"`
	Set      map[string]string `help:"${command_flag_set}" placeholder:"FIELD=VALUE" mapsep:"none"`
	Map      map[string]string `help:"${command_flag_map}" placeholder:"COLUMN=FIELD" mapsep:"none"`
	Sheet    string            `help:"${command_flag_sheet}" placeholder:"NAME"`
	Secrecy  string            `name:"secrecy-review" help:"${command_flag_secrecy}" placeholder:"NAME,DATE,OUTCOME"`
	DryRun   bool              `help:"${command_flag_dry_run}"`
	Errors   string            `help:"${command_flag_errors}" placeholder:"OUT.csv"`
	JSON     bool              `name:"json" help:"${command_flag_json}"`
}

// Run imports provider files.
func (c *importCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.Import(ctx, out, c.config(), portal.ImportOptions{
		Files: c.Files, Item: c.Item, Provider: c.Provider, Set: c.Set, Map: c.Map, Sheet: c.Sheet,
		SecrecyReview: c.Secrecy, As: c.As, Reason: c.Reason, DryRun: c.DryRun, Errors: c.Errors, JSON: c.JSON,
	})
}

// officer names who acts and why; both go into the trail.
type officer struct {
	As     string `env:"PORTAL_AS" help:"${command_flag_as}" placeholder:"NAME"`
	Reason string `help:"${command_flag_reason}" placeholder:"TEXT"`
}
