package portal

import (
	"context"
	"crypto/rand"
	"strings"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
)

// AdminOptions are the flags of portal admin create.
type AdminOptions struct {
	Login string
	Name  string
	Roles []string
	Unit  string // code of the provider, for its own people
	Mandate
}

// AdminCreate makes an account for staff. Its first password is drawn by chance
// and printed once; nobody else ever knows it, and a one-time code is set up
// when it is first used.
func AdminCreate(ctx context.Context, out *Console, cfg Config, o AdminOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		a, err := p.newStaff(o)
		if err != nil {
			return err
		}
		desk, err := p.signIns(ctx)
		if err != nil {
			return err
		}
		first := rand.Text()
		by := actor.Officer(o.As, actor.SystemAdmin)
		if _, err := desk.Enter(ctx, a, first, by, "admin/"+p.once()); err != nil {
			return err
		}
		out.Say("command.admin_line.made", "Login", account.Normal(o.Login))
		out.Say("command.admin_line.password", "Password", first)
		return nil
	})
}

// newStaff is the account that the flags describe.
func (p *Portal) newStaff(o AdminOptions) (account.Account, error) {
	a := account.Account{Login: account.Normal(o.Login), Name: strings.TrimSpace(o.Name), Unit: o.Unit}
	for _, role := range o.Roles {
		a.Roles = append(a.Roles, actor.Role(role))
	}
	if err := account.CheckRoles(a.Roles); err != nil {
		return a, err
	}
	_, known := p.library.Load().providers[a.Unit]
	switch {
	case !a.Staff():
		return a, fault.New(fault.Invalid, "account.fault.not_staff", nil)
	case (a.Side() == actor.Provider) != known:
		return a, fault.New(fault.Invalid, "account.fault.unit", nil)
	case a.Login == "" || a.Name == "":
		return a, fault.New(fault.Invalid, "account.fault.name", nil)
	}
	return a, nil
}

// AdminList prints the accounts of staff and their roles. Those of the
// subject's side are nobody's to list.
func AdminList(ctx context.Context, out *Console, cfg Config) error {
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		list, err := p.store.Accounts(ctx)
		if err != nil {
			return err
		}
		for _, a := range list {
			if !a.Staff() {
				continue
			}
			var roles []string
			for _, role := range a.Roles {
				roles = append(roles, out.T(role.Key()))
			}
			out.Say("command.admin_line.listed", "Login", a.Login, "Name", a.Name, "Roles", strings.Join(roles, ", "),
				"State", string(a.State))
		}
		return nil
	})
}
