package portal

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/statute"
	"creditportal/internal/subject"
)

// mostDays is the longest limit that a book may state.
const mostDays = 366

// Workday prints the due date of n working days from the day written in date,
// with every counted and skipped day and its reason. It refuses, with exit
// code 2, a day or a number that it cannot read.
func Workday(out *Console, date string, n int) error {
	start, err := civil.Parse(date)
	if err != nil {
		return refuse(exitUsage, "command.fault.date", fault.Args{"Value": date})
	}
	if n < 1 || n > mostDays {
		return refuse(exitUsage, "command.fault.days", fault.Args{"Most": mostDays})
	}
	loaded, err := loadStatute("")
	if err != nil {
		return err
	}
	due := loaded.Calendar.Due(start, n)
	out.Say("command.workday_line.due", "Start", start, "Count", n, "Due", due.On.String(),
		"Weekday", out.Weekday(due.On))
	guessed := 0
	for _, step := range due.Steps {
		reason := out.T(step.Reason.Key())
		if step.Festival != "" {
			reason = out.T(step.Festival.Key()) + " " + reason
		}
		key := "command.workday_line.skipped"
		if step.Number > 0 {
			key = "command.workday_line.counted"
		}
		if step.Provisional && guessed == 0 {
			guessed = step.On.Year()
		}
		out.Say(key, "Date", step.On.String()+" "+out.Weekday(step.On), "Number", step.Number,
			"Reason", reason, "Source", step.Source)
	}
	if due.Provisional {
		out.Say("command.workday_line.provisional", "Year", strconv.Itoa(guessed))
	}
	return nil
}

// Ident prints what a value is and how each check of it came out. It ends with
// exit code 6 when the value is not valid.
func Ident(out *Console, value string) error {
	found := subject.Examine(value, civil.Of(time.Now()))
	fmt.Fprintln(out.Out, out.T("subject.nature."+string(found.Nature)))
	if found.Normal != "" {
		out.Say("command.ident_line.normal", "Value", found.Normal)
	}
	for _, check := range found.Checks {
		name := out.T("subject.check." + check.Name)
		if check.Fault != nil {
			out.Say("command.ident_line.refused", "Check", name, "Reason", out.Fault(check.Fault))
			continue
		}
		out.Say("command.ident_line.passed", "Check", name)
	}
	if !found.Valid() {
		return toldError{exitRefused}
	}
	return nil
}

// loadStatute reads the shipped books and those in dir, which may be empty. A
// book that is refused ends the program with exit code 3.
func loadStatute(dir string) (statute.Statute, error) {
	var own fs.FS
	if dir != "" {
		own = os.DirFS(dir)
	}
	loaded, err := statute.Load(own)
	if err != nil {
		return statute.Statute{}, withCode(exitConfig, err)
	}
	return loaded, nil
}

// StatuteShow prints every line in force on the day written in on, today when
// it is empty.
func StatuteShow(out *Console, books, on string) error {
	day := civil.Of(time.Now())
	if on != "" {
		var err error
		if day, err = civil.Parse(on); err != nil {
			return refuse(exitUsage, "command.fault.date", fault.Args{"Value": on})
		}
	}
	loaded, err := loadStatute(books)
	if err != nil {
		return err
	}
	for _, book := range loaded.Rules.InForce(day).Books() {
		out.Say("command.statute_line.book", "Book", book.ID, "Instrument", book.Instrument,
			"Status", out.T(book.Status.Key()))
		for _, line := range linesOf(out, loaded.Rules, book.ID, day) {
			fmt.Fprintln(out.Out, line)
		}
	}
	return nil
}

func linesOf(out *Console, rules law.Rules, book string, day civil.Date) []string {
	var lines []string
	add := func(name, value string, basis law.Basis) {
		if basis.Book.ID != book || !basis.InForce(day) {
			return
		}
		note := ""
		if basis.Verify {
			note = out.T("command.statute_line.verify")
		}
		lines = append(lines, out.T("command.statute_line.limit",
			"Name", name, "Value", value, "Article", basis.Article, "Note", note))
	}
	for _, l := range rules.Limits() {
		add(string(l.Clock), strconv.Itoa(l.Days)+" "+string(l.Unit)+" ← "+string(l.Counts), l.Basis)
	}
	for _, p := range rules.AllPeriods() {
		add(string(p.Name), p.Min.String()+" … "+p.Max.String()+" ← "+string(p.Counts), p.Basis)
	}
	for _, a := range rules.AllAges() {
		add(string(a.Name), strconv.Itoa(a.Years), a.Basis)
	}
	return lines
}

// StatuteCheck loads the books in dir and checks each of the files beside
// them. It ends with exit code 3 when one is refused.
func StatuteCheck(out *Console, books string, files []string) error {
	loaded, err := loadStatute(books)
	if err != nil {
		return err
	}
	bad := false
	for _, name := range files {
		text, err := os.ReadFile(filepath.Clean(name))
		if err != nil {
			return refuse(exitConfig, "command.fault.file_unreadable", fault.Args{"File": name})
		}
		if err := statute.Check(filepath.Base(name), text); err != nil {
			bad = true
			out.Fail(err)
		}
	}
	if bad {
		return toldError{exitConfig}
	}
	out.Say("command.statute_line.good", "Count", len(loaded.Rules.Books()), "Digest", loaded.Digest()[:12])
	return nil
}

// Version returns the version and the revision that the program was built from.
func Version() (version, revision string) {
	version, revision = "devel", "unknown"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, revision
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			revision = s.Value[:12]
		}
	}
	return version, revision
}

// PrintVersion prints the version of the program.
func PrintVersion(out *Console) error {
	version, revision := Version()
	out.Say("command.version_line.text", "Version", version, "Revision", revision, "Go", runtime.Version())
	return nil
}
