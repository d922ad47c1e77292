package search

import (
	"regexp"
	"strings"
	"unicode"
)

// numbering is what stands before the lines of a numbered list; 1.5 begins a
// name.
var numbering = regexp.MustCompile(`^[(（]?[0-9０-９]{1,3}(?:[、)）]|[.．]\s)\s*|^[0-9０-９]{1,3}[.．](?:\p{Han})`)

// Named reads a line of a list that somebody pasted. Such lines come out of
// spreadsheets and letters: of several cells the one with a whole code counts, or
// else the first name; numbering, quotation marks and what parts the lines of a
// sentence belong to no name.
func Named(line string) (Query, error) {
	var best Query
	for cell := range strings.SplitSeq(line, "\t") {
		q, err := Parse(bare(cell))
		switch {
		case err != nil || q.Look == Identity:
			return q, err
		case q.tells() > best.tells():
			best = q
		}
	}
	return best, nil
}

// tells is how well the query tells whom it is about.
func (q Query) tells() int {
	switch q.Look {
	case Code:
		return 3
	case Name, Document:
		return 2
	case Short, CodeStart:
		return 1
	case Nothing, Identity:
	}
	return 0
}

// bare takes off what stands around a name.
func bare(cell string) string {
	cell = strings.TrimFunc(cell, parts)
	if mark := numbering.FindString(cell); mark != "" {
		cell = strings.TrimFunc(cell[len(strings.TrimRightFunc(mark, isHan)):], parts)
	}
	return cell
}

func parts(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(`"“”'‘’,，;；。、`, r)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
