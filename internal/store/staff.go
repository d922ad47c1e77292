package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/vault"
)

type slotRow struct {
	AccountID int64
	Slot      string
}

type linkRow struct {
	LinkHash  []byte
	AccountID int64
	Purpose   string
	EndsAt    instant
	UsedAt    instant
}

type recoveryRow struct {
	AccountID int64
	Nth       int
	CodeHash  string
	UsedAt    instant
}

type askRow struct {
	ID        int64
	What      string
	AccountID int64
	Roles     string
	Login     string
	Unit      string
	AskedBy   int64
	AskedAt   instant
	Reason    string
	State     string
	DecidedBy int64
	DecidedAt instant
	Sealed    []byte // JSON of askDoc
}

// askDoc is what of something asked for is personal.
type askDoc struct {
	Name   string `json:"name"`
	ByName string `json:"by"`
}

var (
	slots      = newTable[slotRow]("role_slots")
	links      = newTable[linkRow]("account_links")
	recoveries = newTable[recoveryRow]("recovery_codes")
	asks       = newTable[askRow]("account_asks")
)

// Staff lists the accounts that are of no citizen and no agent, by login.
func (s *Store) Staff(ctx context.Context) ([]account.Account, error) {
	person, agent := string(actor.Person), string(actor.OrgAgent)
	var rows []accountRow
	err := s.private.WithContext(ctx).Table(accounts.name).
		Where("subject_id = 0 AND roles NOT IN ?", []string{person, agent, person + "," + agent, agent + "," + person}).
		Order("login").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("listing the accounts of staff: %w", err)
	}
	list := make([]account.Account, len(rows))
	for i, row := range rows {
		if list[i], err = s.accountOf(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// CommitAccount makes an act upon an account true, all of it or nothing, and returns
// the account.
func (s *Store) CommitAccount(ctx context.Context, c account.Change, e audit.Event) (account.Account, error) {
	was := c.Account.Version
	if c.New {
		c.Account.ID = s.ids.next(1)
	} else {
		c.Account.Version++
	}
	id := c.Account.ID
	e.On = "accounts"
	if id != 0 {
		e.On = fmt.Sprintf("account/%d", id)
	}
	err := s.write(ctx, e, func(t *tx) error {
		if id != 0 {
			if err := s.stand(t, c.Account, c.New, was); err != nil {
				return err
			}
		}
		return s.follow(t, c, e)
	})
	if err != nil || id == 0 {
		return account.Account{}, err
	}
	if c.New {
		return s.AccountByLogin(ctx, c.Account.Login) // of two clicks the first made it
	}
	return s.Account(ctx, id)
}

// stand makes the account stand as it is, with the slots of its roles.
func (s *Store) stand(t *tx, a account.Account, entered bool, was int) error {
	var taken int64
	err := t.Table(accounts.name).Where("login = ? AND id <> ?", a.Login, a.ID).Count(&taken).Error
	if err != nil {
		return fmt.Errorf("looking for a login: %w", err)
	}
	if taken > 0 {
		return fault.New(fault.Conflict, "account.fault.login_taken", nil)
	}
	row, err := s.rowOfAccount(a)
	if err != nil {
		return err
	}
	if entered {
		if err := accounts.insert(t.DB, []accountRow{row}); err != nil {
			return err
		}
		return occupy(t, a)
	}
	err = found(accounts.update(t.DB, &row, []string{"id"}, "id = ? AND version = ?", a.ID, was))
	if err != nil {
		return err
	}
	return occupy(t, a)
}

// occupy has the account hold the slots of its roles and no others. Two roles
// that no one person holds together would take one slot twice.
func occupy(t *tx, a account.Account) error {
	if err := t.Exec("DELETE FROM role_slots WHERE account_id = ?", a.ID).Error; err != nil {
		return fmt.Errorf("freeing the slots of roles: %w", err)
	}
	var rows []slotRow
	for _, slot := range account.Slots(a.Roles) {
		rows = append(rows, slotRow{a.ID, slot})
	}
	err := slots.insert(t.DB, rows)
	if isUnique(err) {
		return fault.New(fault.Conflict, "account.fault.conflict", nil)
	}
	return err
}

// follow makes true what goes with a change of an account.
func (s *Store) follow(t *tx, c account.Change, e audit.Event) error {
	if c.EndAll {
		if err := endSessions(t.Where("account_id = ?", c.Account.ID), e.At); err != nil {
			return err
		}
	}
	if err := useLinks(t, c, instant{e.At}); err != nil {
		return err
	}
	if c.Codes != nil {
		if err := renewRecovery(t, c.Account.ID, c.Codes); err != nil {
			return err
		}
	}
	if err := s.enterAsks(t, c); err != nil {
		return err
	}
	if c.Decided == nil {
		return nil
	}
	done := t.Table(asks.name).Where("id = ? AND state = ?", c.Decided.ID, string(account.AskOpen)).
		Updates(map[string]any{
			"state": string(c.Decided.State), "decided_by": c.Decided.Decider, "decided_at": instant{e.At},
		})
	if done.Error == nil && done.RowsAffected == 0 {
		return stale()
	}
	return done.Error
}

// useLinks uses up the link that the change came by, and keeps the one that it
// gives, after which none before is good.
func useLinks(t *tx, c account.Change, at instant) error {
	open := func(where string, arg any) (int64, error) {
		done := t.Table(links.name).Where("used_at IS NULL").Where(where, arg).Updates(map[string]any{"used_at": at})
		return done.RowsAffected, done.Error
	}
	if c.Used != (account.Key{}) {
		n, err := open("link_hash = ?", c.Used[:])
		if err == nil && n == 0 {
			err = stale()
		}
		if err != nil {
			return err
		}
	}
	if c.Invite == nil {
		return nil
	}
	if _, err := open("account_id = ?", c.Account.ID); err != nil {
		return err
	}
	return links.insert(t.DB, []linkRow{{
		LinkHash: c.Invite.Key[:], AccountID: c.Account.ID, Purpose: string(c.Invite.Purpose),
		EndsAt: instant{c.Invite.EndsAt},
	}})
}

// enterAsks enters what is asked for.
func (s *Store) enterAsks(t *tx, c account.Change) error {
	for _, k := range c.Asked {
		if k.Account == 0 && k.What != account.AskAccount {
			k.Account = c.Account.ID
		}
		k.ID = s.ids.next(1)
		text, err := json.Marshal(askDoc{k.Name, k.ByName})
		if err != nil {
			return fmt.Errorf("writing what is asked for: %w", err)
		}
		sealed, err := s.vault.Encrypt(vault.Accounts, askCell(k.ID), text)
		if err != nil {
			return err
		}
		row := askRow{
			ID: k.ID, What: string(k.What), AccountID: k.Account, Roles: joinedRoles(k.Roles), Login: k.Login, Unit: k.Unit,
			AskedBy: k.By, AskedAt: instant{k.At}, Reason: k.Reason, State: string(k.State), Sealed: sealed,
		}
		if err := asks.insert(t.DB, []askRow{row}); err != nil {
			return err
		}
	}
	return nil
}

func askCell(id int64) vault.Cell { return vault.Cell{Table: asks.name, Column: "sealed", Row: id} }

func joinedRoles(roles []actor.Role) string {
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = string(role)
	}
	return strings.Join(names, ",")
}

func splitRoles(text string) []actor.Role {
	var roles []actor.Role
	for role := range strings.SplitSeq(text, ",") {
		if role != "" {
			roles = append(roles, actor.Role(role))
		}
	}
	return roles
}
