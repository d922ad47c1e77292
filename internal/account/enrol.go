package account

import (
	"context"
	"slices"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Invited returns the link of the token and its account; fault.NotFound for one
// that was used, that is over, or that never was.
func (o *Office) Invited(ctx context.Context, token Token) (Link, Account, error) {
	over := fault.New(fault.NotFound, "account.fault.link", nil)
	link, err := o.registry.Link(ctx, token.Key())
	if fault.Is(err, fault.NotFound) {
		return Link{}, Account{}, over
	}
	if err != nil {
		return Link{}, Account{}, err
	}
	a, err := o.desk.store.Account(ctx, link.Account)
	if err != nil {
		return Link{}, Account{}, err
	}
	if !o.desk.now().Before(link.EndsAt) || a.State != Active {
		return Link{}, Account{}, over
	}
	return link, a, nil
}

// Enrol sets, behind a link, what only the owner of the account knows, and
// returns the recovery codes: they are shown once. Every session of the account
// ends.
func (o *Office) Enrol(ctx context.Context, token Token, e Enrolment) ([]string, error) {
	link, a, err := o.Invited(ctx, token)
	if err != nil {
		return nil, err
	}
	if link.Purpose == ForFirst {
		if a, err = o.introduced(ctx, a, e); err != nil {
			return nil, err
		}
	}
	if a, err = o.desk.equipped(ctx, a, e); err != nil {
		return nil, err
	}
	codes, hashes, err := o.desk.hashedRecovery(ctx)
	if err != nil {
		return nil, err
	}
	event := o.desk.event(audit.AccountEnrolled, a, "enrol/"+short(link.Key))
	_, err = o.registry.CommitAccount(ctx, Change{Account: a, EndAll: true, Used: link.Key, Codes: hashes}, event)
	return codes, err
}

// introduced is the account of a first administrator with the name that the
// person chose. The two are two persons.
func (o *Office) introduced(ctx context.Context, a Account, e Enrolment) (Account, error) {
	a.Login, a.Name = Normal(e.Login), strings.TrimSpace(e.Name)
	if err := CheckLogin(a.Login); err != nil {
		return a, err
	}
	if err := checkName(a.Name); err != nil {
		return a, err
	}
	staff, err := o.registry.Staff(ctx)
	if err != nil {
		return a, err
	}
	if slices.ContainsFunc(staff, func(other Account) bool { return other.ID != a.ID && other.Name == a.Name }) {
		return a, fault.New(fault.Conflict, "account.fault.two_persons", nil)
	}
	return a, nil
}

// equipped is the account with the password and the second factor.
func (d *Desk) equipped(ctx context.Context, a Account, e Enrolment) (Account, error) {
	if err := d.checkPassword(a, e.Password); err != nil {
		return a, err
	}
	if e.Password != e.Again {
		return a, fault.New(fault.Invalid, "account.fault.again", nil)
	}
	a, err := a.proved(e.Secret, e.Code, d.now())
	if err != nil {
		return a, err
	}
	a.Password, err = d.hasher.Hash(ctx, e.Password)
	a.PasswordAt = d.now()
	return a, err
}

// firstRoles are those without whom nobody can make an account or give a right.
func firstRoles() []actor.Role { return []actor.Role{actor.SystemAdmin, actor.SecurityAdmin} }

// First is the link for the first holder of a role.
type First struct {
	Role  actor.Role
	Token Token
}

// First makes the accounts of the first system administrator and the first
// security administrator and gives a link for each, to be handed to two
// persons. Links that nobody used are given anew; a role that somebody holds who
// can sign in has no first holder any longer.
func (o *Office) First(ctx context.Context, why Why, by actor.Actor) ([]First, error) {
	staff, err := o.registry.Staff(ctx)
	if err != nil {
		return nil, err
	}
	var all []First
	for _, role := range firstRoles() {
		holds := func(a Account) bool { return slices.Contains(a.Roles, role) }
		if slices.ContainsFunc(staff, func(a Account) bool { return holds(a) && a.Usable() }) {
			continue
		}
		c := Change{New: true, Account: Account{
			Login: "first-" + strings.ToLower(string(NewToken())), Roles: []actor.Role{role}, State: Active, Version: 1,
		}}
		if i := slices.IndexFunc(staff, func(a Account) bool { return holds(a) && a.Password == "" }); i >= 0 {
			c.New, c.Account = false, staff[i]
		}
		link, token := newLink(c.Account.ID, ForFirst, o.desk.now())
		c.Invite = &link
		event := o.event(audit.AccountInvited, by, Why{why.Op + "/" + string(role), why.Reason})
		if _, err := o.registry.CommitAccount(ctx, c, event); err != nil {
			return nil, err
		}
		all = append(all, First{role, token})
	}
	if len(all) == 0 {
		return nil, fault.New(fault.Conflict, "account.fault.not_first", nil)
	}
	return all, nil
}
