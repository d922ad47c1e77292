package catalog

import (
	"embed"
	"strings"
)

//go:embed data/*.txt
var dataFiles embed.FS

// lines returns the lines of a data file, each split at its blanks.
func lines(name string) [][]string {
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
