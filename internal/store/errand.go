package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/vault"
)

type contactRow struct {
	AccountID    int64
	ContactIndex []byte
	VerifiedAt   instant
}

type errandRow struct {
	ID           int64
	Browser      []byte
	Purpose      string
	ContactIndex []byte
	AccountID    int64
	Idle         bool
	CodeHash     []byte
	Tries        int
	Verified     bool
	BeganAt      instant
	ExpiresAt    instant
	EndedAt      instant
	Sealed       []byte // JSON of errandDoc
}

// errandDoc is what somebody typed who began an errand.
type errandDoc struct {
	Contact  string `json:"contact"`
	Login    string `json:"login,omitempty"`
	Name     string `json:"name,omitempty"`
	Agent    bool   `json:"agent,omitempty"`
	Password string `json:"password,omitempty"`
}

var (
	contacts = newTable[contactRow]("contacts")
	errands  = newTable[errandRow]("errands")
)

func errandCell(id int64) vault.Cell {
	return vault.Cell{Table: errands.name, Column: "sealed", Row: id}
}

// contactIndex is the digest by which the account of a contact is found; mail
// systems read addresses in capitals as the same.
func (s *Store) contactIndex(c account.Contact) []byte {
	return s.secretDigest("contact", string(c.Channel)+"\x00"+strings.ToLower(c.Address))
}

// codeDigest is what is kept of the code of an errand: useless for another one.
func (s *Store) codeDigest(errand int64, code string) []byte {
	return s.secretDigest("code", fmt.Sprintf("%d\x00%s", errand, code))
}

// BeginErrand keeps the errand in the place of any other of the browser, and
// says how many were begun for the contact since the instant.
func (s *Store) BeginErrand(
	ctx context.Context, r account.Errand, code string, since time.Time, e audit.Event,
) (int, error) {
	r.ID = s.ids.next(1)
	//nolint:gosec // sealed below
	text, err := json.Marshal(errandDoc{r.Contact.Address, r.Login, r.Name, r.Agent, r.Password})
	if err != nil {
		return 0, fmt.Errorf("writing an errand: %w", err)
	}
	row := errandRow{
		ID: r.ID, Browser: r.Browser[:], Purpose: string(r.Use), ContactIndex: s.contactIndex(r.Contact),
		AccountID: r.Account, Idle: r.Idle, CodeHash: s.codeDigest(r.ID, code), BeganAt: instant{r.BeganAt},
		ExpiresAt: instant{r.ExpiresAt},
	}
	if row.Sealed, err = s.vault.Encrypt(vault.Accounts, errandCell(r.ID), text); err != nil {
		return 0, err
	}
	var n int64
	err = s.write(ctx, e, func(t *tx) error {
		if err := endErrands(t, "browser = ?", r.Browser[:]); err != nil {
			return err
		}
		if err := errands.insert(t.DB, []errandRow{row}); err != nil {
			return err
		}
		return t.Table(errands.name).Where("contact_index = ? AND began_at > ?", row.ContactIndex, instant{since}).
			Count(&n).Error
	})
	return int(n), err
}

func endErrands(t *tx, where string, arg any) error {
	err := t.Table(errands.name).Where(where, arg).Where("ended_at IS NULL").
		Updates(map[string]any{"ended_at": instant{t.at}}).Error
	return wrapped(err, "ending an errand")
}

// ErrandOf returns the errand of the browser; fault.NotFound for none.
func (s *Store) ErrandOf(ctx context.Context, browser account.Key) (account.Errand, error) {
	var rows []errandRow
	err := s.private.WithContext(ctx).Table(errands.name).Where("browser = ? AND ended_at IS NULL", browser[:]).
		Order("id DESC").Limit(1).Find(&rows).Error
	if err != nil {
		return account.Errand{}, fmt.Errorf("reading an errand: %w", err)
	}
	if len(rows) == 0 {
		return account.Errand{}, fault.New(fault.NotFound, "contact.fault.over", nil)
	}
	row := rows[0]
	r := account.Errand{
		ID: row.ID, Browser: browser, Use: account.Use(row.Purpose), Account: row.AccountID, Idle: row.Idle,
		Tries: row.Tries, Verified: row.Verified, BeganAt: row.BeganAt.Time, ExpiresAt: row.ExpiresAt.Time,
	}
	text, err := s.vault.Decrypt(vault.Accounts, errandCell(row.ID), row.Sealed)
	if err != nil {
		return account.Errand{}, fmt.Errorf("opening an errand: %w", err)
	}
	var doc errandDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return account.Errand{}, fmt.Errorf("reading an errand: %w", err)
	}
	r.Login, r.Name, r.Agent, r.Password = doc.Login, doc.Name, doc.Agent, doc.Password
	r.Contact, err = account.ParseContact(doc.Contact)
	return r, err
}

// TryCode counts a try, of at most so many, and says whether the code was the
// errand's: who guesses in two windows at once has no more tries.
func (s *Store) TryCode(
	ctx context.Context, r account.Errand, code string, most int, e audit.Event,
) (bool, error) {
	right := false
	err := s.write(ctx, e, func(t *tx) error {
		right = false
		counted := t.Table(errands.name).
			Where("id = ? AND tries = ? AND tries < ? AND ended_at IS NULL", r.ID, r.Tries, most).
			Updates(map[string]any{"tries": r.Tries + 1})
		if counted.Error != nil || counted.RowsAffected != 1 {
			return wrapped(counted.Error, "counting a try")
		}
		met := t.Table(errands.name).Where("id = ? AND code_hash = ? AND idle = ?", r.ID, s.codeDigest(r.ID, code), false).
			Updates(map[string]any{"verified": true})
		right = met.RowsAffected == 1
		return wrapped(met.Error, "comparing a code")
	})
	return right, err
}

// AccountByContact returns the account that has the contact; fault.NotFound for
// none.
func (s *Store) AccountByContact(ctx context.Context, c account.Contact) (account.Account, error) {
	return s.oneAccount(ctx, "id = (SELECT account_id FROM contacts WHERE contact_index = ?)", s.contactIndex(c))
}
