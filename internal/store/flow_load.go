package store

import (
	"context"
	"database/sql"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/flow"
)

func (f Flows) load(ctx context.Context, which func(*gorm.DB) *gorm.DB) (flow.Request, error) {
	var found flow.Request
	err := f.snapshot(ctx, func(db *gorm.DB) error {
		var rows []requestRow
		if err := which(db.Table(requests.name)).Limit(1).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading a request: %w", err)
		}
		if len(rows) == 0 {
			return missing()
		}
		whole, err := f.whole(db, rows)
		if err == nil {
			found, err = concerning(db, whole[0])
		}
		return err
	})
	return found, err
}

// concerning adds whom the request shows.
func concerning(db *gorm.DB, r flow.Request) (flow.Request, error) {
	r.Concerned = r.Subject
	if r.Concerned != 0 || len(r.Items) == 0 || r.Items[0].Record == 0 {
		return r, nil
	}
	err := db.Table(records.name).Where("id = ?", r.Items[0].Record).Pluck("subject_id", &r.Concerned).Error
	if err != nil {
		return r, fmt.Errorf("reading whom a request shows: %w", err)
	}
	return r, nil
}

// snapshot reads several tables as they stood at one moment: an item must not
// meet the clocks of a later act.
func (f Flows) snapshot(ctx context.Context, read func(*gorm.DB) error) error {
	return f.private.WithContext(ctx).Transaction(read, &sql.TxOptions{ReadOnly: true, Isolation: f.repeatable()})
}

func (f Flows) repeatable() sql.IsolationLevel {
	if f.dialect == mysqlDialect {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}
