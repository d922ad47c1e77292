package fold

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed fillers.txt
var fillerFile string

var fillers = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{"": true}
	for line := range strings.Lines(fillerFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "# ") {
			known[line] = true
		}
	}
	return known
})

// beginnings are the letters, digits and ideographs with which fillers begin.
var beginnings = sync.OnceValue(func() map[rune]bool {
	set := map[rune]bool{'0': true}
	for filler := range fillers() {
		for _, r := range filler {
			set[r] = true
			break
		}
	}
	return set
})

// meant says whether s begins as no filler does, whatever follows: most values
// do, and need no folding to be told from one.
func meant(s string) bool {
	for _, r := range s {
		ideograph := r >= firstIdeograph && r <= lastIdeograph
		alnum := r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		return (ideograph || alnum) && !beginnings()[unicode.ToLower(r)]
	}
	return false
}

// fillerZeros is the shortest run of zeros that nobody means as a value.
const fillerZeros = 8

// longestFiller is how many bytes a filler may take, with blanks around it.
const longestFiller = 64

// Absent says whether s is empty or one of the fillers that providers type
// where there is no value: a slash, a dash, null, a long run of zeros, with
// or without a final X.
func Absent(s string) bool {
	if len(s) > longestFiller || meant(s) {
		return false
	}
	key := Key(s)
	if fillers()[key] {
		return true
	}
	zeros := strings.TrimSuffix(key, "x")
	return len(zeros) >= fillerZeros && strings.Trim(zeros, "0") == ""
}
