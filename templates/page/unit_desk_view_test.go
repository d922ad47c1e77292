package page

import (
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/i18n"
)

func TestWhoOnlyReportsIsNotToldThatNoObjectionWaits(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	for role, told := range map[actor.Role]bool{actor.ProviderReporter: false, actor.ProviderChecker: true} {
		s.Holder.By = actor.Actor{Account: 1, Side: actor.Provider, Held: []actor.Role{role}}
		if title := NewProviderDeskView(s, nil).Empty.Title; strings.Contains(title, "异议") != told {
			t.Errorf("%s reads %q", role, title)
		}
	}
}
