package store

import (
	"context"

	"gorm.io/gorm"

	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/fold"
)

// Older returns the request of the kind with the number; nil for none.
func (f Flows) Older(ctx context.Context, kind flow.Kind, number string) (*flow.Request, error) {
	r, err := f.load(ctx, func(db *gorm.DB) *gorm.DB {
		return db.Where("kind = ? AND number = ?", string(kind), fold.Key(number))
	})
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return &r, err
}

// JoinedTo returns number and public id of the requests of which an item goes on in
// the request with the row id, the oldest first.
func (s *Store) JoinedTo(ctx context.Context, request int64) ([]flow.JoinedItem, error) {
	if request == 0 {
		return nil, nil
	}
	var rows []requestRow
	err := s.private.WithContext(ctx).Table(requests.name).Select("number, public_id").
		Where("id IN (SELECT request_id FROM items WHERE joined_to = ?)", request).Order("id").
		Find(&rows).Error
	list := make([]flow.JoinedItem, len(rows))
	for i, row := range rows {
		list[i] = flow.JoinedItem{Number: row.Number, PublicID: row.PublicID}
	}
	return list, wrapped(err, "reading what was joined to a request")
}
