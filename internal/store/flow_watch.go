package store

import (
	"context"
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// What the portal itself has to look at on a day.
const (
	overdueItems = "SELECT DISTINCT r.public_id FROM clocks c JOIN items i ON i.id = c.item_id " +
		"JOIN requests r ON r.id = i.request_id WHERE c.running_due < ? LIMIT ?"
	// a matter that is open, or contested, about a record that left display
	goneItems = "SELECT DISTINCT r.public_id FROM items i JOIN requests r ON r.id = i.request_id " +
		"JOIN records d ON d.id = i.record_id WHERE (i.open_due IS NOT NULL OR i.state = 'contested') " +
		"AND (d.state <> 'active' OR d.disclosed_until < ?) AND (r.want_finding = ? OR i.state = 'contested') LIMIT ?"
	// a matter whose record the provider has sent again since the receipt
	correctedItems = "SELECT DISTINCT r.public_id FROM items i JOIN requests r ON r.id = i.request_id " +
		"JOIN records d ON d.id = i.record_id WHERE i.open_due IS NOT NULL " +
		"AND i.state NOT IN ('answered', 'signing') AND d.received_at > r.received_at LIMIT ?"
)

// Owing returns the public ids of requests to which the portal owes something
// on the day today, at most limit of a kind: a limit ran out, the record left
// display, or its provider corrected it.
func (f Flows) Owing(ctx context.Context, today civil.Date, limit int) ([]string, error) {
	var all []string
	for _, ask := range []struct {
		text string
		args []any
	}{
		{overdueItems, []any{day{today}, limit}},
		{goneItems, []any{day{today}, false, limit}},
		{correctedItems, []any{limit}},
	} {
		var ids []string
		if err := f.jobs.WithContext(ctx).Raw(ask.text, ask.args...).Scan(&ids).Error; err != nil {
			return nil, fmt.Errorf("reading what is owed: %w", err)
		}
		all = append(all, ids...)
	}
	return all, nil
}

// Former returns the record of an item as it stood before its provider sent it
// again since the receipt; nil where it did not.
func (f Flows) Former(ctx context.Context, r flow.Request, it flow.Item) (*record.Record, error) {
	now, err := f.RecordOf(ctx, it.Record)
	if err != nil || now == nil || !now.ReceivedAt.After(r.ReceivedAt) {
		return nil, err
	}
	var rows []recordVersionRow
	err = f.jobs.WithContext(ctx).Table(recordVersions.name).Where("record_id = ?", it.Record).
		Order("version DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading what a record was before: %w", err)
	}
	for _, row := range rows {
		was, err := f.openVersion(row.ID, row.Sealed)
		if err != nil {
			return nil, err
		}
		if !was.ReceivedAt.After(r.ReceivedAt) {
			return &was, nil
		}
	}
	return nil, nil
}
