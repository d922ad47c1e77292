package subject

import (
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// Code is a unified social credit code (统一社会信用代码, GB 32100-2015) that has
// passed every test of ParseCode. Codes compare with ==; the zero Code means
// "none".
type Code struct{ s string }

// The shape of a code: registering department and category, region of the
// registering office, organisation code with its own check, check.
const (
	codeLength   = 18
	codeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY" // no I, O, S, V, Z
	nationalCode = "100000"                          // region of an office of the state
)

// Absent is the refusal of a value that is empty or a filler:
// whether that is a fault depends on the field.
func absent() error { return fault.New(fault.Invalid, KeyAbsent, nil) }

// The keys of refused codes, in the order in which they are looked for.
const (
	KeyAbsent        = "subject.fault.absent"
	KeyCodeDamaged   = "subject.fault.code_damaged"
	KeyCodeLength    = "subject.fault.code_length"
	KeyCodeCharacter = "subject.fault.code_character"
	KeyCodeStructure = "subject.fault.code_structure"
	KeyCodeInner     = "subject.fault.code_inner"
	KeyCodeCheck     = "subject.fault.code_check"
)

// ParseCode reads a code as people and spreadsheets write it: any width and
// case, with blanks or hyphens. The first test that fails is
// the refusal, a *fault.Error: KeyAbsent for a filler, KeyCodeDamaged where a
// spreadsheet lost digits, then length, alphabet, structure, inner check of GB
// 11714, check; the last two carry the Expected character.
func ParseCode(s string) (Code, error) {
	if fold.Absent(s) {
		return Code{}, absent()
	}
	code := fold.Code(s)
	for _, test := range codeTests {
		if err := test(code); err != nil {
			return Code{}, err
		}
	}
	return Code{code}, nil
}

// MustParseCode is ParseCode for codes written in the program itself; it
// panics on a code that fails.
func MustParseCode(s string) Code {
	c, err := ParseCode(s)
	if err != nil {
		panic(err)
	}
	return c
}

// codeTests are the tests of a code in their order; each is run only
// when those before it passed.
var codeTests = []func(string) error{
	codeWhole, codeLong, codeSpelled, codeStructured, codeInner, codeChecked,
}

// codeWhole refuses what a spreadsheet took for a number: it keeps fifteen
// digits and writes noughts for the rest. A code that really ends in 000
// passes one of its checks and is left to the tests that follow.
func codeWhole(code string) error {
	lost := len(code) == codeLength && strings.HasSuffix(code, "000") && digits(code)
	if scientific(code) ||
		lost && code[16] != innerCheck(code[8:16]) && code[17] != codeCheck(code[:17]) {
		return fault.New(fault.Invalid, KeyCodeDamaged, nil)
	}
	return nil
}

func codeLong(code string) error {
	if n := len([]rune(code)); n != codeLength {
		return fault.New(fault.Invalid, KeyCodeLength, fault.Args{"Length": n})
	}
	return nil
}

func codeSpelled(code string) error {
	for i, r := range []rune(code) {
		if !strings.ContainsRune(codeAlphabet, r) {
			return fault.New(fault.Invalid, KeyCodeCharacter,
				fault.Args{"Position": i + 1, "Character": string(r)})
		}
	}
	return nil
}

func codeStructured(code string) error {
	region := code[2:8]
	if codePairs()[code[:2]] == "" || !digits(region) ||
		region != nationalCode && (!provinces()[region[:2]] || region[:2] == "83") {
		return fault.New(fault.Invalid, KeyCodeStructure, nil)
	}
	return nil
}

func codeInner(code string) error {
	if want := innerCheck(code[8:16]); code[16] != want {
		return fault.New(fault.Invalid, KeyCodeInner, fault.Args{"Expected": string(want)})
	}
	return nil
}

func codeChecked(code string) error {
	if want := codeCheck(code[:17]); code[17] != want {
		return fault.New(fault.Invalid, KeyCodeCheck, fault.Args{"Expected": string(want)})
	}
	return nil
}

// innerCheck returns the check character of an eight-character organisation
// code, GB 11714: digits and letters valued 0 to 35, 11 − Σ mod 11.
func innerCheck(body string) byte {
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * base36(body[i])
	}
	return "0X987654321"[sum%11]
}

// codeCheck returns the check character of seventeen characters, GB 32100:
// (31 − Σ mod 31) mod 31 with the weights 3^(i−1) mod 31.
func codeCheck(body string) byte {
	sum, weight := 0, 1
	for i := range len(body) {
		sum += weight * strings.IndexByte(codeAlphabet, body[i])
		weight = weight * 3 % 31
	}
	return codeAlphabet[(31-sum%31)%31]
}

// CheckInner says whether s is an organisation code (组织机构代码, GB 11714) of
// nine characters whose check character holds; s is in the form of fold.Code.
func CheckInner(s string) bool {
	if len(s) != 9 {
		return false
	}
	for i := range 8 {
		if base36(s[i]) < 0 {
			return false
		}
	}
	return s[8] == innerCheck(s[:8])
}

// base36 values 0–9 and A–Z as 0 to 35, anything else as -1.
func base36(c byte) int { return strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", c) }

// BusinessDepartment is the department and category of individual businesses.
const BusinessDepartment = "92"

// String returns the eighteen characters, "" for the zero Code.
func (c Code) String() string { return c.s }

// IsZero says whether c means "none".
func (c Code) IsZero() bool { return c.s == "" }

// Department returns the first two characters, registering department and
// category, e.g. "91" for enterprises and "92" for individual businesses.
func (c Code) Department() string { return c.s[:min(2, len(c.s))] }

// Region returns the six digits of the region of the registering office. It
// never decides whether a subject belongs to the district.
func (c Code) Region() string {
	if c.IsZero() {
		return ""
	}
	return c.s[2:8]
}

// MarshalText writes the code as String does.
func (c Code) MarshalText() ([]byte, error) { return []byte(c.s), nil }

// UnmarshalText reads what MarshalText writes; a text that fails a test is an
// error.
func (c *Code) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Code{}
		return nil
	}
	parsed, err := ParseCode(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// digits says whether s consists of ASCII digits, at least one.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Shortened says whether s, in the form of fold.Code, is a long number as
// spreadsheets write it when they lose its digits, like 9.13704E+17.
func Shortened(s string) bool { return scientific(s) }

// scientific says whether s is a long number as spreadsheets shorten it, like
// 9.13704E+17; s is in the form of fold.Code.
func scientific(s string) bool {
	mantissa, exponent, found := strings.Cut(s, "E")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	return found && digits(strings.TrimPrefix(exponent, "+")) && len(exponent) <= 3 &&
		len(whole) == 1 && digits(whole) && (fraction == "" || digits(fraction))
}
