package catalog

import (
	"errors"
	"strings"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/subject"
)

// The keys of refused values.
const (
	KeyUnknownField     = "catalog.fault.unknown_field"
	KeyRequired         = "catalog.fault.required"
	KeyTooLong          = "catalog.fault.too_long"
	KeyChoice           = "catalog.fault.choice"
	KeyNumber           = "catalog.fault.number_unreadable"
	KeyMoneyUnreadable  = "catalog.fault.money_unreadable"
	KeyMoneyRange       = "catalog.fault.money_range"
	KeyMoneyUnitSuspect = "catalog.fault.money_unit_suspect"
	KeyDateUnreadable   = "catalog.fault.date_unreadable"
	KeyDateFuture       = "catalog.fault.date_future"
	KeyDateRange        = "catalog.fault.date_range"
	KeyDateOrder        = "catalog.fault.date_order"
	KeyCodeLeadingZero  = "catalog.fault.code_leading_zero"
	KeyCodeForm         = "catalog.fault.code_form"
)

// The record columns that Read itself looks at.
const (
	columnName      = "subject_name"
	ColumnKind      = "subject_kind"
	ColumnCode      = "subject_code"
	ColumnDocument  = "person_document"
	ColumnBirthDate = "birth_date"
)

// Joint parts the values of a Choice that takes several.
const Joint = ";"

// Cell is one value as it was sent.
type Cell struct {
	Text     string
	Number   bool   // the cell of a spreadsheet held a number: a Date is its serial
	Base1904 bool   // the workbook counts days from 1904
	Unit     string // unit of money that the column heading names, "" for the field's own
}

// Sent is what a provider sent in one row, by field code.
type Sent map[string]Cell

// Reading is one row, checked against the item.
type Reading struct {
	Attributes Attributes // the item's own values
	Spine      Attributes // values for the record's columns, by column
}

// FieldFault is what is wrong with one field of a row. Held says that a person
// must look, where the others send the row back.
type FieldFault struct {
	Field Field
	Value string // as sent; masked where the field is more than open
	Held  bool
	Err   *fault.Error
}

// Rule returns the bare name of the fault, e.g. "code_check".
func (f FieldFault) Rule() string { return f.Err.Key[strings.LastIndexByte(f.Err.Key, '.')+1:] }

// Read reads a row on the day today: each value by its field's kind, fillers
// as absent, then what the fields ask of each other. It returns every fault of
// the row, not just the first; with faults the reading holds the good fields.
// A value of a field that the item does not list is a fault: what is not in
// the catalog may not be collected.
func (it Item) Read(sent Sent, today civil.Date) (Reading, []FieldFault) {
	r := reader{item: it, sent: sent, today: today, values: make(map[string]string, len(sent)), bad: map[string]bool{}}
	for code, cell := range sent {
		if _, known := it.Field(code); !known && !fold.Absent(cell.Text) {
			r.refuse(Field{Code: code, Label: code, Sensitivity: Internal}, KeyUnknownField, nil)
		}
	}
	for _, f := range it.Fields {
		r.field(f)
	}
	r.whole()
	for i, f := range r.faults {
		if f.Field.Spine == columnName && r.kind() == subject.Person {
			r.faults[i].Value = veil(f.Value)
		}
	}
	return r.reading(), r.faults
}

// reader is one row being read.
type reader struct {
	item   Item
	sent   Sent
	today  civil.Date
	values map[string]string // normal forms by field code
	bad    map[string]bool   // fields that have a fault
	faults []FieldFault
}

func (r *reader) refuse(f Field, key string, args fault.Args) {
	r.blame(f, fault.New(fault.Invalid, key, args), false)
}

func (r *reader) blame(f Field, err *fault.Error, held bool) {
	value := r.sent[f.Code].Text
	if f.Sensitivity != Open || mayBePersons(f, value) {
		value = veil(value)
	}
	r.bad[f.Code] = true
	r.faults = append(r.faults, FieldFault{Field: f, Value: value, Held: held, Err: err})
}

// mayBePersons says whether a value of an open field could all the same be the
// number of a person, put into the wrong column.
func mayBePersons(f Field, value string) bool {
	code := fold.Code(value)
	misplaced := f.Form == CreditCode && len(code) >= exactDigits && !subject.BeginsAsCode(code)
	return misplaced || subject.MaybeIDNumber(code)
}

// veil hides a value but for its first and last two characters.
func veil(value string) string {
	c := []rune(strings.TrimSpace(value))
	if len(c) < 6 {
		return strings.Repeat("*", len(c))
	}
	return string(c[:2]) + strings.Repeat("*", len(c)-4) + string(c[len(c)-2:])
}

// field reads one value by its kind.
func (r *reader) field(f Field) {
	cell, ok := r.sent[f.Code]
	if !ok || fold.Absent(cell.Text) {
		return
	}
	value, err := kinds[f.Kind](f, cell, r.today)
	var refusal *fault.Error
	if err != nil && errors.As(err, &refusal) {
		if refusal.Key != subject.KeyAbsent {
			r.blame(f, refusal, false)
		}
		return
	}
	r.values[f.Code] = value
}

// kinds reads a value by the kind of its field: normal form or *fault.Error.
var kinds = map[FieldKind]func(Field, Cell, civil.Date) (string, error){
	Text: readText, Number: readNumber, Money: readMoney, Date: readDate, Choice: readChoice, Code: readCode,
}

// whole does what concerns more than one field.
func (r *reader) whole() {
	person := r.kind() == subject.Person
	for _, f := range r.item.Fields {
		if r.bad[f.Code] {
			continue
		}
		value := r.values[f.Code]
		if value == "" {
			if f.Required.holds(person, r.value) {
				r.refuse(f, KeyRequired, nil)
			}
			continue
		}
		if f.Form == PersonDocument {
			r.document(f)
		}
		if earlier := r.values[f.NotBefore]; f.NotBefore != "" && value < earlier {
			other, _ := r.item.Field(f.NotBefore)
			r.refuse(f, KeyDateOrder, fault.Args{"Other": other.Label})
		}
		if f.Compare != "" && tenThousandfold(value, r.values[f.Compare]) {
			r.blame(f, fault.New(fault.Invalid, KeyMoneyUnitSuspect, nil), true)
		}
	}
}

func (r *reader) value(code string) string { return r.values[code] }

// document reads the number of a person's document by the type that its
// companion field states.
func (r *reader) document(f Field) {
	kind, err := subject.ParseDocumentType(r.values[f.With])
	if err != nil {
		kind = subject.IdentityCard
	}
	d, err := subject.ParseDocument(kind, "", r.values[f.Code], r.today)
	var refusal *fault.Error
	if errors.As(err, &refusal) {
		delete(r.values, f.Code)
		r.blame(f, refusal, false)
		return
	}
	r.values[f.Code] = d.Reveal()
}

// kind is whom the row concerns: as stated, otherwise as the item, the code or
// the document leave no doubt.
func (r *reader) kind() subject.Kind {
	if k := subject.Kind(r.column(ColumnKind)); k.Valid() {
		return k
	}
	_, takesPersons := r.item.Channels[subject.Person]
	if takesPersons && len(r.item.Channels) == 1 {
		return subject.Person
	}
	number := r.column(ColumnCode)
	code, err := subject.ParseCode(number)
	switch {
	case err != nil && takesPersons && subject.MaybeIDNumber(number):
		return subject.Person
	case err == nil && code.Department() == subject.BusinessDepartment:
		return subject.IndividualBusiness
	case err != nil && takesPersons && r.column(ColumnDocument) != "":
		return subject.Person
	}
	return subject.LegalPerson
}

// column returns the value for a record column.
func (r *reader) column(name string) string {
	for _, f := range r.item.Fields {
		if f.Spine == name && r.values[f.Code] != "" {
			return r.values[f.Code]
		}
	}
	return ""
}

func (r *reader) reading() Reading {
	attributes, spine := map[string]string{}, map[string]string{ColumnKind: string(r.kind())}
	for _, f := range r.item.Fields {
		value := r.values[f.Code]
		switch {
		case value == "" || r.bad[f.Code]:
		case f.Spine != "":
			spine[f.Spine] = value
		default:
			attributes[f.Code] = value
			if f.Also != "" {
				spine[f.Also] = value
			}
		}
	}
	if number := spine[ColumnCode]; spine[ColumnKind] == string(subject.Person) && subject.MaybeIDNumber(number) {
		spine[ColumnDocument] = number // sent where a code or an identity number may stand
		delete(spine, ColumnCode)
	}
	return Reading{Attributes: Attributes{attributes}, Spine: Attributes{spine}}
}
