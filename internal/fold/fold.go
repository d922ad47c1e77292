// Package fold brings text that people typed into one form, so that what
// looks alike compares alike. It is the one place that knows Unicode
// normalisation.
package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// middleDot is the dot inside names of some nationalities, U+00B7.
const middleDot = '·'

// Width returns s in compatibility form: full-width letters, digits and
// punctuation become their usual width, zero-width characters vanish.
func Width(s string) string {
	if plain(s) {
		return s
	}
	return norm.NFKC.String(visible(s))
}

// Code returns s as an identifier: usual width, upper case, without blanks
// and hyphens of any kind.
func Code(s string) string {
	return settle(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '\u2212' {
			return -1
		}
		return unicode.ToUpper(r)
	}, Width(s)))
}

// Name returns s as it is shown: canonical characters, trimmed, runs of
// blanks as one, the name dot as U+00B7; Chinese brackets stay.
func Name(s string) string {
	if everyday(s, false) {
		return s
	}
	return fullName(s)
}

func fullName(s string) string {
	return strings.Join(strings.Fields(strings.Map(dot, norm.NFC.String(visible(s)))), " ")
}

// Key returns s as it is compared: usual width, lower case, no blanks, one
// kind of name dot and of brackets. The ampersand stays.
func Key(s string) string {
	if quick, ok := quickKey(s); ok {
		return quick
	}
	return fullKey(s)
}

func fullKey(s string) string {
	return settle(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case strings.ContainsRune("[{〔【", r):
			return '('
		case strings.ContainsRune("]}〕】", r):
			return ')'
		}
		return unicode.ToLower(dot(r))
	}, Width(s)))
}

// settle composes again what a dropped blank or hyphen had kept apart, so
// that folding twice is folding once.
func settle(s string) string {
	if plain(s) {
		return s
	}
	return norm.NFKC.String(s)
}

func dot(r rune) rune {
	if strings.ContainsRune("•‧∙⋅・･．●", r) {
		return middleDot
	}
	return r
}

// plain says whether s is printable ASCII, which every form leaves in place:
// most codes and numbers are, and are spared the tables.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// everyday says whether s consists of printable ASCII, ideographs and usual
// Chinese punctuation, without blanks where they would be tidied: neither a
// name nor prose changes then. Broken says whether line breaks may be inside.
func everyday(s string, broken bool) bool {
	last := ' '
	for _, r := range s {
		switch {
		case r > ' ' && r <= '~', r >= firstIdeograph && r <= lastIdeograph, strings.ContainsRune("，。；：、（）《》〔〕“”？！", r):
		case (r == ' ' || r == '\n' && broken) && last > ' ':
		default:
			return false
		}
		last = r
	}
	return last > ' '
}

// visible drops characters that take no room: zero-width joiners, marks of
// direction, byte-order marks and other format characters.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || r == '\u00AD' || (unicode.IsControl(r) && !unicode.IsSpace(r)) {
			return -1
		}
		return r
	}, s)
}

// Typed returns s without what nobody can type: characters that take no room, and
// those that steer a printer or a terminal. Line breaks, tabs and blanks stay,
// and so does everything that is seen.
func Typed(s string) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
			return -1
		}
		return r
	}, visible(s))
}

// Prose returns s as a longer text is kept: canonical characters, trimmed,
// line breaks as \n, everything else as written.
func Prose(s string) string {
	if everyday(s, true) {
		return s
	}
	return fullProse(s)
}

func fullProse(s string) string {
	text := norm.NFC.String(visible(strings.ReplaceAll(s, "\r\n", "\n")))
	return strings.TrimSpace(strings.ReplaceAll(text, "\r", "\n"))
}
