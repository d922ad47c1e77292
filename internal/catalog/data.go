package catalog

import (
	"embed"
	"strconv"
	"strings"
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

// mustInt reads a whole number of a data file.
func mustInt(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err) // embedded: wrong only if the build is broken
	}
	return n
}
