package search

import (
	"strings"
	"unicode/utf8"

	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// MaxQuery is the longest query that is answered, in characters.
const MaxQuery = 200

// Look is what a query looks like; it decides where the visitor is led before
// anything is searched.
type Look int

// The looks of a query.
const (
	Nothing   Look = iota // empty, or blanks only
	Short                 // one character: searched, though hardly what was meant
	Name                  // a name or a part of one
	CodeStart             // could begin a unified social credit code
	Code                  // has the length and letters of a whole code
	Document              // has the bracketed year of a document number
	Identity              // could hold a natural person's number: the self-query page answers, nothing else
)

// Lengths of a unified social credit code (GB 32100-2015).
const (
	codeLength   = 18
	minCodeStart = 2 // registering department and category
)

// Query is what a visitor typed, in the forms in which rows are compared. It
// is comparable; the zero Query asks for nothing and finds nothing.
type Query struct {
	Text     string        // as shown again on the page; "" for an identity number
	Key      string        // folded as a name; "" for an identity number
	Code     string        // folded as an identifier when the look is CodeStart or Code, else ""
	Letters  string        // as a spelling in pinyin or by initials: a to z, two at least; "" for none
	Number   record.Number // the record whose public number was typed, "" if none
	Look     Look
	Doubtful bool // a whole code that fails a test; it is searched as typed all the same
}

// Parse reads what was typed into a search box. More than MaxQuery characters
// are fault.Invalid, with the key search.fault.long. What could be a natural
// person's number is kept nowhere in the answer.
func Parse(typed string) (Query, error) {
	text := fold.Name(strings.ToValidUTF8(typed, "\uFFFD"))
	if utf8.RuneCountInString(text) > MaxQuery {
		return Query{}, fault.New(fault.Invalid, "search.fault.long", fault.Args{"Limit": MaxQuery})
	}
	key, code := fold.Key(text), fold.Code(text)
	if key == "" {
		return Query{}, nil
	}
	_, refused := subject.ParseCode(code)
	if (refused != nil || isIdentity(code)) && holdsIdentity(code) {
		return Query{Look: Identity}, nil
	}
	q := Query{Text: text, Key: key, Look: lookOf(key, code), Letters: lettersOf(text)}
	if q.Look == CodeStart || q.Look == Code {
		q.Code = code
	}
	q.Doubtful = q.Look == Code && refused != nil
	if number, err := record.ParseNumber(code); err == nil {
		q.Number = number
	}
	return q, nil
}

// IsZero says whether q asks for nothing.
func (q Query) IsZero() bool { return q == Query{} }

func lookOf(key, code string) Look {
	switch {
	case isIdentifier(code) && len(code) == codeLength:
		return Code
	case isIdentifier(code) && len(code) < codeLength:
		return CodeStart
	case hasBracketedYear(key):
		return Document
	case utf8.RuneCountInString(key) == 1:
		return Short
	}
	return Name
}

// isIdentifier says whether s consists of Latin letters and digits, two at
// least and a digit among them.
func isIdentifier(s string) bool {
	const digits, letters = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return len(s) >= minCodeStart && strings.Trim(s, digits+letters) == "" && strings.ContainsAny(s, digits)
}

// hasBracketedYear looks for the (2026) that document numbers carry.
func hasBracketedYear(key string) bool {
	const year = len("2026")
	for i, c := range []byte(key) {
		if end := i + 1 + year; c == '(' && end < len(key) && key[end] == ')' &&
			strings.Trim(key[i+1:end], "0123456789") == "" {
			return true
		}
	}
	return false
}

// holdsIdentity says whether a folded identifier is or holds what could be a
// natural person's identity number. A whole run of digits counts whatever its
// check character, for a mistyped number is still a person's; part of a longer
// run counts only when its check fits.
func holdsIdentity(code string) bool {
	for start := strings.IndexAny(code, "0123456789"); start >= 0; {
		code = code[start:]
		run := code[:digitRun(code)]
		if subject.MaybeIDNumber(run) || hasPartIdentity(run) {
			return true
		}
		code = code[len(run):]
		start = strings.IndexAny(code, "0123456789")
	}
	return false
}

// digitRun returns the length of the digits that s begins with, and of the X
// that an identity number may end in.
func digitRun(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if n < len(s) && s[n] == 'X' {
		n++
	}
	return n
}

func hasPartIdentity(run string) bool {
	for i := range len(run) - codeLength + 1 {
		if isIdentity(run[i : i+codeLength]) {
			return true
		}
	}
	return false
}

// isIdentity says whether s is an identity number with a right check. The day
// does not matter: a birthday to come is no birthday yet, and nothing is lost
// by hiding it.
func isIdentity(s string) bool {
	_, err := subject.ParseIDNumber(s, record.Forever)
	return err == nil
}
