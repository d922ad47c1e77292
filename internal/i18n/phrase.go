package i18n

import (
	"fmt"
	"regexp"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
)

// phrase is a message without plural forms, cut at its placeholders: each
// piece is some text and the name of what follows it. Nearly every message of
// a page is one, and filling it in is far quicker than running a template.
type phrase []piece

type piece struct{ text, name string }

var placeholder = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

// phraseOf cuts the message; nil when it has plural forms or needs a template.
func phraseOf(m *goi18n.Message) phrase {
	if m.One != "" {
		return nil
	}
	cut := phrase{}
	from := 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(m.Other, -1) {
		cut = append(cut, piece{m.Other[from:at[0]], m.Other[at[2]:at[3]]})
		from = at[1]
	}
	cut = append(cut, piece{text: m.Other[from:]})
	for _, p := range cut {
		if strings.Contains(p.text, "{{") {
			return nil
		}
	}
	return cut
}

// phrase finds the message in the printer's language, then in Chinese; nil
// when it is no phrase in the first language that has it.
func (p *Printer) phrase(key string) phrase {
	if p.bundle.known[p.lang][key] != nil {
		return p.bundle.phrases[p.lang][key]
	}
	return p.bundle.phrases[Chinese][key]
}

// fill puts the arguments, pairs of name and value, into the phrase. A
// placeholder without a value keeps its name in angle brackets.
func (p *Printer) fill(ph phrase, args []any) string {
	if len(ph) == 1 {
		return ph[0].text
	}
	var out strings.Builder
	for _, piece := range ph {
		out.WriteString(piece.text)
		if piece.name != "" {
			out.WriteString(p.argument(piece.name, args))
		}
	}
	return out.String()
}

func (p *Printer) argument(name string, args []any) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != any(name) {
			continue
		}
		if text, ok := args[i+1].(string); ok {
			return text
		}
		return fmt.Sprint(p.value(name, args[i+1]))
	}
	return "⟨" + name + "⟩"
}
