package objection_test

import (
	"slices"
	"strings"
	"testing"

	"creditportal/internal/audit"
	"creditportal/internal/objection"
)

func TestEveryModelTextBelongsToAnActThatGivesItsOutcomeAndFitsItsForm(t *testing.T) {
	n := 0
	for _, row := range objection.Table().Rows {
		for _, m := range objection.Models(row.Do) {
			n++
			if m.Outcome != "" && !slices.Contains(row.As, m.Outcome) {
				t.Errorf("%s: %s is no outcome of it", m.Title, m.Outcome)
			}
			if m.Title == "" || m.Text == "" || len([]rune(m.Text)) > objection.MostReason {
				t.Errorf("%s of %s is no text for its form", m.Title, m.Do)
			}
		}
	}
	if n < 15 {
		t.Errorf("%d texts belong to an act", n)
	}
	for _, do := range []audit.Act{objection.Propose, objection.Answer, objection.FindOwn, objection.Refuse} {
		if len(objection.Models(do)) == 0 {
			t.Errorf("%s has no text to begin with", do)
		}
	}
}

func TestAModelTextIsFilledWithWhatIsKnownAndLeavesTheRestToTheWriter(t *testing.T) {
	m := objection.Models(objection.Propose)[0]
	got := m.Filled("示例局", "", "异2026-000001")
	if !strings.HasPrefix(got, "示例局核查后") || !strings.Contains(got, "〔　〕") || strings.Contains(got, "{") {
		t.Errorf("filled: %s", got)
	}
}
