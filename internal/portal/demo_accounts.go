package portal

import (
	"context"
	"fmt"
	"strings"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/i18n"
	"creditportal/internal/store"
	"creditportal/internal/subject"
)

// demoPassword opens every account of a demo; it is no secret, and a real
// portal does not start with a demo's data.
const demoPassword = "zhangdian demo"

// demoAccount is somebody who tries the portal out.
type demoAccount struct {
	login string
	roles []actor.Role
	unit  int // of the providers of the subject's records, counted from 1; 0: none
	of    subject.Kind
	nth   int // of the subjects of the kind

	speaks []demoMandate // for whom an agent speaks
}

func demoAgent() []actor.Role { return []actor.Role{actor.OrgAgent, actor.Person} }

// demoAccounts has somebody for every role, and two of those who must not be
// one person.
func demoAccounts() []demoAccount {
	staff := func(login string, roles ...actor.Role) demoAccount { return demoAccount{login: login, roles: roles} }
	return []demoAccount{
		{login: "person", roles: []actor.Role{actor.Person}, of: subject.Person},
		{login: "person2", roles: []actor.Role{actor.Person}, of: subject.Person, nth: 1},
		{login: "agent", roles: demoAgent(), speaks: []demoMandate{{kind: account.LegalRep}}},
		{login: "agent2", roles: demoAgent(), speaks: []demoMandate{{kind: account.Agent, nth: 1}}},
		{login: "agent3", roles: demoAgent(), speaks: []demoMandate{{kind: account.Agent}, {kind: account.Agent, nth: 1}}},
		{login: "agent4", roles: demoAgent(), speaks: []demoMandate{{kind: account.Agent, over: true}}},
		{login: "checker", roles: []actor.Role{actor.ProviderChecker, actor.ProviderReporter}, unit: 1},
		{login: "reviewer", roles: []actor.Role{actor.ProviderReviewer}, unit: 1},
		{login: "unit-admin", roles: []actor.Role{actor.ProviderAdmin}, unit: 1},
		{login: "checker2", roles: []actor.Role{actor.ProviderChecker, actor.ProviderReporter}, unit: 2},
		{login: "reviewer2", roles: []actor.Role{actor.ProviderReviewer}, unit: 2},
		staff("window", actor.IntakeOfficer), staff("officer", actor.CaseOfficer), staff("officer2", actor.CaseOfficer),
		staff("signer", actor.Signer), staff("data", actor.DataAdmin), staff("editor", actor.Editor),
		staff("authority", actor.AuthorityOfficer), staff("catalog", actor.CatalogAdmin),
		staff("system", actor.SystemAdmin), staff("security", actor.SecurityAdmin), staff("audit", actor.AuditAdmin),
	}
}

// seedAccounts makes the accounts of the demo that are not there yet.
func (p *Portal) seedAccounts(ctx context.Context) error {
	desk, err := p.signIns(ctx)
	if err != nil {
		return err
	}
	words := i18n.Default().Printer(i18n.Chinese)
	for _, d := range demoAccounts() {
		if _, err := p.store.AccountByLogin(ctx, d.login); !fault.Is(err, fault.NotFound) {
			if err != nil {
				return err
			}
			continue
		}
		a := account.Account{
			Login: d.login, Roles: d.roles, Contacts: demoContacts(d.login, p.clock.Now()),
			Name: words.T("command.demo_account", "Role", words.T(d.roles[0].Key())),
		}
		if err := p.placeDemo(ctx, d, &a); err != nil {
			return err
		}
		if a.Staff() {
			a.Secret = account.NewSecret()
		}
		made, err := desk.Enter(ctx, a, demoPassword, actor.System(), "demo/account/"+d.login)
		if err == nil {
			err = p.seedMandates(ctx, d, made)
		}
		if err != nil {
			return fmt.Errorf("making the demo's account %s: %w", d.login, err)
		}
	}
	return nil
}

// demoContacts is where word of letters goes in a demo: to its own mail page,
// under an address that no mail can have (RFC 2606).
func demoContacts(login string, proved time.Time) []account.Contact {
	return []account.Contact{{Channel: account.Mail, Address: login + "@demo.example", ProvedAt: proved}}
}

// placeDemo gives the account its unit or the subject that it speaks for.
func (p *Portal) placeDemo(ctx context.Context, d demoAccount, a *account.Account) error {
	of := d.of
	if d.unit > 0 {
		of = subject.LegalPerson
	}
	if of == "" {
		return nil
	}
	met, err := p.demoHolders(ctx, of)
	if err != nil {
		return err
	}
	switch {
	case d.unit > 0 && d.unit <= len(met):
		a.Unit = met[d.unit-1].Provider
	case d.unit == 0 && d.nth < len(met):
		a.Subject = met[d.nth].Subject
	}
	return nil
}

// demoHolders are subjects of the kind, one of each provider.
func (p *Portal) demoHolders(ctx context.Context, of subject.Kind) ([]store.Holder, error) {
	holders, err := p.store.Holders(ctx, of, p.clock.Today())
	var met []store.Holder
	for _, h := range holders {
		if len(met) == 0 || met[len(met)-1].Provider != h.Provider {
			met = append(met, h)
		}
	}
	return met, err
}

// demoLogins names the accounts of a demo for its first screen.
func demoLogins() string {
	var names []string
	for _, d := range demoAccounts() {
		names = append(names, d.login)
	}
	return strings.Join(names, ", ")
}
