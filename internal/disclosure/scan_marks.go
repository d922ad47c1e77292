package disclosure

import (
	"regexp"
	"slices"
	"strings"
)

// marks finds what is known by a sign: the at of an e-mail, the first
// character of a plate, the letters of a document number, the end of an
// address.
func (s *scanner) marks() {
	k := known()
	cuedUntil := 0
	for i, r := range s.runes {
		if w, ok := k.cues.at(s.text, s.at[i], r); ok {
			cuedUntil = i + len([]rune(w.text)) + cueReach
		}
		switch {
		case r == '@':
			s.email(i)
		case k.plates[r]:
			s.plate(i)
		case alnum(r) && (i == 0 || !alnum(s.runes[i-1])):
			s.document(i, i < cuedUntil)
		case k.address[r] != nil:
			s.address(i, k)
		}
	}
}

// cueReach is how many characters after a cue a number still belongs to it.
const cueReach = 8

func (s *scanner) email(at int) {
	from, to := at, at+1
	for from > 0 && (alnum(s.runes[from-1]) || strings.ContainsRune("._%+-", s.runes[from-1])) {
		from--
	}
	for to < len(s.runes) && (alnum(s.runes[to]) || strings.ContainsRune(".-", s.runes[to])) {
		to++
	}
	if from < at && slices.Contains(s.runes[at+1:to], '.') {
		s.hit(from, to, Email, true)
	}
}

var plateForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{5,6}$`)

func (s *scanner) plate(at int) {
	from := at + 1
	for from < len(s.runes) && spacer(s.runes[from]) {
		from++
	}
	rest, to := s.wordAt(from, true)
	if from-at <= widestGap+1 && plateForm.MatchString(rest) {
		s.hit(at, to, Plate, true)
	}
}

var (
	documentForm = regexp.MustCompile(`^([HM]\d{8}(\d{2})?|E\d{8}|E[A-Z]\d{7}|G\d{8}|[A-Z]{3}\d{12})$`)
	cuedForm     = regexp.MustCompile(`^[A-Z0-9]{5,20}$`)
)

// document finds a document number that begins at rune i: one whose form is
// plain, or any run with digits after a cue.
func (s *scanner) document(i int, cued bool) {
	word, to := s.wordAt(i, false)
	if documentForm.MatchString(word) || cued && cuedForm.MatchString(word) && strings.ContainsAny(word, "0123456789") {
		s.hit(i, to, DocumentNumber, false)
	}
}

// wordAt returns the letters and digits from rune i on in capitals, and where
// they end; dotted says whether one name dot may stand among them.
func (s *scanner) wordAt(i int, dotted bool) (string, int) {
	var b strings.Builder
	for ; i < len(s.runes); i++ {
		r := s.runes[i]
		if dotted && r == nameDot {
			dotted = false
			continue
		}
		if !alnum(r) {
			break
		}
		b.WriteRune(r)
	}
	return strings.ToUpper(b.String()), i
}

// addressReach is how far before its end an address may begin.
const addressReach = 24

// address finds a home address that ends at rune end: a numeral, and before it
// the word that such an end calls for.
func (s *scanner) address(end int, k *vocabulary) {
	numeral := func(r rune) bool { return digit(r) || k.numerals[r] || r == '-' }
	from := end
	for from > 0 && numeral(s.runes[from-1]) {
		from--
	}
	if from == end {
		return
	}
	start := max(0, from-addressReach)
	before := string(s.runes[start:from])
	for _, stop := range []string{"，", ",", "。", "；", ";", "〕", "\n"} {
		if i := strings.LastIndex(before, stop); i >= 0 {
			before = before[i+len(stop):]
		}
	}
	for _, word := range k.address[s.runes[end]] {
		if strings.Contains(before, word) {
			s.hit(from-len([]rune(before)), end+1, Address, false)
			return
		}
	}
}

// words finds the expressions of art. 17 and of secrecy, also with characters
// of other widths among them.
func (s *scanner) words() {
	k := known()
	folded := string(s.runes)
	i := 0
	for n, r := range s.runes {
		if w, ok := k.words.at(folded, i, r); ok {
			s.hit(n, n+len([]rune(w.text)), w.kind, true)
		}
		i += len(string(r))
	}
}
