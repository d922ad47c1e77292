package search

import (
	"context"
	"fmt"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// Found is a record with its subject as the shelf holds them, let through by
// the filter visible(today). Only Register sees it; pages see disclosure.Shown.
type Found struct {
	Record     record.Record
	Subject    subject.Subject
	Superseded []record.Superseded // the oldest first; of a record asked for by its number
}

// Shelf reads what is on display from the store. Every method names the day,
// and nothing past its last day comes back. RecordByNumber reads a record in
// full; the lists hold what disclosure.Glance asks of it.
type Shelf interface {
	// Listed returns up to limit records of the named list, newest first, after
	// the cursor.
	Listed(ctx context.Context, list List, today civil.Date, after Cursor, limit int) ([]Found, error)
	// RecordsByID returns those of the records that are on display, in the order asked.
	RecordsByID(ctx context.Context, ids []int64, today civil.Date) ([]Found, error)
	// RecordByNumber returns one record; fault.Gone when it is not on display.
	RecordByNumber(ctx context.Context, number record.Number, today civil.Date) (Found, error)
	// SubjectByCode returns a subject with at least one record on display, also
	// by a code it bore before; fault.NotFound otherwise.
	SubjectByCode(ctx context.Context, code subject.Code, today civil.Date) (subject.Subject, error)
	// SubjectsByID returns those of the subjects that have a record on display.
	SubjectsByID(ctx context.Context, ids []int64, today civil.Date) (map[int64]subject.Subject, error)
	// OfSubject returns up to limit records of a subject, newest first, after the
	// cursor, and how many of each class there are in all.
	OfSubject(
		ctx context.Context, id int64, today civil.Date, after Cursor, limit int,
	) ([]Found, map[record.Class]int, error)
}

// Finder finds ids in memory; the shelf then says what may be shown.
type Finder interface {
	// Subjects ranks the subjects that match the query.
	Subjects(q Query, today civil.Date, offset, limit int) (hits []Hit, total int, capped bool)
	// Records pages through the records that pass the filter.
	Records(f Filter, today civil.Date, after Cursor, limit int) (ids []int64, next Cursor, more bool)
	// Count counts them; a filtered count stops at CountCap.
	Count(f Filter, today civil.Date) (n int, capped bool)
	// Facets counts them by item, authority, subject kind and annotation.
	Facets(f Filter, today civil.Date) Facets
	// Documents returns the records that bear the document number.
	Documents(number string, today civil.Date) []int64
	// Tally counts the records on display by month, and those that leave soon.
	Tally(today civil.Date, months []Month, until civil.Date, leaving *int)
}

// Register is the public register: it asks the finder, reads from the shelf
// and shows through disclosure.Show. It has no other door.
type Register struct {
	shelf  Shelf
	finder Finder
	ref    Reference
}

// Reference is what a record is read by: the catalog and the books in force,
// and the authority track of a provider by its code ("" for the ordinary one).
type Reference struct {
	Items func() catalog.Edition
	Rules func() law.Rules
	Track func(provider string) string
}

// homeRows is how many records a column of the home page holds.
const homeRows = 8

// NewRegister returns a register over the shelf and the finder.
func NewRegister(shelf Shelf, finder Finder, ref Reference) *Register {
	return &Register{shelf: shelf, finder: finder, ref: ref}
}

// Total is a number of records or subjects; Capped means "that many or more".
type Total struct {
	N      int
	Capped bool
}

// Home is what the home page shows.
type Home struct {
	Adverse, Favourable           []disclosure.Shown
	AdverseTotal, FavourableTotal Total
	OnDisplay                     Total // records on display in all lists
	Today                         Total // of these, first shown today
}

// Listing is one page of a list.
type Listing struct {
	Rows   []disclosure.Shown
	Next   Cursor // zero on the last page
	Total  Total
	Facets Facets
}

// Page is one record with how its last day was found.
type Page struct {
	Shown    disclosure.Shown
	Ends     disclosure.Ends
	Siblings []disclosure.Shown // up to five other records of the same subject

	Revisions []disclosure.Revision // the latest first
}

// File is the public credit file of one subject.
type File struct {
	Subject subject.Subject // never a natural person
	Counts  map[record.Class]int
	Rows    []disclosure.Shown // newest first
	Next    Cursor             // zero when there are no more than Rows
}

// Match is a subject that a search found, with the reason.
type Match struct {
	Hit     Hit
	Subject subject.Subject
}

// Results is the answer to a search.
type Results struct {
	Query        Query
	Subjects     []Match
	SubjectTotal Total
	Records      []disclosure.Shown // by document number
	RecordTotal  Total
	Items        []catalog.Item // catalog items whose name holds the words
}

// Home returns the newest records of both columns and the counts.
func (r *Register) Home(ctx context.Context, today civil.Date) (Home, error) {
	var h Home
	var err error
	if h.Adverse, err = r.newest(ctx, AdverseList, today); err != nil {
		return Home{}, err
	}
	if h.Favourable, err = r.newest(ctx, FavourableList, today); err != nil {
		return Home{}, err
	}
	h.AdverseTotal = r.total(Filter{List: AdverseList}, today)
	h.FavourableTotal = r.total(Filter{List: FavourableList}, today)
	h.OnDisplay = r.total(Filter{}, today)
	h.Today = r.total(Filter{ShownFrom: today}, today)
	return h, nil
}

func (r *Register) newest(ctx context.Context, list List, today civil.Date) ([]disclosure.Shown, error) {
	found, err := r.shelf.Listed(ctx, list, today, Cursor{}, homeRows)
	if err != nil {
		return nil, fmt.Errorf("newest records of %s: %w", list, err)
	}
	return r.show(found, today), nil
}

func (r *Register) total(f Filter, today civil.Date) Total {
	n, capped := r.finder.Count(f, today)
	return Total{N: n, Capped: capped}
}

// List returns one page of a list, at most MaxDepth rows deep.
func (r *Register) List(ctx context.Context, f Filter, today civil.Date, after Cursor, size int) (Listing, error) {
	found, next, err := r.read(ctx, f, today, after, size)
	if err != nil {
		return Listing{}, fmt.Errorf("reading list %s: %w", f.List, err)
	}
	return Listing{
		Rows: r.show(found, today), Next: next, Total: r.total(f, today), Facets: r.finder.Facets(f, today),
	}, nil
}

// read reads the next rows of a list: of a whole one from the store's own index,
// of a filtered one by the bitmaps of the finder.
func (r *Register) read(
	ctx context.Context, f Filter, today civil.Date, after Cursor, size int,
) ([]Found, Cursor, error) {
	size = min(size, MaxDepth-after.Depth)
	if f.Plain() {
		found, err := r.shelf.Listed(ctx, f.List, today, after, size+1)
		found, next := upTo(found, size)
		if !next.IsZero() {
			next.Depth = after.Depth + size
		}
		return found, next, err
	}
	ids, next, _ := r.finder.Records(f, today, after, size)
	found, err := r.shelf.RecordsByID(ctx, ids, today)
	return found, next, err
}

// Record returns one record by its number; fault.Gone when it is not on
// display, whether or not it ever existed.
func (r *Register) Record(ctx context.Context, number record.Number, today civil.Date) (Page, error) {
	found, err := r.shelf.RecordByNumber(ctx, number, today)
	if err != nil {
		return Page{}, fmt.Errorf("reading a record: %w", err)
	}
	item, known := r.ref.Items().Item(found.Record.Item)
	shown := disclosure.Show(found.Record, item, found.Subject, disclosure.Anyone, today)
	if !known || !shown.Visible {
		return Page{}, fault.New(fault.Gone, "record.fault.gone", nil)
	}
	p := Page{
		Shown: shown, Ends: r.ends(found.Record, item),
		Revisions: disclosure.Revisions(found.Record, found.Superseded, item),
	}
	if found.Record.SubjectKind == subject.Person {
		return p, nil
	}
	const siblings = 5 // shown below a record
	others, _, err := r.shelf.OfSubject(ctx, found.Subject.ID, today, Cursor{}, siblings+1)
	if err != nil {
		return Page{}, fmt.Errorf("reading records of the same subject: %w", err)
	}
	for _, s := range r.show(others, today) {
		if s.Number != number && len(p.Siblings) < siblings {
			p.Siblings = append(p.Siblings, s)
		}
	}
	return p, nil
}

// ends computes the last day of a record with all its lines.
func (r *Register) ends(rec record.Record, item catalog.Item) disclosure.Ends {
	return disclosure.End(rec, item, r.ref.Track(rec.Provider), r.ref.Rules())
}

// show lets disclosure decide about each record and keeps what it shows, as
// lines of a list.
func (r *Register) show(found []Found, today civil.Date) []disclosure.Shown {
	edition := r.ref.Items()
	rows := make([]disclosure.Shown, 0, len(found))
	for _, f := range found {
		item, ok := edition.Item(f.Record.Item)
		if !ok {
			continue
		}
		if s := disclosure.Glance(f.Record, item, f.Subject, disclosure.Anyone, today); s.Visible {
			rows = append(rows, s)
		}
	}
	return rows
}
