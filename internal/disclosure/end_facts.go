package disclosure

import (
	"fmt"
	"slices"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/law"
	"creditportal/internal/record"
)

// FactsOf returns what the lines of the books may ask about a record of item
// from a provider of the given authority track ("" for none). Severity, where
// the record states none, is left open; rules.Severity may derive it.
func FactsOf(rec record.Record, item catalog.Item, track string, rules law.Rules) law.Facts {
	facts := law.Facts{
		Item: item.Code, Severity: string(rec.Severity), Subject: string(rec.SubjectKind),
		Procedure: string(rec.Procedure), Track: track,
	}
	for _, h := range item.Heads {
		facts.Heads = append(facts.Heads, fmt.Sprintf("%s.%d.%s", h.Article, h.Paragraph, h.Number))
	}
	for _, word := range strings.FieldsFunc(rec.Penalties, separator) {
		word = strings.TrimSpace(word)
		kind, ok := rules.PenaltyKind(word)
		if !ok {
			kind = law.FurtherKind // 其他, with a note
		}
		facts.Penalties = append(facts.Penalties, kind)
	}
	facts.Fine = fineOf(rec.FineClass, facts.Penalties, rules)
	return facts
}

// fineOf returns the class of fine: none where the penalties are known and no
// fine is among them, and "" where nobody has said.
func fineOf(stated string, penalties []string, rules law.Rules) string {
	if class, ok := rules.FineClass(stated); ok {
		return class
	}
	if len(penalties) > 0 && !slices.Contains(penalties, law.Fine) {
		return law.FineNone
	}
	return ""
}

// separator splits the penalties of one decision, which are joined by
// semicolons of either width.
func separator(r rune) bool { return r == ';' || r == '\uff1b' }
