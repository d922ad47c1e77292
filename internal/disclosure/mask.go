package disclosure

import (
	"strings"

	"creditportal/internal/catalog"
)

// The masks that a catalog field may name.
const (
	MaskOfName     = "name"
	MaskOfID       = "id_number"
	MaskOfDocument = "document"
	MaskOfPhone    = "phone"
	MaskOfEmail    = "email"
	MaskOfAddress  = "address"
	MaskOfAccount  = "bank_account"
	MaskOfPlate    = "plate"
	MaskOfBirth    = "birth"
)

// degree is how much of a masked field a viewer sees.
type degree int

const (
	hidden degree = iota
	masked
	whole
)

// masks is the table of masks by column: what each viewer sees of a
// field that names the mask. A viewer who is not listed sees nothing.
var masks = map[string]map[Viewer]degree{
	MaskOfName: {
		Self: masked, ByLetter: whole, OnDuty: whole, OwnProvider: whole, Oversight: masked, Auditor: masked,
	},
	MaskOfID: {
		Self: masked, ByLetter: masked, OnDuty: masked, OwnProvider: masked, Oversight: masked, Auditor: masked,
	},
	MaskOfDocument: {
		Self: masked, ByLetter: masked, OnDuty: masked, OwnProvider: masked, Oversight: masked, Auditor: masked,
	},
	MaskOfPhone:   {Self: masked, Oversight: masked, Auditor: masked},
	MaskOfEmail:   {Self: masked, Oversight: masked, Auditor: masked},
	MaskOfAddress: {Self: masked, OwnProvider: whole},
	MaskOfAccount: {Self: masked},
	MaskOfPlate: {
		Self: whole, ByLetter: whole, OnDuty: whole, OwnProvider: whole, Oversight: masked, Auditor: masked,
	},
	MaskOfBirth: {Self: whole},
}

var maskers = map[string]func(string) string{
	MaskOfName: MaskName, MaskOfID: MaskIDNumber, MaskOfDocument: MaskDocument, MaskOfPhone: MaskPhone,
	MaskOfEmail: MaskEmail, MaskOfAddress: MaskAddress, MaskOfAccount: MaskAccount, MaskOfPlate: MaskPlate,
}

// MaskNames lists the masks, for the loader of the catalog.
func MaskNames() []string {
	return []string{
		MaskOfName, MaskOfID, MaskOfDocument, MaskOfPhone, MaskOfEmail,
		MaskOfAddress, MaskOfAccount, MaskOfPlate, MaskOfBirth,
	}
}

// MaskField returns the value of a field as the viewer sees it, "" where it is
// not shown at all. Whatever leaves for somebody who is not the subject or on
// duty is also read for persons' numbers, the last line of defence of §11.
func MaskField(f catalog.Field, value string, viewer Viewer) string {
	if f.Mask != "" {
		switch masks[f.Mask][viewer] {
		case whole:
			return value
		case masked:
			return mask(f.Mask, value)
		case hidden:
		}
		return ""
	}
	freeText := f.Kind == catalog.Text
	if freeText && (viewer == Anyone || viewer == ByLetter || viewer == Agency || viewer == Oversight) {
		return MaskText(value)
	}
	return value
}

// mask applies the mask called name; a name without a function hides all.
func mask(name, value string) string {
	if f, ok := maskers[name]; ok {
		return f(value)
	}
	return ""
}

// nameDot parts the names of some nationalities and stays visible.
const nameDot = '·'

// MaskName masks a person's name: two characters keep the first, three and
// more the first and the last, one is hidden; the dot inside a name stays.
func MaskName(name string) string {
	r := []rune(name)
	for i := range r {
		first, last := i == 0 && len(r) > 1, i == len(r)-1 && len(r) > 2
		if !first && !last && r[i] != nameDot {
			r[i] = '*'
		}
	}
	return string(r)
}

// MaskIDNumber masks an identity number: four characters, ten stars, four
// characters, always eighteen wide; anything of another length is hidden.
func MaskIDNumber(number string) string {
	if len(number) != 18 {
		return strings.Repeat("*", 18)
	}
	return number[:4] + strings.Repeat("*", 10) + number[14:]
}

// MaskDocument masks another document's number: its first and last two
// characters stay, where that hides at least two.
func MaskDocument(number string) string { return keepEnds(number, 2, 2) }

// MaskPhone masks a telephone number: three characters, four stars, four
// characters.
func MaskPhone(phone string) string {
	if len(phone) < 9 {
		return "****"
	}
	return phone[:3] + "****" + phone[len(phone)-4:]
}

// MaskEmail masks an address: the first character and the domain stay.
func MaskEmail(address string) string {
	local, domain, found := strings.Cut(address, "@")
	if !found || local == "" {
		return "***"
	}
	return string([]rune(local)[:1]) + "***@" + domain
}

// MaskAddress cuts an address after its district or county; one that names
// none is hidden.
func MaskAddress(address string) string {
	for i, r := range address {
		if w, ok := known().district.at(address, i, r); ok && i > 0 {
			return address[:i+len(w.text)]
		}
	}
	return ""
}

// MaskAccount masks a bank account: the last four characters stay.
func MaskAccount(account string) string {
	r := []rune(account)
	if len(r) < 8 {
		return "****"
	}
	return "****" + string(r[len(r)-4:])
}

// MaskPlate masks a vehicle plate: its first two and last two characters stay.
func MaskPlate(plate string) string { return keepEnds(plate, 2, 2) }

func keepEnds(s string, head, tail int) string {
	r := []rune(s)
	if len(r) < head+tail+2 {
		return strings.Repeat("*", len(r))
	}
	return string(r[:head]) + strings.Repeat("*", len(r)-head-tail) + string(r[len(r)-tail:])
}
