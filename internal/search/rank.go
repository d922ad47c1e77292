package search

import (
	"strings"

	"creditportal/internal/civil"
	"creditportal/internal/fold"
)

// CountCap is where the counting of hits and of filtered records stops: a
// larger number is shown as "1000+".
const CountCap = 1000

// Why is the reason a subject was found. Lower is better: hits are ranked by it.
type Why int

// The reasons, best first; the zero Why means that the subject was not found.
const (
	NotFound    Why = iota
	ByCode          // its whole code was typed
	ByName          // its whole name was typed
	ByStart         // its name begins with what was typed
	ByPart          // its name holds what was typed
	ByFormer        // an earlier name holds what was typed
	ByCodeStart     // its code begins with what was typed
	ByPinyin        // its name reads as what was typed
	ByInitials      // the readings of its name begin with the letters that were typed
)

// Reasons lists every reason to be found, best first.
func Reasons() []Why {
	return []Why{ByCode, ByName, ByStart, ByPart, ByFormer, ByCodeStart, ByPinyin, ByInitials}
}

// String returns the reason's word, as used in message keys.
func (w Why) String() string {
	names := [...]string{"not_found", "code", "name", "start", "part", "former", "code_start", "pinyin", "initials"}
	if w < 0 || int(w) >= len(names) {
		return names[NotFound]
	}
	return names[w]
}

// Hit is a subject that was found.
type Hit struct {
	ID     int64 // row id of the subject
	Why    Why
	Spells string // the characters of its name that the letters spell; "" for the other reasons
}

// Public says whether the subject may be found on the day today.
func (r SubjectRow) Public(today civil.Date) bool {
	return !today.Before(r.FirstDay) && !today.After(r.LastDay)
}

// Reason returns the best reason for which the query finds the subject, or
// NotFound. It is the definition that an index must equal.
func Reason(q Query, row SubjectRow, readings Readings) Why {
	name, code := fold.Key(row.Name), fold.Code(row.Code)
	switch {
	case q.Key == "":
		return NotFound
	case q.Code != "" && q.Code == code:
		return ByCode
	case name == q.Key:
		return ByName
	case strings.HasPrefix(name, q.Key):
		return ByStart
	case strings.Contains(name, q.Key):
		return ByPart
	}
	for _, former := range row.Former {
		if strings.Contains(fold.Key(former), q.Key) {
			return ByFormer
		}
	}
	if q.Code != "" && strings.HasPrefix(code, q.Code) {
		return ByCodeStart
	}
	_, why := Spelling(q.Letters, name, readings)
	return why
}
