package store

import (
	"context"
	"database/sql"
	"strings"
	"sync"
	"time"

	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
)

// pageTimeout is how long a public page waits for its records.
const pageTimeout = 5 * time.Second

// reading is how much is read of a record and its subject.
type reading struct {
	records  table[recordRow]
	subjects table[subjectRow]
}

// Public pages ask by a handful of constant statements, prepared once for each
// connection and scanned without GORM, which takes twice as long for a page.
// A line of a list is read by half the columns: by what disclosure.Glance asks
// of a record, no more.
var (
	inFull = reading{records, subjects}
	asLine = reading{
		records.mustRead("id", "number", "subject_id", "subject_kind", "provider", "item", "edition", "list", "class",
			"honour", "dual_disclosure", "severity", "document_title", "document_number", "authority_name", "authority_code",
			"decided_on", "valid_from", "valid_to", "long_term", "channel", "person_basis", "disclosed_from", "disclosed_until",
			"repairable_from", "state", "annotation", "annotated_on", "held", "held_parts", "received_on", "version",
			"attributes", "sealed"),
		subjects.mustRead("id", "kind", "name", "name_sealed", "code", "document_sealed", "standing", "version"),
	}
	foundRow  = inFull.rows()
	foundRows = asLine.rows()
	shownRows = "SELECT " + subjects.named("s") + " FROM subjects s WHERE s.public_until >= ? AND " +
		"EXISTS (SELECT 1 FROM records r WHERE r.subject_id = s.id AND " + visible + ")"
)

func (r reading) columns() string {
	return "SELECT " + r.records.named("r") + ", " + r.subjects.named("s") + " FROM "
}

func (r reading) rows() string {
	return r.columns() + "records r JOIN subjects s ON s.id = r.subject_id"
}

// joined reads lines for a page, which gives ids with the day that they are
// listed by; the page touches an index alone.
func joined(page string) string {
	return asLine.columns() + "(" + page + ") page " +
		"JOIN records r ON r.id = page.id JOIN subjects s ON s.id = r.subject_id " +
		"ORDER BY page.listed DESC, page.id DESC"
}

// statements keeps the prepared statements of the public pool. There are as
// many as there are texts in this package, times the sizes of padded.
type statements struct {
	mu   sync.Mutex
	made map[string]*sql.Stmt
}

func (c *statements) prepared(ctx context.Context, db *sql.DB, text string) (*sql.Stmt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if stmt, ok := c.made[text]; ok {
		return stmt, nil
	}
	stmt, err := db.PrepareContext(ctx, text) //nolint:sqlclosecheck // kept for the next asking, closed with its pool
	if err != nil {
		return nil, err
	}
	if c.made == nil {
		c.made = map[string]*sql.Stmt{}
	}
	c.made[text] = stmt
	return stmt, nil
}

// ask runs a constant statement on the public pool.
func (s *Store) ask(ctx context.Context, text string, args []any, each func(*sql.Rows) error) error {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	stmt, err := s.statements.prepared(ctx, s.reads, text) //nolint:sqlclosecheck // shared, see prepared
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// found hands over records with their subjects.
func (s *Store) found(ctx context.Context, r reading, text string, args []any, take func(search.Found)) error {
	var rec recordRow
	var subj subjectRow
	targets := r.subjects.targets(r.records.targets(nil, &rec), &subj)
	return s.ask(ctx, text, args, func(rows *sql.Rows) error {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		var f search.Found
		var err error
		if f.Record, err = s.recordOf(rec); err != nil {
			return err
		}
		if f.Subject, err = s.subjectOf(subj); err != nil {
			return err
		}
		take(f)
		return nil
	})
}

// page reads up to limit lines in the order of the page.
func (s *Store) page(ctx context.Context, page string, args []any, limit int) ([]search.Found, error) {
	found := make([]search.Found, 0, limit)
	err := s.found(ctx, asLine, joined(page), append(args, limit), func(f search.Found) { found = append(found, f) })
	return found, err
}

// shownSubjects reads subjects that have a record on display.
func (s *Store) shownSubjects(ctx context.Context, text string, args ...any) (map[int64]subject.Subject, error) {
	shown := map[int64]subject.Subject{}
	var row subjectRow
	targets := subjects.targets(nil, &row)
	err := s.ask(ctx, text, args, func(rows *sql.Rows) error {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		subj, err := s.subjectOf(row)
		shown[row.ID] = subj
		return err
	})
	return shown, err
}

// padded returns the marks and values of an IN for the ids. The last is
// repeated up to one of few lengths, so that the texts stay few.
func padded(ids []int64) (string, []any) {
	size := chunkSize
	for _, s := range []int{1, 10, 20, 50, 100, 200} {
		if len(ids) <= s {
			size = s
			break
		}
	}
	args := make([]any, size)
	for i := range args {
		args[i] = ids[min(i, len(ids)-1)]
	}
	return "(?" + strings.Repeat(", ?", size-1) + ")", args
}

// forever bounds the first page of a list; no day is later.
var forever = day{record.Forever}
