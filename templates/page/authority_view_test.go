package page

import (
	"slices"
	"testing"

	"creditportal/internal/i18n"
	"creditportal/internal/law"
	"creditportal/internal/monitor"
)

// A limit that nobody has met took no days at all: a nought would read as done at
// once.
func TestOfALimitThatNobodyHasMetNoDaysAreTold(t *testing.T) {
	for name, p := range map[string]monitor.Punctuality{
		"nothing is due":  {Clock: law.ObjectionVerify},
		"all are overdue": {Clock: law.ObjectionVerify, Due: 2, Overdue: 2},
	} {
		v := NewAuthorityView(sceneIn(i18n.Chinese), Authority{Kept: []monitor.Punctuality{p}})
		if row := v.Operator.Rows[0]; !slices.Contains(row, "还没有办结") {
			t.Errorf("%s: the row says %q", name, row)
		}
	}
}
