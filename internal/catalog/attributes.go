package catalog

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Attributes are the values of a record that its catalog item lists beyond the
// spine. Whoever holds them may rely on their having been checked against an
// edition: only Item.Read makes them and only the store restores them.
//
// Values are kept in normal form: money as whole 分, dates as 2006-01-02,
// choices as their Value (several joined by ";"), everything else as text.
type Attributes struct {
	values map[string]string
}

// Get returns the value of the field in normal form, "" when absent.
func (a Attributes) Get(code string) string { return a.values[code] }

// Codes returns the codes of the fields that are present, sorted.
func (a Attributes) Codes() []string { return slices.Sorted(maps.Keys(a.values)) }

// Len returns the number of fields that are present.
func (a Attributes) Len() int { return len(a.values) }

// String names the fields that are present, without their values: they may be
// a person's, and what is printed ends in logs.
func (a Attributes) String() string { return fmt.Sprint(a.Codes()) }

// GoString is String, so that %#v says no more.
func (a Attributes) GoString() string { return a.String() }

// MarshalJSON writes the values as one object with sorted keys.
func (a Attributes) MarshalJSON() ([]byte, error) {
	if a.values == nil {
		return []byte("{}"), nil
	}
	return json.Marshal(a.values)
}

// Restore rebuilds attributes that the store kept; nobody else calls it. It
// returns an error when the text is not what MarshalJSON wrote.
func Restore(text []byte) (Attributes, error) {
	if values, ok := flat(string(text)); ok {
		return Attributes{values}, nil
	}
	var a Attributes
	if err := json.Unmarshal(text, &a.values); err != nil {
		return Attributes{}, fmt.Errorf("restoring attributes: %w", err)
	}
	return a, nil
}

// flat reads an object of strings in which nothing is escaped, as nearly all
// attributes are written. Every line of a list is restored, and this takes a
// third of the time that a general reader does.
func flat(text string) (map[string]string, bool) {
	quotes := strings.Count(text, `"`)
	const each = 4 // of a member: its name and its value, each in quotes
	if strings.IndexByte(text, '\\') >= 0 || quotes%each != 0 {
		return nil, false
	}
	values := make(map[string]string, quotes/each)
	before := "{"
	for range quotes / each {
		var name, between, value string
		opening, rest, _ := strings.Cut(text, `"`)
		name, rest, _ = strings.Cut(rest, `"`)
		between, rest, _ = strings.Cut(rest, `"`)
		value, text, _ = strings.Cut(rest, `"`)
		if opening != before || between != ":" {
			return nil, false
		}
		values[name], before = value, ","
	}
	return values, quotes > 0 && text == "}"
}
