package account

import (
	"context"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Grant gives the account the role. A weighty one is asked for and given when a
// second person says so; waits tells which.
func (o *Office) Grant(ctx context.Context, a Account, role actor.Role, why Why, by actor.Actor) (bool, error) {
	return o.right(ctx, a, role, AskGrant, why, by)
}

// Revoke takes the role from the account. A weighty one is asked for and taken
// when a second person says so; until then the account can be disabled.
func (o *Office) Revoke(ctx context.Context, a Account, role actor.Role, why Why, by actor.Actor) (bool, error) {
	return o.right(ctx, a, role, AskRevoke, why, by)
}

func (o *Office) right(
	ctx context.Context, a Account, role actor.Role, what What, why Why, by actor.Actor,
) (bool, error) {
	by, err := in(by, why, actor.SecurityAdmin)
	if err != nil {
		return false, err
	}
	if a.ID == by.Account {
		return false, fault.New(fault.Forbidden, "account.fault.own_right", nil)
	}
	if role == "" {
		return false, fault.New(fault.Invalid, "account.fault.no_role", nil)
	}
	k := Ask{
		What: what, Account: a.ID, Unit: a.Unit, Roles: []actor.Role{role}, By: by.Account, ByName: by.Name,
		At: o.desk.now(), Reason: why.Reason, State: AskOpen,
	}
	changed, did, err := o.carriedOut(ctx, a, k)
	if err != nil {
		return false, err
	}
	if !Weighty(role) {
		_, err = o.registry.CommitAccount(ctx, Change{Account: changed}, o.event(did, by, why))
		return false, err
	}
	if err := o.notAsked(ctx, k); err != nil {
		return false, err
	}
	_, err = o.registry.CommitAccount(ctx, Change{Account: a, Asked: []Ask{k}}, o.event(audit.RoleAsked, by, why))
	return err == nil, err
}

// carriedOut is the account when what was asked for is done.
func (o *Office) carriedOut(ctx context.Context, a Account, k Ask) (Account, audit.Act, error) {
	did := audit.RoleGranted
	for _, role := range k.Roles {
		var err error
		if k.What == AskRevoke {
			did = audit.RoleRevoked
			a, err = a.withoutRole(role)
		} else {
			a, err = a.withRole(role)
		}
		if err != nil {
			return a, did, err
		}
	}
	if k.What != AskRevoke {
		return a, did, nil
	}
	staff, err := o.registry.Staff(ctx)
	if err != nil {
		return a, did, err
	}
	return a, did, left(staff, a)
}

// notAsked refuses what waits for a decision already.
func (o *Office) notAsked(ctx context.Context, k Ask) error {
	open, err := o.registry.Asks(ctx)
	if err != nil {
		return err
	}
	same := func(other Ask) bool {
		shared := func(r actor.Role) bool { return slices.Contains(k.Roles, r) }
		return other.Account == k.Account && other.Login == k.Login && slices.ContainsFunc(other.Roles, shared)
	}
	if slices.ContainsFunc(open, same) {
		return fault.New(fault.Conflict, "account.fault.asked_already", nil)
	}
	return nil
}

// Propose asks, for somebody of the actor's own provider, for an account with
// the roles. A system administrator makes it, a security administrator gives it
// its roles.
func (o *Office) Propose(ctx context.Context, n New, roles []actor.Role, why Why, by actor.Actor) error {
	by, err := in(by, why, actor.ProviderAdmin)
	if err != nil {
		return err
	}
	n.Unit = by.Unit
	a, err := o.fresh(n)
	if err != nil {
		return err
	}
	if len(roles) == 0 {
		return fault.New(fault.Invalid, "account.fault.no_role", nil)
	}
	for _, role := range roles {
		if a, err = a.withRole(role); err != nil {
			return err
		}
	}
	k := Ask{
		What: AskAccount, Roles: roles, Login: a.Login, Name: a.Name, Unit: a.Unit, By: by.Account, ByName: by.Name,
		At: o.desk.now(), Reason: why.Reason, State: AskOpen,
	}
	if err := o.notAsked(ctx, k); err != nil {
		return err
	}
	_, err = o.registry.CommitAccount(ctx, Change{Asked: []Ask{k}}, o.event(audit.AccountProposed, by, why))
	return err
}

// Decide does what was asked for, or refuses it. Where an account is made by it,
// the token of its link is returned.
func (o *Office) Decide(ctx context.Context, id int64, agreed bool, why Why, by actor.Actor) (Account, Token, error) {
	by, err := in(by, why, actor.SecurityAdmin, actor.SystemAdmin)
	if err != nil {
		return Account{}, "", err
	}
	open, err := o.registry.Asks(ctx)
	if err != nil {
		return Account{}, "", err
	}
	i := slices.IndexFunc(open, func(k Ask) bool { return k.ID == id })
	if i < 0 {
		return Account{}, "", fault.New(fault.Stale, "account.fault.decided", nil)
	}
	staff, err := o.registry.Staff(ctx)
	if err != nil {
		return Account{}, "", err
	}
	if err := open[i].may(by, staff); err != nil {
		return Account{}, "", err
	}
	return o.decide(ctx, open[i], staff, agreed, o.event(audit.AskRefused, by, why))
}

func (o *Office) decide(
	ctx context.Context, k Ask, staff []Account, agreed bool, e audit.Event,
) (Account, Token, error) {
	k.State, k.Decider = AskDropped, e.By.Account
	c := Change{Decided: &k}
	if i := slices.IndexFunc(staff, func(a Account) bool { return a.ID == k.Account }); i >= 0 {
		c.Account = staff[i]
	}
	var token Token
	var err error
	if agreed {
		k.State = AskDone
		if k.What == AskAccount {
			c, token, err = o.proposed(k, e)
			e.Did = audit.AccountMade
		} else {
			c.Account, e.Did, err = o.carriedOut(ctx, c.Account, k)
		}
	}
	if err != nil {
		return Account{}, "", err
	}
	a, err := o.registry.CommitAccount(ctx, c, e)
	return o.given(ctx, a, token, err)
}

// proposed makes the account that was asked for, with its roles asked for in the
// name of whoever proposed it.
func (o *Office) proposed(k Ask, e audit.Event) (Change, Token, error) {
	a, err := o.fresh(New{k.Login, k.Name, k.Unit})
	if err != nil {
		return Change{}, "", err
	}
	link, token := newLink(0, ForNew, e.At)
	c := Change{Account: a, New: true, Invite: &link, Decided: &k}
	for _, role := range k.Roles {
		c.Asked = append(c.Asked, Ask{
			What: AskGrant, Unit: k.Unit, Roles: []actor.Role{role}, By: k.By, ByName: k.ByName, At: e.At,
			Reason: k.Reason, State: AskOpen,
		})
	}
	return c, token, nil
}
