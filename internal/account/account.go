// Package account says who may come in: accounts of persons, of agents and of
// staff, the roles that one person may hold together, passwords, one-time
// codes, and sessions that end by themselves.
package account

import (
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
)

// State says whether an account may be used.
type State string

// The states of an account.
const (
	Active   State = "active"   // may sign in
	Disabled State = "disabled" // ended; it stays, because the trail names it
)

// Account is somebody who may sign in.
type Account struct {
	ID       int64
	Login    string // what is typed to sign in, in lower case; never an identity number
	Name     string // of the person; personal for those of the subject's side
	Roles    []actor.Role
	Unit     string // code of the provider, on the provider's side
	Subject  int64  // row id of the data subject spoken for, on the subject's side
	Password string // as the hasher keeps it
	Secret   []byte // of the one-time codes; nil: none set up
	Step     int64  // the last step whose code was used, so that a code works once
	State    State
	Version  int
	Contacts []Contact // where word of letters and codes go; personal

	PasswordAt time.Time // when the password was set; zero: not known
}

// Reached is where word of a letter is sent: a contact that was proved to be the
// holder's, by mail where there is one. It is false where there is none.
func (a Account) Reached() (Contact, bool) {
	for _, channel := range []Channel{Mail, Text} {
		for _, c := range a.Contacts {
			if c.Channel == channel && !c.ProvedAt.IsZero() {
				return c, true
			}
		}
	}
	return Contact{}, false
}

// Side is the side of the account's roles; actor.Anonymous for none.
func (a Account) Side() actor.Side {
	if len(a.Roles) == 0 {
		return actor.Anonymous
	}
	return a.Roles[0].Side()
}

// Staff says whether the account is of somebody who handles the matters of
// others: those sign in with a one-time code as well.
func (a Account) Staff() bool { return a.Side() != actor.Subject }

// Actor is the account's holder, ready to act in any of the roles.
func (a Account) Actor() actor.Actor {
	by := actor.Actor{
		Name: a.Name, Side: a.Side(), Held: a.Roles, Account: a.ID, Unit: a.Unit, Subject: a.Subject,
	}
	if len(a.Roles) > 0 {
		by.Role = a.Roles[0]
	}
	return by
}

// conflicts are the roles that no one person holds together (三员分立, and the
// separation of those who propose from those who sign).
func conflicts() [][2]actor.Role {
	pairs := [][2]actor.Role{
		{actor.SystemAdmin, actor.SecurityAdmin},
		{actor.SystemAdmin, actor.AuditAdmin},
		{actor.SecurityAdmin, actor.AuditAdmin},
		{actor.Signer, actor.CaseOfficer},
		{actor.Signer, actor.IntakeOfficer},
		{actor.Signer, actor.DataAdmin},
		{actor.ProviderReviewer, actor.ProviderReporter},
		{actor.ProviderReviewer, actor.ProviderChecker},
	}
	for _, guard := range []actor.Role{actor.SystemAdmin, actor.SecurityAdmin, actor.AuditAdmin} {
		for _, role := range actor.Roles() {
			switch role {
			case actor.SystemAdmin, actor.SecurityAdmin, actor.AuditAdmin:
			default:
				pairs = append(pairs, [2]actor.Role{guard, role})
			}
		}
	}
	return pairs
}

// CheckRoles refuses roles that no one person holds together: of two sides, or
// in conflict with each other. The faults are fault.Conflict.
func CheckRoles(roles []actor.Role) error {
	if len(roles) == 0 {
		return fault.New(fault.Invalid, "account.fault.no_role", nil)
	}
	for _, role := range roles {
		if !slices.Contains(actor.Roles(), role) {
			return fault.New(fault.Invalid, "account.fault.role_unknown", nil)
		}
	}
	for _, pair := range conflicts() {
		if slices.Contains(roles, pair[0]) && slices.Contains(roles, pair[1]) {
			return fault.New(fault.Conflict, "account.fault.conflict", nil)
		}
	}
	for _, role := range roles {
		if role.Side() != roles[0].Side() {
			return fault.New(fault.Conflict, "account.fault.sides", nil)
		}
	}
	return nil
}
