package catalog

// legalRep is the field of registration data that names who represents an
// organisation by law.
const legalRep = "XDR_FRDB"

// LegalRep returns whom the attributes name as legal representative, where the
// item is registration data: other records name whoever it was at the time of
// the act. It returns "" for any other item.
func (it Item) LegalRep(a Attributes) string {
	if it.Term != ByRegistration {
		return ""
	}
	return a.Get(legalRep)
}

// Standing is whether its subject still exists by what a record of the item says; "" where
// the item does not say it.
func (it Item) Standing(a Attributes) string {
	for _, f := range it.Fields {
		if f.Also == "standing" {
			return a.Get(f.Code)
		}
	}
	return ""
}
