package main

import (
	"context"

	"creditportal/internal/portal"
)

type providerCommand struct {
	explained `kong:"-"`

	Import providerImportCommand `cmd:"" help:"${command_provider_import_summary}"`
}

type providerImportCommand struct {
	explained `kong:"-"`
	settings
	officer

	File string `arg:"" name:"FILE" help:"${command_flag_provider_file}"`
}

// Run enters the providers listed in a CSV file.
func (c *providerImportCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.ProviderImport(ctx, out, c.config(), c.File, portal.Mandate{As: c.As, Reason: c.Reason})
}

type catalogCommand struct {
	explained `kong:"-"`

	Show catalogShowCommand `cmd:"" help:"${command_catalog_show_summary}"`
	Load catalogLoadCommand `cmd:"" help:"${command_catalog_load_summary}"`
}

type catalogShowCommand struct {
	explained `kong:"-"`
	settings

	File string `arg:"" optional:"" name:"FILE" help:"${command_flag_catalog_file}"`
}

// Run prints the catalog in force, or the one in a file.
func (c *catalogShowCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.CatalogShow(ctx, out, c.config(), c.File)
}

type catalogLoadCommand struct {
	explained `kong:"-"`
	settings
	officer

	File string `arg:"" optional:"" name:"FILE" help:"${command_flag_catalog_file}"`
}

// Run enters an edition of the catalog; without a file the starter catalog.
func (c *catalogLoadCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.CatalogLoad(ctx, out, c.config(), c.File, portal.Mandate{As: c.As, Reason: c.Reason})
}

type templateCommand struct {
	explained `kong:"-"`
	settings

	Item string `arg:"" name:"ITEM" help:"${command_flag_item}"`
	Out  string `short:"o" help:"${command_flag_out}" placeholder:"OUT.xlsx"`
}

// Run writes the provider's template of an item.
func (c *templateCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.Template(ctx, out, c.config(), c.Item, c.Out)
}
