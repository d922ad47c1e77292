package provider

import (
	_ "embed"
	"strings"
	"sync"

	"creditportal/internal/fold"
)

//go:embed data/words.txt
var wordFile string

// vocabulary is what providers' lists may say, folded, by part: "heading",
// "kind", "track".
type vocabulary struct {
	parts  map[string]map[string]string
	market []string // words that put a name on the market track
}

var known = sync.OnceValue(func() vocabulary {
	v := vocabulary{parts: map[string]map[string]string{}}
	for line := range strings.Lines(wordFile) {
		words := strings.Fields(line)
		switch {
		case len(words) < 2 || words[0] == "#":
		case words[0] == "market":
			v.market = words[1:]
		default:
			if v.parts[words[0]] == nil {
				v.parts[words[0]] = map[string]string{}
			}
			for _, word := range words[1:] {
				v.parts[words[0]][fold.Key(word)] = words[1]
			}
		}
	}
	return v
})

// find returns the identifier that a word stands for, "" if it stands for
// none.
func (v vocabulary) find(part, word string) string {
	return v.parts[part][strings.ReplaceAll(fold.Key(word), "*", "")]
}

// ParseKind reads a kind by its identifier or its Chinese word, and says
// whether there is one.
func ParseKind(word string) (Kind, bool) {
	k := Kind(known().find("kind", word))
	return k, k != ""
}

// trackOf is the track that a name tells of.
func trackOf(name string) Track {
	for _, word := range known().market {
		if strings.Contains(name, word) {
			return Market
		}
	}
	return General
}
