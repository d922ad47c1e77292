package fold

import (
	_ "embed"
	"strings"
	"sync"
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

// fillerZeros is the shortest run of zeros that nobody means as a value.
const fillerZeros = 8

// Absent says whether s is empty or one of the fillers that providers type
// where there is no value: a slash, a dash, null, a long run of zeros, with
// or without a final X (data.md §7).
func Absent(s string) bool {
	if len(s) > 64 { // no filler is as long as that
		return false
	}
	key := Key(s)
	if fillers()[key] {
		return true
	}
	zeros := strings.TrimSuffix(key, "x")
	return len(zeros) >= fillerZeros && strings.Trim(zeros, "0") == ""
}
