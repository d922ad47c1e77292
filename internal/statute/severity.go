package statute

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/law"
)

// rawSeverity is the severity table as its file writes it.
type rawSeverity struct {
	Edition int
	Book    string
	Grade   []rawGrade
	Penalty map[string]string
	Fine    map[string]string
}

type rawGrade struct {
	Severity string
	Article  string
	Verify   bool
	When     rawWhen
	Unless   rawWhen
}

// severity is the checked table.
type severity struct {
	grades []law.Grade
	words  law.Words
}

// readSeverity reads and checks the severity table; its basis is one of books.
func readSeverity(s source, books []book) (severity, error) {
	var raw rawSeverity
	if err := s.decode(&raw); err != nil {
		return severity{}, err
	}
	if raw.Edition < 1 {
		return severity{}, s.refuse("edition", "statute.fault.edition", fault.Args{"Found": raw.Edition})
	}
	at := slices.IndexFunc(books, func(b book) bool { return b.head.ID == raw.Book })
	if at < 0 {
		return severity{}, s.refuse("book", "statute.fault.no_such_book", fault.Args{"Found": raw.Book})
	}
	table := severity{words: law.Words{Penalty: raw.Penalty, Fine: raw.Fine}}
	for i, g := range raw.Grade {
		grade, err := readGrade(s, fmt.Sprintf("grade[%d]", i), books[at].head, g)
		if err != nil {
			return severity{}, err
		}
		table.grades = append(table.grades, grade)
	}
	if err := checkWords(s, "penalty", raw.Penalty, law.PenaltyKinds()); err != nil {
		return severity{}, err
	}
	return table, checkWords(s, "fine", raw.Fine, law.Fines())
}

func readGrade(s source, path string, head law.Book, g rawGrade) (law.Grade, error) {
	if !slices.Contains(law.Severities(), g.Severity) {
		return law.Grade{}, s.refuse(path+".severity", "statute.fault.severity", choice(g.Severity, law.Severities()))
	}
	basis := law.Basis{
		Book: head, Article: strings.TrimSpace(g.Article), Verify: g.Verify, From: head.From, Until: head.Until,
	}
	if basis.Article == "" && !basis.Verify {
		return law.Grade{}, s.refuse(path, "statute.fault.no_article", nil)
	}
	scope, err := readScope(s, path, g.When, g.Unless)
	if err == nil && scope.When.IsZero() {
		err = s.refuse(path, "statute.fault.grade_for_all", nil)
	}
	return law.Grade{Severity: g.Severity, Scope: scope, Basis: basis}, err
}

func checkWords(s source, table string, found map[string]string, allowed []string) error {
	for _, word := range slices.Sorted(maps.Keys(found)) {
		if !slices.Contains(allowed, found[word]) {
			return s.refuse(table+"."+word, "statute.fault.word", choice(found[word], allowed))
		}
	}
	return nil
}
