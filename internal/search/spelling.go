package search

import (
	"strings"
	"unicode"
)

// Readings are the ways in which a character is read, in plain letters without
// tones: "zhang" and "chang" for 长. A character that is not read has none.
type Readings func(r rune) []string

// minLetters is what a spelling needs: one letter begins every tenth name.
const minLetters = 2

// lettersOf returns what was typed as a spelling: its letters without what
// people set between syllables, ü as v; "" where it is none.
func lettersOf(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case r == 'ü':
			b.WriteRune('v')
		case unicode.IsSpace(r), r == '\'', r == '’', r == '-':
		default:
			return ""
		}
	}
	if b.Len() < minLetters {
		return ""
	}
	return b.String()
}

// Spelling returns the characters of a folded name that the letters spell, by
// whole readings of which the last may be cut short, or by initials, and why:
// ByPinyin, ByInitials or NotFound. It is the definition that an index must
// equal.
func Spelling(letters, name string, readings Readings) (string, Why) {
	if letters == "" {
		return "", NotFound
	}
	text := []rune(name)
	for from := range text {
		if n := spelt(letters, text[from:], readings, true); n > 0 {
			return string(text[from : from+n]), ByPinyin
		}
	}
	for from := range text {
		if n := begun(letters, text[from:], readings); n > 0 {
			return string(text[from : from+n]), ByInitials
		}
	}
	return "", NotFound
}

// spelt returns how many characters at the beginning of the text the letters
// spell, the fewest; 0 for none. Only behind a whole reading may the last be
// cut short.
func spelt(letters string, text []rune, readings Readings, first bool) int {
	if len(text) == 0 {
		return 0
	}
	for _, reading := range readings(text[0]) {
		rest, whole := strings.CutPrefix(letters, reading)
		switch {
		case whole && rest == "", !whole && !first && strings.HasPrefix(reading, letters):
			return 1
		case whole:
			if n := spelt(rest, text[1:], readings, false); n > 0 {
				return n + 1
			}
		}
	}
	return 0
}

// begun returns the number of letters when each begins the reading of a
// character at the beginning of the text; 0 otherwise.
func begun(letters string, text []rune, readings Readings) int {
	if len(text) < len(letters) {
		return 0
	}
	for i := range len(letters) {
		begins := false
		for _, reading := range readings(text[i]) {
			begins = begins || reading[0] == letters[i]
		}
		if !begins {
			return 0
		}
	}
	return len(letters)
}
