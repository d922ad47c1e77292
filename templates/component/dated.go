package component

import (
	"context"
	"io"
	"regexp"

	"github.com/a-h/templ"
)

// dayInText is a day, and perhaps the minute, as sentences write it. Browsers
// part it at a hyphen.
var dayInText = regexp.MustCompile(`\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?`)

// Dated draws a sentence no day of which is parted at the end of a line. What is
// copied from it has nothing more or less in it.
func Dated(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		at := 0
		for _, day := range dayInText.FindAllStringIndex(text, -1) {
			drawn := templ.EscapeString(text[at:day[0]]) + `<span class="c-day">` + text[day[0]:day[1]] + `</span>`
			if _, err := io.WriteString(w, drawn); err != nil {
				return err
			}
			at = day[1]
		}
		_, err := io.WriteString(w, templ.EscapeString(text[at:]))
		return err
	})
}
