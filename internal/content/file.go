package content

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"creditportal/internal/fault"
)

// File is a piece as officers write it: a head of fields between two lines of
// three hyphens, the Chinese body, and after a line of its own the English one.
type File struct {
	Slug    string
	Version int64 // of the piece that the file was taken from; 0 for a new one
	Wording Wording
	Chinese int // the line on which the Chinese body begins
	English int // the line on which the English one begins
}

const (
	fence    = "---"
	division = "=== en ==="
)

// ReadFile reads a piece from the text of a file. It returns fault.Invalid with
// the line that it does not understand.
func ReadFile(text string) (File, error) {
	var f File
	if !utf8.ValidString(text) {
		return f, fault.New(fault.Invalid, "content.fault.file_letters", nil)
	}
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	lines := strings.Split(text, "\n")
	if strings.TrimRight(lines[0], " ") != fence {
		return f, lineFault("content.fault.file_head", 1)
	}
	seen := map[string]bool{}
	for i := 1; ; i++ {
		if i == len(lines) {
			return f, lineFault("content.fault.file_head", i)
		}
		if strings.TrimRight(lines[i], " ") == fence {
			f.bodies(lines, i+1)
			return f, nil
		}
		name, value, ok := strings.Cut(lines[i], ":")
		name = strings.TrimSpace(name)
		if !ok || seen[name] || !f.set(name, strings.TrimSpace(value)) {
			return f, lineFault("content.fault.file_line", i+1)
		}
		seen[name] = true
	}
}

func lineFault(key string, line int) error {
	return fault.New(fault.Invalid, key, fault.Args{"Line": line})
}

// set sets a field of the head and says whether there is such a one.
func (f *File) set(name, value string) bool {
	switch name {
	case "slug":
		f.Slug = value
	case "column":
		f.Wording.Column = Column(value)
	case "source":
		f.Wording.Source = value
	case "title":
		f.Wording.Chinese.Title = value
	case "title-en":
		f.Wording.English.Title = value
	case "version":
		n, err := strconv.ParseInt(value, 10, 64)
		f.Version = n
		return err == nil && n > 0
	default:
		return false
	}
	return true
}

func (f *File) bodies(lines []string, from int) {
	end := len(lines)
	for i := from; i < len(lines); i++ {
		if strings.TrimRight(lines[i], " ") == division {
			end = i
			break
		}
	}
	f.Wording.Chinese.Body, f.Chinese = body(lines[from:end], from)
	if end < len(lines) {
		f.Wording.English.Body, f.English = body(lines[end+1:], end+1)
	}
}

// body joins the lines, without empty ones at either end, and says on which
// line of the file it begins.
func body(lines []string, from int) (string, int) {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines, from = lines[1:], from+1
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n\t "), from + 1
}

// String writes the file as ReadFile reads it.
func (f File) String() string {
	var b strings.Builder
	field := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	b.WriteString(fence + "\n")
	field("slug", f.Slug)
	field("column", string(f.Wording.Column))
	field("source", f.Wording.Source)
	field("title", f.Wording.Chinese.Title)
	field("title-en", f.Wording.English.Title)
	if f.Version > 0 {
		field("version", strconv.FormatInt(f.Version, 10))
	}
	b.WriteString(fence + "\n\n" + f.Wording.Chinese.Body + "\n")
	if !f.Wording.English.IsZero() {
		b.WriteString("\n" + division + "\n\n" + f.Wording.English.Body + "\n")
	}
	return b.String()
}
