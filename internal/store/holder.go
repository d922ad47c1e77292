package store

import (
	"context"
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// Holder is a subject with a provider that reports about it.
type Holder struct {
	Subject  int64
	Provider string
}

// Holders returns some subjects of the kind whose adverse records all come from
// one provider, and are in their term on the day, by provider; for
// demonstrations.
func (s *Store) Holders(ctx context.Context, kind subject.Kind, today civil.Date) ([]Holder, error) {
	const some = 50
	var found []Holder
	const text = "SELECT subject_id AS subject, MIN(provider) AS provider FROM records " +
		"WHERE subject_kind = ? AND class = ? AND state = ? AND disclosed_until > ? GROUP BY subject_id " +
		"HAVING COUNT(DISTINCT provider) = 1 ORDER BY provider, subject_id LIMIT ?"
	err := s.private.WithContext(ctx).
		Raw(text, string(kind), string(record.Adverse), string(record.Active), day{today}, some).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("looking for subjects: %w", err)
	}
	return found, nil
}
