package portal

import (
	"context"
	"fmt"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/seed"
	"creditportal/internal/subject"
)

// demoMandate is for whom an agent of the demo speaks.
type demoMandate struct {
	kind account.MandateKind
	nth  int  // of the organisations that have records
	over bool // it ended
}

// firstAgent is the synthetic person who is the first agent of a demo: none of
// those who have records.
const firstAgent = 6_000

// seedMandates proves who an agent of the demo is, and confirms for whom they
// speak, through the same services as the office.
func (p *Portal) seedMandates(ctx context.Context, d demoAccount, a account.Account) error {
	if len(d.speaks) == 0 {
		return nil
	}
	who := seed.MakePerson(firstAgent + int(d.login[len(d.login)-1]))
	document, err := subject.ParseDocument(subject.IdentityCard, "", who.Number, p.clock.Today())
	if err != nil {
		return fmt.Errorf("making a synthetic agent: %w", err)
	}
	identities := account.NewIdentities(p.store, p.rules, p.clock.Now)
	proof := account.Proof{
		Person: subject.Subject{Kind: subject.Person, Name: who.Name, Document: document}, Method: account.ByPapers,
	}
	if err := identities.Prove(ctx, a, proof, "demo/identity/"+d.login); err != nil {
		return err
	}
	if a, err = p.store.Account(ctx, a.ID); err != nil {
		return err
	}
	firms, err := p.demoHolders(ctx, subject.LegalPerson)
	if err != nil {
		return err
	}
	for i, m := range d.speaks {
		if m.nth >= len(firms) {
			continue // a demo too small for it
		}
		if err := p.seedMandate(ctx, a, m, firms[m.nth].Subject, fmt.Sprintf("demo/mandate/%s/%d", d.login, i)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Portal) seedMandate(ctx context.Context, a account.Account, d demoMandate, firm int64, op string) error {
	held, err := p.store.FileOf(ctx, firm)
	if err != nil {
		return err
	}
	now := p.clock.Now()
	m := account.Mandate{
		PublicID: string(account.NewToken()), Account: a.ID, Principal: held.Subject, Kind: d.kind, Scopes: actor.Scopes(),
		From: civil.Of(now), To: civil.Of(now).AddYears(1), AskedAt: now, Version: 1,
	}
	event := func(did audit.Act) audit.Event {
		return audit.Event{
			Did: did, On: "mandate/" + m.PublicID, By: actor.System(), At: now, Op: string(did) + "/" + op, Reason: "demo",
		}
	}
	if err := p.store.AskMandate(ctx, m, nil, event(audit.MandateAsked)); err != nil {
		return err
	}
	if m, err = p.store.MandateBy(ctx, m.PublicID); err != nil {
		return err
	}
	m.ProvedAt = now
	if err := p.store.ChangeMandate(ctx, m, event(audit.MandateConfirmed)); err != nil || !d.over {
		return err
	}
	m.Version++
	m.EndedAt, m.Ended = now, account.Revoked
	return p.store.ChangeMandate(ctx, m, event(audit.MandateEnded))
}
