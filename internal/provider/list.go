package provider

import (
	"slices"
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// The keys of refused lists and rows.
const (
	KeyHeading = "provider.fault.heading"
	KeyCode    = "provider.fault.code"
	KeyName    = "provider.fault.name"
	KeyKind    = "provider.fault.kind"
	KeyTrack   = "provider.fault.track"
	KeyTwice   = "provider.fault.twice"
)

// nameLimit is the most characters a provider's name may have.
const nameLimit = 200

// RowFault is why a row of a list cannot be taken.
type RowFault struct {
	Row int // as in the file, the headings being row 1
	Err *fault.Error
}

// CodeReader reads a unified social credit code into its normal form, or
// refuses it with a *fault.Error.
type CodeReader func(string) (string, error)

// ReadList reads a list of providers whose first row holds the headings code,
// name and kind, and may hold track and answers_for, in any order and in
// Chinese or by identifier. It returns the good rows, a fault for each row that
// is not, and an error when the headings themselves will not do.
func ReadList(rows [][]string, code CodeReader) ([]Provider, []RowFault, error) {
	if len(rows) == 0 {
		return nil, nil, fault.New(fault.Invalid, KeyHeading, nil)
	}
	columns := map[string]int{}
	for i, heading := range rows[0] {
		if name := known().find("heading", heading); name != "" {
			columns[name] = i
		}
	}
	for _, name := range []string{"code", "name", "kind"} {
		if _, ok := columns[name]; !ok {
			return nil, nil, fault.New(fault.Invalid, KeyHeading, fault.Args{"Heading": name})
		}
	}
	var list []Provider
	var faults []RowFault
	seen := map[string]bool{}
	for i, row := range rows[1:] {
		l := line{row, columns, code}
		if l.blank() {
			continue
		}
		p, err := l.provider()
		if err == nil && seen[p.Code] {
			err = fault.New(fault.Invalid, KeyTwice, nil)
		}
		if err != nil {
			faults = append(faults, RowFault{Row: i + 2, Err: err})
			continue
		}
		seen[p.Code] = true
		list = append(list, p)
	}
	return list, faults, nil
}

// line is one row of a list.
type line struct {
	cells   []string
	columns map[string]int
	code    CodeReader
}

func (l line) cell(name string) string {
	if i, ok := l.columns[name]; ok && i < len(l.cells) && !fold.Absent(l.cells[i]) {
		return l.cells[i]
	}
	return ""
}

func (l line) blank() bool {
	return !slices.ContainsFunc(l.cells, func(c string) bool { return !fold.Absent(c) })
}

func (l line) provider() (Provider, *fault.Error) {
	code, err := l.code(l.cell("code"))
	if err != nil {
		return Provider{}, &fault.Error{Kind: fault.Invalid, Key: KeyCode, Err: err}
	}
	p := Provider{Code: code, Name: fold.Name(l.cell("name"))}
	if p.Name == "" || len([]rune(p.Name)) > nameLimit {
		return Provider{}, fault.New(fault.Invalid, KeyName, fault.Args{"Max": nameLimit})
	}
	kind, ok := ParseKind(l.cell("kind"))
	if !ok {
		return Provider{}, fault.New(fault.Invalid, KeyKind, nil)
	}
	p.Kind, p.Track = kind, trackOf(p.Name)
	if word := l.cell("track"); word != "" {
		if p.Track = Track(known().find("track", word)); p.Track == "" {
			return Provider{}, fault.New(fault.Invalid, KeyTrack, nil)
		}
	}
	for _, other := range strings.FieldsFunc(fold.Width(l.cell("answers_for")), parts) {
		code, err := l.code(other)
		if err != nil {
			return Provider{}, &fault.Error{Kind: fault.Invalid, Key: KeyCode, Err: err}
		}
		p.AnswersFor = append(p.AnswersFor, code)
	}
	slices.Sort(p.AnswersFor)
	p.AnswersFor = slices.Compact(p.AnswersFor)
	return p, nil
}

// parts says whether r parts two codes of a list.
func parts(r rune) bool { return strings.ContainsRune(";,、 \n", r) }
