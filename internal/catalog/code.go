package catalog

import (
	"strings"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/subject"
)

// exactDigits is how many digits the cell of a spreadsheet keeps of a number.
const exactDigits = 15

// readCode reads an identifier: usual width, no blanks; credit codes and
// organisation codes in capitals and without hyphens too. A number cell that
// lost digits at either end is refused, never repaired.
func readCode(f Field, c Cell, today civil.Date) (string, error) {
	if err := damage(f, c); err != nil {
		return "", err
	}
	switch f.Form {
	case CreditCode:
		code, err := subject.ParseCode(c.Text)
		return code.String(), err
	case OrganisationCode:
		code := fold.Code(c.Text)
		if !subject.CheckInner(code) {
			return "", fault.New(fault.Invalid, KeyCodeForm, nil)
		}
		return code, nil
	case EitherCode:
		return eitherCode(c.Text, today)
	case CommitmentCode:
		code := fold.Code(c.Text)
		return code, commitment(code)
	case PersonDocument:
		return fold.Code(c.Text), nil // its type, another field, decides
	case AnyForm:
	}
	code := strings.Join(strings.Fields(fold.Width(c.Text)), "")
	return code, short(f, code)
}

// damage refuses numbers that a spreadsheet shortened, and those of a length
// that betrays a lost nought at the beginning.
func damage(f Field, c Cell) error {
	code := fold.Code(c.Text)
	plain := f.Form != CreditCode && f.Form != PersonDocument && f.Form != EitherCode // these know better
	switch {
	case plain && (subject.Shortened(code) || c.Number && len(code) > exactDigits):
		return fault.New(fault.Invalid, subject.KeyCodeDamaged, nil)
	case c.Number && plain && f.Max > 0 && len(code) == f.Max-1:
		return fault.New(fault.Invalid, KeyCodeLeadingZero, fault.Args{"Max": f.Max})
	case c.Number && f.Form == PersonDocument && len(code) > exactDigits:
		return fault.New(fault.Invalid, subject.KeyDocumentDamaged, nil)
	}
	return nil
}

// eitherCode reads a credit code or an identity number, whichever the value
// turns out to be; a value that is neither is refused as a code.
func eitherCode(text string, today civil.Date) (string, error) {
	code, err := subject.ParseCode(text)
	if err == nil {
		return code.String(), nil
	}
	if subject.MaybeIDNumber(fold.Code(text)) {
		id, err := subject.ParseIDNumber(text, today)
		return id.Reveal(), err
	}
	return "", err
}

// commitment checks the twenty digits of a commitment code: region, day,
// serial.
func commitment(code string) error {
	const length, region = 20, 6
	refusal := fault.New(fault.Invalid, KeyCodeForm, nil)
	if len(code) != length || strings.Trim(code, "0123456789") != "" {
		return refusal
	}
	if _, ok := dayOf(code[region:region+4], code[region+4:region+6], code[region+6:region+8]); !ok {
		return refusal
	}
	return nil
}
