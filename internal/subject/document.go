package subject

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"unique"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// DocumentType is the kind of a personal document.
type DocumentType string

// The document types of the national templates.
const (
	IdentityCard       DocumentType = "identity_card"       // 身份证
	ResidencePermit    DocumentType = "residence_permit"    // 港澳台居民居住证
	PermanentResidence DocumentType = "permanent_residence" // 外国人永久居留身份证
	HKMacaoPermit      DocumentType = "hk_macao_permit"     // 港澳居民来往内地通行证
	TaiwanPermit       DocumentType = "taiwan_permit"       // 台湾居民来往大陆通行证
	Passport           DocumentType = "passport"            // 护照号
	OfficerCard        DocumentType = "officer_card"        // 军官证
	FurtherDocument    DocumentType = "further"             // 其他
)

// DocumentTypes lists every type in the order of the templates.
func DocumentTypes() []DocumentType {
	return []DocumentType{
		IdentityCard, ResidencePermit, PermanentResidence, HKMacaoPermit,
		TaiwanPermit, Passport, OfficerCard, FurtherDocument,
	}
}

// The keys of refused document types and forms.
const (
	KeyDocumentType = "subject.fault.document_type"
	KeyDocumentForm = "subject.fault.document_form"
)

var documentWords = sync.OnceValue(func() map[string]DocumentType {
	types := map[string]DocumentType{}
	for _, line := range mustWords("documents.txt") {
		for _, word := range line {
			types[fold.Key(word)] = DocumentType(line[0])
		}
	}
	return types
})

// ParseDocumentType reads a type by its identifier, its word in the templates
// or another usual word for it; KeyDocumentType is the refusal of any other.
func ParseDocumentType(word string) (DocumentType, error) {
	if fold.Absent(word) {
		return "", absent()
	}
	if t, ok := documentWords()[fold.Key(word)]; ok {
		return t, nil
	}
	return "", fault.New(fault.Invalid, KeyDocumentType, nil)
}

// Document identifies a natural person. It prints masked however it is
// printed; only Reveal and BlindKey give the number. Documents compare with
// ==; the zero Document means "none".
type Document struct {
	Type   DocumentType
	Issuer string // country or office, "" when not stated

	number unique.Handle[string]
}

// documentLimit is the most characters a free document number may have.
const documentLimit = 64

// documentForms are the forms of the numbers; a type without one is
// free. Identity cards and residence permits have the tests of IDNumber.
var documentForms = map[DocumentType]*regexp.Regexp{
	PermanentResidence: regexp.MustCompile(`^(9\d{16}[\dX]|[A-Z]{3}\d{12})$`),
	HKMacaoPermit:      regexp.MustCompile(`^[HM]\d{8}(\d{2})?$`),
	TaiwanPermit:       regexp.MustCompile(`^(\d{8}|\d{10}[A-Z]?)$`),
	Passport:           regexp.MustCompile(`^[A-Z0-9]{5,18}$`),
}

// ParseDocument reads a document number of the given type. The refusal is a
// *fault.Error that never repeats the value: KeyAbsent, the keys of
// ParseIDNumber, or KeyDocumentForm.
func ParseDocument(t DocumentType, issuer, number string, today civil.Date) (Document, error) {
	if fold.Absent(number) {
		return Document{}, absent()
	}
	normal, err := documentNumber(t, number, today)
	if err != nil {
		return Document{}, err
	}
	return Document{Type: t, Issuer: fold.Code(issuer), number: unique.Make(normal)}, nil
}

func documentNumber(t DocumentType, number string, today civil.Date) (string, error) {
	normal := fold.Code(number)
	switch {
	case t == IdentityCard || t == ResidencePermit:
		id, err := ParseIDNumber(number, today)
		if err != nil {
			return "", err
		}
		if t == ResidencePermit && !strings.Contains("810000 820000 830000", id.Reveal()[:6]) {
			return "", fault.New(fault.Invalid, KeyDocumentRegion, nil)
		}
		return id.Reveal(), nil
	case scientific(normal):
		return "", fault.New(fault.Invalid, KeyDocumentDamaged, nil)
	case len([]rune(normal)) > documentLimit:
		return "", fault.New(fault.Invalid, KeyDocumentLength, fault.Args{"Length": len([]rune(normal))})
	case documentForms[t] != nil && !documentForms[t].MatchString(normal):
		return "", fault.New(fault.Invalid, KeyDocumentForm, nil)
	}
	if t == PermanentResidence && len(normal) == idLength {
		return normal, idChecked(normal)
	}
	return normal, nil
}

// OfIDNumber returns the document that an identity number stands on.
func OfIDNumber(n IDNumber) Document {
	if n.IsZero() {
		return Document{}
	}
	return Document{Type: IdentityCard, number: n.secret}
}

// IsZero says whether d means "none".
func (d Document) IsZero() bool { return d == Document{} }

// Reveal returns the number in normal form, "" for the zero Document. It is
// for encryption and the logged step that shows a whole number.
func (d Document) Reveal() string {
	if d.IsZero() {
		return ""
	}
	return d.number.Value()
}

// BlindKey returns what the blind index digests: type, issuer and number, since
// equal passport numbers of two issuers are two documents. It contains the
// number and goes nowhere else.
func (d Document) BlindKey() string {
	if d.IsZero() {
		return ""
	}
	return string(d.Type) + "|" + d.Issuer + "|" + d.Reveal()
}

// Born returns the day of birth that the number states, the zero Date for
// documents whose number states none.
func (d Document) Born() civil.Date {
	number := d.Reveal()
	switch {
	case len(number) != idLength:
		return civil.Date{}
	case d.Type == IdentityCard, d.Type == ResidencePermit, d.Type == PermanentResidence:
		return birthDate(number[6:14])
	}
	return civil.Date{}
}

// String returns the number masked: identity numbers and permits of their form
// keep four and four characters, others two and two.
func (d Document) String() string {
	number := d.Reveal()
	if len(number) == idLength && digits(number[:17]) {
		return maskMiddle(number, 4, 4)
	}
	return maskMiddle(number, 2, 2)
}

// GoString is String, so that %#v masks as well.
func (d Document) GoString() string { return d.String() }

// Format writes the masked number whatever the verb.
func (d Document) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, d.String()) }

// MarshalText writes the masked number; there is no way back.
func (d Document) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// LogValue is the masked number.
func (d Document) LogValue() slog.Value { return slog.StringValue(d.String()) }
