// Package statute reads the statute books and the calendars: TOML files that
// ship inside the program, and an installation's own beside them. It refuses
// whatever it does not understand, with file and line.
package statute

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/workday"
)

//go:embed books/*.toml calendars/*.toml severity.toml
var shipped embed.FS

// The places of the files inside a folder of statute files.
const (
	booksDir     = "books"
	calendarsDir = "calendars"
	severityFile = "severity.toml"
)

// Statute is everything that was loaded.
type Statute struct {
	Rules    law.Rules
	Calendar workday.Calendar
}

// Digest returns the hexadecimal SHA-256 of the files that were read; it
// changes when any of them does.
func (s Statute) Digest() string { return s.Rules.Digest() }

// Load reads the shipped files and, where own is not nil, the installation's
// own: folders books and calendars and a file severity.toml, each optional.
// An own book or calendar takes the place of the shipped one of the same
// identifier or year when its edition is higher; others are added. The error
// wraps a fault.Error with file and line for a file that is refused.
func Load(own fs.FS) (Statute, error) {
	files, err := gather(shipped, false)
	if err != nil {
		return Statute{}, err
	}
	if own != nil {
		more, err := gather(own, true)
		if err != nil {
			return Statute{}, err
		}
		files = append(files, more...)
	}
	return assemble(files)
}

// MustLoad is Load of the shipped files alone; it panics when they are not
// sound, which the tests of this package exclude.
func MustLoad() Statute {
	s, err := Load(nil)
	if err != nil {
		panic(err)
	}
	return s
}

// Check reads one file of an installation as Load would read it beside the
// shipped ones. The name decides nothing; the content says whether the file is
// a calendar, a severity table or a book.
func Check(name string, text []byte) error {
	files, err := gather(shipped, false)
	if err != nil {
		return err
	}
	s := newSource(name, text, true)
	_, err = assemble(append(files, place{kindOf(s), s}))
	return err
}

// ReadYear reads the calendar of one year as strictly as Load does.
func ReadYear(name string, text []byte) (workday.Year, error) {
	return readCalendar(newSource(name, text, true))
}

// kind is what a file holds.
type kind int

const (
	bookFile kind = iota + 1
	calendarFile
	gradesFile
)

// place is a file with its kind.
type place struct {
	kind   kind
	source source
}

func kindOf(s source) kind {
	for _, l := range s.lines {
		switch {
		case l.path == "year" || strings.HasPrefix(l.path, "holiday["):
			return calendarFile
		case strings.HasPrefix(l.path, "grade["):
			return gradesFile
		}
	}
	return bookFile
}

// gather reads the files of one folder, in the order of their names. It
// refuses a TOML file outside the known places, which would otherwise be a rule
// that nobody applies and nobody misses.
func gather(folder fs.FS, own bool) ([]place, error) {
	var files []place
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".toml" {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		s := newSource(name, text, own)
		kind, ok := placeOf(name)
		if !ok {
			return s.refuseAt(1, "statute.fault.stray", nil)
		}
		files = append(files, place{kind, s})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading statute files: %w", err)
	}
	return files, nil
}

// placeOf says what a file in a folder of statute files must hold.
func placeOf(name string) (kind, bool) {
	switch {
	case name == severityFile:
		return gradesFile, true
	case path.Dir(name) == booksDir:
		return bookFile, true
	case path.Dir(name) == calendarsDir:
		return calendarFile, true
	}
	return 0, false
}

// assemble checks the files, each by itself and all together.
func assemble(files []place) (Statute, error) {
	books, err := allBooks(files)
	if err != nil {
		return Statute{}, err
	}
	calendar, err := allYears(files)
	if err != nil {
		return Statute{}, err
	}
	lines := law.Lines{Digest: digest(files)}
	for _, b := range books {
		lines.Books = append(lines.Books, b.head)
		lines.Limits = append(lines.Limits, b.limits...)
		lines.Periods = append(lines.Periods, b.periods...)
		lines.Ages = append(lines.Ages, b.ages...)
	}
	if err := complete(lines); err != nil {
		return Statute{}, err
	}
	for _, f := range files { // the installation's own table comes last and stays
		if f.kind != gradesFile {
			continue
		}
		table, err := readSeverity(f.source, books)
		if err != nil {
			return Statute{}, err
		}
		lines.Grades, lines.Words = table.grades, table.words
	}
	return Statute{Rules: law.NewRules(lines), Calendar: calendar}, nil
}

// allBooks reads every book; an own one of higher edition replaces its twin.
func allBooks(files []place) ([]book, error) {
	var books []book
	for _, f := range files {
		if f.kind != bookFile {
			continue
		}
		b, err := readBook(f.source)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(books, func(have book) bool { return have.head.ID == b.head.ID })
		if at < 0 {
			books = append(books, b)
			continue
		}
		have := books[at]
		if !f.source.own || have.head.Own || b.head.Edition <= have.head.Edition {
			return nil, f.source.refuse("book", "statute.fault.book_twice",
				fault.Args{"Found": b.head.ID, "Other": have.from.name})
		}
		if err := override(have, b); err != nil {
			return nil, err
		}
		books[at] = b
	}
	return books, nil
}

// allYears reads every calendar; an own one of higher edition replaces its twin.
func allYears(files []place) (workday.Calendar, error) {
	years := map[int]workday.Year{}
	var order []workday.Year
	for _, f := range files {
		if f.kind != calendarFile {
			continue
		}
		y, err := readCalendar(f.source)
		if err != nil {
			return workday.Calendar{}, err
		}
		have, twice := years[y.Number()]
		if twice && (!f.source.own || y.Edition() <= have.Edition()) {
			return workday.Calendar{}, f.source.refuse("year", "statute.fault.year_twice",
				fault.Args{"Found": y.Number()})
		}
		years[y.Number()] = y
		order = append(order, y)
	}
	return workday.New(order...), nil
}

// complete refuses a set of books that leaves a declared name without a line.
func complete(lines law.Lines) error {
	stated := map[string]bool{}
	for _, l := range lines.Limits {
		stated[string(l.Clock)] = true
	}
	for _, p := range lines.Periods {
		stated[string(p.Name)] = true
	}
	for _, a := range lines.Ages {
		stated[string(a.Name)] = true
	}
	for _, name := range law.Declared() {
		if !stated[name] && !law.Optional(name) {
			missing := fault.New(fault.Invalid, "statute.fault.unstated", fault.Args{"Name": name})
			return fmt.Errorf("reading the books together: %w", missing)
		}
	}
	return nil
}

// digest is the SHA-256 of every file, with its name and length before it.
func digest(files []place) string {
	sum := sha256.New()
	for _, f := range files {
		fmt.Fprintf(sum, "%t %s %d\n", f.source.own, f.source.name, len(f.source.text))
		sum.Write(f.source.text)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
