package main

import (
	"creditportal/internal/portal"
)

type statuteCommand struct {
	explained `kong:"-"`

	Show  statuteShowCommand  `cmd:"" help:"${command_statute_show_summary}"`
	Check statuteCheckCommand `cmd:"" help:"${command_statute_check_summary}"`
}

type statuteShowCommand struct {
	explained `kong:"-"`

	Books string `env:"PORTAL_BOOKS_DIR" help:"${command_flag_books}" placeholder:"DIR"`
	On    string `help:"${command_flag_on}" placeholder:"DATE"`
}

// Run prints every line in force on a day.
func (c *statuteShowCommand) Run(out *portal.Console) error {
	return portal.StatuteShow(out, c.Books, c.On)
}

type statuteCheckCommand struct {
	explained `kong:"-"`

	Books string   `env:"PORTAL_BOOKS_DIR" help:"${command_flag_books}" placeholder:"DIR"`
	Files []string `arg:"" optional:"" name:"FILE" help:"${command_flag_book_file}"`
}

// Run checks the books, with the given files added.
func (c *statuteCheckCommand) Run(out *portal.Console) error {
	return portal.StatuteCheck(out, c.Books, c.Files)
}

type workdayCommand struct {
	explained `kong:"-"`

	Date string `arg:"" name:"DATE" help:"${command_flag_date}"`
	Days int    `arg:"" name:"N" help:"${command_flag_days}"`
}

// Run prints a due date with every counted and skipped day.
func (c *workdayCommand) Run(out *portal.Console) error { return portal.Workday(out, c.Date, c.Days) }

type identCommand struct {
	explained `kong:"-"`

	Value string `arg:"" name:"VALUE" help:"${command_flag_value}"`
}

// Run says what an identifier is and which checks it passes.
func (c *identCommand) Run(out *portal.Console) error { return portal.Ident(out, c.Value) }

type versionCommand struct {
	explained `kong:"-"`
}

// Run prints the version.
func (c *versionCommand) Run(out *portal.Console) error { return portal.PrintVersion(out) }
