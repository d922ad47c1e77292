package seed

import (
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/subject"
)

// Firm is a synthetic organisation or individual business.
type Firm struct {
	Kind     subject.Kind
	Name     string
	Code     subject.Code
	LegalRep string // registration data, shown; never one of Planted
	Address  string
	Founded  civil.Date
}

// organisationLetters are those of GB 32100 without the ones it leaves out.
const organisationLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// MakeFirm returns the firm number i, 0 to 3 million; neighbours differ in
// every part of their names. It returns an error only when a code cannot be
// composed, which no number does.
func MakeFirm(i int) (Firm, error) {
	w := words()
	f := Firm{Kind: firmKind(i), LegalRep: legalRep(i), Founded: civil.MustParse("2005-01-04").AddDays(i * 7 % 7000)}
	f.Name = firmName(f.Kind, i)
	if i == rareFirm {
		f.Name = "示例" + w.Rare + "·" + w.Trade[1] + w.Form[0]
	}
	road, rest := pick(w.Road, i)
	f.Address = fmt.Sprintf("%s%d号", road, rest%398+1)
	head := "91"
	if f.Kind == subject.IndividualBusiness {
		head = "92"
	}
	code, err := subject.ComposeCode(head+region, organisationCode(i))
	if err != nil {
		return Firm{}, fmt.Errorf("making firm %d: %w", i, err)
	}
	f.Code = code
	return f, nil
}

// rareFirm bears a character outside the basic plane and a name dot.
const rareFirm = 7

func firmKind(i int) subject.Kind {
	switch i % 10 {
	case 7:
		return subject.Organisation
	case 8, 9:
		return subject.IndividualBusiness
	}
	return subject.LegalPerson
}

// firmName spreads the number over the lists; the factor has no divisor in
// common with the number of names, so that none comes twice.
func firmName(kind subject.Kind, i int) string {
	const factor = 1_618_033
	w := words()
	n := i * factor % (len(w.First) * len(w.Second) * len(w.Trade) * len(w.Third) * len(w.Form))
	first, n := pick(w.First, n)
	second, n := pick(w.Second, n)
	trade, n := pick(w.Trade, n)
	third, n := pick(w.Third, n)
	switch kind {
	case subject.Organisation:
		office, _ := pick(w.Office, n)
		return "示例" + first + second + third + trade + office
	case subject.IndividualBusiness:
		shop, _ := pick(w.Shop, n)
		return "示例" + first + second + third + trade + shop
	case subject.LegalPerson, subject.Person:
	}
	form, _ := pick(w.Form, n)
	return "示例" + first + second + third + trade + form
}

func legalRep(i int) string {
	w := words()
	first, n := pick(w.First, i*31+5)
	second, _ := pick(w.Second, n+i)
	return "示例代" + first + second
}

// organisationCode scrambles the number into eight characters that begin MA,
// one code for each number below 31 to the sixth.
func organisationCode(i int) string {
	const all, factor, shift = 31 * 31 * 31 * 31 * 31 * 31, 368_581_213, 97_531
	n := (i*factor%all + shift) % all
	code := []byte("MA000000")
	for k := range 6 {
		code[2+k] = organisationLetters[n%len(organisationLetters)]
		n /= len(organisationLetters)
	}
	return string(code)
}
