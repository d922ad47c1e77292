package main

import (
	"cmp"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"creditportal/internal/portal"
)

// explained gives a command its longer help with an example, in the language
// of the person who asks.
type explained struct{ text string }

// Help returns the longer help; kong prints it under the summary.
func (e explained) Help() string { return e.text }

func newCommands(out *portal.Console) *commands {
	c := &commands{}
	help := func(command string) explained { return explained{out.T("command." + command + ".help")} }
	c.Demo.explained = help("demo")
	c.Serve.explained = help("serve")
	c.Migrate.explained = help("migrate")
	c.Migrate.Up.explained = help("migrate_up")
	c.Migrate.Status.explained = help("migrate_status")
	c.Migrate.Grants.explained = help("migrate_grants")
	c.Import.explained = help("import")
	c.Batch.explained = help("batch")
	c.Batch.List.explained = help("batch_list")
	c.Batch.Withdraw.explained = help("batch_withdraw")
	c.Intake.explained = help("intake")
	c.Intake.Held.explained = help("intake_held")
	c.Intake.Release.explained = help("intake_release")
	c.Intake.Return.explained = help("intake_return")
	c.Record.explain(help)
	c.Content.explain(help)
	c.Admin.explain(help)
	c.Provider.explained = help("provider")
	c.Provider.Import.explained = help("provider_import")
	c.Catalog.explained = help("catalog")
	c.Catalog.Show.explained = help("catalog_show")
	c.Catalog.Load.explained = help("catalog_load")
	c.Template.explained = help("template")
	c.Statute.explained = help("statute")
	c.Statute.Show.explained = help("statute_show")
	c.Statute.Check.explained = help("statute_check")
	c.Workday.explained = help("workday")
	c.Ident.explained = help("ident")
	c.Keys.explain(help)
	c.Backup.explained, c.Restore.explained = help("backup"), help("restore")
	c.Audit.explain(help)
	c.Doctor.explained = help("doctor")
	c.Config.explain(help)
	c.Storybook.explained = help("storybook")
	c.Version.explained = help("version")
	return c
}

func (c *contentCommand) explain(help func(command string) explained) {
	c.explained = help("content")
	c.List.explained = help("content_list")
	c.Show.explained = help("content_show")
	c.Add.explained = help("content_add")
	c.Edit.explained = help("content_edit")
	c.Publish.explained = help("content_publish")
	c.Withdraw.explained = help("content_withdraw")
}

// options names the program and hands kong the words of every command and flag. They are
// written into the model and not given as variables of kong, which looks through all of
// them once for every flag: that took longer than most commands.
func options(out *portal.Console) []kong.Option {
	words := map[string]string{}
	for key, text := range out.Words("command.") {
		words["${"+strings.ReplaceAll(key, ".", "_")+"}"] = strings.ReplaceAll(text, "$", "$$")
	}
	return []kong.Option{
		kong.Name("portal"),
		kong.Description(out.T("command.about")),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}),
		kong.Writers(os.Stdout, os.Stderr),
		kong.PostBuild(func(k *kong.Kong) error {
			return kong.Visit(k.Model.Node, func(part kong.Visitable, next kong.Next) error {
				switch part := part.(type) {
				case *kong.Node:
					part.Help = cmp.Or(words[part.Help], part.Help)
				case *kong.Value:
					part.Help = cmp.Or(words[part.Help], part.Help)
				}
				return next(nil)
			})
		}),
	}
}

func (c *configCommand) explain(help func(command string) explained) {
	c.explained = help("config")
	c.Show.explained = help("config_show")
	c.Check.explained = help("config_check")
}

func (c *keysCommand) explain(help func(command string) explained) {
	c.explained = help("keys")
	c.List.explained = help("keys_list")
	c.Rotate.explained = help("keys_rotate")
	c.Move.explained = help("keys_move")
}

func (c *recordCommand) explain(help func(command string) explained) {
	c.explained = help("record")
	c.Hide.explained = help("record_hide")
	c.Show.explained = help("record_show")
}
