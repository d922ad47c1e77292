package markdown

import (
	"strings"
	"unicode"

	"creditportal/internal/content"
)

// What is more is no text that anybody reads, and costs the library time by its
// square: marks of quotations and lists at the beginning of a line, how far a
// line is moved in, cells of a row, marks in one paragraph.
const (
	deepest = 8
	widest  = 64
	cells   = 40
	table   = 20_000 // cells, had every line as many as the longest
	marks   = 2000
)

// deepLine returns the first line that goes too deep; 0 for none.
func deepLine(body string) int {
	inParagraph, lines, longest := 0, 0, 0
	for i, line := range strings.Split(body, "\n") {
		if strings.TrimSpace(line) == "" {
			inParagraph, lines, longest = 0, 0, 0
			continue
		}
		inParagraph += count(line, "[]<`*_!")
		lines, longest = lines+1, max(longest, count(line, "|"))
		begins := line[:len(line)-len(strings.TrimLeft(line, " \t>-+*.)0123456789"))]
		nests := count(begins, ">-+*.)") > deepest && strings.Trim(line, "-*+ \t\r") != ""
		if nests || len(begins) > widest || longest > cells || lines*longest > table || inParagraph > marks {
			return i + 1
		}
	}
	return 0
}

func count(s, of string) int {
	n := 0
	for _, c := range s {
		if strings.ContainsRune(of, c) {
			n++
		}
	}
	return n
}

// plain is a body that is not read: its lines as they stand.
func plain(body string) []content.Block {
	return []content.Block{{Kind: content.Listing, Text: readable(body)}}
}

// unseen are letters that cannot be seen, or that turn the direction of
// others around.
func unseen(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) ||
		r == '\ufeff' || r == unicode.ReplacementChar
}

// readable leaves out what cannot be seen.
func readable(s string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, s)
}

func (r *reader) findLetters() {
	for at, c := range string(r.source) {
		if unseen(c) {
			r.flaw(content.Unreadable, at)
		}
	}
}
