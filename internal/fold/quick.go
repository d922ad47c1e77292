package fold

import "strings"

// The common Chinese characters; every form leaves them in place.
const (
	firstIdeograph = '\u4E00'
	lastIdeograph  = '\u9FFF'
)

// The brackets that Key makes round ones.
const (
	opening = "[{〔【（"
	closing = "]}〕】）"
)

// quickKey is Key for texts of ASCII, common Chinese characters and the
// brackets of document numbers, as nearly all are: they need no table. It says
// false for any other text.
func quickKey(s string) (string, bool) {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r >= firstIdeograph && r <= lastIdeograph:
			b.WriteRune(r)
		case r == ' ':
		case strings.ContainsRune(opening, r):
			b.WriteByte('(')
		case strings.ContainsRune(closing, r):
			b.WriteByte(')')
		case r >= 'A' && r <= 'Z':
			b.WriteByte(byte(r) - 'A' + 'a')
		case r > ' ' && r <= '~':
			b.WriteByte(byte(r))
		default:
			return "", false
		}
	}
	return b.String(), true
}
