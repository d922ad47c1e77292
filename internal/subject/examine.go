package subject

import (
	"errors"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// Nature is what a value looks like.
type Nature string

// The natures that Examine tells apart.
const (
	NatureCode     Nature = "code"      // a unified social credit code
	NatureIDNumber Nature = "id_number" // an identity number
	NatureUnknown  Nature = "unknown"
)

// Check is one test of a value and how it came out.
type Check struct {
	Name  string       // e.g. "length", "inner"
	Fault *fault.Error // nil when the test passed
}

// Examination is what is known of a value.
type Examination struct {
	Nature Nature
	Normal string // normal form; masked when it could be an identity number
	Checks []Check
}

// Valid says whether the value is a code or an identity number and passes
// every test.
func (e Examination) Valid() bool {
	return e.Nature != NatureUnknown && len(e.Checks) > 0 && e.Checks[len(e.Checks)-1].Fault == nil
}

var (
	codeCheckNames = []string{"damage", "length", "alphabet", "structure", "inner", "check"}
	idCheckNames   = []string{"damage", "length", "alphabet", "region", "date", "check"}
)

// Examine says what s is and which tests it passes, up to the first that
// fails. The nature is never guessed from a check digit alone: structure comes
// first, because numbers exist that pass the checks of both.
func Examine(s string, today civil.Date) Examination {
	if fold.Absent(s) {
		return Examination{Nature: NatureUnknown}
	}
	value := fold.Code(s)
	code := Examination{NatureCode, value, run(value, codeCheckNames, codeTests)}
	id := Examination{NatureIDNumber, value, run(modern(value), idCheckNames, idTests(today))}
	found := likelier(code, id)
	if MaybeIDNumber(value) {
		found.Normal = maskMiddle(modern(value), 4, 4)
	}
	return found
}

// likelier picks the reading that the value's structure supports: the one that
// is valid, otherwise the one that passed its structural test.
func likelier(code, id Examination) Examination {
	structured := func(e Examination) bool { return len(e.Checks) > 4 }
	switch {
	case code.Valid():
		return code
	case id.Valid():
		return id
	case structured(code) && (!MaybeIDNumber(id.Normal) || !structured(id)):
		return code
	case MaybeIDNumber(id.Normal):
		return id
	case beginsAsCode(code):
		return code
	}
	return Examination{Nature: NatureUnknown, Normal: code.Normal}
}

// beginsAsCode says whether a value that is no whole code was meant as one: it
// has the length, begins with a known pair and region, or was damaged.
func beginsAsCode(e Examination) bool {
	damaged := len(e.Checks) == 1
	return damaged || len(e.Checks) > 2 || BeginsAsCode(e.Normal)
}

// BeginsAsCode says whether s, in the form of fold.Code, begins with a known
// pair of department and category and a region, as a code does.
func BeginsAsCode(s string) bool {
	const head = 8
	return len(s) >= head && codeStructured(s) == nil
}

func run(value string, names []string, tests []func(string) error) []Check {
	var checks []Check
	for i, test := range tests {
		check := Check{Name: names[i]}
		failed := errors.As(test(value), &check.Fault)
		checks = append(checks, check)
		if failed {
			break
		}
	}
	return checks
}

// MaybeIDNumber says whether s, in the form of fold.Code, could be an identity
// number of eighteen or fifteen characters, with or without a right check: a
// province and a possible day of birth. Where numbers are hidden the doubt
// runs this way.
func MaybeIDNumber(s string) bool {
	number := modern(s)
	if idLong(number) != nil || idSpelled(number) != nil || idRegional(number) != nil {
		return false
	}
	born := birthDate(number[6:14])
	return !born.IsZero() && born.Year() >= eldest
}

// CheckIDNumber says whether the check character of s, eighteen characters in
// the form of fold.Code of which MaybeIDNumber is true, holds.
func CheckIDNumber(s string) bool { return len(s) == idLength && s[17] == idCheck(s[:17]) }
