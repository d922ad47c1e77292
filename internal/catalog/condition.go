package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// Condition says when a field must have a value. The vocabulary is closed:
//
//	""                       never
//	"always"
//	"if person"              the subject is a natural person
//	"unless person"
//	"if FIELD"               the field has a value
//	"if FIELD has A|B"       the field has one of the values
//	"unless FIELD has A|B"   the field has none of the values
type Condition string

// The conditions that name no field.
const (
	Never        Condition = ""
	Always       Condition = "always"
	IfPerson     Condition = "if person"
	UnlessPerson Condition = "unless person"
)

// Fields returns the codes of the fields that the condition names, and an
// error for words outside the vocabulary.
func (c Condition) Fields() ([]string, error) {
	switch c {
	case Never, Always, IfPerson, UnlessPerson:
		return nil, nil
	}
	_, field, values, ok := c.parts()
	if !ok || field == "" || strings.ContainsAny(field+values, " ") {
		return nil, fmt.Errorf("not a condition: %q", string(c))
	}
	return []string{field}, nil
}

// parts splits a condition about a field.
func (c Condition) parts() (unless bool, field, values string, ok bool) {
	word, rest, found := strings.Cut(string(c), " ")
	field, values, has := strings.Cut(rest, " has ")
	unless = word == "unless"
	return unless, field, values, found && (word == "if" || unless && has) && (!has || values != "")
}

// About is the field that the condition names, the values that matter, none where any
// does, and whether they excuse from a value; the field is "" where it names none.
func (c Condition) About() (field string, values []string, unless bool) {
	if codes, err := c.Fields(); err != nil || len(codes) == 0 {
		return "", nil, false
	}
	unless, field, listed, _ := c.parts()
	if listed != "" {
		values = strings.Split(listed, "|")
	}
	return field, values, unless
}

// holds says whether the condition is met, for a subject that is a person or
// not and the values read so far.
func (c Condition) holds(person bool, value func(field string) string) bool {
	switch c {
	case Never:
		return false
	case Always:
		return true
	case IfPerson:
		return person
	case UnlessPerson:
		return !person
	}
	unless, field, values, _ := c.parts()
	if values == "" {
		return value(field) != ""
	}
	wanted := strings.Split(values, "|")
	has := slices.ContainsFunc(strings.Split(value(field), Joint), func(v string) bool {
		return slices.Contains(wanted, v)
	})
	return has != unless
}
