package store

import (
	"context"
	"fmt"
	"slices"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/notice"
)

// ContactsOf returns where word of a letter goes: to the contacts that its
// recipients have proved to be theirs. An account that is closed is told nothing
// any more, nor is one that may not read the letter.
func (o Outbox) ContactsOf(ctx context.Context, n notice.Notice) ([]account.Contact, error) {
	db := o.jobs.WithContext(ctx).Table(accounts.name).Where("state = ?", string(account.Active))
	switch n.To.Side {
	case actor.Subject:
		db = db.Where("id = ?", n.To.Account)
	case actor.Provider:
		db = db.Where("unit = ?", n.To.Provider)
	case actor.Authority:
		db = db.Where("unit = ''")
	case actor.Operator, actor.Anonymous, actor.Engine:
		return nil, nil
	}
	var rows []accountRow
	if err := db.Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("looking for contacts: %w", err)
	}
	var list []account.Contact
	for _, row := range rows {
		a, err := o.accountOf(row)
		if err != nil {
			return nil, err
		}
		to, ok := a.Reached()
		if ok && n.To.Side == actor.Subject {
			ok, err = o.mayRead(ctx, a, n.To.Subject)
		}
		if err != nil {
			return nil, err
		}
		if ok && a.Side() == n.To.Side {
			list = append(list, to)
		}
	}
	return list, nil
}

// mayRead says whether the holder may still read what is for the subject: their
// own, or that of somebody for whom they act to this day.
func (o Outbox) mayRead(ctx context.Context, a account.Account, concerned int64) (bool, error) {
	if concerned == 0 || a.Subject == concerned {
		return true, nil
	}
	all, err := o.MandatesOf(ctx, a.ID)
	return slices.ContainsFunc(all, func(m account.Mandate) bool {
		return m.Principal.ID == concerned && m.Live(civil.Of(o.now())) && slices.Contains(m.Scopes, actor.Receiving)
	}), err
}
