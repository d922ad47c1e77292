package store

import (
	"context"
	"fmt"

	"creditportal/internal/account"
	"creditportal/internal/audit"
)

// CloseAccount ends the account with its sessions and mandates, forgets what was
// begun in it and not filed, takes back what was presented, and frees its contact
// and its name at a provider for another account; fault.Stale when somebody was
// quicker. Bytes that no row names are swept.
func (s *Store) CloseAccount(ctx context.Context, a account.Account, e audit.Event) error {
	was := a.Version
	a.Version++
	row, err := s.rowOfAccount(a)
	if err != nil {
		return err
	}
	waiting, err := s.presentedWhere(ctx, "id", "account_id = ? AND ended_at IS NULL", a.ID)
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
		if err := s.forgetBegun(t, a.ID, waiting); err != nil {
			return err
		}
		return endSessions(t.Where("account_id = ?", a.ID), e.At)
	})
}

// forgetBegun drops the drafts of the account with every file that no request was
// filed with, and takes back the pictures of documents that wait for an officer.
func (s *Store) forgetBegun(t *tx, id int64, waiting []account.Presented) error {
	if err := t.Table(drafts.name).Where("account_id = ?", id).Delete(&draftRow{}).Error; err != nil {
		return fmt.Errorf("dropping drafts: %w", err)
	}
	err := t.Table(attachments.name).Where("owner = ? AND request = ?", id, 0).Delete(&attachmentRow{}).Error
	if err != nil {
		return fmt.Errorf("dropping files: %w", err)
	}
	for _, p := range waiting {
		p.EndedAt, p.EndedBy, p.Ended = t.at, id, account.PresentedTakenBack
		if err := s.changePresented(t, p); err != nil {
			return err
		}
	}
	return nil
}
