package subject

import (
	"embed"
	"strings"
	"sync"
)

//go:embed data/*.txt
var dataFiles embed.FS

// mustWords returns the lines of a data file, each split at its blanks.
func mustWords(name string) [][]string {
	text, err := dataFiles.ReadFile("data/" + name)
	if err != nil {
		panic(err) // embedded: absent only if the build is broken
	}
	var lines [][]string
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] != "#" {
			lines = append(lines, fields)
		}
	}
	return lines
}

var codePairs = sync.OnceValue(func() map[string]string {
	departments := map[string]string{}
	for _, line := range mustWords("code_pairs.txt") {
		for _, pair := range line[1:] {
			departments[pair] = line[0]
		}
	}
	return departments
})

var provinces = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, line := range mustWords("regions.txt") {
		for _, region := range line {
			known[region] = true
		}
	}
	return known
})
