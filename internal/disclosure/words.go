package disclosure

import (
	"embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/*.txt
var dataFiles embed.FS

// mustLines returns the lines of a data file, each split at its blanks.
func mustLines(name string) [][]string {
	text, err := dataFiles.ReadFile("data/" + name + ".txt")
	if err != nil {
		panic(err) // embedded: absent only if the build is broken
	}
	var all [][]string
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] != "#" {
			all = append(all, fields)
		}
	}
	return all
}

// word is one expression to look for, with the longer ones that clear it.
type word struct {
	text   string
	except []string
	kind   Kind
}

// lexicon finds words by their first character.
type lexicon map[rune][]word

func newLexicon(files map[string]Kind) lexicon {
	lex := lexicon{}
	for name, kind := range files {
		for _, line := range mustLines(name) {
			w := word{text: line[0], kind: kind}
			for _, e := range line[1:] {
				w.except = append(w.except, strings.TrimPrefix(e, "!"))
			}
			first, _ := utf8.DecodeRuneInString(w.text)
			lex[first] = append(lex[first], w)
		}
	}
	return lex
}

// at returns the longest word of the lexicon that begins at byte i of s, and
// whether there is one that no exception clears.
func (lex lexicon) at(s string, i int, first rune) (word, bool) {
	var found word
	for _, w := range lex[first] {
		if len(w.text) > len(found.text) && strings.HasPrefix(s[i:], w.text) && !w.cleared(s, i) {
			found = w
		}
	}
	return found, found.text != ""
}

// cleared says whether the word at byte i of s is part of an exception.
func (w word) cleared(s string, i int) bool {
	for _, e := range w.except {
		inside := strings.Index(e, w.text)
		if start := i - inside; inside >= 0 && start >= 0 && strings.HasPrefix(s[start:], e) {
			return true
		}
	}
	return false
}

// runeSet reads all the characters of a data file's words.
func runeSet(name string) map[rune]bool {
	set := map[rune]bool{}
	for _, line := range mustLines(name) {
		for _, field := range line {
			for _, r := range field {
				set[r] = true
			}
		}
	}
	return set
}

// vocabulary is everything that the scanner knows by heart.
type vocabulary struct {
	words    lexicon
	district lexicon
	cues     lexicon
	plates   map[rune]bool
	numerals map[rune]bool
	address  map[rune][]string // what ends an address: what stands before it

	reference rune // what ends the number of an official document

	// begins marks the ideographs with which anything above begins: the one
	// look that most characters of most texts get.
	begins [lastIdeograph - firstIdeograph + 1]bool
}

// The ideographs of everyday text, in one block of Unicode.
const (
	firstIdeograph = 0x4E00
	lastIdeograph  = 0x9FFF
)

// mark fills in begins.
func (v *vocabulary) mark() {
	set := func(r rune) {
		if r >= firstIdeograph && r <= lastIdeograph {
			v.begins[r-firstIdeograph] = true
		}
	}
	for r := range v.words {
		set(r)
	}
	for r := range v.cues {
		set(r)
	}
	for r := range v.plates {
		set(r)
	}
	for r := range v.address {
		set(r)
	}
}

var known = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{
		words:    newLexicon(map[string]Kind{"prohibited": Prohibited, "consent": ConsentBound, "secrecy": Secrecy}),
		district: newLexicon(map[string]Kind{"district": Address}),
		cues:     newLexicon(map[string]Kind{"cues": DocumentNumber}),
		plates:   runeSet("plates"),
		numerals: runeSet("numerals"),
		address:  map[rune][]string{},
	}
	for _, line := range mustLines("address") {
		end, _ := utf8.DecodeRuneInString(line[0])
		v.address[end] = line[1:]
	}
	v.reference, _ = utf8.DecodeRuneInString(mustLines("reference")[0][0])
	v.mark()
	return v
})
