// Command portal is the whole public credit portal in one binary: the demo,
// the production server and the tools of the office that runs it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"creditportal/internal/portal"
)

// usage is the exit code of a command line that cannot be understood.
const usage = 2

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	out := portal.Stdio(os.Getenv("PORTAL_LANG"), os.Getenv("LANG"))
	cli := newCommands(out)
	parser, err := kong.New(cli, options(out)...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		var refused *kong.ParseError
		fmt.Fprintln(os.Stderr, out.T("command.usage", "Reason", err.Error()))
		if errors.As(err, &refused) {
			_ = refused.Context.PrintUsage(true)
		}
		return usage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parsed.BindTo(ctx, (*context.Context)(nil))
	if err := parsed.Run(out); err != nil {
		out.Fail(err)
		return portal.ExitCode(err)
	}
	return 0
}

// commands is the command line: a field each, a file each.
type commands struct {
	Demo          demoCommand      `cmd:"" help:"${command_demo_summary}"`
	Serve         serveCommand     `cmd:"" help:"${command_serve_summary}"`
	Migrate       migrateCommand   `cmd:"" help:"${command_migrate_summary}"`
	Import        importCommand    `cmd:"" help:"${command_import_summary}"`
	Batch         batchCommand     `cmd:"" help:"${command_batch_summary}"`
	Intake        intakeCommand    `cmd:"" help:"${command_intake_summary}"`
	Record        recordCommand    `cmd:"" help:"${command_record_summary}"`
	Content       contentCommand   `cmd:"" help:"${command_content_summary}"`
	Admin         adminCommand     `cmd:"" help:"${command_admin_summary}"`
	Provider      providerCommand  `cmd:"" help:"${command_provider_summary}"`
	Catalog       catalogCommand   `cmd:"" help:"${command_catalog_summary}"`
	Template      templateCommand  `cmd:"" help:"${command_template_summary}"`
	Statute       statuteCommand   `cmd:"" help:"${command_statute_summary}"`
	Workday       workdayCommand   `cmd:"" help:"${command_workday_summary}"`
	Ident         identCommand     `cmd:"" help:"${command_ident_summary}"`
	Keys          keysCommand      `cmd:"" help:"${command_keys_summary}"`
	Backup        backupCommand    `cmd:"" help:"${command_backup_summary}"`
	Restore       restoreCommand   `cmd:"" help:"${command_restore_summary}"`
	Audit         auditCommand     `cmd:"" help:"${command_audit_summary}"`
	Doctor        doctorCommand    `cmd:"" help:"${command_doctor_summary}"`
	Config        configCommand    `cmd:"" help:"${command_config_summary}"`
	Storybook     storybookCommand `cmd:"" help:"${command_storybook_summary}"`
	HashPasswords hashCommand      `cmd:"" hidden:""`
	Version       versionCommand   `cmd:"" help:"${command_version_summary}"`
}
