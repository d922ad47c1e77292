package search

import (
	"context"
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
)

// File returns the public credit file of the subject with the code, with up
// to limit records after the cursor; fault.NotFound unless at least one is on
// display.
func (r *Register) File(
	ctx context.Context, code subject.Code, today civil.Date, after Cursor, limit int,
) (File, error) {
	subj, err := r.shelf.SubjectByCode(ctx, code, today)
	if err != nil {
		return File{}, fmt.Errorf("reading a subject: %w", err)
	}
	found, counts, err := r.shelf.OfSubject(ctx, subj.ID, today, after, limit+1)
	if err != nil {
		return File{}, fmt.Errorf("reading the records of a subject: %w", err)
	}
	f := File{Subject: subj, Counts: counts}
	found, f.Next = upTo(found, limit)
	f.Rows = r.show(found, today)
	if !subj.Public() || len(f.Rows) == 0 && after.IsZero() {
		return File{}, fault.New(fault.NotFound, "subject.fault.not_found", nil)
	}
	return f, nil
}

// Stretch returns the next records of a list, however deep, for whoever takes
// the whole of it home. It counts the list without its facets, and leaves out
// natural persons, of whom no list is given away (条例 20).
func (r *Register) Stretch(
	ctx context.Context, f Filter, today civil.Date, after Cursor, size int,
) (Listing, error) {
	after.Depth = 0
	found, next, err := r.read(ctx, f, today, after, size)
	if err != nil {
		return Listing{}, fmt.Errorf("reading a stretch of a list: %w", err)
	}
	if !next.IsZero() {
		next.Depth = anyDepth
	}
	l := Listing{Next: next, Total: r.total(f, today)}
	for _, shown := range r.show(found, today) {
		if shown.SubjectKind != subject.Person {
			l.Rows = append(l.Rows, shown)
		}
	}
	return l, nil
}

// anyDepth is one that every reader of cursors takes: who goes on by it is not
// asked to narrow the list.
const anyDepth = 1

// upTo takes the rows that were asked for from one more, which says that there
// are more.
func upTo(found []Found, size int) ([]Found, Cursor) {
	if len(found) <= size {
		return found, Cursor{}
	}
	last := found[size-1].Record
	return found[:size], Cursor{On: last.ListedOn(), ID: last.ID, Depth: anyDepth}
}
