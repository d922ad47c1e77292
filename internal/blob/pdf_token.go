package blob

import (
	"bytes"
	"strconv"
	"strings"
)

const (
	pdfSpace     = " \t\r\n\f\x00"
	pdfDelimiter = "()<>[]{}/%"
)

func isPDFSpace(b byte) bool { return strings.IndexByte(pdfSpace, b) >= 0 }

func isPDFRegular(b byte) bool { return !isPDFSpace(b) && strings.IndexByte(pdfDelimiter, b) < 0 }

// pdfToken returns the token at or after the place, and where it ends: "<<",
// ">>", "[", "]", a name with its slash and its escapes resolved, "(" for a
// string of either kind, a number or word as it stands; "" at the end.
func pdfToken(data []byte, at int) (string, int) {
	for at < len(data) && (isPDFSpace(data[at]) || data[at] == '%') {
		if data[at] == '%' {
			at += lineEnd(data[at:])
			continue
		}
		at++
	}
	if at >= len(data) {
		return "", len(data)
	}
	switch c := data[at]; {
	case c == '/':
		name, n := pdfName(data[at+1:])
		return "/" + name, at + 1 + n
	case c == '(':
		return "(", at + stringEnd(data[at:])
	case bytes.HasPrefix(data[at:], []byte("<<")), bytes.HasPrefix(data[at:], []byte(">>")):
		return string(data[at : at+2]), at + 2
	case c == '<':
		if end := bytes.IndexByte(data[at:], '>'); end >= 0 {
			return "(", at + end + 1
		}
		return "", len(data)
	case !isPDFRegular(c):
		return string(c), at + 1
	}
	end := at
	for end < len(data) && isPDFRegular(data[end]) {
		end++
	}
	return string(data[at:min(end, at+pdfNameMost)]), end
}

func lineEnd(data []byte) int {
	if i := bytes.IndexAny(data, "\r\n"); i >= 0 {
		return i
	}
	return len(data)
}

// stringEnd returns the length of the string in brackets that data begins
// with; brackets in it are in pairs or escaped.
func stringEnd(data []byte) int {
	depth := 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(data)
}

// pdfName reads the name that data begins with, behind its slash: #61 is an a.
// It returns how many bytes it took.
func pdfName(data []byte) (string, int) {
	var name []byte
	i := 0
	for i < len(data) && isPDFRegular(data[i]) {
		c, n := data[i], 1
		if c == '#' && i+2 < len(data) {
			if v, err := strconv.ParseUint(string(data[i+1:i+3]), 16, 8); err == nil {
				c, n = byte(v), 3
			}
		}
		if len(name) < pdfNameMost {
			name = append(name, c)
		}
		i += n
	}
	return string(name), i
}

// eachName calls with every name in the data, whatever stands around it.
func eachName(data []byte, call func(string)) {
	for {
		i := bytes.IndexByte(data, '/')
		if i < 0 {
			return
		}
		data = data[i+1:]
		name, _ := pdfName(data)
		call(name)
	}
}
