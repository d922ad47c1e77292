package objection

import (
	"cmp"
	_ "embed"
	"fmt"
	"strings"

	"creditportal/internal/audit"
	"creditportal/internal/flow"
)

//go:embed data/texts.txt
var textData string

// Model is a text that a reason may begin with (办理用语模板). It is written in
// Chinese, as letters are; what stands in 〔〕 is for the writer to fill in.
type Model struct {
	Name    string // names it in addresses
	Do      audit.Act
	Outcome flow.Outcome // NoOutcome: whatever is decided
	Title   string
	Text    string
}

// Models lists the texts for an act, in the order of their file.
func Models(do audit.Act) []Model {
	var list []Model
	for _, m := range models(textData) {
		if m.Do == do {
			list = append(list, m)
		}
	}
	return list
}

// models reads the file of texts.
func models(text string) []Model {
	var list []Model
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		head, begins := strings.CutPrefix(line, "= ")
		switch {
		case begins:
			act, rest, _ := strings.Cut(head, " ")
			outcome, title, _ := strings.Cut(rest, " ")
			m := Model{Name: fmt.Sprint(len(list) + 1), Do: audit.Act("objection." + act), Title: title}
			if outcome != "-" {
				m.Outcome = flow.Outcome(outcome)
			}
			list = append(list, m)
		case line != "" && !strings.HasPrefix(line, "#") && len(list) > 0:
			list[len(list)-1].Text += line
		}
	}
	return list
}

// Filled returns the text with what is known of the matter filled in; what is
// not known is left for the writer.
func (m Model) Filled(unit, document, number string) string {
	const blank = "\u3014\u3000\u3015" // an empty bracket
	return strings.NewReplacer(
		"{unit}", cmp.Or(unit, blank), "{document}", cmp.Or(document, blank), "{number}", cmp.Or(number, blank),
	).Replace(m.Text)
}
