package subject

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"
	"unique"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// IDNumber is an identity number (居民身份证号码, GB 11643-1999) of eighteen
// characters that has passed every test of ParseIDNumber. However it is
// printed, logged or encoded, alone or inside another value, it shows masked;
// only Reveal gives it whole. Numbers compare with ==; the zero IDNumber means
// "none".
type IDNumber struct {
	// A handle, because fmt reads strings in unexported fields of a struct
	// past every method that would mask them.
	secret unique.Handle[string]
}

// The keys of refused documents, in the order in which they are looked for.
const (
	KeyDocumentDamaged   = "subject.fault.document_damaged"
	KeyDocumentLength    = "subject.fault.document_length"
	KeyDocumentCharacter = "subject.fault.document_character"
	KeyDocumentRegion    = "subject.fault.document_region"
	KeyDocumentDate      = "subject.fault.document_date"
	KeyDocumentCheck     = "subject.fault.document_check"
)

// idLength is the length of a number of today, oldIDLength that of one issued
// before 1999: without the century of the birth year and without a check.
const (
	idLength    = 18
	oldIDLength = 15
)

// eldest is the first birth year that a number may hold; an earlier one is a
// run of digits that happens to look like a date.
const eldest = 1800

// ParseIDNumber reads an identity number of eighteen or fifteen digits, in any
// width and case, with blanks or hyphens; one of fifteen gets its century and
// check, for matching. Today bounds the birth date. The first test that fails is
// the refusal, a *fault.Error that never repeats the value:
// KeyAbsent, KeyDocumentDamaged, length, characters, region, date, check (with
// the Expected character).
func ParseIDNumber(s string, today civil.Date) (IDNumber, error) {
	if fold.Absent(s) {
		return IDNumber{}, absent()
	}
	number := modern(fold.Code(s))
	for _, test := range idTests(today) {
		if err := test(number); err != nil {
			return IDNumber{}, err
		}
	}
	return IDNumber{unique.Make(number)}, nil
}

// modern inserts the century into a number of fifteen digits and computes its
// check; other texts it leaves alone.
func modern(number string) string {
	if len(number) != oldIDLength || !digits(number) {
		return number
	}
	body := number[:6] + "19" + number[6:]
	return body + string(idCheck(body))
}

func idTests(today civil.Date) []func(string) error {
	return []func(string) error{
		idWhole, idLong, idSpelled, idRegional, idDated(today), idChecked,
	}
}

// idWhole refuses what a spreadsheet took for a number, as codeWhole does.
func idWhole(number string) error {
	lost := len(number) == idLength && strings.HasSuffix(number, "000") && digits(number)
	if scientific(number) || lost && number[17] != idCheck(number[:17]) {
		return fault.New(fault.Invalid, KeyDocumentDamaged, nil)
	}
	return nil
}

func idLong(number string) error {
	if n := len([]rune(number)); n != idLength {
		return fault.New(fault.Invalid, KeyDocumentLength, fault.Args{"Length": n})
	}
	return nil
}

func idSpelled(number string) error {
	if len(number) != idLength || !digits(number[:17]) || !digits(strings.Replace(number[17:], "X", "0", 1)) {
		return fault.New(fault.Invalid, KeyDocumentCharacter, nil)
	}
	return nil
}

func idRegional(number string) error {
	if !provinces()[number[:2]] {
		return fault.New(fault.Invalid, KeyDocumentRegion, nil)
	}
	return nil
}

func idDated(today civil.Date) func(string) error {
	return func(number string) error {
		if born := birthDate(number[6:14]); born.IsZero() || born.Year() < eldest || born.After(today) {
			return fault.New(fault.Invalid, KeyDocumentDate, nil)
		}
		return nil
	}
}

func idChecked(number string) error {
	if want := idCheck(number[:17]); number[17] != want {
		return fault.New(fault.Invalid, KeyDocumentCheck, fault.Args{"Expected": string(want)})
	}
	return nil
}

// idCheck returns the check character of seventeen digits, GB 11643.
func idCheck(body string) byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(body[i]-'0')
	}
	return "10X98765432"[sum%11]
}

// birthDate reads eight digits as a day, the zero Date when there is none.
func birthDate(s string) civil.Date {
	t, err := time.Parse("20060102", s)
	if err != nil {
		return civil.Date{}
	}
	d, err := civil.New(t.Year(), t.Month(), t.Day())
	if err != nil {
		return civil.Date{}
	}
	return d
}

// Reveal returns the eighteen characters, "" for the zero IDNumber. It is for
// encryption, the blind index and the logged step that shows a whole number.
func (n IDNumber) Reveal() string {
	if n.IsZero() {
		return ""
	}
	return n.secret.Value()
}

// Born returns the day of birth that the number states, for the age gate of
// art. 13; no page shows it.
func (n IDNumber) Born() civil.Date {
	if n.IsZero() {
		return civil.Date{}
	}
	return birthDate(n.Reveal()[6:14])
}

// IsZero says whether n means "none".
func (n IDNumber) IsZero() bool { return n == IDNumber{} }

// String returns the number masked: four characters, ten stars, four
// characters; "" for the zero IDNumber.
func (n IDNumber) String() string { return maskMiddle(n.Reveal(), 4, 4) }

// GoString is String, so that %#v masks as well.
func (n IDNumber) GoString() string { return n.String() }

// Format writes the masked number whatever the verb.
func (n IDNumber) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, n.String()) }

// MarshalText writes the masked number; there is no way back.
func (n IDNumber) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// LogValue is the masked number.
func (n IDNumber) LogValue() slog.Value { return slog.StringValue(n.String()) }

// maskMiddle keeps the first head and the last tail characters of s and stars
// the rest, one for one; where nothing would be hidden everything is.
func maskMiddle(s string, head, tail int) string {
	r := []rune(s)
	if len(r) <= head+tail {
		return strings.Repeat("*", len(r))
	}
	return string(r[:head]) + strings.Repeat("*", len(r)-head-tail) + string(r[len(r)-tail:])
}
