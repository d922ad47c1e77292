package asset

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	layer   = regexp.MustCompile(`(?s)\A\s*@layer ([a-z-]+) \{(.*)\}\s*\z`)
	blanks  = regexp.MustCompile(`\s+`)
	joints  = regexp.MustCompile(` ?([{};,>]) ?`)
	colons  = regexp.MustCompile(`([{;][a-z-]+): `)
)

// joinSheet joins the sources that match, in the order of their folders, and
// takes off the layer around each: browsers that do not know layers drop the whole block,
// and with one class a rule the order alone says the same.
func joinSheet(fsys fs.FS, pattern string) ([]byte, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no style sheet: %w", fs.ErrNotExist)
	}
	var sheet strings.Builder
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		rules, err := unwrap(name, string(text))
		if err != nil {
			return nil, err
		}
		sheet.WriteString(minifySheet(rules))
	}
	return []byte(sheet.String()), nil
}

// unwrap returns the rules of a source, which is one layer named as its
// folder is after the number.
func unwrap(name, text string) (string, error) {
	folder := path.Base(path.Dir(name))
	_, want, _ := strings.Cut(folder, "-")
	text = comment.ReplaceAllString(text, "")
	parts := layer.FindStringSubmatch(text)
	if parts == nil {
		return "", fmt.Errorf("%s: not one @layer block", name)
	}
	if parts[1] != want {
		return "", fmt.Errorf("%s: is layer %q, want %q as its folder", name, parts[1], want)
	}
	if depth := strings.Count(parts[2], "{") - strings.Count(parts[2], "}"); depth != 0 {
		return "", fmt.Errorf("%s: braces do not match", name)
	}
	if strings.Contains(parts[2], "@layer") {
		return "", fmt.Errorf("%s: more than one @layer", name)
	}
	return parts[2], nil
}

// minifySheet shortens what cannot change the meaning: comments are gone
// already, no string in the sources holds two blanks or a brace.
func minifySheet(rules string) string {
	rules = blanks.ReplaceAllString(rules, " ")
	rules = joints.ReplaceAllString(rules, "$1")
	rules = colons.ReplaceAllString(rules, "$1:")
	return strings.ReplaceAll(strings.TrimSpace(rules), ";}", "}")
}

// minifyModule takes off whole-line comments, indentation and empty lines;
// the sources keep both out of their strings.
func minifyModule(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		out.WriteString(line)
		out.WriteByte('\n')
	}
	return out.String()
}
