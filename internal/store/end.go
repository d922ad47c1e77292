package store

import (
	"context"
	"fmt"
	"strconv"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/record"
)

// RecomputeEnds computes the last day anew of every record that is shown or may be again,
// and moves it earlier where the books have become stricter, never later: that needs a
// signed act. It then keeps the digest of the books. Each page of
// records is an act of its own, so that a run that was cut is simply begun
// again: what it moved is not moved twice. It returns how many days moved.
func (s *Store) RecomputeEnds(
	ctx context.Context, digest string, e audit.Event, end func(record.Record) (last civil.Date, governedBy string),
) (int, error) {
	moved, after := 0, int64(0)
	for {
		var rows []recordRow
		err := s.jobs.WithContext(ctx).Table(records.name).Where("id > ? AND state IN ?", after, mayBeShown).
			Order("id").Limit(chunkSize).Find(&rows).Error
		if err != nil {
			return moved, fmt.Errorf("reading records to recompute: %w", err)
		}
		if len(rows) == 0 {
			break
		}
		after = rows[len(rows)-1].ID
		earlier, err := s.earlier(rows, e.Reason, end)
		if err != nil {
			return moved, err
		}
		if len(earlier) == 0 {
			continue
		}
		own := e
		own.Op += "/" + strconv.FormatInt(s.ids.next(1), 36)
		err = s.write(ctx, own, func(t *tx) error {
			_, err := s.apply(t, earlier)
			return err
		})
		if err != nil {
			return moved, fmt.Errorf("moving last days: %w", err)
		}
		moved += len(earlier)
	}
	e.Detail = map[string]string{"books": digest, "moved": strconv.Itoa(moved)}
	return moved, s.Set(ctx, map[Setting]string{BooksDigest: digest}, e)
}

// mayBeShown are the states whose last day counts: a repair may be revoked, and the record
// is then shown for the days that remain (art. 34).
var mayBeShown = []string{string(record.Active), string(record.Repaired)}

// earlier returns the changes of those records whose last day moves forward.
func (s *Store) earlier(
	rows []recordRow, reason string, end func(record.Record) (civil.Date, string),
) ([]*record.Change, error) {
	var moved []*record.Change
	for _, row := range rows {
		rec, err := s.recordOf(row)
		if err != nil {
			return nil, err
		}
		last, governedBy := end(rec)
		if last.IsZero() || !last.Before(rec.DisclosedUntil) {
			continue
		}
		rec.DisclosedUntil, rec.GovernedBy = last, governedBy
		moved = append(moved, &record.Change{WasVersion: rec.Version, After: rec, Reason: reason})
	}
	return moved, nil
}
