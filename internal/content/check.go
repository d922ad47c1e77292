package content

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"creditportal/internal/fault"
)

// How long a wording may be, in characters; sizes of this house, not of a law.
const (
	titleMost  = 80
	sourceMost = 60
	bodyMost   = 100_000
)

var slugShape = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{1,62})[a-z0-9]$`)

func check(slug string, w Wording) error {
	switch {
	case !slugShape.MatchString(slug) || strings.Contains(slug, "--"):
		return fault.New(fault.Invalid, "content.fault.slug", nil)
	case !slices.Contains(Columns(), w.Column):
		return fault.New(fault.Invalid, "content.fault.column", nil)
	case !isLine(w.Source, sourceMost):
		return fault.New(fault.Invalid, "content.fault.source", fault.Args{"Most": sourceMost})
	case w.Chinese.IsZero():
		return fault.New(fault.Invalid, "content.fault.chinese", nil)
	}
	for _, t := range []Text{w.Chinese, w.English} {
		if t.IsZero() {
			continue
		}
		if !isLine(t.Title, titleMost) {
			return fault.New(fault.Invalid, "content.fault.title", fault.Args{"Most": titleMost})
		}
		if n := utf8.RuneCountInString(t.Body); strings.TrimSpace(t.Body) == "" || n > bodyMost {
			return fault.New(fault.Invalid, "content.fault.body", fault.Args{"Most": bodyMost, "Have": n})
		}
	}
	return nil
}

// isLine says whether s is one line of 1 to most characters that can be seen.
func isLine(s string, most int) bool {
	return s != "" && s == strings.TrimSpace(s) && utf8.RuneCountInString(s) <= most && utf8.ValidString(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) })
}
