package catalog

import (
	"regexp"
	"slices"
	"strings"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// nameLength is the longest text that is a name or a title and so one line;
// longer ones are prose and keep their line breaks.
const nameLength = 200

func readText(f Field, c Cell, _ civil.Date) (string, error) {
	text := fold.Prose(c.Text)
	if f.Max <= nameLength {
		text = fold.Name(c.Text)
	}
	return text, short(f, text)
}

// short refuses a text of more characters than the field takes.
func short(f Field, text string) error {
	if n := len([]rune(text)); f.Max > 0 && n > f.Max {
		return fault.New(fault.Invalid, KeyTooLong, fault.Args{"Max": f.Max, "Length": n})
	}
	return nil
}

var numberForm = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func readNumber(_ Field, c Cell, _ civil.Date) (string, error) {
	text := strings.ReplaceAll(fold.Key(c.Text), ",", "")
	if c.Number {
		text = plainNumber(text)
	}
	if !numberForm.MatchString(text) || len(text) > mostDigits {
		return "", fault.New(fault.Invalid, KeyNumber, nil)
	}
	return text, nil
}

// readChoice reads one value, or several of a field that takes more, by their
// own words or the usual other ones.
func readChoice(f Field, c Cell, _ civil.Date) (string, error) {
	words := []string{c.Text}
	if f.Several {
		words = strings.FieldsFunc(fold.Width(c.Text), func(r rune) bool { return strings.ContainsRune(";,、|\n", r) })
	}
	var values []string
	for _, word := range words {
		if fold.Absent(word) {
			continue
		}
		value, ok := f.alternative(word)
		if !ok {
			return "", fault.New(fault.Invalid, KeyChoice, fault.Args{"Allowed": strings.Join(f.Words(), "、")})
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return strings.Join(values, Joint), nil
}

func (f Field) alternative(word string) (string, bool) {
	key := fold.Key(word)
	for _, a := range f.Choices {
		if fold.Key(a.Value) == key {
			return a.Value, true
		}
		for _, alias := range a.Aliases {
			if fold.Key(alias) == key {
				return a.Value, true
			}
		}
	}
	return "", false
}

// Words returns the words of a Choice as a provider would write them: the
// values, and for those that are identifiers their first alias.
func (f Field) Words() []string {
	var words []string
	for _, a := range f.Choices {
		words = append(words, a.Word())
	}
	return words
}

// Word returns the value as a provider would write it.
func (a Alternative) Word() string {
	if len(a.Aliases) > 0 && strings.Trim(a.Value, "abcdefghijklmnopqrstuvwxyz_0123456789") == "" {
		return a.Aliases[0]
	}
	return a.Value
}
