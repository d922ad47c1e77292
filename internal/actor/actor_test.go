package actor_test

import (
	"testing"

	"creditportal/internal/actor"
)

func TestAnActIsDoneInARoleThatIsHeld(t *testing.T) {
	officer := actor.Actor{Side: actor.Operator, Held: []actor.Role{actor.IntakeOfficer, actor.CaseOfficer}}
	if in, ok := officer.In(actor.Signer, actor.CaseOfficer); !ok || in.Role != actor.CaseOfficer {
		t.Errorf("a case officer acts in role %q (%v)", in.Role, ok)
	}
	if _, ok := officer.In(actor.Signer); ok {
		t.Error("a case officer signs")
	}
}

func TestEveryRoleBelongsToASide(t *testing.T) {
	for _, role := range actor.Roles() {
		if role.Side() == actor.Anonymous {
			t.Errorf("role %s belongs to nobody", role)
		}
	}
}
