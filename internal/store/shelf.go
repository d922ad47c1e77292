package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
)

var _ search.Shelf = (*Store)(nil)

// pageTimeout is how long a public page waits for its records.
const pageTimeout = 5 * time.Second

// visible lets through the records that anyone may see on the day: public_on
// is set only while state, hold, channel and subject allow it, and the day
// itself is asked for here, so that no job has to take a record down.
func visible(today civil.Date) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("public_on <= ? AND disclosed_until >= ?", day{today}, day{today})
	}
}

// shelfLists are the columns by which the portal's own lists are read, each
// leading an index of its own.
var shelfLists = map[search.List]string{
	search.EveryRecord: "listed", search.AdverseList: "adverse",
	search.FavourableList: "favourable", search.DualList: "dual",
}

// spot is the place of a record in a list.
type spot struct {
	ID int64
	On day
}

// Listed returns up to limit records of the named list, newest first, after
// the cursor.
func (s *Store) Listed(
	ctx context.Context, list search.List, today civil.Date, after search.Cursor, limit int,
) ([]search.Found, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	var spots []spot
	err := s.listQuery(s.public.WithContext(ctx), list, today, after).Limit(limit).Scan(&spots).Error
	if err != nil {
		return nil, fmt.Errorf("reading a list: %w", err)
	}
	ids := make([]int64, len(spots))
	for i, at := range spots {
		ids[i] = at.ID
	}
	return s.found(ctx, ids, today)
}

// listQuery asks the index alone for row ids; the rows are read afterwards.
// The first comparison bounds the range that the database walks, the second
// cuts the rows of the cursor's own day; a row-value comparison would read
// the whole list on MariaDB.
func (s *Store) listQuery(db *gorm.DB, list search.List, today civil.Date, after search.Cursor) *gorm.DB {
	name, own := shelfLists[list]
	column, q := name+"_on", db.Table(records.name)
	if !own {
		column = "listed_on"
		if s.dialect == mysqlDialect {
			q = db.Table(records.name + " FORCE INDEX (records_list)") // an equality leads: MariaDB would take it alone
		}
		q = q.Where("list = ?", string(list))
	}
	if after.IsZero() {
		q = q.Where(column+" <= ?", day{record.Forever})
	} else {
		q = q.Where(column+" <= ? AND ("+column+" < ? OR id < ?)", day{after.On}, day{after.On}, after.ID)
	}
	return q.Scopes(visible(today)).Select("id, " + column + " AS `on`").Order(column + " DESC").Order("id DESC")
}

// RecordsByID returns those of the records that are on display, in the order
// asked.
func (s *Store) RecordsByID(ctx context.Context, ids []int64, today civil.Date) ([]search.Found, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	return s.found(ctx, ids, today)
}

func (s *Store) found(ctx context.Context, ids []int64, today civil.Date) ([]search.Found, error) {
	db := s.public.WithContext(ctx)
	byID := make(map[int64]recordRow, len(ids))
	err := inChunks(ids, func(part []int64) error {
		var rows []recordRow
		if err := db.Table(records.name).Scopes(visible(today)).Where("id IN ?", part).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading records: %w", err)
		}
		for _, row := range rows {
			byID[row.ID] = row
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows := make([]recordRow, 0, len(byID))
	for _, id := range ids {
		if row, ok := byID[id]; ok {
			rows = append(rows, row)
		}
	}
	return s.withSubjects(db, rows)
}

// withSubjects puts the subject beside each record.
func (s *Store) withSubjects(db *gorm.DB, rows []recordRow) ([]search.Found, error) {
	seen := map[int64]bool{}
	var owners []int64
	for _, row := range rows {
		if !seen[row.SubjectID] {
			seen[row.SubjectID] = true
			owners = append(owners, row.SubjectID)
		}
	}
	files, err := s.subjectsOf(db, owners)
	if err != nil {
		return nil, err
	}
	found := make([]search.Found, len(rows))
	for i, row := range rows {
		rec, err := s.recordOf(row)
		if err != nil {
			return nil, err
		}
		found[i] = search.Found{Record: rec, Subject: files[row.SubjectID]}
	}
	return found, nil
}

// RecordByNumber returns one record; fault.Gone when it is not on display,
// whether or not there ever was one.
func (s *Store) RecordByNumber(ctx context.Context, number record.Number, today civil.Date) (search.Found, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	db := s.public.WithContext(ctx)
	var rows []recordRow
	err := db.Table(records.name).Scopes(visible(today)).Where("number = ?", string(number)).Find(&rows).Error
	if err != nil {
		return search.Found{}, fmt.Errorf("reading a record by its number: %w", err)
	}
	if len(rows) == 0 {
		return search.Found{}, fault.New(fault.Gone, "record.fault.gone", nil)
	}
	found, err := s.withSubjects(db, rows)
	if err != nil {
		return search.Found{}, err
	}
	return found[0], nil
}

// SubjectByCode returns a subject with at least one record on display, also
// by a code it bore before; fault.NotFound otherwise.
func (s *Store) SubjectByCode(ctx context.Context, code subject.Code, today civil.Date) (subject.Subject, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	db := s.public.WithContext(ctx)
	for range maxRecodings {
		if code.IsZero() {
			break
		}
		var rows []subjectRow
		if err := db.Table(subjects.name).Where("code = ?", code.String()).Find(&rows).Error; err != nil {
			return subject.Subject{}, fmt.Errorf("reading a subject by its code: %w", err)
		}
		if len(rows) == 0 {
			break
		}
		shown, err := s.SubjectsByID(ctx, []int64{rows[0].ID}, today)
		if err != nil {
			return subject.Subject{}, err
		}
		if subj, ok := shown[rows[0].ID]; ok {
			return subj, nil
		}
		if err := code.UnmarshalText([]byte(rows[0].Recoded)); err != nil {
			return subject.Subject{}, fmt.Errorf("reading the new code of subject %d: %w", rows[0].ID, err)
		}
	}
	return subject.Subject{}, fault.New(fault.NotFound, "subject.fault.not_found", nil)
}

// maxRecodings ends a walk from code to new code that would go in a circle.
const maxRecodings = 4

// SubjectsByID returns those of the subjects that have a record on display.
func (s *Store) SubjectsByID(
	ctx context.Context, ids []int64, today civil.Date,
) (map[int64]subject.Subject, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	db := s.public.WithContext(ctx)
	var shown []int64
	err := inChunks(ids, func(part []int64) error {
		var have []int64
		on := db.Table(records.name).Select("id").Scopes(visible(today)).Where("subject_id = subjects.id")
		err := db.Table(subjects.name).Where("id IN ? AND public_until >= ?", part, day{today}).
			Where("EXISTS (?)", on).Pluck("id", &have).Error
		shown = append(shown, have...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading subjects on display: %w", err)
	}
	return s.subjectsOf(db, shown)
}

// OfSubject returns up to limit records of a subject, newest first, and how
// many of each class there are.
func (s *Store) OfSubject(
	ctx context.Context, id int64, today civil.Date, limit int,
) ([]search.Found, map[record.Class]int, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	db := s.public.WithContext(ctx)
	var ids []int64
	err := db.Table(records.name).Where("subject_id = ? AND listed_on IS NOT NULL", id).Scopes(visible(today)).
		Order("listed_on DESC").Order("id DESC").Limit(limit).Pluck("id", &ids).Error
	if err != nil {
		return nil, nil, fmt.Errorf("listing the records of a subject: %w", err)
	}
	found, err := s.found(ctx, ids, today)
	if err != nil {
		return nil, nil, err
	}
	var rows []struct {
		Class string
		N     int
	}
	err = db.Table(records.name).Select("class, COUNT(*) AS n").Where("subject_id = ?", id).Scopes(visible(today)).
		Group("class").Scan(&rows).Error
	if err != nil {
		return nil, nil, fmt.Errorf("counting the records of a subject: %w", err)
	}
	counts := make(map[record.Class]int, len(rows))
	for _, row := range rows {
		counts[record.Class(row.Class)] = row.N
	}
	return found, counts, nil
}
