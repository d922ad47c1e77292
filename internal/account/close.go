package account

import (
	"context"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Close ends the holder's own account for good, after the password was told
// again: who came by a provider has none. What was filed and decided stays, for
// it is the subject's; an open request goes on, and is followed by its number. What
// must not go on without its holder is ended first, by ends.
func (d *Identities) Close(
	ctx context.Context, desk *Desk, a Account, password, op string, ends func(context.Context) error,
) error {
	if a.Staff() {
		return fault.New(fault.Forbidden, "identity.fault.staff", nil)
	}
	if a.Password != "" {
		right, err := desk.hasher.Matches(ctx, password, a.Password)
		if err != nil {
			return err
		}
		if !right {
			return fault.New(fault.Invalid, "account.fault.present", nil)
		}
	}
	if err := ends(ctx); err != nil {
		return err
	}
	a.State, a.Contacts, a.Password = Disabled, nil, ""
	return d.store.CloseAccount(ctx, a, audit.Event{
		Did: audit.AccountClosed, On: fmt.Sprintf("account/%d", a.ID), At: d.now(), Op: op,
		By: actor.Actor{Side: actor.Subject, Account: a.ID},
	})
}
