package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
)

var _ search.Shelf = (*Store)(nil)

// visible lets through the records r that anyone may see on the day: public_on
// is set only while state, hold, channel and subject allow it, and the day
// itself is asked for here, so that no job has to take a record down.
const visible = "r.public_on <= ? AND r.disclosed_until >= ?"

// shelfLists are the columns by which the portal's own lists are read, each
// leading an index of its own.
var shelfLists = map[search.List]string{
	search.EveryRecord: "r.listed_on", search.AdverseList: "r.adverse_on",
	search.FavourableList: "r.favourable_on", search.DualList: "r.dual_on",
}

// Listed returns up to limit records of the named list, newest first, after
// the cursor.
func (s *Store) Listed(
	ctx context.Context, list search.List, today civil.Date, after search.Cursor, limit int,
) ([]search.Found, error) {
	page, args := s.listPage(list, after)
	found, err := s.page(ctx, page, append(args, day{today}, day{today}), limit)
	return found, wrapped(err, "reading a list")
}

// listPage asks an index alone for row ids. The first comparison bounds the
// range that the database walks, the second cuts the rows of the cursor's own
// day; a row-value comparison would read the whole list on MariaDB.
func (s *Store) listPage(list search.List, after search.Cursor) (string, []any) {
	column, own := shelfLists[list]
	from, where := "records r", ""
	var args []any
	if !own {
		column, where = "r.list_on", "r.list = ? AND "
		args = append(args, string(list))
		if s.dialect == mysqlDialect {
			from += " FORCE INDEX (records_list)" // an equality leads: MariaDB would walk all of it
		}
	}
	if after.IsZero() {
		where += column + " <= ? AND "
		args = append(args, forever)
	} else {
		where += column + " <= ? AND (" + column + " < ? OR r.id < ?) AND "
		args = append(args, day{after.On}, day{after.On}, after.ID)
	}
	return "SELECT r.id, " + column + " AS listed FROM " + from + " WHERE " + where + visible +
		" ORDER BY " + column + " DESC, r.id DESC LIMIT ?", args
}

// RecordsByID returns those of the records that are on display, in the order
// asked.
func (s *Store) RecordsByID(ctx context.Context, ids []int64, today civil.Date) ([]search.Found, error) {
	found := make([]search.Found, len(ids))
	places := make(map[int64]int, len(ids))
	for i, id := range ids {
		places[id] = i
	}
	err := inChunks(ids, func(part []int64) error {
		marks, args := padded(part)
		return s.found(ctx, asLine, foundRows+" WHERE r.id IN "+marks+" AND "+visible,
			append(args, day{today}, day{today}), func(f search.Found) { found[places[f.Record.ID]] = f })
	})
	if err != nil {
		return nil, wrapped(err, "reading records")
	}
	return slices.DeleteFunc(found, func(f search.Found) bool { return f.Record.ID == 0 }), nil
}

// RecordByNumber returns one record; fault.Gone when it is not on display,
// whether or not there ever was one.
func (s *Store) RecordByNumber(ctx context.Context, number record.Number, today civil.Date) (search.Found, error) {
	var found search.Found
	err := s.found(ctx, inFull, foundRow+" WHERE r.number = ? AND "+visible,
		[]any{string(number), day{today}, day{today}}, func(f search.Found) { found = f })
	if err != nil {
		return search.Found{}, wrapped(err, "reading a record by its number")
	}
	if found.Record.ID == 0 {
		return search.Found{}, fault.New(fault.Gone, "record.fault.gone", nil)
	}
	found.Superseded, err = s.superseded(ctx, found.Record)
	return found, err
}

// SubjectByCode returns a subject with at least one record on display, also
// by a code it bore before; fault.NotFound otherwise.
func (s *Store) SubjectByCode(ctx context.Context, code subject.Code, today civil.Date) (subject.Subject, error) {
	for range maxRecodings {
		if code.IsZero() {
			break
		}
		shown, err := s.shownSubjects(ctx, shownRows+" AND s.code = ?", day{today}, day{today}, day{today}, code.String())
		if err != nil {
			return subject.Subject{}, wrapped(err, "reading a subject by its code")
		}
		for _, subj := range shown {
			return subj, nil
		}
		if code, err = s.recoded(ctx, code); err != nil {
			return subject.Subject{}, err
		}
	}
	return subject.Subject{}, fault.New(fault.NotFound, "subject.fault.not_found", nil)
}

// maxRecodings ends a walk from code to new code that would go in a circle.
const maxRecodings = 4

// recoded returns the code that replaced another, zero for none.
func (s *Store) recoded(ctx context.Context, code subject.Code) (subject.Code, error) {
	var next []string
	err := s.ask(ctx, "SELECT recoded FROM subjects WHERE code = ? AND recoded IS NOT NULL", []any{code.String()},
		func(rows *sql.Rows) error {
			next = append(next, "")
			return rows.Scan(&next[len(next)-1])
		})
	if err != nil || len(next) == 0 {
		return subject.Code{}, wrapped(err, "reading a new code")
	}
	return subject.ParseCode(next[0])
}

// SubjectsByID returns those of the subjects that have a record on display.
func (s *Store) SubjectsByID(
	ctx context.Context, ids []int64, today civil.Date,
) (map[int64]subject.Subject, error) {
	shown := make(map[int64]subject.Subject, len(ids))
	err := inChunks(ids, func(part []int64) error {
		marks, args := padded(part)
		have, err := s.shownSubjects(ctx, shownRows+" AND s.id IN "+marks,
			append([]any{day{today}, day{today}, day{today}}, args...)...)
		maps.Copy(shown, have)
		return err
	})
	return shown, wrapped(err, "reading subjects on display")
}

// OfSubject returns up to limit records of a subject, newest first, after the
// cursor, and how many of each class there are in all.
func (s *Store) OfSubject(
	ctx context.Context, id int64, today civil.Date, after search.Cursor, limit int,
) ([]search.Found, map[record.Class]int, error) {
	where, args := "r.subject_id = ? AND r.listed_on <= ? AND ", []any{id, forever}
	if !after.IsZero() {
		where += "(r.listed_on < ? OR r.listed_on = ? AND r.id < ?) AND "
		args = append(args, day{after.On}, day{after.On}, after.ID)
	}
	page := "SELECT r.id, r.listed_on AS listed FROM records r WHERE " + where + visible +
		" ORDER BY r.listed_on DESC, r.id DESC LIMIT ?"
	found, err := s.page(ctx, page, append(args, day{today}, day{today}), limit)
	if err != nil {
		return nil, nil, wrapped(err, "reading the records of a subject")
	}
	counts := map[record.Class]int{}
	err = s.ask(ctx, "SELECT r.class, COUNT(*) FROM records r WHERE r.subject_id = ? AND "+visible+" GROUP BY r.class",
		[]any{id, day{today}, day{today}}, func(rows *sql.Rows) error {
			var class string
			var n int
			err := rows.Scan(&class, &n)
			counts[record.Class(class)] = n
			return err
		})
	return found, counts, wrapped(err, "counting the records of a subject")
}
