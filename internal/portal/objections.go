package portal

import (
	"context"
	"slices"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/deletion"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/repair"
)

// objections is the service of objections on this portal's desk.
func (p *Portal) objections() objection.Service { return objection.NewService(p.recordDesk()) }

// repairs is the service of repairs on it.
func (p *Portal) repairs() repair.Service { return repair.NewService(p.recordDesk()) }

// deletions is the service of deletions on it.
func (p *Portal) deletions() deletion.Service { return deletion.NewService(p.recordDesk()) }

// corrections is the service of what providers put right by themselves on it.
func (p *Portal) corrections() correction.Service {
	return correction.NewService(p.recordDesk(), p.store.Flows().Reported)
}

// recordDesk is what procedures about records work on.
func (p *Portal) recordDesk() flow.Desk {
	return flow.Desk{
		Store:  shownAtOnce{p.store.Flows(), p.catchUp},
		Law:    p.law,
		Last:   func(rec record.Record) civil.Date { return p.ends(rec).Last },
		Repair: p.repairable, Refusal: p.refusal,
		Amend: p.amend, Now: p.clock.Now, Former: p.store.Flows().Former, Handles: p.handles,
		Supplied: p.store.SuppliedOf, Hands: p.store.HandsOf, Older: p.store.Flows().Older,
		Knows: func(code string) bool { _, known := p.library.Load().providers[code]; return known },
	}
}

// drafts is where what somebody has begun to file is kept.
func (p *Portal) drafts() *flow.Drafts { return flow.NewDrafts(p.store, p.clock.Now) }

// law is what limits are read from.
func (p *Portal) law() flow.Law { return flow.Law{Rules: p.rules(), Calendar: p.calendar()} }

// shownAtOnce lets the very next page of this process show what an act has
// changed: the annotation is there with the receipt (art. 36).
type shownAtOnce struct {
	flow.Store
	catchUp func(context.Context) error
}

// Commit implements flow.Store. What is committed stands, whether it could be
// shown at once or is shown with the next look at the store.
func (s shownAtOnce) Commit(ctx context.Context, changes ...flow.Change) (flow.Request, error) {
	r, err := s.Store.Commit(ctx, changes...)
	if err == nil {
		_ = s.catchUp(ctx)
	}
	return r, err
}

// ends is when a record leaves display, and whether it can be repaired, by the rules
// as they stand; what it keeps itself where its item is not known.
func (p *Portal) ends(rec record.Record) disclosure.Ends {
	item, ok := p.item(rec.Edition, rec.Item)
	if !ok {
		return disclosure.Ends{Last: rec.DisclosedUntil}
	}
	return disclosure.End(rec, item, p.track(rec.Provider), p.rules())
}

// repairable says whether and from when the subject of a record may apply for repair.
func (p *Portal) repairable(rec record.Record) flow.Repairable {
	ends := p.ends(rec)
	return flow.Repairable{State: ends.Repair, From: ends.RepairFrom, Minimums: ends.Minimums}
}

// refusal says how the last decision about a repair of the item's record stands, where
// something rests on it: an objection to it, or an application that was decided.
func (p *Portal) refusal(ctx context.Context, r flow.Request, it flow.Item) (flow.Refusal, error) {
	decided := r.Kind == flow.Repair && it.State == flow.Closed
	if it.Record == 0 || !decided && objection.Ground(it.Ground) != objection.RepairRefused {
		return flow.Refusal{}, nil
	}
	list, err := p.store.Flows().About(ctx, flow.Repair, it.Record)
	return repair.RefusalIn(list), err
}

// officers are the names of case officers by account, also of those who are gone:
// what they worked on bears their name.
func (p *Portal) officers(ctx context.Context) (map[int64]string, error) {
	return p.named(ctx, func(account.Account) bool { return true })
}

// takers are the names of those officers to whom a matter can be handed.
func (p *Portal) takers(ctx context.Context) (map[int64]string, error) {
	return p.named(ctx, func(a account.Account) bool { return a.State == account.Active })
}

// named are the names of the case officers who are wanted, by account; where two
// bear the same name, with what they sign in as.
func (p *Portal) named(ctx context.Context, wanted func(account.Account) bool) (map[int64]string, error) {
	list, err := p.store.Staff(ctx)
	if err != nil {
		return nil, err
	}
	alike := map[string]int{}
	for _, a := range list {
		alike[a.Name]++
	}
	names := map[int64]string{}
	for _, a := range list {
		if !slices.Contains(a.Roles, actor.CaseOfficer) || !wanted(a) {
			continue
		}
		names[a.ID] = a.Name
		if alike[a.Name] > 1 {
			names[a.ID] += " · " + a.Login
		}
	}
	return names, nil
}

// handles says whether the account is of an officer who takes objections on.
func (p *Portal) handles(ctx context.Context, account int64) (bool, error) {
	names, err := p.takers(ctx)
	_, known := names[account]
	return known, err
}

// owes says which letters an act owes, in the words of the catalog.
func (p *Portal) owes(r flow.Request, changes []flow.Change) []notice.Owed {
	switch r.Kind {
	case flow.Objection:
		return objection.Owed(r, changes, p.names())
	case flow.Repair:
		return repair.Owed(r, changes, p.names())
	case flow.Deletion:
		return deletion.Owed(r, changes, p.names())
	case flow.Correction:
		return correction.Owed(r, changes, p.names())
	default:
		return nil // an answer to a question stands on the page of whoever asked
	}
}

// names are the words of letters that procedures do not know.
func (p *Portal) names() flow.Names {
	return flow.Names{
		Item: func(rec record.Record) string {
			item, _ := p.item(rec.Edition, rec.Item)
			return item.Name
		},
		Field: func(rec record.Record, code string) string {
			item, _ := p.item(rec.Edition, rec.Item)
			field, _ := item.Field(code)
			return field.Name()
		},
		Change:    p.alteration,
		Provider:  func(code string) string { return p.library.Load().providers[code].Name },
		Authority: p.cfg.Site.Authority, Missing: letterWords().T("request.missing_record"),
		Subject: letterWords().T("request.subject"),
	}
}
