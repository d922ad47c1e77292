package store

import (
	"context"
	"fmt"

	"creditportal/internal/audit"
	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// HandsOf returns the names of those who reported the record with its batch, and
// of those who let held rows of the batch in.
func (s *Store) HandsOf(ctx context.Context, rec record.Record) ([]string, error) {
	var rows []batchRow
	if err := s.private.WithContext(ctx).Table(batches.name).Where("id = ?", rec.Batch).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading who reported a record: %w", err)
	}
	var names []string
	for _, row := range rows {
		var merged []string
		err := s.private.WithContext(ctx).Table(events.name).Distinct("actor_name").
			Where("object = ? AND did = ?", intake.ObjectOf(row.batch()), string(audit.RowReleased)).
			Pluck("actor_name", &merged).Error
		if err != nil {
			return nil, fmt.Errorf("reading who merged a record: %w", err)
		}
		names = append(append(names, row.Reporter), merged...)
	}
	return names, nil
}
