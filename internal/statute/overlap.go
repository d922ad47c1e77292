package statute

import (
	"fmt"

	"creditportal/internal/fault"
	"creditportal/internal/law"
)

// dated is a line reduced to what it is about and when it applies.
type dated struct {
	path  string
	about string
	basis law.Basis
}

// overlaps refuses two lines of one book for one thing on overlapping days:
// nobody could say which of them holds.
func (b book) overlaps() error {
	var lines []dated
	for i, l := range b.limits {
		about := fmt.Sprintf("%s %v %s", l.Clock, l.Target, l.Scope.Key())
		lines = append(lines, dated{fmt.Sprintf("limit[%d]", i), about, l.Basis})
	}
	for i, p := range b.periods {
		lines = append(lines, dated{fmt.Sprintf("period[%d]", i), string(p.Name) + p.Scope.Key(), p.Basis})
	}
	for i, a := range b.ages {
		lines = append(lines, dated{fmt.Sprintf("age[%d]", i), string(a.Name), a.Basis})
	}
	for i, second := range lines {
		for _, first := range lines[:i] {
			if first.about == second.about && together(first.basis, second.basis) {
				return b.from.refuse(second.path, "statute.fault.overlap", fault.Args{"Other": b.from.line(first.path)})
			}
		}
	}
	return nil
}

// together says whether two lines ever apply on one day.
func together(a, b law.Basis) bool {
	return (a.Until.IsZero() || !a.Until.Before(b.From)) && (b.Until.IsZero() || !b.Until.Before(a.From))
}
