package disclosure

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"creditportal/internal/fold"
)

// Kind is what the scanner found in a free text.
type Kind string

// The kinds of hit.
const (
	IdentityNumber Kind = "identity_number"
	DocumentNumber Kind = "document_number"
	Mobile         Kind = "mobile"
	Landline       Kind = "landline"
	BankCard       Kind = "bank_card"
	Email          Kind = "email"
	Plate          Kind = "plate"
	Address        Kind = "address"
	Prohibited     Kind = "prohibited"    // a word of art. 17 ¶1
	ConsentBound   Kind = "consent_bound" // a word of art. 17 ¶2
	Secrecy        Kind = "secrecy"       // a word of secrecy, art. 4, 18, 32
)

// Number says whether hits of the kind are numbers that MaskText hides.
func (k Kind) Number() bool {
	switch k {
	case IdentityNumber, DocumentNumber, Mobile, Landline, BankCard, Email, Plate:
		return true
	case Address, Prohibited, ConsentBound, Secrecy:
	}
	return false
}

// Rule returns the fault that holds a row with such a hit.
func (k Kind) Rule() string {
	switch k {
	case Prohibited, ConsentBound:
		return "prohibited_words"
	case Secrecy:
		return "secrecy_words"
	case IdentityNumber, DocumentNumber, Mobile, Landline, BankCard, Email, Plate, Address:
	}
	return "personal_data"
}

// Hit is one finding: the bytes From up to To of the text. Sure says that a
// check digit confirms it; an unsure hit is treated alike.
type Hit struct {
	From, To int
	Kind     Kind
	Sure     bool
}

// Scan looks for numbers that belong to persons, home addresses, and words of
// art. 17 and of secrecy in a free text, whatever the width of its characters
// and with blanks, hyphens and dots between digits. A valid unified social
// credit code and a document number are no hits, unless the same digits could
// be an identity number. Hits come in the
// order of the text; those of different kinds may overlap.
func Scan(text string) []Hit {
	if harmless(text) {
		return nil
	}
	runes, at := fold.Traced(text)
	s := scanner{text: text, runes: runes, at: at}
	s.numbers()
	s.marks()
	s.words()
	slices.SortStableFunc(s.hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	return outermost(s.hits)
}

// outermost leaves out hits that lie inside a number or inside a hit of their
// own kind.
func outermost(hits []Hit) []Hit {
	covered := map[Kind]int{}
	numbers := 0
	return slices.DeleteFunc(hits, func(h Hit) bool {
		inside := h.To <= covered[h.Kind] || h.To <= numbers
		covered[h.Kind] = max(covered[h.Kind], h.To)
		if h.Kind.Number() {
			numbers = max(numbers, h.To)
		}
		return inside
	})
}

// hiddenBy stands where MaskText took a number out, whatever its length.
const hiddenBy = "****"

// MaskText returns the text without the numbers that Scan finds in it. Words and
// addresses stay: they are a person's to judge, before the text is shown.
func MaskText(text string) string {
	var b strings.Builder
	shown := 0
	for _, h := range Scan(text) {
		if !h.Kind.Number() || h.To <= shown {
			continue
		}
		if h.From >= shown {
			b.WriteString(text[shown:h.From])
			b.WriteString(hiddenBy)
		}
		shown = h.To
	}
	if shown == 0 {
		return text
	}
	b.WriteString(text[shown:])
	return b.String()
}

// fewestDigits is the shortest run of digits that is looked at: the digits of
// the shortest document number.
const fewestDigits = 7

// harmless says that a text cannot hold a hit, in one pass and without
// memory: most texts are, and import reads millions.
func harmless(text string) bool {
	k := known()
	run, gap := 0, 0
	var last rune
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			run, gap = run+1, 0
			if run >= fewestDigits {
				return false
			}
		case r == '@':
			return false
		case r > unicode.MaxASCII && suspicious(k, text, i, r, last):
			return false
		case !spacer(r):
			run = 0
		default:
			if gap++; gap > widestGap {
				run = 0
			}
		}
		last = r
	}
	return true
}

// suspicious says whether the character r at byte i may belong to a hit.
func suspicious(k *vocabulary, text string, i int, r, last rune) bool {
	if r < firstIdeograph || r > lastIdeograph {
		return foreign(r)
	}
	if !k.begins[r-firstIdeograph] {
		return false
	}
	if _, ok := k.words.at(text, i, r); ok {
		return true
	}
	if _, ends := k.address[r]; ends && (k.numerals[last] || last >= '0' && last <= '9') {
		return true
	}
	if _, cue := k.cues.at(text, i, r); cue {
		return true
	}
	return k.plates[r] && plateFollows(text[i+3:])
}

// foreign says whether a character beyond ASCII and the ideographs may stand
// for a digit, a letter or nothing once it is folded.
func foreign(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsNumber(r) || unicode.IsLetter(r) || unicode.Is(unicode.Cf, r)
}

// plateFollows says whether s begins as a plate goes on after its first
// character.
func plateFollows(s string) bool {
	s = strings.TrimLeft(s, " ·")
	return s != "" && (s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z')
}
