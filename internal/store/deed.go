package store

import (
	"context"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
)

type deedRow struct {
	Step     stepRow `gorm:"embedded"`
	Kind     string
	PublicID string
	Number   string
}

// Deeds lists what the account of the actor did to items, the newest first,
// before the moment.
func (s *Store) Deeds(ctx context.Context, by actor.Actor, before flow.Moment, size int) ([]flow.Deed, error) {
	if by.Account == 0 {
		return nil, nil
	}
	db := s.private.WithContext(ctx).Table("steps s").Select("s.*, r.kind, r.public_id, r.number").
		Joins("JOIN items i ON i.id = s.item_id").Joins("JOIN requests r ON r.id = i.request_id").
		Where("s.actor_account = ?", by.Account)
	if !before.At.IsZero() {
		db = db.Where("s.at <= ? AND (s.at < ? OR s.id < ?)", instant{before.At}, instant{before.At}, before.ID)
	}
	var rows []deedRow
	if err := db.Order("s.at DESC, s.id DESC").Limit(size).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading what an account did: %w", err)
	}
	list := make([]flow.Deed, len(rows))
	for i, row := range rows {
		step, err := s.stepOf(row.Step)
		if err != nil {
			return nil, err
		}
		list[i] = flow.Deed{
			ID: row.Step.ID, Kind: flow.Kind(row.Kind), PublicID: row.PublicID, Number: row.Number,
			Item: row.Step.ItemID, Step: step,
		}
	}
	return list, nil
}
