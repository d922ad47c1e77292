package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/query"
)

type queryRow struct {
	ID           int64
	ActorAccount int64
	ActorName    string
	ActorSide    string
	ActorRole    string
	ActorUnit    string
	At           instant
	Basis        string
	SubjectID    int64
	Object       string
	Shown        int
	PublicID     optional // NULL in rows of before there was one
	Channel      string
	Ground       string
	Purpose      string
	Items        string // codes, between commas
	Refused      bool
	Address      string
	Session      string
	Salt         []byte
	Mark         []byte
}

var queryLog = newTable[queryRow]("query_log")

// itemSeparator stands between the codes of items in one column.
const itemSeparator = ","

// What an entry says of persons in words.
const (
	lookName  = "name"  // of an enquirer who is a person
	lookWords = "words" // on the purpose
	lookFor   = "for"   // on whose behalf
)

// Note makes an entry of the query log true, through connections that nothing
// else uses. There is no way to change one.
func (s *Store) Note(ctx context.Context, e query.Entry) error {
	return s.logged(ctx, e.ID, func(t *gorm.DB) error {
		if err := withinQuota(t, e); err != nil {
			return err
		}
		if err := unmoved(t, e.Read); err != nil {
			return err
		}
		return s.note(t, e)
	})
}

// withinQuota refuses a look at one more data subject than the account may look at
// in a day; at whom it has looked today it may look again. Of several who look at
// once on a server each counts those before, so that it may be exceeded by as many
// as there are.
func withinQuota(t *gorm.DB, e query.Entry) error {
	if e.Most == 0 {
		return nil
	}
	var n int64
	err := t.Table(queryLog.name).Select("COUNT(DISTINCT subject_id)").
		Where("actor_account = ? AND at >= ? AND refused = ? AND subject_id <> 0 AND subject_id <> ?",
			e.By.Account, instant{civil.Of(e.At).Start()}, false, e.Subject).Scan(&n).Error
	if err != nil {
		return fmt.Errorf("counting whom the account looked at: %w", err)
	}
	if n >= int64(e.Most) {
		return fault.New(fault.Forbidden, "query.fault.quota", fault.Args{"Most": e.Most})
	}
	return nil
}

// unmoved refuses a look at records that are no longer as they were read. It
// holds them to the end of the transaction: an act on one of them either ended
// before, or finds the look in the log, whose viewers it tells (see viewed).
func unmoved(t *gorm.DB, read map[int64]int) error {
	return inChunks(slices.Sorted(maps.Keys(read)), func(part []int64) error {
		var now []recordRow
		err := t.Table(records.name).Select("id", "version").Clauses(clause.Locking{Strength: "UPDATE"}).
			Where("id IN ?", part).Order("id").Find(&now).Error
		if err != nil {
			return fmt.Errorf("reading what is looked at: %w", err)
		}
		for _, row := range now {
			if was := read[row.ID]; was != 0 && was != row.Version {
				return stale()
			}
		}
		return nil
	})
}

// note adds the entry to a transaction that is under way.
func (s *Store) note(t *gorm.DB, e query.Entry) error {
	row := queryRow{
		ID: s.ids.next(1), ActorAccount: e.By.Account, ActorName: e.By.Name, ActorSide: string(e.By.Side),
		ActorRole: string(e.By.Role), ActorUnit: e.By.Unit, At: instant{e.At}, Basis: string(e.Basis),
		SubjectID: e.Subject, Object: e.Object, Shown: e.Count,
		PublicID: optional(e.ID), Channel: string(e.Channel), Ground: e.Ground, Purpose: string(e.Purpose),
		Items: strings.Join(e.Items, itemSeparator), Refused: e.Refused, Address: e.By.From.Address,
		Session: e.By.From.Session,
	}
	private := map[string]string{lookWords: e.Words, lookFor: e.For}
	if e.By.Subject != 0 { // a person's name is sealed wherever it stands
		private[lookName], row.ActorName = row.ActorName, ""
	}
	values, err := s.sealValues(ledger.Looks, row.ID, private)
	if err != nil {
		return err
	}
	row.Salt, err = newSalt(ledger.SaltSize)
	if err != nil {
		return err
	}
	row.Mark = s.mark(lookRow(&row, values))
	if err := queryLog.insert(t, []queryRow{row}); err != nil {
		return err
	}
	return logValues.insert(t, values)
}

// lookRow is the row as the ledger takes it.
func lookRow(row *queryRow, values []logValueRow) ledger.Row {
	return ledger.Row{
		Log: ledger.Looks, ID: row.ID, At: row.At.Time, Made: madeAt(row.ID), Salt: row.Salt,
		Fields: append(queryLog.fieldsOf(row, ledger.Columns(ledger.Looks)), valueFields(values)...),
	}
}

// FileOf reads the whole file of the subject with the row id, the newest record
// first; fault.NotFound for none. Only the query desk asks.
func (s *Store) FileOf(ctx context.Context, id int64) (query.Held, error) {
	var file query.Held
	err := Flows{s}.snapshot(ctx, func(db *gorm.DB) error {
		var who []subjectRow
		if err := db.Table("subjects").Where("id = ?", id).Limit(1).Find(&who).Error; err != nil {
			return fmt.Errorf("reading a file: %w", err)
		}
		if len(who) == 0 {
			return missing()
		}
		subj, err := s.subjectOf(who[0])
		if err != nil {
			return err
		}
		file.Subject = subj
		var rows []recordRow
		err = db.Table(records.name).Where("subject_id = ?", id).Order("formed_on DESC, id DESC").Find(&rows).Error
		if err != nil {
			return fmt.Errorf("reading the records of a file: %w", err)
		}
		for _, row := range rows {
			rec, err := s.recordOf(row)
			if err != nil {
				return err
			}
			file.Records = append(file.Records, rec)
		}
		return nil
	})
	return file, err
}
