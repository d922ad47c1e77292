package fold

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Traced returns s in compatibility form, character by character, and for each
// character the byte of s at which what it came from begins; the last entry of
// at is len(s). Characters that take no room are left out. It is Width for
// those who must point back into the text they were given.
func Traced(s string) (runes []rune, at []int) {
	runes, at = make([]rune, 0, len(s)/2), make([]int, 0, len(s)/2+1)
	for i, r := range s {
		switch {
		case r < unicode.MaxASCII || r >= firstIdeograph && r <= lastIdeograph: // the common characters are their own form
			runes, at = append(runes, r), append(at, i)
		case unicode.Is(unicode.Cf, r) || r == '\u00AD':
		default:
			for _, form := range norm.NFKC.String(string(r)) {
				runes, at = append(runes, form), append(at, i)
			}
		}
	}
	return runes, append(at, len(s))
}
