package catalog

import (
	"regexp"
	"strings"

	"creditportal/internal/fold"
)

// Headings are the names of an item's fields, ready to be compared with many
// column headings.
type Headings struct {
	whole, stem map[string]Field
}

// Headings returns the names of the item's fields. Where two fields share a
// name it is the first one's.
func (it Item) Headings() Headings {
	h := Headings{whole: map[string]Field{}, stem: map[string]Field{}}
	for _, f := range it.Fields {
		for _, name := range f.Names() {
			keep(h.whole, headingKey(name), f)
			keep(h.stem, headingStem(name), f)
		}
	}
	return h
}

func keep(names map[string]Field, name string, f Field) {
	if _, taken := names[name]; name != "" && !taken {
		names[name] = f
	}
}

// Match returns the field that a column heading names: by its code, its label
// or one of its other names, compared without width, blanks, stars and
// brackets; a note in brackets may be absent on either side.
func (h Headings) Match(heading string) (Field, bool) {
	if f, ok := h.whole[headingKey(heading)]; ok {
		return f.unitIn(heading), true
	}
	if f, ok := h.stem[headingStem(heading)]; ok {
		return f.unitIn(heading), true
	}
	return Field{}, false
}

// Match is Headings.Match for a single heading.
func (it Item) Match(heading string) (Field, bool) { return it.Headings().Match(heading) }

// Names returns the headings under which the field is found: code, label,
// aliases.
func (f Field) Names() []string { return append([]string{f.Code, f.Label}, f.Aliases...) }

// columnUnit is the unit of a template's column, at the end of its heading.
var columnUnit = regexp.MustCompile(`[(\x{ff08}]([^()\x{ff08}\x{ff09}]+)[)\x{ff09}]$`)

// Name is the label where a value is shown: an amount is shown with its own
// unit, so that of the template's column beside it would be a second one.
func (f Field) Name() string {
	if f.Kind == Money {
		if m := columnUnit.FindStringSubmatch(f.Label); m != nil && KnownUnit(m[1]) {
			return strings.TrimSuffix(f.Label, m[0])
		}
	}
	return f.Label
}

// headingKey keeps the words of a bracketed note, headingStem drops them.
func headingKey(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("*()_-:./\"", r) {
			return -1
		}
		return r
	}, fold.Key(s))
}

func headingStem(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range fold.Key(s) {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return headingKey(b.String())
}

// unitIn returns the field with the unit that the heading names in brackets,
// where it names another than the catalog does.
func (f Field) unitIn(heading string) Field {
	if f.Kind != Money {
		return f
	}
	key := fold.Key(heading)
	for unit := range units() {
		if strings.Contains(key, "("+unit+")") || strings.Contains(key, ":"+unit+")") {
			f.Unit = unit
		}
	}
	return f
}
