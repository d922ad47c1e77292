package remark_test

import (
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/remark"
)

func TestARemarkIsReadByItsOwnOfficeAndTheAuthorityAndByNobodyElse(t *testing.T) {
	operator := actor.Actor{Side: actor.Operator}
	unit := func(code string) actor.Actor { return actor.Actor{Side: actor.Provider, Unit: code} }
	authority := actor.Actor{Side: actor.Authority}
	for _, c := range []struct {
		name       string
		by, reader actor.Actor
		seen       bool
	}{
		{"officer to officer", operator, operator, true},
		{"officer to the authority", operator, authority, true},
		{"officer to the provider", operator, unit("A"), false},
		{"officer to the applicant", operator, actor.Actor{Side: actor.Subject}, false},
		{"officer to the public", operator, actor.Public(), false},
		{"provider to its own", unit("A"), unit("A"), true},
		{"provider to another", unit("A"), unit("B"), false},
		{"provider to the officer", unit("A"), operator, false},
		{"provider to the authority", unit("A"), authority, true},
		{"authority to the officer", authority, operator, false},
	} {
		if got := (remark.Remark{By: c.by}).SeenBy(c.reader); got != c.seen {
			t.Errorf("%s: seen %v", c.name, got)
		}
	}
}
