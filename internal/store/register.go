package store

import (
	"context"
	"fmt"

	"creditportal/internal/account"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Register makes the account with the contact of the errand, which ends;
// fault.Conflict when the login or the contact is taken.
func (s *Store) Register(
	ctx context.Context, r account.Errand, a account.Account, e audit.Event,
) (account.Account, error) {
	a.ID = s.ids.next(1)
	row, err := s.rowOfAccount(a)
	if err != nil {
		return account.Account{}, err
	}
	reached := contactRow{AccountID: a.ID, ContactIndex: s.contactIndex(r.Contact), VerifiedAt: instant{e.At}}
	e.On = fmt.Sprintf("account/%d", a.ID)
	err = s.write(ctx, e, func(t *tx) error {
		if err := t.free(accounts.name, "login = ?", a.Login, "account.fault.login_taken"); err != nil {
			return err
		}
		if err := t.free(contacts.name, "contact_index = ?", reached.ContactIndex, "contact.fault.code"); err != nil {
			return err
		}
		if err := accounts.insert(t.DB, []accountRow{row}); err != nil {
			return err
		}
		if err := contacts.insert(t.DB, []contactRow{reached}); err != nil {
			return err
		}
		return endErrands(t, "id = ?", r.ID)
	})
	if err != nil {
		return account.Account{}, err
	}
	return s.AccountByLogin(ctx, a.Login) // of two clicks the first made it
}

// free refuses what somebody has already.
func (t *tx) free(table, where string, arg any, key string) error {
	var n int64
	if err := t.Table(table).Where(where, arg).Count(&n).Error; err != nil {
		return fmt.Errorf("looking for %s: %w", table, err)
	}
	if n > 0 {
		return fault.New(fault.Conflict, key, nil)
	}
	return nil
}

// Recover gives the account the password, ends all its sessions and the errand,
// and has its holder prove again who they are.
func (s *Store) Recover(ctx context.Context, r account.Errand, a account.Account, e audit.Event) error {
	was := a.Version
	a.Version++
	row, err := s.rowOfAccount(a)
	if err != nil {
		return err
	}
	return s.write(ctx, e, func(t *tx) error {
		err := found(accounts.update(t.DB, &row, []string{"id", "login"}, "id = ? AND version = ?", a.ID, was))
		if err != nil {
			return err
		}
		err = t.Table(identities.name).Where("account_id = ?", a.ID).
			Updates(map[string]any{"suspended_at": instant{e.At}}).Error
		if err != nil {
			return fmt.Errorf("suspending an identity: %w", err)
		}
		if err := endSessions(t.Where("account_id = ?", a.ID), e.At); err != nil {
			return err
		}
		return endErrands(t, "id = ?", r.ID)
	})
}

// EnterExternal makes an account for somebody whom a provider vouches for. Of
// two answers at once the first makes it.
func (s *Store) EnterExternal(
	ctx context.Context, a account.Account, external string, e audit.Event,
) (account.Account, error) {
	a.ID = s.ids.next(1)
	row, err := s.rowOfAccount(a)
	if err != nil {
		return account.Account{}, err
	}
	e.On = fmt.Sprintf("account/%d", a.ID)
	err = s.write(ctx, e, func(t *tx) error {
		if err := accounts.insert(t.DB, []accountRow{row}); err != nil {
			return err
		}
		return identities.insert(t.DB, []identityRow{{
			AccountID: a.ID, Method: string(account.ByOpenID), External: s.secretDigest("external", external),
		}})
	})
	if err != nil && !fault.Is(err, fault.Stale) {
		return account.Account{}, err
	}
	return s.AccountByExternal(ctx, external)
}
