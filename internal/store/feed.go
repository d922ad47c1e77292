package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"

	"creditportal/internal/search"
	"creditportal/internal/subject"
)

// The columns that an index needs, read without the detour over GORM: there
// may be a million rows of each.
const (
	subjectFeed = "SELECT id, name, former, code, kind, public_until FROM subjects " +
		"WHERE public_until IS NOT NULL AND kind <> 'person'"
	recordFeed = "SELECT id, subject_id, listed_on, public_on, disclosed_until, " +
		"adverse_on IS NOT NULL, favourable_on IS NOT NULL, dual_on IS NOT NULL, annotation <> '', " +
		"item, authority_name, provider, subject_kind, list, document_number FROM records WHERE public_on IS NOT NULL"
)

// EachSubject calls do with every subject that is or will be public, in no
// order; no natural person is among them.
func (s *Store) EachSubject(ctx context.Context, do func(search.SubjectRow) error) error {
	return s.feedSubjects(s.jobs.WithContext(ctx), do, subjectFeed)
}

// EachRecord calls do with every record that is or will be on display, in no
// order. Records past their last day are among them until their state changes.
func (s *Store) EachRecord(ctx context.Context, do func(search.RecordRow) error) error {
	return s.feedRecords(s.jobs.WithContext(ctx), do, recordFeed)
}

func (s *Store) feedSubjects(
	db *gorm.DB, do func(search.SubjectRow) error, query string, args ...any,
) error {
	return feed(db, query, args, func(rows *sql.Rows) error {
		var r search.SubjectRow
		var former string
		var code optional
		var last day
		if err := rows.Scan(&r.ID, &r.Name, &former, &code, &r.Kind, &last); err != nil {
			return err
		}
		r.Code, r.LastDay = string(code), last.Date
		if former != "null" && former != "[]" {
			var names []subject.Former
			if err := json.Unmarshal([]byte(former), &names); err != nil {
				return err
			}
			for _, f := range names {
				r.Former = append(r.Former, f.Name)
			}
		}
		return do(r)
	})
}

func (s *Store) feedRecords(
	db *gorm.DB, do func(search.RecordRow) error, query string, args ...any,
) error {
	same := words{}
	return feed(db, query, args, func(rows *sql.Rows) error {
		var r search.RecordRow
		var listed, shown, last day
		var item, authority, provider, kind, list string
		err := rows.Scan(&r.ID, &r.Subject, &listed, &shown, &last, &r.Adverse, &r.Favourable, &r.Dual, &r.Annotated,
			&item, &authority, &provider, &kind, &list, &r.Document)
		if err != nil {
			return err
		}
		r.ListOn, r.ShownOn, r.LastDay = listed.Date, shown.Date, last.Date
		r.Item, r.Authority, r.Provider = same.word(item), same.word(authority), same.word(provider)
		r.SubjectKind, r.List = same.word(kind), same.word(list)
		return do(r)
	})
}

// feed runs a query on the driver's own rows.
func feed(db *gorm.DB, query string, args []any, each func(*sql.Rows) error) error {
	rows, err := db.Raw(query, args...).Rows()
	if err != nil {
		return fmt.Errorf("reading for the index: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	for rows.Next() {
		if err := each(rows); err != nil {
			return fmt.Errorf("reading for the index: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading for the index: %w", err)
	}
	return nil
}

// words keeps one copy of each word that stands in many rows.
type words map[string]string

func (w words) word(s string) string {
	if kept, ok := w[s]; ok {
		return kept
	}
	w[s] = s
	return s
}

// ChangesSince returns what happened to the public rows after the version,
// and the version to ask from next. Rows are given as they stand now, so it
// may be asked twice, and by several nodes at different times.
func (s *Store) ChangesSince(ctx context.Context, version int64) (search.Changes, int64, error) {
	db := s.jobs.WithContext(ctx)
	now, err := dataVersion(db)
	if err != nil || now == version {
		return search.Changes{}, now, err
	}
	var rows []changeRow
	err = db.Table(changes.name).Where("version > ? AND version <= ?", version, now).Find(&rows).Error
	if err != nil {
		return search.Changes{}, version, fmt.Errorf("reading changes: %w", err)
	}
	gone := struct{ records, subjects map[int64]bool }{map[int64]bool{}, map[int64]bool{}}
	for _, row := range rows {
		gone.records[row.RecordID], gone.subjects[row.SubjectID] = true, true
	}
	var c search.Changes
	err = inChunks(keysOf(gone.records), func(part []int64) error {
		return s.feedRecords(db, func(r search.RecordRow) error {
			delete(gone.records, r.ID)
			c.Records = append(c.Records, r)
			return nil
		}, recordFeed+" AND id IN ?", part)
	})
	if err != nil {
		return search.Changes{}, version, err
	}
	err = inChunks(keysOf(gone.subjects), func(part []int64) error {
		return s.feedSubjects(db, func(r search.SubjectRow) error {
			delete(gone.subjects, r.ID)
			c.Subjects = append(c.Subjects, r)
			return nil
		}, subjectFeed+" AND id IN ?", part)
	})
	if err != nil {
		return search.Changes{}, version, err
	}
	c.GoneRecords, c.GoneSubjects = keysOf(gone.records), keysOf(gone.subjects)
	return c, now, nil
}

// keysOf returns the keys in order, so that equal changes read alike.
func keysOf(set map[int64]bool) []int64 { return slices.Sorted(maps.Keys(set)) }
