package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"creditportal/internal/fold"
)

// Mark is a stretch of a text, in bytes: text[From:To].
type Mark struct{ From, To int }

// Marks returns where the query stands in a text as shown, in order and
// without overlap, so that it can be marked on the original characters: a
// character that is folded is marked whole, and a blank between two that match
// is marked with them. It returns nil when the text does not hold the query.
func Marks(text string, q Query) []Mark {
	if q.Key == "" {
		return nil
	}
	if marks := marksOf(text, q.Key, fold.Key); marks != nil || q.Code == "" {
		return marks
	}
	return marksOf(text, q.Code, fold.Code)
}

func marksOf(text, key string, folded func(string) string) []Mark {
	pieces, whole := cut(text, folded)
	var marks []Mark
	for at := 0; ; {
		i := strings.Index(whole[at:], key)
		if i < 0 {
			return marks
		}
		mark := spread(pieces, at+i, at+i+len(key))
		if n := len(marks); n == 0 || marks[n-1].To <= mark.From {
			marks = append(marks, mark)
		}
		at += i + len(key)
	}
}

// piece is the smallest stretch of a text that folds by itself, with the place
// of what it becomes in the folded text; all in bytes.
type piece struct {
	from, to             int
	foldedFrom, foldedTo int
}

// cut divides a text into pieces and returns them with the folded text. Should
// the pieces not add up to it, the text is one piece: it is then marked whole,
// which is coarse and never wrong.
func cut(text string, folded func(string) string) ([]piece, string) {
	whole := folded(text)
	var pieces []piece
	at := 0
	for from := 0; from < len(text); {
		to := from + character(text[from:])
		part := folded(text[from:to])
		if !strings.HasPrefix(whole[at:], part) {
			break
		}
		pieces = append(pieces, piece{from, to, at, at + len(part)})
		from, at = to, at+len(part)
	}
	if n := len(pieces); n == 0 || at != len(whole) || pieces[n-1].to != len(text) {
		return []piece{{0, len(text), 0, len(whole)}}, whole
	}
	return pieces, whole
}

// character returns the length in bytes of the first character of s with all
// that could become one with it.
func character(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !joins(r) {
			break
		}
		n += size
	}
	return n
}

// joins says whether folding could make r one with the character before it:
// marks, what takes no room, Hangul vowels and final consonants, and the
// half-width sound marks of kana.
func joins(r rune) bool {
	return unicode.In(r, unicode.M, unicode.Cf) || (r >= '\u1160' && r <= '\u11FF') || r == '\uFF9E' || r == '\uFF9F'
}

// spread returns the stretch of the text whose pieces make folded[from:to].
func spread(pieces []piece, from, to int) Mark {
	mark := Mark{From: -1}
	for _, p := range pieces {
		if p.foldedTo <= from || p.foldedFrom >= to || p.foldedFrom == p.foldedTo {
			continue
		}
		if mark.From < 0 {
			mark.From = p.from
		}
		mark.To = p.to
	}
	return mark
}
