package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
)

// What an index needs of each row, in as few columns as can be: there may be a
// million rows, and drivers are paid by the column. The joined parts are parted
// by tabs, the only one that might hold a tab being the last.
const (
	subjectFeed = "SELECT id, name, former, CONCAT(public_until, '\t', kind, '\t', COALESCE(code, '')) " +
		"FROM subjects WHERE public_until IS NOT NULL AND kind <> 'person'"
	recordFeed = "SELECT id, subject_id, CONCAT(listed_on, public_on, disclosed_until), " +
		"(adverse_on IS NOT NULL) + 2 * (favourable_on IS NOT NULL) + 4 * (dual_on IS NOT NULL) + 8 * (annotation <> ''), " +
		"CONCAT(item, '\t', provider, '\t', subject_kind, '\t', list, '\t', " +
		"CASE WHEN held_parts = '' THEN '' ELSE CONCAT(edition, ';', held_parts) END, '\t', authority_name), " +
		"document_number FROM records WHERE public_on IS NOT NULL"
)

// The bits of recordFeed's fourth column.
const (
	feedAdverse = 1 << iota
	feedFavourable
	feedDual
	feedAnnotated
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

// EachShown calls number with the public number of every record on display on
// the day and code with the code of every subject that has one, in no order; no
// natural person is among them.
func (s *Store) EachShown(
	ctx context.Context, today civil.Date, number func(record.Number) error, code func(string) error,
) error {
	db, on := s.jobs.WithContext(ctx), day{today}
	one := func(do func(string) error) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			var word string
			if err := rows.Scan(&word); err != nil {
				return err
			}
			return do(word)
		}
	}
	err := feed(db, "SELECT r.number FROM records r WHERE r.subject_kind <> 'person' AND "+visible,
		[]any{on, on}, one(func(word string) error { return number(record.Number(word)) }))
	if err != nil {
		return err
	}
	return feed(db, "SELECT s.code FROM subjects s WHERE s.kind <> 'person' AND s.public_until >= ? AND "+
		"EXISTS (SELECT 1 FROM records r WHERE r.subject_id = s.id AND "+visible+")", []any{on, on, on}, one(code))
}

func (s *Store) feedSubjects(
	db *gorm.DB, do func(search.SubjectRow) error, query string, args ...any,
) error {
	var former, rest string
	return feed(db, query, args, func(rows *sql.Rows) error {
		var r search.SubjectRow
		if err := rows.Scan(&r.ID, &r.Name, &former, &rest); err != nil {
			return err
		}
		last, rest, _ := strings.Cut(rest, "\t")
		r.Kind, r.Code, _ = strings.Cut(rest, "\t")
		var err error
		if r.LastDay, err = readDay(last); err != nil {
			return err
		}
		if r.Former, err = namesOf(former); err != nil {
			return err
		}
		return do(r)
	})
}

// namesOf reads the earlier names of a subject; most have none.
func namesOf(former string) ([]string, error) {
	if former == "null" || former == "[]" {
		return nil, nil
	}
	var list []subject.Former
	if err := json.Unmarshal([]byte(former), &list); err != nil {
		return nil, err
	}
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = f.Name
	}
	return names, nil
}

func (s *Store) feedRecords(
	db *gorm.DB, do func(search.RecordRow) error, query string, args ...any,
) error {
	var days, words sql.RawBytes
	known := map[string]worded{}
	return feed(db, query, args, func(rows *sql.Rows) error {
		var id, owner int64
		var flags int
		var document string
		if err := rows.Scan(&id, &owner, &days, &flags, &words, &document); err != nil {
			return err
		}
		r, ok := known[string(words)]
		if !ok {
			r = s.rowOfWords(string(words))
			known[string(words)] = r
		}
		r.ID, r.Subject = id, owner
		if !r.unnumbered {
			r.Document = document
		}
		r.Adverse, r.Favourable = flags&feedAdverse != 0, flags&feedFavourable != 0
		r.Dual, r.Annotated = flags&feedDual != 0, flags&feedAnnotated != 0
		if err := readDays(string(days), &r.ListOn, &r.ShownOn, &r.LastDay); err != nil {
			return err
		}
		return do(r.RecordRow)
	})
}

// worded is what the joined column of recordFeed says of a record.
type worded struct {
	search.RecordRow
	unnumbered bool // its document number is on hold
}

// rowOfWords reads the joined column of recordFeed. Records share few such
// columns, so each is read once and its words are kept once. A value that a hold
// hides is none: neither a filter nor a tally nor a search tells it.
func (s *Store) rowOfWords(joined string) worded {
	const parts = 6
	words := append(strings.SplitN(joined, "\t", parts), make([]string, parts)...)
	r := worded{RecordRow: search.RecordRow{
		Item: words[0], Provider: words[1], SubjectKind: words[2], List: words[3], Authority: words[5],
	}}
	edition, held, some := strings.Cut(words[4], ";")
	if !some {
		return r
	}
	item, known := s.items(edition, r.Item)
	hides := func(column string) bool {
		return !known || slices.ContainsFunc(item.Fields, func(f catalog.Field) bool {
			return f.Spine == column && slices.Contains(splitParts(held), f.Code)
		})
	}
	if hides("authority_name") {
		r.Authority = ""
	}
	r.unnumbered = hides("document_number")
	return r
}

// readDays reads days written one after the other.
func readDays(joined string, into ...*civil.Date) error {
	const size = len("2006-01-02")
	if len(joined) != size*len(into) {
		return fmt.Errorf("not %d days: %q", len(into), joined)
	}
	for i, d := range into {
		var err error
		if *d, err = readDay(joined[size*i : size*(i+1)]); err != nil {
			return err
		}
	}
	return nil
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

// ChangesSince returns what happened to the public rows after the version,
// and where the data stand: the version to ask from next. Rows are given as they stand now, so it
// may be asked twice, and by several nodes at different times.
func (s *Store) ChangesSince(ctx context.Context, version int64) (search.Changes, Stand, error) {
	db := s.jobs.WithContext(ctx)
	now, err := dataStand(db)
	if err != nil || now.Version == version {
		return search.Changes{}, now, err
	}
	var rows []changeRow
	err = db.Table(changes.name).Where("version > ? AND version <= ?", version, now.Version).Find(&rows).Error
	if err != nil {
		return search.Changes{}, Stand{}, fmt.Errorf("reading changes: %w", err)
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
		return search.Changes{}, Stand{}, err
	}
	err = inChunks(keysOf(gone.subjects), func(part []int64) error {
		return s.feedSubjects(db, func(r search.SubjectRow) error {
			delete(gone.subjects, r.ID)
			c.Subjects = append(c.Subjects, r)
			return nil
		}, subjectFeed+" AND id IN ?", part)
	})
	if err != nil {
		return search.Changes{}, Stand{}, err
	}
	c.GoneRecords, c.GoneSubjects = keysOf(gone.records), keysOf(gone.subjects)
	return c, now, nil
}

// keysOf returns the keys in order, so that equal changes read alike.
func keysOf(set map[int64]bool) []int64 { return slices.Sorted(maps.Keys(set)) }
