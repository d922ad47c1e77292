package route

import (
	"slices"
	"strings"
)

// Fits says whether the path, without language, is one of the pattern, whose parts
// that begin with a colon stand for anything.
func Fits(pattern, path string) bool {
	return slices.EqualFunc(strings.Split(pattern, "/"), strings.Split(path, "/"), func(want, got string) bool {
		return want == got || strings.HasPrefix(want, ":") && got != ""
	})
}
