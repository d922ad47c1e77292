package search

import (
	"context"
	"fmt"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fold"
)

// Search answers what was typed into the box: subjects by name, former name
// or code, records by document number, items of the catalog by name. A
// natural person is never found.
func (r *Register) Search(ctx context.Context, q Query, today civil.Date, offset, limit int) (Results, error) {
	res := Results{Query: q, Items: r.itemsNamed(q)}
	var err error
	hits, total, capped := r.finder.Subjects(q, today, offset, limit)
	res.SubjectTotal = Total{N: total, Capped: capped}
	if res.Subjects, err = r.matches(ctx, hits, today); err != nil {
		return Results{}, err
	}
	ids := r.finder.Documents(q.Text, today)
	found, err := r.shelf.RecordsByID(ctx, ids, today)
	if err != nil {
		return Results{}, fmt.Errorf("reading records by document number: %w", err)
	}
	res.Records = r.show(found, today)
	res.RecordTotal = Total{N: len(res.Records)}
	return res, nil
}

// matches reads the subjects that were found; one that has left display since
// is left out: an answer can be late, never wrong.
func (r *Register) matches(ctx context.Context, hits []Hit, today civil.Date) ([]Match, error) {
	ids := make([]int64, len(hits))
	for i, hit := range hits {
		ids[i] = hit.ID
	}
	subjects, err := r.shelf.SubjectsByID(ctx, ids, today)
	if err != nil {
		return nil, fmt.Errorf("reading the subjects found: %w", err)
	}
	var matches []Match
	for _, hit := range hits {
		if subj, ok := subjects[hit.ID]; ok && subj.Public() {
			matches = append(matches, Match{Hit: hit, Subject: subj})
		}
	}
	return matches, nil
}

func (r *Register) itemsNamed(q Query) []catalog.Item {
	key := fold.Key(q.Text)
	var items []catalog.Item
	for _, it := range r.ref.Items().Items {
		if key != "" && !it.Closed && strings.Contains(fold.Key(it.Name), key) {
			items = append(items, it)
		}
	}
	return items
}
