package fold

import (
	"encoding/base32"
	"strings"
)

// spelling is Crockford's base 32: no I, L, O, U.
var spelling = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// SecretBytes is how much a code holds that must not be guessed: eighty bits
// are too many to try.
const SecretBytes = 10

// spelledGroup is how many characters stand between hyphens.
const spelledGroup = 4

// Spell returns bytes as people read them out and type them, such as
// 3F6K-9TQ2-M0XD-7HWV for ten of them.
func Spell(random []byte) string {
	text := spelling.EncodeToString(random)
	var groups []string
	for len(text) > spelledGroup {
		groups, text = append(groups, text[:spelledGroup]), text[spelledGroup:]
	}
	return strings.Join(append(groups, text), "-")
}

// Spelled reads what Spell wrote as people type it: any case, with or without
// hyphens and blanks, O for 0, I and L for 1. The second result is false for
// what it did not write.
func Spelled(typed string) ([]byte, bool) {
	text := strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(Code(typed))
	random, err := spelling.DecodeString(text)
	return random, err == nil && len(text) == spelling.EncodedLen(len(random))
}
