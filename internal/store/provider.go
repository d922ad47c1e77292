package store

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm/clause"

	"creditportal/internal/audit"
	"creditportal/internal/provider"
)

type providerRow struct {
	Code       string
	Name       string
	Kind       string
	Track      string
	AnswersFor string // JSON
}

const providersTable = "providers"

// Providers lists every provider, by code.
func (s *Store) Providers(ctx context.Context) ([]provider.Provider, error) {
	var rows []providerRow
	if err := s.private.WithContext(ctx).Table(providersTable).Order("code").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing providers: %w", err)
	}
	list := make([]provider.Provider, len(rows))
	for i, r := range rows {
		list[i] = provider.Provider{Code: r.Code, Name: r.Name, Kind: provider.Kind(r.Kind), Track: provider.Track(r.Track)}
		if err := json.Unmarshal([]byte(r.AnswersFor), &list[i].AnswersFor); err != nil {
			return nil, fmt.Errorf("reading provider %s: %w", r.Code, err)
		}
	}
	return list, nil
}

// EnterProviders enters providers, or changes those that are there.
func (s *Store) EnterProviders(ctx context.Context, list []provider.Provider, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		t.shown = true
		for _, p := range list {
			others, err := json.Marshal(p.AnswersFor)
			if err != nil {
				return fmt.Errorf("writing provider %s: %w", p.Code, err)
			}
			row := providerRow{
				Code: p.Code, Name: p.Name, Kind: string(p.Kind), Track: string(p.Track), AnswersFor: string(others),
			}
			err = t.Table(providersTable).Clauses(clause.OnConflict{
				Columns:   []clause.Column{{Name: "code"}},
				DoUpdates: clause.AssignmentColumns([]string{"name", "kind", "track", "answers_for"}),
			}).Create(&row).Error
			if err != nil {
				return fmt.Errorf("entering provider %s: %w", p.Code, err)
			}
		}
		return nil
	})
}
