package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
)

// ContactsOf returns where word of a letter goes: to the contacts that its
// recipients have proved to be theirs. An account that is closed is told nothing
// any more, nor is one that may not read the letter.
func (o Outbox) ContactsOf(ctx context.Context, n notice.Notice) ([]account.Contact, error) {
	return o.contactsOf(ctx, n.To)
}

// WordOf returns the item that word is about, alone in its request, and where it
// goes: of a provider that has it no longer, or an answer that is past, nowhere.
func (o Outbox) WordOf(ctx context.Context, p notice.Parcel) (flow.Request, []account.Contact, error) {
	if p.Errand == notice.Identity {
		list, err := o.presentedHolder(ctx, p)
		return flow.Request{}, list, err
	}
	var found []flow.Request
	f := Flows(o)
	err := f.snapshot(ctx, func(db *gorm.DB) error {
		var rows []itemRow
		if err := db.Table(items.name).Where("id = ?", p.Item).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading what word is about: %w", err)
		}
		var err error
		found, err = f.singly(db, rows)
		return err
	})
	if err != nil || len(found) == 0 {
		return flow.Request{}, nil, cmp.Or(err, missing())
	}
	r := found[0]
	switch it := r.Items[0]; {
	case p.Errand == notice.Remind && it.Theirs:
		list, err := o.contactsOf(ctx, notice.Recipient{Side: actor.Provider, Provider: it.Provider})
		return r, list, err
	case p.Errand == notice.Answered && it.State == objection.Answered: // later there is nothing to comment on
		list, err := o.contactsOf(ctx, notice.Recipient{
			Side: actor.Subject, Account: r.Applicant.Account, Subject: r.Subject,
		})
		return r, list, err
	case p.Errand == notice.Reply:
		if to, err := account.ParseContact(r.Applicant.Contact); err == nil {
			return r, []account.Contact{to}, nil
		}
	}
	return r, nil, nil
}

func (o Outbox) contactsOf(ctx context.Context, whom notice.Recipient) ([]account.Contact, error) {
	db := o.jobs.WithContext(ctx).Table(accounts.name).Where("state = ?", string(account.Active))
	switch whom.Side {
	case actor.Subject:
		db = db.Where("id = ?", whom.Account)
	case actor.Provider:
		db = db.Where("unit = ?", whom.Provider)
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
		if ok && whom.Side == actor.Subject {
			ok, err = o.mayRead(ctx, a, whom.Subject)
		}
		if err != nil {
			return nil, err
		}
		if ok && a.Side() == whom.Side {
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
