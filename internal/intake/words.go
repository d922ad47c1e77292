package intake

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/words.txt
var wordsFile string

// words are the words of provider files that rules look for, by name.
var words = sync.OnceValue(func() map[string][]string {
	list := map[string][]string{}
	for line := range strings.Lines(wordsFile) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] != "#" {
			list[fields[0]] = fields[1:]
		}
	}
	return list
})

// Passed is the outcome of a secrecy review that lets a batch pass (通过).
func Passed() string { return words()["passed"][0] }

// syntheticRegion is the region of synthetic codes; it is assigned to nobody.
const syntheticRegion = "370399"
