// Package subject holds the data subject (信息主体): natural persons, legal
// persons, unincorporated organisations and individual businesses, the
// numbers that identify them, and how such numbers are read and hidden.
package subject

import (
	"creditportal/internal/civil"
)

// Kind is what a data subject is (art. 3 of the Measure; individual businesses
// by the Civil Code, art. 54).
type Kind string

// The four kinds of data subject.
const (
	Person             Kind = "person"              // 自然人
	LegalPerson        Kind = "legal_person"        // 法人
	Organisation       Kind = "organisation"        // 非法人组织
	IndividualBusiness Kind = "individual_business" // 个体工商户
)

// Kinds lists every kind in the order of the law.
func Kinds() []Kind { return []Kind{LegalPerson, Organisation, IndividualBusiness, Person} }

// Valid says whether k is one of the four kinds.
func (k Kind) Valid() bool {
	return k == Person || k == LegalPerson || k == Organisation || k == IndividualBusiness
}

// Standing is whether a subject still exists.
type Standing string

// The standings of a subject.
const (
	Existing  Standing = "existing"  // 存续
	Cancelled Standing = "cancelled" // 已注销
)

// Subject is one data subject: one file per code or identity number, never
// joined by name alone (art. 13).
type Subject struct {
	ID       int64 // row id, made by the program
	Kind     Kind
	Name     string   // a person's name is encrypted at rest
	Former   []Former // earlier names, newest first; searchable for all but persons
	Code     Code     // zero for persons
	Document Document // zero for all but persons
	Standing Standing
	Recoded  Code // the code that replaced this one (换码), zero if none
	Version  int  // rises with each change
}

// Former is a name that a subject bore until a day.
type Former struct {
	Name  string     `json:"name"`
	Until civil.Date `json:"until"`
}

// Public says whether the subject may appear on a public surface at all: no
// natural person does (条例 20), and an individual business only under a
// trade name.
func (s Subject) Public() bool {
	return s.Kind != Person && s.Kind.Valid() && s.Name != "" && !s.Code.IsZero()
}
