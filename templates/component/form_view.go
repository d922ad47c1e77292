package component

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"creditportal/internal/i18n"
)

// Kind is the kind of a field.
type Kind string

// The kinds of field.
const (
	Text   Kind = "text"
	Search Kind = "search"
	Day    Kind = "date" // one text field that accepts every usual way to write a day
	Select Kind = "select"
	Choice Kind = "choice" // radio buttons
	Files  Kind = "file"
	Lines  Kind = "lines" // several lines of text
	Many   Kind = "many"  // check boxes
	Secret Kind = "password"
)

// FieldView is one field of a form with what was typed and what is wrong.
type FieldView struct {
	ID           string // unique on the page
	Name         string
	Kind         Kind
	Label        string
	Hint         string
	Value        string
	Fault        string // sentence; empty: nothing wrong
	Autocomplete string
	InputMode    string
	EnterKeyHint string
	NoSpelling   bool   // codes and numbers
	Accept       string // endings of names that files may have
	Single       bool   // one file alone
	Wide         bool   // takes the whole row of a filter
	Short        bool   // a few lines suffice
	Options      []OptionView
}

// OptionView is one value of a select or choice.
type OptionView struct {
	Value    string
	Label    string
	Note     string // e.g. a count
	Detail   string // below the label, in a group of buttons
	Fault    string // what is wrong with this one, in a group of buttons; empty: nothing
	Selected bool
}

// describedBy returns the ids of hint and fault, in reading order.
func (v FieldView) describedBy() string {
	var ids []string
	if v.Hint != "" {
		ids = append(ids, v.ID+"-hint")
	}
	if v.Fault != "" {
		ids = append(ids, v.ID+"-fault")
	}
	return strings.Join(ids, " ")
}

// button is the id of a button of a group.
func (v FieldView) button(i int) string { return v.ID + "-" + strconv.Itoa(i) }

// label is the label of an option with its note, in the brackets of the language.
func (o OptionView) label(p *i18n.Printer) string {
	if o.Note == "" {
		return o.Label
	}
	return p.T("component.option.noted", "Label", o.Label, "Note", o.Note)
}

// ErrorSummaryView stands first in main when a form was refused.
type ErrorSummaryView struct {
	Faults []SummaryFault
}

// SummaryFault leads to the field it is about.
type SummaryFault struct {
	FieldID string
	Text    string // the same words as at the field
}

// Summarise collects the faults of the fields, in their order.
func Summarise(fields []FieldView) ErrorSummaryView {
	var v ErrorSummaryView
	for _, f := range fields {
		id := f.ID
		if f.grouped() {
			id = f.button(0) // a group cannot take the focus, its first button can
		}
		if f.Fault != "" {
			v.Faults = append(v.Faults, SummaryFault{FieldID: id, Text: f.Fault})
		}
		for i, o := range f.Options {
			if o.Fault != "" {
				v.Faults = append(v.Faults, SummaryFault{FieldID: f.button(i), Text: o.Fault})
			}
		}
	}
	return v
}

// FilterView is the GET form above a list; the applied filters are Chips.
type FilterView struct {
	Action string // complete with language
	Label  string // accessible name of the form
	Fields []FieldView
	Hidden []Pair // parameters the form keeps
	Submit string // the button names the act
	Clear  string // address without any filter; empty: nothing to clear
	Open   bool   // not folded on narrow screens: a filter is applied or refused
	Live   string // id of the result region that the filter module swaps; may be empty
}

// Pair is a parameter that is sent along.
type Pair struct{ Name, Value string }

// ChipView is an applied filter and the address without it.
type ChipView struct {
	Label string // e.g. 类别：行政处罚
	Href  string
}

// SearchView is the large search form of the home and search pages.
type SearchView struct {
	Action  string
	Label   string
	Hint    string
	Query   string
	Submit  string
	Name    string       // of the radio row; empty: none
	Legend  string       // of the radio row, for screen readers
	Scopes  []OptionView // the radio row
	FieldID string
}

// rows is how many lines of text are seen at once.
func (v FieldView) rows() string {
	if v.Short {
		return "3"
	}
	return "8"
}

// inputType returns the type of the input element. A day is typed as text:
// the native picker accepts one way to write it only.
func (v FieldView) inputType() string {
	switch v.Kind {
	case Search:
		return "search"
	case Files:
		return "file"
	case Secret:
		return "password"
	case Text, Day, Select, Choice, Many, Lines:
	}
	return "text"
}

// grouped says whether the field is a group of buttons.
func (v FieldView) grouped() bool { return v.Kind == Choice || v.Kind == Many }

// buttonType returns the type of the buttons of a group.
func (v FieldView) buttonType() string {
	if v.Kind == Many {
		return "checkbox"
	}
	return "radio"
}

// described ties hint and fault to the field.
func (v FieldView) described() templ.Attributes {
	attributes := templ.Attributes{}
	if ids := v.describedBy(); ids != "" {
		attributes["aria-describedby"] = ids
	}
	if v.Fault != "" && v.Kind != Choice {
		attributes["aria-invalid"] = "true"
	}
	return attributes
}

func (v FieldView) attributes() templ.Attributes {
	attributes := v.described()
	named := map[string]string{
		"autocomplete": v.Autocomplete, "inputmode": v.InputMode, "enterkeyhint": v.EnterKeyHint,
		"accept": v.Accept,
	}
	for name, value := range named {
		if value != "" {
			attributes[name] = value
		}
	}
	if v.NoSpelling {
		attributes["spellcheck"] = "false"
	}
	if v.Kind == Files && !v.Single {
		attributes["multiple"] = true
	}
	return attributes
}

// module names the script that filters without a page change, where there is
// a region to swap.
func (v FilterView) module() string {
	if v.Live == "" {
		return ""
	}
	return "filter"
}

func (v SearchView) hinted() templ.Attributes {
	if v.Hint == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": v.FieldID + "-hint"}
}
