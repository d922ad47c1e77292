package page

import (
	"slices"
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/internal/query"
)

func TestEveryActOfTheTrailIsSaidInWords(t *testing.T) {
	for _, kind := range flow.Kinds() {
		if !slices.ContainsFunc(procedures(), func(p flow.Table) bool { return p.Kind == kind }) {
			t.Errorf("the acts of %s are no acts that the trail can be asked for", kind)
		}
	}
	for _, lang := range []i18n.Lang{i18n.Chinese, i18n.English} {
		for _, option := range sceneIn(lang).actOptions() {
			if option.Label == "" || strings.Contains(option.Label, ".did.") || strings.Contains(option.Label, ".act.") {
				t.Errorf("%s: %s is said as %q", lang, option.Value, option.Label)
			}
		}
	}
}

// The trail holds an officer's own name and nobody else's; the page would not show
// one that came into it.
func TestTheTrailNamesOfficersAndNobodyElse(t *testing.T) {
	for side, named := range map[actor.Side]bool{
		actor.Operator: true, actor.Authority: true, actor.Provider: true, actor.Subject: false, actor.Engine: false,
	} {
		row := sceneIn(i18n.Chinese).actRow(query.Acted{
			Event: audit.Event{Did: audit.SignedIn, On: "account/7", By: actor.Actor{Name: "金丝雀", Side: side}},
		})
		if said := strings.Contains(row.Who+row.Where, "金丝雀"); said != named {
			t.Errorf("%s is named: %t, want %t", side, said, named)
		}
	}
}
