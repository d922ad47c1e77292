package statute

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/law"
)

// rawBook is a book as its file writes it.
type rawBook struct {
	Book       string
	Edition    int
	Instrument string
	Number     string
	Rank       string
	Status     string
	From       day
	Until      day
	Limit      []rawLimit
	Period     []rawPeriod
	Age        []rawAge
}

// rawLine is what all lines of a book share.
type rawLine struct {
	Article string
	Verify  bool
	From    day
	Until   day
	Cites   rawCites
	When    rawWhen
	Unless  rawWhen
}

// rawCites names the instrument that allows a longer line.
type rawCites struct {
	Instrument string
	Article    string
	Rank       string
}

type rawLimit struct {
	Clock     string
	Days      int
	Unit      string
	Counts    string
	Extension int
	Target    bool
	rawLine
}

type rawPeriod struct {
	Name   string
	Min    civil.Span
	Max    civil.Span
	Counts string
	rawLine
}

type rawAge struct {
	Name  string
	Years int
	rawLine
}

// book is a checked book with the place of each of its lines.
type book struct {
	from    source
	head    law.Book
	limits  []law.Limit
	periods []law.Period
	ages    []law.Age
	cites   map[string]law.Rank // by path of the line
}

const (
	maxDays  = 366
	maxYears = 120
)

var bookID = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// readBook reads and checks one book by itself.
func readBook(s source) (book, error) {
	var raw rawBook
	if err := s.decode(&raw); err != nil {
		return book{}, err
	}
	head, err := readHead(s, raw)
	if err != nil {
		return book{}, err
	}
	b := book{from: s, head: head, cites: map[string]law.Rank{}}
	for i, l := range raw.Limit {
		if err := b.addLimit(fmt.Sprintf("limit[%d]", i), l); err != nil {
			return book{}, err
		}
	}
	for i, p := range raw.Period {
		if err := b.addPeriod(fmt.Sprintf("period[%d]", i), p); err != nil {
			return book{}, err
		}
	}
	for i, a := range raw.Age {
		if err := b.addAge(fmt.Sprintf("age[%d]", i), a); err != nil {
			return book{}, err
		}
	}
	return b, b.overlaps()
}

func readHead(s source, raw rawBook) (law.Book, error) {
	head := law.Book{
		ID: raw.Book, Edition: raw.Edition, Instrument: raw.Instrument, Number: raw.Number,
		Rank: law.Rank(raw.Rank), Status: law.Status(raw.Status),
		From: raw.From.Date, Until: raw.Until.Date, Own: s.own,
	}
	switch {
	case !bookID.MatchString(head.ID):
		return head, s.refuse("book", "statute.fault.book_id", fault.Args{"Found": head.ID})
	case head.Edition < 1:
		return head, s.refuse("edition", "statute.fault.edition", fault.Args{"Found": head.Edition})
	case strings.TrimSpace(head.Instrument) == "":
		return head, s.refuse("instrument", "statute.fault.instrument", nil)
	case !slices.Contains(law.Ranks(), head.Rank):
		return head, s.refuse("rank", "statute.fault.rank", choice(raw.Rank, law.Ranks()))
	case !slices.Contains(law.Statuses(), head.Status):
		return head, s.refuse("status", "statute.fault.status", choice(raw.Status, law.Statuses()))
	case head.Status == law.StatusInForce && head.From.IsZero():
		return head, s.refuse("status", "statute.fault.no_from", nil)
	case head.Status == law.StatusRepealed && head.Until.IsZero():
		return head, s.refuse("status", "statute.fault.no_until", nil)
	case !head.Until.IsZero() && head.Until.Before(head.From):
		return head, s.refuse("until", "statute.fault.until_before_from", nil)
	}
	return head, nil
}

// basis checks what all lines share and returns what the line rests on.
func (b *book) basis(path string, raw rawLine) (law.Basis, law.Scope, error) {
	s := b.from
	basis := law.Basis{
		Book: b.head, Article: strings.TrimSpace(raw.Article), Verify: raw.Verify,
		From: civil.Later(b.head.From, raw.From.Date), Until: civil.Earliest(b.head.Until, raw.Until.Date),
	}
	if basis.Article == "" && !basis.Verify {
		return basis, law.Scope{}, s.refuse(path, "statute.fault.no_article", nil)
	}
	if !basis.Until.IsZero() && basis.Until.Before(basis.From) {
		return basis, law.Scope{}, s.refuse(path+".until", "statute.fault.until_before_from", nil)
	}
	if raw.Cites != (rawCites{}) {
		rank := law.Rank(raw.Cites.Rank)
		if !slices.Contains(law.Ranks(), rank) || raw.Cites.Instrument == "" || raw.Cites.Article == "" {
			return basis, law.Scope{}, s.refuse(path+".cites", "statute.fault.cites", nil)
		}
		basis.Cites = raw.Cites.Instrument + " " + raw.Cites.Article
		b.cites[path] = rank
	}
	scope, err := readScope(s, path, raw.When, raw.Unless)
	return basis, scope, err
}

func (b *book) addLimit(path string, raw rawLimit) error {
	s := b.from
	switch {
	case !slices.Contains(law.Clocks(), law.Clock(raw.Clock)):
		return s.refuse(path+".clock", "statute.fault.undeclared", fault.Args{"Found": raw.Clock})
	case raw.Days < 1 || raw.Days > maxDays:
		return s.refuse(path+".days", "statute.fault.days", fault.Args{"Found": raw.Days, "Most": maxDays})
	case raw.Extension < 0 || raw.Extension > maxDays:
		return s.refuse(path+".extension", "statute.fault.days", fault.Args{"Found": raw.Extension, "Most": maxDays})
	case !slices.Contains(law.Units(), law.Unit(raw.Unit)):
		return s.refuse(path+".unit", "statute.fault.unit", choice(raw.Unit, law.Units()))
	case !slices.Contains(law.Starts(), law.Start(raw.Counts)):
		return s.refuse(path+".counts", "statute.fault.counts", choice(raw.Counts, law.Starts()))
	}
	basis, scope, err := b.basis(path, raw.rawLine)
	if err != nil {
		return err
	}
	b.limits = append(b.limits, law.Limit{
		Clock: law.Clock(raw.Clock), Days: raw.Days, Unit: law.Unit(raw.Unit), Counts: law.Start(raw.Counts),
		Extension: raw.Extension, Target: raw.Target, Scope: scope, Basis: basis,
	})
	return nil
}

func (b *book) addPeriod(path string, raw rawPeriod) error {
	s := b.from
	switch {
	case !slices.Contains(law.Periods(), law.PeriodName(raw.Name)):
		return s.refuse(path+".name", "statute.fault.undeclared", fault.Args{"Found": raw.Name})
	case raw.Min.IsZero() && raw.Max.IsZero():
		return s.refuse(path, "statute.fault.no_length", nil)
	case !raw.Max.IsZero() && outlasts(raw.Min, raw.Max):
		return s.refuse(path+".min", "statute.fault.min_above_max",
			fault.Args{"Min": raw.Min.String(), "Max": raw.Max.String()})
	case !slices.Contains(law.Starts(), law.Start(raw.Counts)):
		return s.refuse(path+".counts", "statute.fault.counts", choice(raw.Counts, law.Starts()))
	}
	basis, scope, err := b.basis(path, raw.rawLine)
	if err != nil {
		return err
	}
	b.periods = append(b.periods, law.Period{
		Name: law.PeriodName(raw.Name), Min: raw.Min, Max: raw.Max, Counts: law.Start(raw.Counts),
		Scope: scope, Basis: basis,
	})
	return nil
}

func (b *book) addAge(path string, raw rawAge) error {
	s := b.from
	switch {
	case !slices.Contains(law.Ages(), law.AgeName(raw.Name)):
		return s.refuse(path+".name", "statute.fault.undeclared", fault.Args{"Found": raw.Name})
	case raw.Years < 1 || raw.Years > maxYears:
		return s.refuse(path+".years", "statute.fault.years", fault.Args{"Found": raw.Years, "Most": maxYears})
	}
	basis, scope, err := b.basis(path, raw.rawLine)
	if err != nil {
		return err
	}
	if !scope.When.IsZero() || !scope.Unless.IsZero() {
		return s.refuse(path+".when", "statute.fault.age_narrowed", nil)
	}
	b.ages = append(b.ages, law.Age{Name: law.AgeName(raw.Name), Years: raw.Years, Basis: basis})
	return nil
}

// outlasts compares spans on one fixed day, for 90d and 3m have no order of
// their own.
func outlasts(a, b civil.Span) bool {
	day0 := civil.MustParse("2001-01-01")
	return a.After(day0).After(b.After(day0))
}

func choice[T ~string](found string, allowed []T) fault.Args {
	list := make([]string, len(allowed))
	for i, a := range allowed {
		list[i] = string(a)
	}
	return fault.Args{"Found": found, "Allowed": strings.Join(list, ", ")}
}
