package statute

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// source is one file with its lines found again, so that every refusal can
// say where.
type source struct {
	name  string
	text  []byte
	own   bool // from the installation's own folder
	lines []located
}

// located is one header or key of a file. Its path numbers the tables of an
// array from 0: "limit[2].days".
type located struct {
	path string
	line int
	text string
}

var (
	headerLine = regexp.MustCompile(`^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]`)
	keyLine    = regexp.MustCompile(`^\s*("[^"]*"|[A-Za-z0-9_-]+)\s*=`)
	lastKey    = regexp.MustCompile(`last key "([^"]+)"`)
	digits     = regexp.MustCompile(`\[\d+\]`)
)

func newSource(name string, text []byte, own bool) source {
	s := source{name: name, text: text, own: own}
	section, seen := "", map[string]int{}
	for i, line := range strings.Split(string(text), "\n") {
		if m := headerLine.FindStringSubmatch(line); m != nil {
			section = m[2]
			if m[1] == "[[" {
				section = fmt.Sprintf("%s[%d]", m[2], seen[m[2]])
				seen[m[2]]++
			}
			s.lines = append(s.lines, located{section, i + 1, line})
			section += "."
			continue
		}
		if m := keyLine.FindStringSubmatch(line); m != nil {
			s.lines = append(s.lines, located{section + strings.Trim(m[1], `"`), i + 1, line})
		}
	}
	return s
}

// line returns the line of the path, or of the nearest table around it; 1 for
// what stands nowhere.
func (s source) line(path string) int {
	for {
		for _, l := range s.lines {
			if l.path == path {
				return l.line
			}
		}
		cut := strings.LastIndex(path, ".")
		if cut < 0 {
			return 1
		}
		path = path[:cut]
	}
}

// lineOf returns the line of a key that the decoder names without numbers,
// such as limit.when.colour.
func (s source) lineOf(key toml.Key) int {
	for i := len(key); i > 0; i-- {
		want := strings.Join(key[:i], ".")
		for _, l := range s.lines {
			if digits.ReplaceAllString(l.path, "") == want && strings.Contains(l.text, key[len(key)-1]) {
				return l.line
			}
		}
	}
	return 1
}

// refuse says that the file cannot be used, and where and why.
func (s source) refuse(path, key string, args fault.Args) error {
	return s.refuseAt(s.line(path), key, args)
}

func (s source) refuseAt(line int, key string, args fault.Args) error {
	all := fault.Args{"File": s.name, "Line": line}
	maps.Copy(all, args)
	return fmt.Errorf("reading %s:%d: %w", s.name, line, fault.New(fault.Invalid, key, all))
}

// decode reads the file into target, which names every key there is.
func (s source) decode(target any) error {
	var bad toml.ParseError
	if err := toml.Unmarshal(s.text, &map[string]any{}); errors.As(err, &bad) {
		return s.refuseAt(bad.Position.Line, "statute.fault.syntax", fault.Args{"Found": bad.Message})
	}
	meta, err := toml.NewDecoder(bytes.NewReader(s.text)).Decode(target)
	if err != nil {
		return s.refuseAt(s.misfit(target, err), "statute.fault.value", nil)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		key := unknown[0]
		return s.refuseAt(s.lineOf(key), "statute.fault.unknown_key", fault.Args{"Found": key.String()})
	}
	return nil
}

// misfit returns the line whose value has the wrong form. The decoder names
// the key but not which of the tables of an array it stood in, so each line of
// that key is decoded by itself.
func (s source) misfit(target any, err error) int {
	key := ""
	if m := lastKey.FindStringSubmatch(err.Error()); m != nil {
		key = m[1]
	}
	for _, l := range s.lines {
		plain := digits.ReplaceAllString(l.path, "")
		if !strings.Contains(l.text, "=") || (plain != key && !strings.HasPrefix(key, plain+".")) {
			continue
		}
		alone := l.text
		if table, _, inside := strings.Cut(plain, "."); inside {
			alone = "[[" + table + "]]\n" + l.text
		}
		if toml.Unmarshal([]byte(alone), reflect.New(reflect.TypeOf(target).Elem()).Interface()) != nil {
			return l.line
		}
	}
	return 1
}

// day is a TOML local date.
type day struct{ civil.Date }

// UnmarshalTOML reads a local date and nothing else.
func (d *day) UnmarshalTOML(value any) error {
	t, ok := value.(time.Time)
	if !ok || t.Location().String() != "date-local" {
		return fmt.Errorf("not a day of the form 2026-09-18: %v", value)
	}
	read, err := civil.New(t.Year(), t.Month(), t.Day())
	d.Date = read
	return err
}

// words is one text or a list of them.
type words []string

// UnmarshalTOML reads a text or a list of texts.
func (w *words) UnmarshalTOML(value any) error {
	values, ok := value.([]any)
	if !ok {
		values = []any{value}
	}
	for _, v := range values {
		text, ok := v.(string)
		if !ok {
			return fmt.Errorf("not a text: %v", v)
		}
		*w = append(*w, text)
	}
	return nil
}
