package law

import (
	"slices"

	"creditportal/internal/civil"
)

// Lines are everything that the books state.
type Lines struct {
	Books   []Book
	Limits  []Limit
	Periods []Period
	Ages    []Age
	Grades  []Grade // in order: the first that covers the facts decides
	Words   Words
	Digest  string // hexadecimal SHA-256 of the files the lines were read from
}

// Words are the words of provider files for what the lines name.
type Words struct {
	Penalty map[string]string // to one of PenaltyKinds
	Fine    map[string]string // to one of Fines
}

// Rules are the lines of all books, whether in force yet or not. Rules are a
// value: they are built once at start and only read.
type Rules struct{ lines Lines }

// NewRules makes rules of lines. The loader has checked them.
func NewRules(lines Lines) Rules { return Rules{lines} }

// Books returns the heads of the books in the order they were loaded.
func (r Rules) Books() []Book { return slices.Clone(r.lines.Books) }

// Limits returns every line about limits, in force or not.
func (r Rules) Limits() []Limit { return slices.Clone(r.lines.Limits) }

// AllPeriods returns every line about periods, in force or not.
func (r Rules) AllPeriods() []Period { return slices.Clone(r.lines.Periods) }

// AllAges returns every line about ages, in force or not.
func (r Rules) AllAges() []Age { return slices.Clone(r.lines.Ages) }

// Grades returns the severity table.
func (r Rules) Grades() []Grade { return slices.Clone(r.lines.Grades) }

// Digest returns the digest of the files that the rules were read from. Ends
// are recomputed when it changes.
func (r Rules) Digest() string { return r.lines.Digest }

// Periods returns the lines of one name that cover the facts, those of books
// that take effect later included.
func (r Rules) Periods(name PeriodName, f Facts) []Period {
	var found []Period
	for i := range r.lines.Periods {
		p := &r.lines.Periods[i]
		if p.Name == name && p.Scope.Covers(f) {
			found = append(found, *p)
		}
	}
	return found
}

// PenaltyKind returns the category that a word of a provider's file names, such
// as "fine" for 罚款; a category names itself. The second result is false for a
// word that the books do not know.
func (r Rules) PenaltyKind(word string) (string, bool) {
	return look(word, PenaltyKinds(), r.lines.Words.Penalty)
}

// FineClass returns the class of fine that a word names, as PenaltyKind does.
func (r Rules) FineClass(word string) (string, bool) {
	return look(word, Fines(), r.lines.Words.Fine)
}

func look(word string, names []string, words map[string]string) (string, bool) {
	if slices.Contains(names, word) {
		return word, true
	}
	name, ok := words[word]
	return name, ok
}

// Severity derives the severity that follows from the facts by the severity
// table. The last result is false when the table does not say; such a record
// is held.
func (r Rules) Severity(f Facts) (string, Basis, bool) {
	for _, g := range r.lines.Grades {
		if g.Scope.Covers(f) {
			return g.Severity, g.Basis, true
		}
	}
	return "", Basis{}, false
}

// InForce returns the rules as they stand on the day on.
func (r Rules) InForce(on civil.Date) InForce { return InForce{On: on, rules: r} }

// InForce is the lines that apply on one day.
type InForce struct {
	On    civil.Date
	rules Rules
}

// Books returns the books in force.
func (f InForce) Books() []Book {
	var found []Book
	for _, b := range f.rules.lines.Books {
		if (Basis{Book: b, From: b.From, Until: b.Until}).InForce(f.On) {
			found = append(found, b)
		}
	}
	return found
}

// Stated is what one book states.
type Stated struct {
	Book    Book
	Limits  []Limit
	Periods []Period
	Ages    []Age
	Grades  []Grade // lines of the severity table that rest on the book
}

// Stated returns the books in force with their lines in force, for showing.
func (f InForce) Stated() []Stated {
	var found []Stated
	for _, b := range f.Books() {
		lines := f.rules.lines
		found = append(found, Stated{
			Book:    b,
			Limits:  stating(f, b, lines.Limits, func(l Limit) Basis { return l.Basis }),
			Periods: stating(f, b, lines.Periods, func(p Period) Basis { return p.Basis }),
			Ages:    stating(f, b, lines.Ages, func(a Age) Basis { return a.Basis }),
			Grades:  stating(f, b, lines.Grades, func(g Grade) Basis { return g.Basis }),
		})
	}
	return found
}

// stating keeps the lines in force that rest on the book.
func stating[L any](f InForce, b Book, lines []L, basis func(L) Basis) []L {
	var found []L
	for _, l := range lines {
		if on := basis(l); on.Book.ID == b.ID && on.InForce(f.On) {
			found = append(found, l)
		}
	}
	return found
}

// Limits returns the lines of a clock that cover the facts. Every one of them
// runs; Binding says which governs.
func (f InForce) Limits(name Clock, facts Facts) []Limit {
	var found []Limit
	for i := range f.rules.lines.Limits { // lines are large: none is copied for a look
		l := &f.rules.lines.Limits[i]
		if l.Clock == name && l.Basis.InForce(f.On) && l.Scope.Covers(facts) {
			found = append(found, *l)
		}
	}
	return found
}

// Periods returns the lines of a period that cover the facts.
func (f InForce) Periods(name PeriodName, facts Facts) []Period {
	return slices.DeleteFunc(f.rules.Periods(name, facts), func(p Period) bool {
		return !p.Basis.InForce(f.On)
	})
}

// Age returns the highest age that a book in force states under the name,
// which is the more protective one, and whether any does.
func (f InForce) Age(name AgeName) (Age, bool) {
	var found Age
	for _, a := range f.rules.lines.Ages {
		if a.Name == name && a.Basis.InForce(f.On) && a.Years > found.Years {
			found = a
		}
	}
	return found, found.Years > 0
}
