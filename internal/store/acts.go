package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/fold"
	"creditportal/internal/query"
	"creditportal/internal/record"
)

// Acts returns at most f.Size acts that the filter wants, the newest first. Only the
// auditor's desk asks.
func (s *Store) Acts(ctx context.Context, f query.ActFilter) ([]query.Acted, error) {
	db := s.private.WithContext(ctx)
	wanted, err := s.wantedActs(db, f)
	if err != nil {
		return nil, err
	}
	var rows []eventRow
	if err := wanted.Select("*").Order("at DESC, id DESC").Limit(f.Size).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading the trail: %w", err)
	}
	list := actedOf(rows)
	return list, s.nameObjects(db, list)
}

// actedOf are acts as the trail kept them, not named yet.
func actedOf(rows []eventRow) []query.Acted {
	list := make([]query.Acted, len(rows))
	for i, row := range rows {
		list[i] = query.Acted{
			Event: audit.Event{
				Did: audit.Act(row.Did), On: row.Object, At: row.At.Time, Reason: row.Reason,
				By: actor.Actor{Name: row.ActorName, Side: actor.Side(row.ActorSide), Role: actor.Role(row.ActorRole)},
			},
			Place: query.Place{At: row.At.Time, ID: row.ID},
		}
	}
	return list
}

// wantedActs asks by the index that the most telling equality leads; that of the
// time is read backwards until a page is full.
func (s *Store) wantedActs(db *gorm.DB, f query.ActFilter) (*gorm.DB, error) {
	index := "events_time"
	where := db
	if f.Did != "" {
		where, index = where.Where("did = ?", string(f.Did)), "events_did"
	}
	if f.Number != "" {
		objects, err := s.objectsOf(db, f.Number)
		if err != nil {
			return nil, err
		}
		where, index = where.Where("object IN ?", objects), "events_object"
	}
	if f.Kind != "" {
		where = where.Where("(object = ? OR object LIKE ?)", f.Kind, f.Kind+"/%")
	}
	if f.Side != "" {
		where = where.Where("actor_side = ?", string(f.Side))
	}
	from := events.name
	if s.dialect == mysqlDialect {
		from += " FORCE INDEX (" + index + ")"
	}
	return whenDone(where.Table(from), f), nil
}

// whenDone bounds the range of time.
func whenDone(db *gorm.DB, f query.ActFilter) *gorm.DB {
	if !f.From.IsZero() {
		db = db.Where("at >= ?", instant{f.From.Start()})
	}
	if !f.To.IsZero() {
		db = db.Where("at < ?", instant{f.To.AddDays(1).Start()})
	}
	if !f.After.IsZero() {
		db = db.Where("at <= ? AND (at < ? OR id < ?)", instant{f.After.At}, instant{f.After.At}, f.After.ID)
	}
	return db
}

// numbered are the tables of what has a public number, by the kind that the trail
// calls it; procedures whose requests stand in one table number by themselves.
var numbered = map[string]string{
	string(flow.Objection): requests.name, string(flow.Feedback): requests.name,
	string(flow.Repair):        requests.name,
	string(flow.Deletion):      requests.name,
	string(flow.Correction):    requests.name,
	string(flow.Authorisation): authorisations.name, "notice": notices.name,
}

// What the trail calls a record and an account.
const (
	ofRecord  = "record"
	ofAccount = "account"
)

// objectsOf are what in the trail may have the public number.
func (s *Store) objectsOf(db *gorm.DB, number string) ([]string, error) {
	var objects []string
	if n, err := record.ParseNumber(number); err == nil {
		objects = append(objects, ofRecord+"/"+string(n))
	}
	for kind, table := range numbered {
		var ids []string
		found := db.Table(table).Where("number = ?", fold.Key(number))
		if table == requests.name {
			found = found.Where("kind = ?", kind)
		}
		if err := found.Pluck("public_id", &ids).Error; err != nil {
			return nil, fmt.Errorf("looking up what was acted upon: %w", err)
		}
		for _, id := range ids {
			objects = append(objects, kind+"/"+id)
		}
	}
	return objects, nil
}

// nameObjects adds what is acted upon by the number or name that people know it by.
func (s *Store) nameObjects(db *gorm.DB, list []query.Acted) error {
	ids := map[string][]string{} // by table
	var holders []int64
	for _, a := range list {
		kind, id, _ := strings.Cut(a.On, "/")
		if table, ok := numbered[kind]; ok {
			ids[table] = append(ids[table], id)
		}
		if n, err := strconv.ParseInt(id, 10, 64); err == nil && kind == ofAccount {
			holders = append(holders, n)
		}
	}
	names, err := s.holdersOf(db, holders)
	if err != nil {
		return err
	}
	for table, some := range ids {
		if err := addNumbers(db, table, some, names); err != nil {
			return err
		}
	}
	for i, a := range list {
		switch kind, id, _ := strings.Cut(a.On, "/"); {
		case kind == ofRecord:
			list[i].Number = id
		case kind == ofAccount:
			list[i].Holder = names[id]
		case numbered[kind] != "":
			list[i].Number = names[id]
		}
	}
	return nil
}

// addNumbers adds the numbers of what stands in the table, by public id.
func addNumbers(db *gorm.DB, table string, ids []string, to map[string]string) error {
	return inChunks(ids, func(part []string) error {
		var rows []struct{ PublicID, Number string }
		err := db.Table(table).Select("public_id, number").Where("public_id IN ?", part).Find(&rows).Error
		for _, row := range rows {
			to[row.PublicID] = row.Number
		}
		return wrapped(err, "reading what was acted upon")
	})
}

// holdersOf are the names of the holders of accounts, by row id in words; those of
// persons who are no members of staff are masked.
func (s *Store) holdersOf(db *gorm.DB, ids []int64) (map[string]string, error) {
	names := map[string]string{}
	err := inChunks(ids, func(some []int64) error {
		var rows []accountRow
		if err := db.Table(accounts.name).Where("id IN ?", some).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading whose accounts were acted upon: %w", err)
		}
		for _, row := range rows {
			a, err := s.accountOf(row)
			if err != nil {
				return err
			}
			name := a.Name
			if !a.Staff() {
				name = disclosure.MaskName(name)
			}
			names[strconv.FormatInt(a.ID, 10)] = name
		}
		return nil
	})
	return names, err
}
