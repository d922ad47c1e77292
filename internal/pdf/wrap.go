package pdf

import (
	"strings"
	"unicode"
)

// What may not begin and what may not end a line (GB/T 15834).
const (
	neverFirst = "，。、；：？！）》〉」』】〕”’％%,.;:?!)]}…—·"
	neverLast  = "（《〈「『【〔“‘([{"
)

// wrap breaks the text into lines no wider than width, at the size. The first
// line begins after the indent.
func (r *ruler) wrap(text string, size, width, indent float64) []string {
	var lines []string
	var line strings.Builder
	room := width - indent
	full := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		room = width
	}
	for _, piece := range pieces(text) {
		wide := r.width(piece) * size
		if wide > room && line.Len() > 0 {
			full()
			piece = strings.TrimLeft(piece, " ")
			wide = r.width(piece) * size
		}
		for wide > room { // a word longer than a line
			head := r.fitting(piece, size, room)
			line.WriteString(head)
			full()
			piece = piece[len(head):]
			wide = r.width(piece) * size
		}
		line.WriteString(piece)
		room -= wide
	}
	full()
	return lines
}

// fitting is the beginning of the word that fits, at least one character.
func (r *ruler) fitting(word string, size, room float64) string {
	end := 0
	for i, sign := range word {
		if room -= r.sign(sign) * size; room < 0 && i > 0 {
			break
		}
		end = i + len(string(sign))
	}
	return word[:end]
}

// pieces cuts the text where a line may end.
func pieces(text string) []string {
	var list []string
	var piece []rune
	signs := []rune(text)
	for i, sign := range signs {
		piece = append(piece, sign)
		if i+1 == len(signs) || mayBreak(sign, signs[i+1]) {
			list, piece = append(list, string(piece)), nil
		}
	}
	return list
}

// mayBreak says whether a line may end between the two characters.
func mayBreak(before, after rune) bool {
	switch {
	case strings.ContainsRune(neverFirst, after), strings.ContainsRune(neverLast, before), after == ' ':
		return false
	case before == ' ':
		return true
	default:
		return wide(before) || wide(after)
	}
}

// wide says whether lines may end beside the character: it is Han, or a sign
// that is written among Han.
func wide(sign rune) bool {
	return unicode.Is(unicode.Han, sign) || sign >= 0x3000 && sign < 0x3100 || sign >= 0xff00 && sign < 0xfff0 ||
		strings.ContainsRune("“”‘’…—", sign)
}
