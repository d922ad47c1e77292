package component

import (
	"context"
	"io"
	"regexp"
	"strings"

	"github.com/a-h/templ"

	"creditportal/internal/i18n"
)

// dayInText is a day, and perhaps the minute, as sentences write it. Browsers
// part it at a hyphen.
var dayInText = regexp.MustCompile(`\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?`)

// hanInText is a name or a number of a document, as it stands in the sentences of
// another language: those who read aloud have to know it.
var hanInText = regexp.MustCompile(`\p{Han}[\p{Han}\d、（）《》〔〕]*`)

// Dated draws a sentence no day of which is parted at the end of a line, and what
// is Chinese of which is marked where the page is not. What is copied from it has
// nothing more or less in it.
func Dated(text string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		foreign := i18n.From(ctx).Lang() != i18n.Chinese
		var out strings.Builder
		between(text, dayInText, &out, `<span class="c-day">`, func(part string) {
			if !foreign {
				out.WriteString(templ.EscapeString(part))
				return
			}
			between(part, hanInText, &out, `<span lang="`+string(i18n.Chinese)+`">`, func(rest string) {
				out.WriteString(templ.EscapeString(rest))
			})
		})
		_, err := io.WriteString(w, out.String())
		return err
	})
}

// tongueOf marks what can hold no marks within, and has Chinese in it where the page
// is not.
func tongueOf(ctx context.Context, text string) templ.Attributes {
	if i18n.From(ctx).Lang() == i18n.Chinese || !hanInText.MatchString(text) {
		return nil
	}
	return templ.Attributes{"lang": string(i18n.Chinese)}
}

// between writes what of the text is found in an element that opens like that, and
// leaves the rest to the other.
func between(text string, found *regexp.Regexp, out *strings.Builder, open string, rest func(string)) {
	at := 0
	for _, span := range found.FindAllStringIndex(text, -1) {
		rest(text[at:span[0]])
		out.WriteString(open + templ.EscapeString(text[span[0]:span[1]]) + `</span>`)
		at = span[1]
	}
	rest(text[at:])
}
