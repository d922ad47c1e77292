package store

import (
	"context"
	"encoding/json"
	"fmt"

	"creditportal/internal/account"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

type identityRow struct {
	AccountID   int64
	SubjectID   int64 // 0: known at a provider, but no person
	Method      string
	External    []byte // keyed digest of who they are at a provider; nil: nobody
	ProvedAt    instant
	ProvedBy    int64
	SuspendedAt instant
}

type activationRow struct {
	ID        int64
	CodeHash  []byte
	IssuedBy  int64
	IssuedAt  instant
	ExpiresAt instant
	UsedAt    instant
	UsedBy    int64
	Sealed    []byte // JSON of vouchedDoc
}

// vouchedDoc is a person as an officer saw their papers.
type vouchedDoc struct {
	Name     string      `json:"name"`
	Document documentDoc `json:"document"`
}

var (
	identities  = newTable[identityRow]("identities")
	activations = newTable[activationRow]("activations")
)

func activationCell(id int64) vault.Cell {
	return vault.Cell{Table: activations.name, Column: "sealed", Row: id}
}

// secretDigest is what is kept of a code, by what it is for.
func (s *Store) secretDigest(use, code string) []byte {
	digest := s.vault.BlindIndex(vault.Contacts, []byte(use+"\x00"+code))
	return digest[:]
}

// Prove links the account to the file of the person, opened where there is
// none, and uses up the code by which it is proven.
func (s *Store) Prove(ctx context.Context, a account.Account, p account.Proof, e audit.Event) error {
	was := a.Version
	a.Version++
	return s.write(ctx, e, func(t *tx) error {
		file, err := s.fileFor(t, p.Person)
		switch {
		case err != nil:
			return err
		case file.Name != p.Person.Name:
			return fault.New(fault.Conflict, "identity.fault.name", nil) // art. 13: two records of one number
		}
		if err := s.keepIdentity(t, a, p, file.ID); err != nil {
			return err
		}
		a.Subject, a.Name = file.ID, file.Name
		row, err := s.rowOfAccount(a)
		if err != nil {
			return err
		}
		err = found(accounts.update(t.DB, &row, []string{"id", "login"}, "id = ? AND version = ?", a.ID, was))
		if err == nil && p.Presented != nil {
			err = s.changePresented(t, *p.Presented)
		}
		if err != nil || p.Activation == 0 {
			return err
		}
		return one(t.Table(activations.name).Where("id = ? AND used_at IS NULL", p.Activation).
			Updates(map[string]any{"used_at": instant{e.At}, "used_by": a.ID}))
	})
}

// keepIdentity notes by what it is proven. An account stays with the person
// that it was proven to be of.
func (s *Store) keepIdentity(t *tx, a account.Account, p account.Proof, file int64) error {
	row := identityRow{
		AccountID: a.ID, SubjectID: file, Method: string(p.Method), ProvedAt: instant{t.at}, ProvedBy: p.By,
	}
	if p.External != "" {
		row.External = s.secretDigest("external", p.External)
	}
	var have []identityRow
	if err := t.Table(identities.name).Where("account_id = ?", a.ID).Find(&have).Error; err != nil {
		return fmt.Errorf("reading an identity: %w", err)
	}
	if len(have) == 0 {
		return identities.insert(t.DB, []identityRow{row})
	}
	if have[0].SubjectID != 0 && have[0].SubjectID != file {
		return fault.New(fault.Conflict, "identity.fault.another_person", nil)
	}
	if row.External == nil {
		row.External = have[0].External
	}
	_, err := identities.update(t.DB, &row, []string{"account_id"}, "account_id = ?", a.ID)
	return err
}

// Standing returns how far it is proven who the holder of the account is.
func (s *Store) Standing(ctx context.Context, id int64) (account.Standing, error) {
	var rows []identityRow
	err := s.private.WithContext(ctx).Table(identities.name).Where("account_id = ?", id).Find(&rows).Error
	if err != nil {
		return account.Standing{}, fmt.Errorf("reading an identity: %w", err)
	}
	if len(rows) == 0 {
		return account.Standing{}, nil
	}
	row := rows[0]
	return account.Standing{
		Subject: row.SubjectID, Method: account.Method(row.Method), ProvedAt: row.ProvedAt.Time,
		SuspendedAt: row.SuspendedAt.Time,
	}, nil
}

// KeepActivation keeps a code: its digest, and whom it names.
func (s *Store) KeepActivation(ctx context.Context, v account.Activation, code string, e audit.Event) error {
	v.ID = s.ids.next(1)
	text, err := json.Marshal(vouchedDoc{v.Person.Name, docOf(v.Person.Document)})
	if err != nil {
		return fmt.Errorf("writing an activation: %w", err)
	}
	sealed, err := s.vault.Encrypt(vault.Accounts, activationCell(v.ID), text)
	if err != nil {
		return err
	}
	e.On = fmt.Sprintf("activation/%d", v.ID)
	return s.write(ctx, e, func(t *tx) error {
		return activations.insert(t.DB, []activationRow{{
			ID: v.ID, CodeHash: s.secretDigest("activation", code), IssuedBy: v.IssuedBy, IssuedAt: instant{v.IssuedAt},
			ExpiresAt: instant{v.ExpiresAt}, Sealed: sealed,
		}})
	})
}

// ActivationBy returns what the code was given for; fault.NotFound for none.
func (s *Store) ActivationBy(ctx context.Context, code string) (account.Activation, error) {
	var rows []activationRow
	err := s.private.WithContext(ctx).Table(activations.name).
		Where("code_hash = ?", s.secretDigest("activation", code)).Find(&rows).Error
	if err != nil {
		return account.Activation{}, fmt.Errorf("reading an activation: %w", err)
	}
	if len(rows) == 0 {
		return account.Activation{}, fault.New(fault.NotFound, "identity.fault.code", nil)
	}
	row := rows[0]
	v := account.Activation{
		ID: row.ID, IssuedBy: row.IssuedBy, IssuedAt: row.IssuedAt.Time, ExpiresAt: row.ExpiresAt.Time,
		UsedAt: row.UsedAt.Time, Person: subject.Subject{Kind: subject.Person},
	}
	text, err := s.vault.Decrypt(vault.Accounts, activationCell(row.ID), row.Sealed)
	if err != nil {
		return account.Activation{}, fmt.Errorf("opening an activation: %w", err)
	}
	var doc vouchedDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return account.Activation{}, fmt.Errorf("reading an activation: %w", err)
	}
	v.Person.Name = doc.Name
	v.Person.Document, err = doc.Document.document()
	return v, err
}

// AccountByExternal returns the account of somebody at a provider;
// fault.NotFound for none.
func (s *Store) AccountByExternal(ctx context.Context, external string) (account.Account, error) {
	return s.oneAccount(ctx, "id = (SELECT account_id FROM identities WHERE external = ?)",
		s.secretDigest("external", external))
}

// OwnerMark returns the digest of whose a form is, under the key of the contacts,
// with which no contact or code can be confused.
func (s *Store) OwnerMark(name string) []byte {
	mark := s.vault.BlindIndex(vault.Contacts, []byte("form owner\x00"+name))
	return mark[:]
}
