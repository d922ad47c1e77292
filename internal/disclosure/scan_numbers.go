package disclosure

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"creditportal/internal/subject"
)

// scanner is one reading of one text.
type scanner struct {
	text  string
	runes []rune // the text after fold.Traced
	at    []int  // where each of them stood in the text
	hits  []Hit
	until int // where the last number of this pass ends, counted in runes
}

// hit records the characters from up to to, counted in runes.
func (s *scanner) hit(from, to int, kind Kind, sure bool) {
	s.hits = append(s.hits, Hit{From: s.at[from], To: s.at[to], Kind: kind, Sure: sure})
}

// widestGap is how many blanks, hyphens or dots may part two digits of one
// number.
const widestGap = 3

// spacer says whether r may stand between two digits of one number.
func spacer(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune(".·_−()", r)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func alnum(r rune) bool {
	return digit(r) || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// run is a row of digits with the gaps between them taken out.
type run struct {
	digits string
	pos    []int // where each digit stands among the runes
}

// numbers finds everything that consists of digits.
func (s *scanner) numbers() {
	for i := 0; i < len(s.runes); {
		if !digit(s.runes[i]) {
			i++
			continue
		}
		r, next := s.runAt(i)
		if len(r.digits) >= fewestDigits {
			s.run(r)
		}
		i = next
	}
}

// runAt collects the run that begins at rune i, and says where to go on. A
// final X is part of it where it can close an identity number.
func (s *scanner) runAt(i int) (run, int) {
	var b strings.Builder
	var r run
	gap := 0
	for ; i < len(s.runes) && gap <= widestGap; i++ {
		c := s.runes[i]
		switch {
		case digit(c):
			b.WriteRune(c)
			r.pos = append(r.pos, i)
			gap = 0
		case (c == 'X' || c == 'x') && b.Len() >= 17:
			b.WriteByte('X')
			r.pos = append(r.pos, i)
			r.digits = b.String()
			return r, i + 1
		case spacer(c):
			gap++
		default:
			r.digits = b.String()
			return r, i + 1
		}
	}
	r.digits = b.String()
	return r, i
}

// run looks for every kind of number in every window of a run.
func (s *scanner) run(r run) {
	s.until = 0
	for from := range r.digits {
		s.identityAt(r, from)
	}
	if s.documentReference(r) {
		return
	}
	s.until = 0
	dates := s.dates(r)
	for from := range r.digits {
		if !s.opens(r, from) || dates[from] {
			continue
		}
		for to := from + shortestNumber; to <= min(len(r.digits), from+longestNumber); to++ {
			if dates[to-1] {
				break
			}
			if s.closes(r, to) {
				s.boundedAt(r, from, to)
			}
		}
	}
}

// dateForm is a day written with separators; in a row of them windows across
// two days would look like telephone numbers.
var dateForm = regexp.MustCompile(`\b(19|20)\d\d[-./](0?[1-9]|1[0-2])[-./](0?[1-9]|[12]\d|3[01])\b`)

// dates marks the digits of a run that belong to a day written with
// separators.
func (s *scanner) dates(r run) []bool {
	first := r.pos[0]
	marked := make([]bool, len(r.digits))
	segment := string(s.runes[first : r.pos[len(r.pos)-1]+1])
	i := 0
	for _, span := range dateForm.FindAllStringIndex(ascii(segment), -1) {
		for ; i < len(r.pos) && r.pos[i]-first < span[1]; i++ {
			marked[i] = r.pos[i]-first >= span[0]
		}
	}
	return marked
}

// ascii replaces characters beyond ASCII by blanks, so that bytes are
// characters.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return ' '
		}
		return r
	}, s)
}

// identityAt finds the identity number of eighteen characters that begins at
// the digit from, wherever it stands, and one of fifteen that stands free.
func (s *scanner) identityAt(r run, from int) {
	if to := from + 18; to <= len(r.digits) {
		window := r.digits[from:to]
		switch {
		case subject.MaybeIDNumber(window):
			s.wide(r, from, to, IdentityNumber, subject.CheckIDNumber(window))
		case window[0] == '9' && dated(window[6:14]) && !validCode(window):
			s.wide(r, from, to, DocumentNumber, false)
		}
	}
	if to := from + 15; to <= len(r.digits) && s.opens(r, from) && s.closes(r, to) {
		if subject.MaybeIDNumber(r.digits[from:to]) {
			s.wide(r, from, to, IdentityNumber, false)
		}
	}
}

var (
	mobileForm   = regexp.MustCompile(`^(86|0086)?1[3-9]\d{9}$`)
	landlineForm = regexp.MustCompile(`^(86|0086)?0(10|2\d|[3-9]\d{2})\d{7,8}$`)
)

// The numbers that are looked for between boundaries have as many digits as a
// landline without its zero at least, as a bank card at most.
const (
	shortestNumber = 10
	shortestCard   = 16
	longestNumber  = 19
)

// boundedAt judges the digits from up to to, which stand free of other digits.
func (s *scanner) boundedAt(r run, from, to int) {
	window := r.digits[from:to]
	mobile, landline := mobileForm.MatchString(window), landlineForm.MatchString(window)
	card := len(window) >= shortestCard && luhn(window)
	switch {
	case !mobile && !landline && !card, s.insideCode(r, from, to):
	case mobile:
		s.wide(r, from, to, Mobile, true)
	case landline:
		s.wide(r, from, to, Landline, true)
	case card:
		s.wide(r, from, to, BankCard, true)
	}
}

// wide records the digits from up to to, and with them whatever digit touches
// them, lest the rest of a torn number stay behind.
func (s *scanner) wide(r run, from, to int, kind Kind, sure bool) {
	if r.pos[to-1] < s.until {
		return // inside the last one
	}
	first, last := s.stretch(r.pos[from], r.pos[to-1]+1, digit)
	s.until = last
	s.hit(first, last, kind, sure)
}

// stretch widens the runes first up to last by all neighbours that fit.
func (s *scanner) stretch(first, last int, fits func(rune) bool) (int, int) {
	for first > 0 && fits(s.runes[first-1]) {
		first--
	}
	for last < len(s.runes) && fits(s.runes[last]) {
		last++
	}
	return first, last
}

// insideCode says whether the digits from up to to are part of a valid code.
func (s *scanner) insideCode(r run, from, to int) bool {
	first, last := s.stretch(r.pos[from], r.pos[to-1]+1, alnum)
	return validCode(string(s.runes[first:last]))
}

// opens says whether no digit touches the digit from on its left.
func (s *scanner) opens(r run, from int) bool {
	p := r.pos[from]
	return p == 0 || !digit(s.runes[p-1])
}

// closes says whether no digit touches the digit before to on its right.
func (s *scanner) closes(r run, to int) bool {
	p := r.pos[to-1] + 1
	return p == len(s.runes) || !digit(s.runes[p])
}

// documentReference says whether the run is the number of an official
// document: a year in brackets, the number, and what ends an address too.
func (s *scanner) documentReference(r run) bool {
	first, last := r.pos[0], r.pos[len(r.pos)-1]+1
	if last >= len(s.runes) || s.runes[last] != known().reference {
		return false
	}
	bracketed := first > 0 && strings.ContainsRune("〕]】", s.runes[first-1])
	inside := first > 0 && s.runes[first-1] == '('
	return bracketed || inside && strings.ContainsRune(string(s.runes[first:last]), ')')
}

// dated says whether eight digits are a possible day of birth.
func dated(s string) bool {
	t, err := time.Parse("20060102", s)
	return err == nil && t.Year() >= 1800 && t.Year() < 2100
}

func validCode(s string) bool {
	_, err := subject.ParseCode(s)
	return err == nil
}

// luhn says whether the check of a bank card holds.
func luhn(digits string) bool {
	if digits[0] == '0' || strings.HasSuffix(digits, "X") {
		return false
	}
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
