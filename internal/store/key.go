package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/record"
	"creditportal/internal/vault"
)

type vaultKeyRow struct {
	ID      int64
	Class   string
	Suite   int
	Wrapped []byte
	MadeAt  instant
	Retired bool
}

var vaultKeys = newTable[vaultKeyRow]("vault_keys")

// openVault opens the data keys and makes those that are missing. Two
// processes that start at once on an empty database agree: the one whose
// insert is refused reads what the other wrote.
func (s *Store) openVault(ctx context.Context, w vault.KeyWrapper) error {
	if w == nil {
		return vault.ErrShort
	}
	keys, err := s.Keys(ctx)
	if err != nil {
		return err
	}
	made, err := vault.NewKeys(w, keys, s.now())
	if err != nil {
		return err
	}
	if len(made) > 0 {
		if err := s.keepKeys(ctx, made); err != nil && !isUnique(err) {
			return err
		}
		if keys, err = s.Keys(ctx); err != nil {
			return err
		}
	}
	s.vault, err = vault.Open(w, keys)
	return err
}

// RenewKeys reads the data keys again: another process may have made one.
func (s *Store) RenewKeys(ctx context.Context) error {
	keys, err := s.Keys(ctx)
	if err != nil {
		return err
	}
	return s.vault.Take(keys)
}

// Keys lists the data keys, wrapped.
func (s *Store) Keys(ctx context.Context) ([]vault.Key, error) {
	var rows []vaultKeyRow
	if err := s.private.WithContext(ctx).Table(vaultKeys.name).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading keys: %w", err)
	}
	keys := make([]vault.Key, len(rows))
	for i, r := range rows {
		keys[i] = vault.Key{
			ID: uint32(r.ID), Class: vault.Class(r.Class), Suite: byte(r.Suite), //nolint:gosec // as written
			Wrapped: r.Wrapped, MadeAt: r.MadeAt.Time, Retired: r.Retired,
		}
	}
	return keys, nil
}

func (s *Store) keepKeys(ctx context.Context, keys []vault.Key) error {
	return s.private.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return vaultKeys.insert(tx, rowsOfKeys(keys))
	})
}

func rowsOfKeys(keys []vault.Key) []vaultKeyRow {
	rows := make([]vaultKeyRow, len(keys))
	for i, k := range keys {
		rows[i] = vaultKeyRow{
			ID: int64(k.ID), Class: string(k.Class), Suite: int(k.Suite), Wrapped: k.Wrapped, MadeAt: instant{k.MadeAt},
			Retired: k.Retired,
		}
	}
	return rows
}

// BusinessKey returns the keyed digest of a business key. The
// text may hold a person's number; the digest tells nothing but equality.
func (s *Store) BusinessKey(text string) record.Digest {
	return s.vault.BlindIndex(vault.Numbers, []byte("business key\x00"+text))
}

// numberDigest is the digest that a record's number is drawn from.
func (s *Store) numberDigest(key record.Digest) record.Digest {
	return s.vault.BlindIndex(vault.Numbers, append([]byte("record number\x00"), key[:]...))
}

// suppression is the digest under which a deleted honour is remembered.
func (s *Store) suppression(key record.Digest) []byte {
	digest := s.vault.BlindIndex(vault.Suppressions, key[:])
	return digest[:]
}
