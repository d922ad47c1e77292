package portal

import (
	"context"
	"strings"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/web/route"
)

// AdminOptions are the flags of portal admin create and link.
type AdminOptions struct {
	Login   string
	BaseURL string // where the portal is found; the links begin with it
	Mandate
}

// AdminFirst prints the links for the first system administrator and the first
// security administrator. Each opens once, within half an hour, the page where
// one person sets name, password and second factor: there is no account that
// somebody else could know the password of.
func AdminFirst(ctx context.Context, out *Console, cfg Config, o AdminOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		desk, err := p.signIns(ctx)
		if err != nil {
			return err
		}
		why := account.Why{Op: "admin/" + p.once(), Reason: o.Reason}
		links, err := p.bureau(desk).First(ctx, why, actor.Officer(o.As, actor.SystemAdmin))
		if err != nil {
			return err
		}
		for _, link := range links {
			out.Say("command.admin_line.first", "Role", out.T(link.Role.Key()), "Link", o.link(link.Token))
		}
		out.Say("command.admin_line.lasts")
		return nil
	})
}

// AdminLink prints a link for the owner of an account who lost the password or
// the second factor, where no administrator can sign in to give one.
func AdminLink(ctx context.Context, out *Console, cfg Config, o AdminOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		desk, err := p.signIns(ctx)
		if err != nil {
			return err
		}
		a, err := p.store.AccountByLogin(ctx, account.Normal(o.Login))
		if err == nil && !a.Staff() {
			err = fault.New(fault.NotFound, "account.fault.missing", nil)
		}
		if err != nil {
			return err
		}
		why := account.Why{Op: "admin/" + p.once(), Reason: o.Reason}
		token, err := p.bureau(desk).Invite(ctx, a, why, actor.Officer(o.As, actor.SystemAdmin))
		if err != nil {
			return err
		}
		out.Say("command.admin_line.link", "Login", a.Login, "Link", o.link(token))
		out.Say("command.admin_line.lasts")
		return nil
	})
}

// link is the address that the token opens.
func (o AdminOptions) link(token account.Token) string {
	return strings.TrimSuffix(o.BaseURL, "/") + route.WelcomeOf(string(token))
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
