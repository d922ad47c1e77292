package store

import (
	"context"
	"database/sql"

	"creditportal/internal/civil"
)

// The public addresses of a day; those of natural persons are in no site map.
const (
	recordAddresses = "SELECT number FROM records WHERE public_on IS NOT NULL AND public_on <= ? " +
		"AND disclosed_until >= ? AND subject_kind <> 'person' ORDER BY id"
	subjectAddresses = "SELECT DISTINCT s.code FROM subjects s JOIN records r ON r.subject_id = s.id " +
		"WHERE s.code IS NOT NULL AND s.kind <> 'person' AND r.public_on IS NOT NULL AND r.public_on <= ? " +
		"AND r.disclosed_until >= ? ORDER BY s.code"
)

// EachAddress calls do with the path of every record and then of every subject
// that is on display on the day today.
func (s *Store) EachAddress(ctx context.Context, today civil.Date, do func(path string) error) error {
	for _, part := range []struct{ query, prefix string }{
		{recordAddresses, "/records/"}, {subjectAddresses, "/subjects/"},
	} {
		err := feed(s.jobs.WithContext(ctx), part.query, []any{day{today}, day{today}}, func(rows *sql.Rows) error {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			return do(part.prefix + name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
