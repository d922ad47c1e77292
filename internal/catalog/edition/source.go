package edition

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// source is one file of an edition.
type source struct {
	name string
	text string
}

// file is what such a file may hold. A key outside of it is refused.
type file struct {
	Edition *header               `toml:"edition"`
	Choices map[string][][]string `toml:"choices"`
	Set     []set                 `toml:"set"`
	Item    []item                `toml:"item"`
}

type header struct {
	ID        string `toml:"id"`
	Title     string `toml:"title"`
	Published day    `toml:"published"`
	From      day    `toml:"from"`
}

type set struct {
	Name   string  `toml:"name"`
	Fields []field `toml:"fields"`
}

type item struct {
	Code        string              `toml:"code"`
	Name        string              `toml:"name"`
	Class       string              `toml:"class"`
	Heads       []string            `toml:"heads"`
	Providers   []string            `toml:"providers"`
	Channels    map[string][]string `toml:"channels"`
	Term        string              `toml:"term"`
	Repair      string              `toml:"repair"`
	Honour      bool                `toml:"honour"`
	Dual        bool                `toml:"dual"`
	List        string              `toml:"list"`
	Closed      bool                `toml:"closed"`
	CityWide    bool                `toml:"city_wide"`
	Bases       []string            `toml:"bases"`
	MapsTo      string              `toml:"maps_to"`
	Site        string              `toml:"site"`
	PersonBasis string              `toml:"person_basis"`
	Key         []string            `toml:"key"`
	Title       []string            `toml:"title"`
	Before      []string            `toml:"before"`
	Fields      []field             `toml:"fields"`
	After       []string            `toml:"after"`
}

type field struct {
	Code        string   `toml:"code"`
	Label       string   `toml:"label"`
	Kind        string   `toml:"kind"`
	Max         int      `toml:"max"`
	Required    string   `toml:"required"`
	Choices     string   `toml:"choices"`
	Several     bool     `toml:"several"`
	Sensitivity string   `toml:"sensitivity"`
	Mask        string   `toml:"mask"`
	Public      bool     `toml:"public"`
	Scanned     bool     `toml:"scanned"`
	Unit        string   `toml:"unit"`
	Aliases     []string `toml:"aliases"`
	Spine       string   `toml:"spine"`
	Local       bool     `toml:"local"`
	Also        string   `toml:"also"`
	Facet       bool     `toml:"facet"`
	Form        string   `toml:"form"`
	With        string   `toml:"with"`
	NotBefore   string   `toml:"not_before"`
	Past        bool     `toml:"past"`
	Lasting     bool     `toml:"lasting"`
	Compare     string   `toml:"compare"`
	Home        bool     `toml:"home"`
}

// day is a TOML local date.
type day struct{ civil.Date }

// UnmarshalTOML reads a local date and nothing else.
func (d *day) UnmarshalTOML(value any) error {
	t, ok := value.(time.Time)
	if !ok {
		return fmt.Errorf("not a day of the form 2026-09-18: %v", value)
	}
	read, err := civil.New(t.Year(), t.Month(), t.Day())
	d.Date = read
	return err
}

// decode reads the file and refuses what it does not know.
func (s source) decode() (file, error) {
	var f file
	meta, err := toml.Decode(s.text, &f)
	var bad toml.ParseError
	switch {
	case errors.As(err, &bad):
		return file{}, s.refuse(bad.Position.Line, "catalog.fault.syntax", fault.Args{"Found": bad.Message})
	case err != nil:
		return file{}, s.refuse(s.misfit(err), "catalog.fault.value", nil)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		last := unknown[0][len(unknown[0])-1]
		return file{}, s.refuse(s.lineOfKey(last), "catalog.fault.unknown_key", fault.Args{"Found": unknown[0].String()})
	}
	return f, nil
}

var lastKey = regexp.MustCompile(`last key "?([^")]+)"?`)

// misfit returns the line of a value of the wrong form, as far as the decoder
// tells which key it was.
func (s source) misfit(err error) int {
	m := lastKey.FindStringSubmatch(err.Error())
	if m == nil {
		return 1
	}
	return s.lineOfKey(m[1][strings.LastIndexByte(m[1], '.')+1:])
}

// lineOfKey returns the first line that sets the key, 1 if none does.
func (s source) lineOfKey(key string) int {
	return s.line(regexp.MustCompile(`(^|[\s{,\[])"?` + regexp.QuoteMeta(key) + `"?\s*(=|\])`))
}

// lineOf returns the first line from the line from on where the value stands
// as a text, and whether it does; from itself if it does not.
func (s source) lineOf(value string, from int) (int, bool) {
	for i, line := range strings.Split(s.text, "\n") {
		if i+1 >= from && strings.Contains(line, `"`+value+`"`) {
			return i + 1, true
		}
	}
	return from, false
}

// lineOfItem returns the line that gives an item its code.
func (s source) lineOfItem(code string) int {
	return max(1, s.line(regexp.MustCompile(`^\s*code\s*=\s*"`+regexp.QuoteMeta(code)+`"`)))
}

// lineOfSet returns the line that gives a set its name.
func (s source) lineOfSet(name string) int {
	return s.line(regexp.MustCompile(`^\s*name\s*=\s*"` + regexp.QuoteMeta(name) + `"`))
}

func (s source) line(form *regexp.Regexp) int {
	for i, line := range strings.Split(s.text, "\n") {
		if form.MatchString(line) {
			return i + 1
		}
	}
	return 1
}

// refuse says that the file cannot be used, and where and why.
func (s source) refuse(line int, key string, args fault.Args) error {
	all := fault.Args{"File": s.name, "Line": line}
	for name, value := range args {
		all[name] = value
	}
	return fmt.Errorf("reading %s:%d: %w", s.name, line, fault.New(fault.Invalid, key, all))
}
