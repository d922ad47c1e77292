package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/account"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/vault"
)

type accountRow struct {
	ID        int64
	Login     string
	Roles     string // joined by commas
	Unit      string
	SubjectID int64
	Password  string
	Step      int64
	State     string
	Version   int
	Sealed    []byte // JSON of accountDoc
}

// accountDoc is what of an account is personal or secret.
type accountDoc struct {
	Name       string            `json:"name"`
	Secret     []byte            `json:"secret,omitempty"`
	Contacts   []account.Contact `json:"contacts,omitempty"`
	PasswordAt time.Time         `json:"password_at,omitzero"`
}

type sessionRow struct {
	TokenHash []byte
	AccountID int64
	Half      bool
	Device    string
	BeganAt   instant
	SeenAt    instant
	EndsAt    instant
	EndedAt   instant
	MandateID int64
	StepupAt  instant
}

var (
	accounts = newTable[accountRow]("accounts")
	sessions = newTable[sessionRow]("sessions")
)

// AccountByLogin returns the account that signs in by the name; fault.NotFound
// for none. Where there is none the next one is read and opened all the same, so
// that the time does not tell who has an account; that it does not open is for
// whoever asks for it.
func (s *Store) AccountByLogin(ctx context.Context, login string) (account.Account, error) {
	row, err := s.accountRow(ctx, "login >= ?", login)
	if err != nil {
		return account.Account{}, err
	}
	a, err := s.accountOf(row)
	if row.Login != login {
		return account.Account{}, noAccount()
	}
	return a, err
}

func noAccount() error { return fault.New(fault.NotFound, "account.fault.missing", nil) }

// Account returns the account with the row id; fault.NotFound for none.
func (s *Store) Account(ctx context.Context, id int64) (account.Account, error) {
	return s.oneAccount(ctx, "id = ?", id)
}

func (s *Store) oneAccount(ctx context.Context, where string, arg any) (account.Account, error) {
	row, err := s.accountRow(ctx, where, arg)
	if err != nil {
		return account.Account{}, err
	}
	return s.accountOf(row)
}

func (s *Store) accountRow(ctx context.Context, where string, arg any) (accountRow, error) {
	var rows []accountRow
	db := s.private.WithContext(ctx).Table(accounts.name)
	if err := db.Where(where, arg).Order("login").Limit(1).Find(&rows).Error; err != nil {
		return accountRow{}, fmt.Errorf("reading an account: %w", err)
	}
	if len(rows) == 0 {
		return accountRow{}, noAccount()
	}
	return rows[0], nil
}

// Accounts lists every account by login.
func (s *Store) Accounts(ctx context.Context) ([]account.Account, error) {
	var rows []accountRow
	if err := s.private.WithContext(ctx).Table(accounts.name).Order("login").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing accounts: %w", err)
	}
	list := make([]account.Account, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = s.accountOf(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// EnterAccount adds the account and returns it with its row id; fault.Conflict
// when the login is taken.
func (s *Store) EnterAccount(ctx context.Context, a account.Account, e audit.Event) (account.Account, error) {
	a.ID = s.ids.next(1)
	row, err := s.rowOfAccount(a)
	if err != nil {
		return account.Account{}, err
	}
	e.On = fmt.Sprintf("account/%d", a.ID)
	err = s.write(ctx, e, func(t *tx) error {
		var n int64
		if err := t.Table(accounts.name).Where("login = ?", a.Login).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "account.fault.login_taken", nil)
		}
		if err := accounts.insert(t.DB, []accountRow{row}); err != nil {
			return err
		}
		return occupy(t, a)
	})
	if err != nil {
		return account.Account{}, err
	}
	return s.AccountByLogin(ctx, a.Login) // of two clicks the first made it
}

// ChangeAccount makes the account stand as it is, one version on, and ends its
// sessions but the one kept; fault.Stale when somebody was quicker.
func (s *Store) ChangeAccount(ctx context.Context, a account.Account, keep account.Key, e audit.Event) error {
	was := a.Version
	a.Version++
	row, err := s.rowOfAccount(a)
	if err != nil {
		return err
	}
	return s.write(ctx, e, func(t *tx) error {
		var roles string
		err := t.Table(accounts.name).Where("id = ?", a.ID).Limit(1).Pluck("roles", &roles).Error
		if err != nil {
			return fmt.Errorf("reading the roles of an account: %w", err)
		}
		err = found(accounts.update(t.DB, &row, []string{"id", "login"}, "id = ? AND version = ?", a.ID, was))
		if err == nil && roles != row.Roles {
			err = occupy(t, a)
		}
		if err != nil {
			return err
		}
		return endSessions(t.Where("account_id = ? AND token_hash <> ?", a.ID, keep[:]), e.At)
	})
}

// OpenSession keeps the session, ends the one that it follows and the oldest
// beyond the number.
func (s *Store) OpenSession(
	ctx context.Context, opened account.Session, follows account.Key, most int, e audit.Event,
) error {
	return s.write(ctx, e, func(t *tx) error {
		if err := endSessions(t.Where("token_hash = ?", follows[:]), e.At); err != nil {
			return err
		}
		var older [][]byte
		err := t.Table(sessions.name).Where("account_id = ? AND ended_at IS NULL AND half = ?", opened.Account, false).
			Order("began_at DESC, token_hash").Pluck("token_hash", &older).Error
		if err != nil {
			return err
		}
		for len(older) >= most {
			last := len(older) - 1
			if err := endSessions(t.Where("token_hash = ?", older[last]), e.At); err != nil {
				return err
			}
			older = older[:last]
		}
		return sessions.insert(t.DB, []sessionRow{rowOfSession(opened)})
	})
}

func endSessions(which *gorm.DB, at time.Time) error {
	err := which.Table(sessions.name).Where("ended_at IS NULL").Updates(map[string]any{"ended_at": instant{at}}).Error
	if err != nil {
		return fmt.Errorf("ending sessions: %w", err)
	}
	return nil
}

// Session returns the session that is not ended; fault.NotFound for none.
func (s *Store) Session(ctx context.Context, key account.Key) (account.Session, error) {
	list, err := s.sessions(ctx, "token_hash = ?", key[:])
	if err != nil {
		return account.Session{}, err
	}
	if len(list) == 0 {
		return account.Session{}, fault.New(fault.NotFound, "account.fault.session", nil)
	}
	return list[0], nil
}

// Sessions lists those of the account that are not ended, the newest first.
func (s *Store) Sessions(ctx context.Context, id int64) ([]account.Session, error) {
	return s.sessions(ctx, "account_id = ?", id)
}

func (s *Store) sessions(ctx context.Context, where string, arg any) ([]account.Session, error) {
	var rows []sessionRow
	err := s.private.WithContext(ctx).Table(sessions.name).Where("ended_at IS NULL").Where(where, arg).
		Order("began_at DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading sessions: %w", err)
	}
	list := make([]account.Session, len(rows))
	for i, row := range rows {
		list[i] = account.Session{
			Account: row.AccountID, Half: row.Half, Device: row.Device, BeganAt: row.BeganAt.Time,
			SeenAt: row.SeenAt.Time, EndsAt: row.EndsAt.Time, Mandate: row.MandateID, ProvedAt: row.StepupAt.Time,
		}
		copy(list[i].Key[:], row.TokenHash)
	}
	return list, nil
}

// Seen notes a sign of life. It is no act: nothing but the time-out reads it.
func (s *Store) Seen(ctx context.Context, key account.Key, at time.Time) error {
	err := s.private.WithContext(ctx).Table(sessions.name).Where("token_hash = ?", key[:]).
		Updates(map[string]any{"seen_at": instant{at}}).Error
	if err != nil {
		return fmt.Errorf("noting a sign of life: %w", err)
	}
	return nil
}

// EndSession ends a session of the account.
func (s *Store) EndSession(ctx context.Context, id int64, key account.Key, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		return endSessions(t.Where("account_id = ? AND token_hash = ?", id, key[:]), e.At)
	})
}

func rowOfSession(opened account.Session) sessionRow {
	return sessionRow{
		TokenHash: opened.Key[:], AccountID: opened.Account, Half: opened.Half, Device: opened.Device,
		BeganAt: instant{opened.BeganAt}, SeenAt: instant{opened.SeenAt}, EndsAt: instant{opened.EndsAt},
		MandateID: opened.Mandate, StepupAt: instant{opened.ProvedAt},
	}
}

func (s *Store) rowOfAccount(a account.Account) (accountRow, error) {
	text, err := json.Marshal(accountDoc{a.Name, a.Secret, a.Contacts, a.PasswordAt}) //nolint:gosec // sealed below
	if err != nil {
		return accountRow{}, fmt.Errorf("writing an account: %w", err)
	}
	sealed, err := s.vault.Encrypt(vault.Accounts, accountCell(a.ID), text)
	return accountRow{
		ID: a.ID, Login: a.Login, Roles: joinedRoles(a.Roles), Unit: a.Unit, SubjectID: a.Subject,
		Password: a.Password, Step: a.Step, State: string(a.State), Version: a.Version, Sealed: sealed,
	}, err
}

func accountCell(id int64) vault.Cell {
	return vault.Cell{Table: accounts.name, Column: "sealed", Row: id}
}

func (s *Store) accountOf(row accountRow) (account.Account, error) {
	a := account.Account{
		ID: row.ID, Login: row.Login, Unit: row.Unit, Subject: row.SubjectID, Password: row.Password, Step: row.Step,
		State: account.State(row.State), Version: row.Version,
	}
	a.Roles = splitRoles(row.Roles)
	text, err := s.vault.Decrypt(vault.Accounts, accountCell(row.ID), row.Sealed)
	if err != nil {
		return account.Account{}, fmt.Errorf("opening account %d: %w", row.ID, err)
	}
	var doc accountDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return account.Account{}, fmt.Errorf("reading account %d: %w", row.ID, err)
	}
	a.Name, a.Secret, a.Contacts, a.PasswordAt = doc.Name, doc.Secret, doc.Contacts, doc.PasswordAt
	return a, nil
}
