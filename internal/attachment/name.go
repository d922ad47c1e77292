package attachment

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameMost is how many characters of a name are kept, without its ending.
const nameMost = 80

// ShownName returns the name of a file as it may be shown and saved: without
// folders and without letters that cannot be seen, turn the line around or
// mean something to a file system, and with the ending of its kind. A name of
// which nothing is left becomes that of the kind.
func ShownName(sent string, k Kind) string {
	name := plain(strings.TrimSuffix(lastPart(sent), path.Ext(lastPart(sent))))
	if name == "" {
		name = string(k)
	}
	return name + traits[k].extensions[0]
}

// SentName returns the name that a file was sent under as it may be shown, with
// the ending that it came with.
func SentName(sent string) string { return plain(lastPart(sent)) }

func lastPart(sent string) string { return path.Base(strings.ReplaceAll(sent, `\`, "/")) }

// plain is the name without what cannot be seen or means something else.
func plain(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), strings.ContainsRune(`/:*?"<>|%`, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	if runes := []rune(name); len(runes) > nameMost {
		name = strings.TrimRight(string(runes[:nameMost]), ". ")
	}
	return name
}
