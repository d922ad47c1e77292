package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/vault"
)

// Link returns a link that is not used; fault.NotFound for none.
func (s *Store) Link(ctx context.Context, key account.Key) (account.Link, error) {
	var rows []linkRow
	err := s.private.WithContext(ctx).Table(links.name).Where("used_at IS NULL AND link_hash = ?", key[:]).
		Limit(1).Find(&rows).Error
	if err != nil {
		return account.Link{}, fmt.Errorf("reading a link: %w", err)
	}
	if len(rows) == 0 {
		return account.Link{}, fault.New(fault.NotFound, "account.fault.link", nil)
	}
	return account.Link{
		Key: key, Account: rows[0].AccountID, Purpose: account.Purpose(rows[0].Purpose), EndsAt: rows[0].EndsAt.Time,
	}, nil
}

// Asks lists what waits to be decided, the oldest first.
func (s *Store) Asks(ctx context.Context) ([]account.Ask, error) {
	var rows []askRow
	err := s.private.WithContext(ctx).Table(asks.name).Where("state = ?", string(account.AskOpen)).
		Order("asked_at, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading what is asked for: %w", err)
	}
	list := make([]account.Ask, len(rows))
	for i, row := range rows {
		text, err := s.vault.Decrypt(vault.Accounts, askCell(row.ID), row.Sealed)
		if err != nil {
			return nil, fmt.Errorf("opening what is asked for: %w", err)
		}
		var doc askDoc
		if err := json.Unmarshal(text, &doc); err != nil {
			return nil, fmt.Errorf("reading what is asked for: %w", err)
		}
		list[i] = account.Ask{
			ID: row.ID, What: account.What(row.What), Account: row.AccountID, Roles: splitRoles(row.Roles),
			Login: row.Login, Name: doc.Name, Unit: row.Unit, By: row.AskedBy, ByName: doc.ByName, At: row.AskedAt.Time,
			Reason: row.Reason, State: account.AskState(row.State), Decider: row.DecidedBy,
		}
	}
	return list, nil
}

// lively are the acts upon an account that are a sign of life of it.
var lively = []string{
	string(audit.AccountMade), string(audit.AccountInvited), string(audit.AccountEnrolled), string(audit.AccountEnabled),
}

// LastSigns returns, by row id, when each of the accounts gave its last sign of
// life. A session in which the one-time code is still to come is none.
func (s *Store) LastSigns(ctx context.Context, of []account.Account) (map[int64]time.Time, error) {
	last, ids, objects := map[int64]time.Time{}, []int64{}, []string{}
	named := map[string]int64{}
	for _, a := range of {
		object := fmt.Sprintf("account/%d", a.ID)
		ids, objects, named[object] = append(ids, a.ID), append(objects, object), a.ID
	}
	var in []struct {
		AccountID int64
		At        instant
	}
	err := inChunks(ids, func(part []int64) error {
		in = nil
		err := s.jobs.WithContext(ctx).Table(sessions.name).Select("account_id, MAX(seen_at) AS at").
			Where("account_id IN ? AND half = ?", part, false).Group("account_id").Find(&in).Error
		for _, row := range in {
			last[row.AccountID] = row.At.Time
		}
		return wrapped(err, "reading when accounts were used")
	})
	if err != nil {
		return nil, err
	}
	var done []struct {
		Object string
		At     instant
	}
	err = inChunks(objects, func(part []string) error {
		done = nil
		err := s.jobs.WithContext(ctx).Table(events.name).Select("object, MAX(at) AS at").
			Where("object IN ? AND did IN ?", part, lively).Group("object").Find(&done).Error
		for _, row := range done {
			if id := named[row.Object]; row.At.After(last[id]) {
				last[id] = row.At.Time
			}
		}
		return wrapped(err, "reading what was done to accounts")
	})
	return last, err
}

// Trail lists what was done to the account, the newest first.
func (s *Store) Trail(ctx context.Context, id int64, most int) ([]audit.Event, error) {
	var rows []eventRow
	err := s.private.WithContext(ctx).Table(events.name).Where("object = ?", fmt.Sprintf("account/%d", id)).
		Order("id DESC").Limit(most).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading the trail of an account: %w", err)
	}
	list := make([]audit.Event, len(rows))
	for i, row := range rows {
		list[i] = audit.Event{
			Did: audit.Act(row.Did), On: row.Object, At: row.At.Time, Reason: row.Reason,
			By: actor.Actor{Name: row.ActorName, Side: actor.Side(row.ActorSide), Role: actor.Role(row.ActorRole)},
		}
	}
	return list, nil
}

// RecoveryCodes lists those of the account, used or not.
func (s *Store) RecoveryCodes(ctx context.Context, id int64) ([]account.Recovery, error) {
	var rows []recoveryRow
	err := s.private.WithContext(ctx).Table(recoveries.name).Where("account_id = ?", id).Order("nth").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading recovery codes: %w", err)
	}
	list := make([]account.Recovery, len(rows))
	for i, row := range rows {
		list[i] = account.Recovery{Nth: row.Nth, Hash: row.CodeHash, UsedAt: row.UsedAt.Time}
	}
	return list, nil
}

// UseRecovery uses up a recovery code; fault.Stale when somebody was quicker.
func (s *Store) UseRecovery(ctx context.Context, id int64, nth int, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		done := t.Table(recoveries.name).Where("account_id = ? AND nth = ? AND used_at IS NULL", id, nth).
			Updates(map[string]any{"used_at": instant{e.At}})
		if done.Error == nil && done.RowsAffected == 0 {
			return stale()
		}
		return done.Error
	})
}

// RenewRecovery keeps another set of recovery codes instead of the one before.
func (s *Store) RenewRecovery(ctx context.Context, id int64, hashes []string, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error { return renewRecovery(t, id, hashes) })
}

func renewRecovery(t *tx, id int64, hashes []string) error {
	if err := t.Exec("DELETE FROM recovery_codes WHERE account_id = ?", id).Error; err != nil {
		return fmt.Errorf("taking back recovery codes: %w", err)
	}
	rows := make([]recoveryRow, len(hashes))
	for i, hash := range hashes {
		rows[i] = recoveryRow{AccountID: id, Nth: i, CodeHash: hash}
	}
	return recoveries.insert(t.DB, rows)
}
