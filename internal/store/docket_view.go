package store

import (
	"context"
	"fmt"

	"creditportal/internal/audit"
	"creditportal/internal/docket"
	"creditportal/internal/fault"
)

type docketViewRow struct {
	ID        int64
	AccountID int64
	Name      string
	Query     string
	SavedAt   instant
}

var docketViews = newTable[docketViewRow]("docket_views")

var _ docket.ViewStore = (*Store)(nil)

// SaveView keeps a view in the place of the account's own one of the name.
func (s *Store) SaveView(ctx context.Context, v docket.View, e audit.Event) error {
	row := docketViewRow{
		ID: s.ids.next(1), AccountID: v.Account, Name: v.Name, Query: v.Query, SavedAt: instant{v.SavedAt},
	}
	return s.write(ctx, e, func(t *tx) error {
		gone := t.Table(docketViews.name).Where("account_id = ? AND name = ?", v.Account, v.Name).Delete(&docketViewRow{})
		if gone.Error != nil {
			return fmt.Errorf("making way for a view: %w", gone.Error)
		}
		return docketViews.insert(t.DB, []docketViewRow{row})
	})
}

// DropView forgets a view of the account; fault.NotFound for none.
func (s *Store) DropView(ctx context.Context, account, id int64, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		gone := t.Table(docketViews.name).Where("id = ? AND account_id = ?", id, account).Delete(&docketViewRow{})
		if gone.Error == nil && gone.RowsAffected == 0 {
			return fault.New(fault.NotFound, "docket.fault.no_view", nil)
		}
		return wrapped(gone.Error, "forgetting a view")
	})
}

// Views lists the views of the account, by name.
func (s *Store) Views(ctx context.Context, account int64) ([]docket.View, error) {
	var rows []docketViewRow
	err := s.private.WithContext(ctx).Table(docketViews.name).Where("account_id = ?", account).
		Order("name").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("listing views: %w", err)
	}
	list := make([]docket.View, len(rows))
	for i, r := range rows {
		list[i] = docket.View{ID: r.ID, Account: r.AccountID, Name: r.Name, Query: r.Query, SavedAt: r.SavedAt.Time}
	}
	return list, nil
}
