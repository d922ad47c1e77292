package portal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/fault"
	"creditportal/internal/identity"
	"creditportal/internal/password"
	"creditportal/web"
)

// hasher is what compares passwords: in a process of its own where the program
// can start one, in this one otherwise, at the same cost.
func (p *Portal) hasher() *password.Hasher {
	if len(p.cfg.Worker) == 0 {
		return password.New(p.cost())
	}
	h, worker := password.NewWorker(p.cost(), p.cfg.Worker...)
	p.closing = append(p.closing, worker.Close)
	return h
}

// cost is how much work a password is. That of a demo stands on the screen at
// every start: nobody has to be kept from guessing it.
func (p *Portal) cost() password.Cost {
	if p.demo {
		return password.Cost{Memory: 1024, Passes: 1}
	}
	return password.Usual()
}

// desk where people sign in, made when it is first asked for.
func (p *Portal) signIns(ctx context.Context) (*account.Desk, error) {
	if p.accounts != nil {
		return p.accounts, nil
	}
	desk, err := account.NewDesk(ctx, p.store, p.hasher(), p.clock.Now)
	if err != nil {
		return nil, fmt.Errorf("opening the accounts: %w", err)
	}
	if !p.demo {
		desk.SetPolicy(p.cfg.passwordPolicy())
	}
	p.accounts = desk
	return desk, nil
}

// people opens the desks where people register, prove who they are and for whom
// they act. Nobody registers where nothing carries codes; a demo shows what it
// would send.
func (p *Portal) people(deps *web.Deps) error {
	deps.Mandates = account.NewMandates(p.store, p.clock.Now)
	deps.Identities = p.identities()
	if p.demo || p.cfg.Mail.Host != "" {
		deps.Registrar = account.NewRegistrar(deps.Accounts, p.store, codes{p})
	}
	if p.demo {
		deps.Overheard = p.overheard
	}
	vouching, err := p.cfg.provider(p.clock.Now)
	if vouching != nil {
		deps.Provider = vouching
	}
	return err
}

// identities is where people prove who they are.
func (p *Portal) identities() *account.Identities {
	return account.NewIdentities(p.store, p.rules, p.clock.Now)
}

// backPath is where a provider leads a browser back to.
const backPath = "/signin/provider/back"

// provider is the sign-in provider of the installation; nil for none. It refuses
// settings that cannot work.
func (c Config) provider(now func() time.Time) (identity.Provider, error) {
	o := c.OpenID
	if o.Issuer == "" {
		return nil, nil
	}
	if o.ClientID == "" || c.BaseURL == "" {
		return nil, refuse(exitConfig, "command.fault.oidc", nil)
	}
	secret, err := os.ReadFile(filepath.Clean(o.SecretFile))
	if err != nil {
		return nil, refuse(exitConfig, "command.fault.secret_file", fault.Args{"File": o.SecretFile})
	}
	return identity.NewOpenID(identity.Settings{
		Issuer: o.Issuer, ClientID: o.ClientID, Secret: strings.TrimSpace(string(secret)),
		Back: strings.TrimSuffix(c.BaseURL, "/") + backPath, Number: o.Number,
	}, now), nil
}

// Trust has the portal, found at the address, believe a sign-in provider; before
// it answers anybody.
func (p *Portal) Trust(address string, o OpenID) { p.cfg.BaseURL, p.cfg.OpenID = address, o }

// passwordPolicy is what is asked of the passwords of staff; the usual one is
// that of the graded protection.
func (c Config) passwordPolicy() account.Policy {
	if c.PasswordPolicy == string(account.NIST) {
		return account.NIST
	}
	return account.DJBH
}

// bureau is where administrators make accounts and give rights.
func (p *Portal) bureau(desk *account.Desk) *account.Office {
	return account.NewOffice(desk, p.store, func(code string) bool {
		_, known := p.library.Load().providers[code]
		return known
	})
}

// disableUnused disables the accounts of staff that nobody has used for long.
// Those of a demo are everybody's, and its clock is moved by hand.
func (p *Portal) disableUnused(ctx context.Context) error {
	if p.demo {
		return nil
	}
	desk, err := p.signIns(ctx)
	if err != nil {
		return err
	}
	disabled, err := p.bureau(desk).DisableUnused(ctx)
	if disabled > 0 {
		p.log.Info("disabled unused accounts", "accounts", disabled)
	}
	return err
}

// HashPasswords does the work of another process that compares passwords, until
// it ends.
func HashPasswords() error { return password.Serve(os.Stdin, os.Stdout) }
