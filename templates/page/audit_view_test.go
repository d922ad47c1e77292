package page

import (
	"strings"
	"testing"
	"time"

	"creditportal/internal/i18n"
)

// Whoever takes the log away may not think that it is all of it where it is not.
func TestATableOfTheLogThatIsCutSaysSo(t *testing.T) {
	for most, want := range map[int]bool{0: false, 10000: true} {
		rows := LookTable(sceneIn(i18n.Chinese), "示例审计员", time.Time{}, Looks{LogAsked: LogAsked{Reason: "年度检查", Most: most}})
		said := false
		for _, row := range rows {
			said = said || strings.Contains(strings.Join(row, ""), "只含最近的10,000条")
		}
		if said != want {
			t.Errorf("at most %d: the table says %q", most, rows)
		}
	}
}
