package route

// Form is a form in which a list or a record is taken home; it ends the
// address.
type Form string

// The forms.
const (
	CSV  Form = "csv"
	XLSX Form = "xlsx"
	JSON Form = "json"
	Atom Form = "atom"
)

// Forms lists the forms of a list, those for people first.
func Forms() []Form { return []Form{CSV, XLSX, JSON, Atom} }

// Type returns the media type of the form.
func (f Form) Type() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case Atom:
		return "application/atom+xml; charset=utf-8"
	case JSON:
	}
	return "application/json"
}

// What stands behind the address of a page to ask for another form of it.
const (
	exported = "/records."
	AsCSV    = exported + string(CSV)
	AsXLSX   = exported + string(XLSX)
	AsJSON   = exported + string(JSON)
	AsAtom   = exported + string(Atom)
	RecordAs = "/record." + string(JSON) // of one record
)

// Export returns the address of a list or credit file in the form; for "" that
// of the page itself.
func Export(path string, f Form) string {
	if f == "" {
		return path
	}
	return path + exported + string(f)
}
