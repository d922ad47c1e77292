package account

import (
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
)

// What is asked for.
type What string

// What one person asks for and another decides.
const (
	AskGrant   What = "grant"   // that an account is given a role
	AskRevoke  What = "revoke"  // that a role is taken from an account
	AskAccount What = "account" // that somebody of a provider gets an account
)

// AskState says what came of something asked for.
type AskState string

// The states of what was asked for.
const (
	AskOpen    AskState = "open"
	AskDone    AskState = "done"
	AskDropped AskState = "refused"
)

// Ask is something that one person asked for and another decides.
type Ask struct {
	ID      int64
	What    What
	Account int64        // whose rights; zero for an account that is not there yet
	Roles   []actor.Role // to be given or taken
	Login   string       // of the account asked for
	Name    string       // of the person whom it is for
	Unit    string       // code of the provider
	By      int64        // the account that asked
	ByName  string
	At      time.Time
	Reason  string
	State   AskState
	Decider int64
}

// may refuses somebody who may not decide what was asked for: whoever asked,
// whoever it is about, and those who hold no right to it. Rights are confirmed
// by a security administrator; where no other than the one who asked is left, by
// a system administrator, so that the smallest office works and still no one
// person gives a weighty right.
func (k Ask) may(by actor.Actor, staff []Account) error {
	if k.By == by.Account || k.Account == by.Account {
		return fault.New(fault.Forbidden, "account.fault.second_person", nil)
	}
	_, system := by.In(actor.SystemAdmin)
	_, security := by.In(actor.SecurityAdmin)
	others := slices.ContainsFunc(staff, func(a Account) bool {
		return a.Usable() && a.ID != k.By && a.ID != k.Account && slices.Contains(a.Roles, actor.SecurityAdmin)
	})
	switch {
	case k.What == AskAccount && system, k.What != AskAccount && security, k.What != AskAccount && system && !others:
		return nil
	}
	return fault.New(fault.Forbidden, "account.fault.second_person", nil)
}

// Usable says whether somebody can sign in by the account.
func (a Account) Usable() bool { return a.State == Active && a.Password != "" }

// withRole returns the account with the role, or why it may not hold it.
func (a Account) withRole(role actor.Role) (Account, error) {
	if slices.Contains(a.Roles, role) {
		return a, fault.New(fault.Conflict, "account.fault.has_role", nil)
	}
	a.Roles = append(slices.Clone(a.Roles), role)
	if err := CheckRoles(a.Roles); err != nil {
		return a, err
	}
	switch side := role.Side(); {
	case side == actor.Subject:
		return a, fault.New(fault.Invalid, "account.fault.role_unknown", nil)
	case (side == actor.Provider) != (a.Unit != ""):
		return a, fault.New(fault.Invalid, "account.fault.unit", nil)
	}
	return a, nil
}

// withoutRole returns the account without the role.
func (a Account) withoutRole(role actor.Role) (Account, error) {
	if !slices.Contains(a.Roles, role) {
		return a, fault.New(fault.Conflict, "account.fault.no_such_role", nil)
	}
	a.Roles = slices.DeleteFunc(slices.Clone(a.Roles), func(r actor.Role) bool { return r == role })
	return a, nil
}

// Grantable lists the roles that the account may be given beside those that it
// holds.
func (a Account) Grantable() []actor.Role {
	return slices.DeleteFunc(actor.Roles(), func(role actor.Role) bool {
		_, err := a.withRole(role)
		return err != nil
	})
}

// left refuses what would leave the portal without an administrator of either
// kind who can sign in.
func left(staff []Account, as Account) error {
	for _, role := range []actor.Role{actor.SystemAdmin, actor.SecurityAdmin} {
		had, has := false, false
		for _, a := range staff {
			had = had || a.Usable() && slices.Contains(a.Roles, role)
			if a.ID == as.ID {
				a = as
			}
			has = has || a.Usable() && slices.Contains(a.Roles, role)
		}
		if had && !has {
			return fault.New(fault.Conflict, "account.fault.last_admin", nil)
		}
	}
	return nil
}
