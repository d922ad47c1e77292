package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/vault"
)

// sealedColumn is a column of encrypted values that follow their key when it is
// rotated.
type sealedColumn struct {
	class         vault.Class
	table, column string
}

// sealedColumns lists the columns that are encrypted anew under a new key.
var sealedColumns = []sealedColumn{
	{vault.Subjects, subjects.name, "name_sealed"},
	{vault.Subjects, subjects.name, "document_sealed"},
	{vault.Records, records.name, "sealed"},
	{vault.Drafts, "intake_rows", "draft"},
	{vault.Attachments, attachments.name, "sealed"},
	{vault.Requests, requests.name, "sealed"},
	{vault.Requests, items.name, "sealed"},
	{vault.Requests, drafts.name, "sealed"},
	{vault.Requests, authorisations.name, "sealed"},
	{vault.Requests, remarks.name, "sealed"},
	{vault.Requests, alerts.name, "sealed"},
	{vault.Accounts, accounts.name, "sealed"},
	{vault.Accounts, mandates.name, "sealed"},
	{vault.Accounts, activations.name, "sealed"},
	{vault.Accounts, errands.name, "sealed"},
	{vault.Accounts, asks.name, "sealed"},
	{vault.Accounts, presentations.name, "sealed"},
	{vault.Notices, notices.name, "sealed"},
}

// keptSealed lists the columns of encrypted values that stay under the key they
// were written with, which is never thrown away: they belong to the trail, in
// which nothing is changed.
var keptSealed = []sealedColumn{
	{vault.Records, recordVersions.name, "sealed"},
	{vault.Requests, steps.name, "sealed"},
	{vault.Notices, noticeForms.name, "sealed"},
	{vault.Reports, reports.name, "sealed"},
	{vault.Logs, logValues.name, "value"},
}

// SealedColumns lists the columns of encrypted values as TABLE.COLUMN, those of
// the trail included.
func SealedColumns() []string {
	var list []string
	for _, col := range slices.Concat(sealedColumns, keptSealed) {
		list = append(list, col.table+"."+col.column)
	}
	return list
}

// resealed is how many values one transaction encrypts anew.
const resealed = 200

// AnnounceKey makes a key of the class that opens values and encrypts none yet,
// and returns its id: every process has to know it before one of them uses it.
// fault.Invalid for a class whose key stays.
func (s *Store) AnnounceKey(ctx context.Context, c vault.Class, e audit.Event) (uint32, error) {
	keys, err := s.Keys(ctx)
	if err != nil {
		return 0, err
	}
	next, err := s.vault.NextKey(c, keys, e.At)
	switch {
	case errors.Is(err, vault.ErrPermanent):
		return 0, fault.New(fault.Invalid, "store.fault.key_stays", nil)
	case err != nil:
		return 0, err
	}
	next.Retired = true
	e.Did, e.On = audit.KeyMade, keyObject(c, next.ID)
	err = s.write(ctx, e, func(t *tx) error { return vaultKeys.insert(t.DB, rowsOfKeys([]vault.Key{next})) })
	if err != nil {
		return 0, err
	}
	return next.ID, s.RenewKeys(ctx)
}

// AdoptKey makes the announced key the one under which values of the class are
// encrypted; the others open what they made.
func (s *Store) AdoptKey(ctx context.Context, c vault.Class, id uint32, e audit.Event) error {
	e.Did, e.On = audit.KeyAdopted, keyObject(c, id)
	err := s.write(ctx, e, func(t *tx) error {
		res := t.Exec("UPDATE "+vaultKeys.name+" SET retired = CASE WHEN id = ? THEN ? ELSE ? END WHERE class = ?",
			id, false, true, string(c))
		return wrapped(res.Error, "adopting a key")
	})
	if err != nil {
		return err
	}
	return s.RenewKeys(ctx)
}

func keyObject(c vault.Class, id uint32) string { return fmt.Sprintf("key/%s/%d", c, id) }

// Reseal encrypts anew what is encrypted under an older key of the class, and
// makes its digests anew, a few hundred rows at a time while everybody works, and
// returns how many. It may be broken off and begun again.
// A digest that another row has already stays as it is and is counted in twice:
// two files of one person, which no machine may join (art. 13).
func (s *Store) Reseal(ctx context.Context, c vault.Class) (done, twice int, err error) {
	count := func(n int) { done += n }
	for _, col := range sealedColumns {
		if col.class != c {
			continue
		}
		if err := s.resealColumn(ctx, col, count); err != nil {
			return done, 0, fmt.Errorf("encrypting %s.%s anew: %w", col.table, col.column, err)
		}
	}
	if c == vault.Documents {
		twice, err = s.redigest(ctx, count)
	}
	return done, twice, err
}

type sealedValue struct {
	ID    int64
	Value []byte
}

// eachValue calls do for the values of the column, some hundreds at a time in
// one transaction.
func (s *Store) eachValue(
	ctx context.Context, table, column string, do func(*gorm.DB, sealedValue) (bool, error), count func(int),
) error {
	for after := int64(0); ; {
		var rows []sealedValue
		n := 0
		err := s.inJob(ctx, func(db *gorm.DB) error {
			n = 0
			err := db.Table(table).Select("id, "+column+" AS value").Where("id > ? AND "+column+" IS NOT NULL", after).
				Order("id").Limit(resealed).Find(&rows).Error
			for i := 0; err == nil && i < len(rows); i++ {
				var moved bool
				if moved, err = do(db, rows[i]); moved {
					n++
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		count(n)
		after = rows[len(rows)-1].ID
	}
}

// inJob runs do in a transaction of the pool of jobs, where SQLite lets one write
// at a time.
func (s *Store) inJob(ctx context.Context, do func(*gorm.DB) error) error {
	if s.dialect == liteDialect {
		release, err := s.turn(ctx)
		if err != nil {
			return err
		}
		defer release()
	}
	return s.jobs.WithContext(ctx).Transaction(do)
}

// resealColumn encrypts the values of a column under the current key. A value
// that changed meanwhile was encrypted by who changed it.
func (s *Store) resealColumn(ctx context.Context, col sealedColumn, count func(int)) error {
	current := s.vault.Current(col.class)
	return s.eachValue(ctx, col.table, col.column, func(db *gorm.DB, v sealedValue) (bool, error) {
		if vault.KeyOf(v.Value) == current {
			return false, nil
		}
		cell := vault.Cell{Table: col.table, Column: col.column, Row: v.ID}
		plain, err := s.vault.Decrypt(col.class, cell, v.Value)
		if err != nil {
			return false, err
		}
		sealed, err := s.vault.Encrypt(col.class, cell, plain)
		if err != nil {
			return false, err
		}
		res := db.Exec("UPDATE "+col.table+" SET "+col.column+" = ? WHERE id = ? AND "+col.column+" = ?",
			sealed, v.ID, v.Value)
		return res.RowsAffected > 0, res.Error
	}, count)
}

// redigest brings the blind indexes of persons' documents under the current key.
func (s *Store) redigest(ctx context.Context, count func(int)) (twice int, err error) {
	err = s.eachValue(ctx, subjects.name, "document_index", func(db *gorm.DB, v sealedValue) (bool, error) {
		var rows []subjectRow
		if err := db.Table(subjects.name).Where("id = ?", v.ID).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
			return false, err
		}
		subj, err := s.subjectOf(rows[0])
		if err != nil {
			return false, err
		}
		digest := s.documentIndex(subj.Document)
		if digest == nil || bytes.Equal(digest, v.Value) {
			return false, nil
		}
		var taken int64
		err = db.Table(subjects.name).Where("document_index = ?", digest).Count(&taken).Error
		if err != nil || taken > 0 {
			twice += int(taken)
			return false, err
		}
		res := db.Exec("UPDATE subjects SET document_index = ? WHERE id = ? AND document_index = ?",
			digest, v.ID, v.Value)
		return res.RowsAffected > 0, res.Error
	}, count)
	return twice, err
}

// KeyUse is a data key and what is encrypted under it.
type KeyUse struct {
	vault.Key
	Values int64 // encrypted values, those of the trail included; no digests
}

// KeyUses lists the data keys and counts what is encrypted under each; it reads
// every encrypted value for that.
func (s *Store) KeyUses(ctx context.Context) ([]KeyUse, error) {
	keys, err := s.Keys(ctx)
	if err != nil {
		return nil, err
	}
	uses := make([]KeyUse, len(keys))
	at := map[uint32]*KeyUse{}
	for i, k := range keys {
		uses[i].Key = k
		at[k.ID] = &uses[i]
	}
	for _, col := range slices.Concat(sealedColumns, keptSealed) {
		var found []struct {
			Head []byte
			N    int64
		}
		err := s.jobs.WithContext(ctx).Table(col.table).Where(col.column + " IS NOT NULL").
			Select("SUBSTR(" + col.column + ", 1, 5) AS head, COUNT(*) AS n").Group("head").Find(&found).Error
		if err != nil {
			return nil, fmt.Errorf("counting the values of %s.%s: %w", col.table, col.column, err)
		}
		for _, f := range found {
			if use, ok := at[vault.KeyOfHead(f.Head)]; ok {
				use.Values += f.N
			}
		}
	}
	return uses, nil
}
