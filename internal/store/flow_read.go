package store

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// Request returns a request by its public id as the actor may know it: whole
// for its subject, its applicant and the office; for a provider the items that
// it has or had. Anybody else gets fault.NotFound, as for one that never was.
func (f Flows) Request(ctx context.Context, publicID string, by actor.Actor) (flow.Request, error) {
	r, err := f.load(ctx, func(db *gorm.DB) *gorm.DB {
		db = db.Where("public_id = ?", publicID)
		switch by.Side {
		case actor.Operator, actor.Authority, actor.Engine, actor.Provider:
			return db
		case actor.Subject:
			return db.Where("subject_id = ? AND subject_id <> 0", by.Subject) // who filed under a mandate that ended has no hold
		case actor.Anonymous:
		}
		return db.Where("1 = 0")
	})
	if err != nil || by.Side != actor.Provider {
		return r, err
	}
	r.Items = slices.DeleteFunc(r.Items, func(it flow.Item) bool { return !it.KnownTo(by.Unit) })
	if len(r.Items) == 0 {
		return flow.Request{}, missing() // not forwarded yet
	}
	return r, nil
}

// Done returns the request that an operation was about, as the actor may know
// it, and whether the operation was done before.
func (f Flows) Done(ctx context.Context, op string, by actor.Actor) (flow.Request, bool, error) {
	done, err := f.Store.Done(ctx, op)
	if err != nil || !done {
		return flow.Request{}, false, err
	}
	r, err := f.byOp(ctx, op)
	if err != nil {
		return flow.Request{}, true, err
	}
	r, err = f.Request(ctx, r.PublicID, by)
	return r, true, err
}

// OpenItem returns the request in which an item about the same record, on the
// same ground, is open, and whether there is one.
func (f Flows) OpenItem(ctx context.Context, r flow.Request, it flow.Item) (flow.Request, bool, error) {
	key := openKey(r, it)
	if key == nil {
		return flow.Request{}, false, nil
	}
	var ids []int64
	err := f.private.WithContext(ctx).Table(items.name).Where("open_key = ?", key).Pluck("request_id", &ids).Error
	if err != nil || len(ids) == 0 {
		return flow.Request{}, false, err
	}
	found, err := f.load(ctx, func(db *gorm.DB) *gorm.DB { return db.Where("id = ?", ids[0]) })
	return found, err == nil, err
}

// whole reads the items of requests with all that hangs on them, in four
// statements however many there are.
func (f Flows) whole(db *gorm.DB, rows []requestRow) ([]flow.Request, error) {
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	var itemRows []itemRow
	if err := db.Table(items.name).Where("request_id IN ?", ids).Order("id").Find(&itemRows).Error; err != nil {
		return nil, fmt.Errorf("reading items: %w", err)
	}
	list, err := f.itemsOf(db, itemRows)
	if err != nil {
		return nil, err
	}
	whole := make([]flow.Request, len(rows))
	for i, row := range rows {
		if whole[i], err = f.requestOf(row); err != nil {
			return nil, err
		}
		for _, it := range list {
			if it.Request == row.ID {
				whole[i].Items = append(whole[i].Items, it)
			}
		}
	}
	return whole, nil
}

func (f Flows) itemsOf(db *gorm.DB, rows []itemRow) ([]flow.Item, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids, list, at := make([]int64, len(rows)), make([]flow.Item, len(rows)), map[int64]int{}
	for i, row := range rows {
		var err error
		if list[i], err = f.itemOf(row); err != nil {
			return nil, err
		}
		ids[i], at[row.ID] = row.ID, i
	}
	var clockRows []clockRow
	if err := db.Table(clocks.name).Where("item_id IN ?", ids).Order("id").Find(&clockRows).Error; err != nil {
		return nil, fmt.Errorf("reading clocks: %w", err)
	}
	for _, row := range clockRows {
		c, err := row.clock()
		if err != nil {
			return nil, err
		}
		it := &list[at[row.ItemID]]
		it.Clocks = append(it.Clocks, c)
	}
	var stepRows []stepRow
	if err := db.Table(steps.name).Where("item_id IN ?", ids).Order("item_id, version").Find(&stepRows).Error; err != nil {
		return nil, fmt.Errorf("reading the history of items: %w", err)
	}
	for _, row := range stepRows {
		step, err := f.stepOf(row)
		if err != nil {
			return nil, err
		}
		it := &list[at[row.ItemID]]
		it.History = append(it.History, step)
	}
	return list, nil
}

// About returns the items of the procedure about a record, the oldest first, each in a
// request of its own that holds it alone.
func (f Flows) About(ctx context.Context, kind flow.Kind, rec int64) ([]flow.Request, error) {
	var found []flow.Request
	err := f.snapshot(ctx, func(db *gorm.DB) error {
		var rows []itemRow
		err := db.Table(items.name).Where("record_id = ? AND kind = ?", rec, string(kind)).Order("id").Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return wrapped(err, "reading the items about a record")
		}
		found, err = f.singly(db, rows)
		return err
	})
	return found, err
}

// mostItems is how many rows a page of items has at most.
const mostItems = 100

// Items returns a page of items, the one due first at the top, each in a
// request of its own that holds it alone, and where the next page begins; the
// zero Place when there is none.
func (f Flows) Items(ctx context.Context, q flow.Filter) ([]flow.Request, flow.Place, error) {
	size := min(max(q.Size, 1), mostItems)
	var found []flow.Request
	var next flow.Place
	err := f.snapshot(ctx, func(db *gorm.DB) error {
		var rows []itemRow
		if err := f.filtered(db, q).Limit(size + 1).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading items: %w", err)
		}
		if len(rows) > size {
			rows = rows[:size]
			next = flow.Place{Due: rows[size-1].DueOn.Date, ID: rows[size-1].ID}
		}
		var err error
		found, err = f.singly(db, rows)
		return err
	})
	return found, next, err
}

// singly returns each item in its request, alone.
func (f Flows) singly(db *gorm.DB, rows []itemRow) ([]flow.Request, error) {
	list, err := f.itemsOf(db, rows)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = row.RequestID
	}
	var heads []requestRow
	if err := db.Table(requests.name).Where("id IN ?", ids).Find(&heads).Error; err != nil {
		return nil, fmt.Errorf("reading requests: %w", err)
	}
	byID := map[int64]requestRow{}
	for _, h := range heads {
		byID[h.ID] = h
	}
	found := make([]flow.Request, len(list))
	for i, it := range list {
		if found[i], err = f.requestOf(byID[it.Request]); err != nil {
			return nil, err
		}
		found[i].Items = []flow.Item{it}
	}
	return found, nil
}

// filtered asks by one of two indexes: all that are open, or what one provider
// has, each by due date.
func (f Flows) filtered(db *gorm.DB, q flow.Filter) *gorm.DB {
	db = db.Table(items.name)
	due := "open_due"
	switch {
	case q.Subject != 0:
		return f.ofSubject(db, q)
	case q.Provider != "":
		due = "theirs_due"
		db = db.Where("provider = ?", q.Provider)
	}
	db = db.Where(due + " IS NOT NULL")
	if q.Kind != "" {
		db = db.Where("kind = ?", string(q.Kind))
	}
	if len(q.States) > 0 {
		db = db.Where("state IN ?", q.States)
	}
	if q.Raised {
		db = db.Where("raised_on IS NOT NULL")
	}
	if q.Owner != 0 {
		db = db.Where("owner = ?", q.Owner)
	}
	if !q.DueBy.IsZero() {
		db = db.Where(due+" <= ?", day{q.DueBy})
	}
	if !q.After.Due.IsZero() {
		db = db.Where(due+" >= ? AND ("+due+" > ? OR id > ?)", day{q.After.Due}, day{q.After.Due}, q.After.ID)
	}
	return db.Order(due + ", id")
}

// ofSubject asks for everything that one subject filed, the newest first.
func (f Flows) ofSubject(db *gorm.DB, q flow.Filter) *gorm.DB {
	db = db.Where("request_id IN (SELECT id FROM requests WHERE subject_id = ?)", q.Subject)
	if q.After.ID != 0 {
		db = db.Where("id < ?", q.After.ID)
	}
	return db.Order("id DESC")
}

// RecordOf returns the record of an item as it stands; nil for none.
func (f Flows) RecordOf(ctx context.Context, id int64) (*record.Record, error) {
	if id == 0 {
		return nil, nil
	}
	var row recordRow
	err := f.private.WithContext(ctx).Table(records.name).Where("id = ?", id).Take(&row).Error
	if isMissing(err) {
		return nil, missing()
	}
	if err != nil {
		return nil, fmt.Errorf("reading the record of an item: %w", err)
	}
	rec, err := f.recordOf(row)
	return &rec, err
}
