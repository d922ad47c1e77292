package store

import (
	"context"
	"fmt"

	"creditportal/internal/account"
	"creditportal/internal/audit"
)

// CloseAccount ends the account with its sessions and mandates, and frees its
// contact and its name at a provider for another account; fault.Stale when
// somebody was quicker.
func (s *Store) CloseAccount(ctx context.Context, a account.Account, e audit.Event) error {
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
		if err := t.Table(contacts.name).Where("account_id = ?", a.ID).Delete(&contactRow{}).Error; err != nil {
			return fmt.Errorf("freeing a contact: %w", err)
		}
		err = t.Table(identities.name).Where("account_id = ?", a.ID).Updates(map[string]any{"external": nil}).Error
		if err != nil {
			return fmt.Errorf("freeing an identity: %w", err)
		}
		err = t.Table(mandates.name).Where("account_id = ? AND ended_at IS NULL", a.ID).
			Updates(map[string]any{"ended_at": instant{e.At}, "ended": string(account.Renounced)}).Error
		if err != nil {
			return fmt.Errorf("ending mandates: %w", err)
		}
		return endSessions(t.Where("account_id = ?", a.ID), e.At)
	})
}
