package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/correction"
	"creditportal/internal/query"
	"creditportal/internal/record"
)

// Except makes an entry of the query log true together with the event that
// holds its reason.
func (s *Store) Except(ctx context.Context, e query.Entry, event audit.Event) error {
	return s.write(ctx, event, func(t *tx) error { return s.note(t.DB, e) })
}

// Excepted says whether the account made an entry on the basis about the object
// since.
func (s *Store) Excepted(ctx context.Context, e query.Entry, since time.Time) (bool, error) {
	var n int64
	err := s.private.WithContext(ctx).Table(queryLog.name).
		Where("subject_id = ? AND at >= ? AND actor_account = ? AND object = ? AND basis = ?",
			e.Subject, instant{since}, e.By.Account, e.Object, string(e.Basis)).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("looking for a reason in the query log: %w", err)
	}
	return n > 0, nil
}

// reported are the acts by which a version of a record comes from its provider.
var reported = []audit.Act{
	audit.BatchEntered, audit.BatchFinished, audit.RowReleased, correction.ProviderSign, correction.Enter,
}

// SuppliedOf returns the record as its provider last sent it: the newest version
// that came in by a report, the first one at the latest.
func (s *Store) SuppliedOf(ctx context.Context, rec record.Record) (record.Record, error) {
	older, err := s.superseded(ctx, rec)
	if err != nil {
		return record.Record{}, err
	}
	for _, was := range slices.Backward(older) {
		if slices.Contains(reported, was.Did) {
			return rec, nil // the act that superseded it was a report
		}
		sent := was.Record
		sent.State, sent.Held = rec.State, rec.Held // whether it may be shown is a matter of today
		sent.DisclosedFrom, sent.DisclosedUntil = rec.DisclosedFrom, rec.DisclosedUntil
		rec = sent
	}
	return rec, nil
}
