package store

import (
	"context"

	"creditportal/internal/account"
	"creditportal/internal/audit"
)

// ActFor notes under which mandate the holder of the session acts from now on;
// zero is for themselves.
func (s *Store) ActFor(ctx context.Context, key account.Key, mandate int64, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		return t.Table(sessions.name).Where("token_hash = ? AND ended_at IS NULL", key[:]).
			Updates(map[string]any{"mandate_id": mandate}).Error
	})
}
