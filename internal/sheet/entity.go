package sheet

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf8"

	"creditportal/internal/fault"
)

func isRefusal(err error) bool {
	var refusal *fault.Error
	return errors.As(err, &refusal)
}

// attr returns the value of an attribute of p, whatever its prefix, and ""
// when there is none. The value is good until the next piece is read.
func (p *piece) attr(name string) []byte {
	rest := p.attrs
	for {
		equals := bytes.IndexByte(rest, '=')
		if equals < 0 {
			return nil
		}
		to := equals
		for to > 0 && rest[to-1] <= ' ' {
			to--
		}
		from := to
		for from > 0 && rest[from-1] > ' ' {
			from--
		}
		key, value := rest[from:to], unspaced(rest[equals+1:])
		if len(value) == 0 {
			return nil
		}
		end := bytes.IndexByte(value[1:], value[0])
		if end < 0 {
			return nil
		}
		if string(local(key)) == name && !bytes.HasPrefix(key, []byte("xmlns")) {
			return value[1 : end+1]
		}
		rest = value[end+2:]
	}
}

func unspaced(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	return b
}

// value returns an attribute with its references resolved.
func (p *piece) value(name string) string { return string(appendText(nil, p.attr(name))) }

// appendText appends text as it is meant: references resolved, line ends as
// LF, and _x000D_, the way in which spreadsheet programs write characters
// that XML does not allow.
func appendText(to, text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '\r') < 0 && !bytes.Contains(text, []byte("_x")) {
		return append(to, text...)
	}
	for len(text) > 0 {
		r, n := character(text)
		if n == 0 {
			to, text = append(to, text[0]), text[1:]
			continue
		}
		to, text = utf8.AppendRune(to, r), text[n:]
	}
	return to
}

// character reads a character that is written in another way at the start of
// text, and how many bytes that takes; 0 for any other.
func character(text []byte) (rune, int) {
	switch {
	case text[0] == '&':
		return reference(text)
	case text[0] == '\r' && len(text) > 1 && text[1] == '\n':
		return '\n', 2
	case text[0] == '\r':
		return '\n', 1
	case len(text) >= len("_x000D_") && text[0] == '_' && text[1] == 'x' && text[6] == '_':
		if code, err := strconv.ParseUint(string(text[2:6]), 16, 16); err == nil {
			return rune(code), len("_x000D_") // 16 bits
		}
	}
	return 0, 0
}

// longest is the length of the longest reference that is looked for.
const longest = len("&#x10FFFF;") + 4

func reference(text []byte) (rune, int) {
	end := bytes.IndexByte(text[:min(len(text), longest)], ';')
	if end < 0 {
		return 0, 0
	}
	name := string(text[1:end])
	if r, ok := named(name); ok {
		return r, end + 1
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, 0
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return 0, 0
	}
	return rune(code), end + 1 // 21 bits
}

func named(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	return 0, false
}
