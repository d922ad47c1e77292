package subject

import (
	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// The keys of the age gate.
const (
	KeyAge       = "subject.fault.age"
	KeyBirthDate = "subject.fault.birth_date"
)

// OfAge is the age gate of art. 13: a natural person must have completed the
// years of the statute book on the day of the conduct (of the formation of the
// information, where there was no conduct) and on the day of collection, so
// that a minor's act never surfaces later. It refuses with KeyAge, and with
// KeyBirthDate when the day of birth is not known.
func OfAge(born, conduct, collected civil.Date, years int) error {
	if born.IsZero() {
		return fault.New(fault.Invalid, KeyBirthDate, nil)
	}
	for _, day := range []civil.Date{conduct, collected} {
		if !day.IsZero() && born.Age(day) < years {
			return fault.New(fault.Invalid, KeyAge, fault.Args{"Years": years})
		}
	}
	return nil
}
