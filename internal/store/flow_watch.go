package store

import (
	"context"
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/workday"
)

// What the portal itself has to look at on a day.
const (
	// of the procedures that tell of lateness, behind the request that was looked at last
	overdueItems = "SELECT DISTINCT r.id, r.public_id FROM clocks c JOIN items i ON i.id = c.item_id " +
		"JOIN requests r ON r.id = i.request_id WHERE c.running_due < ? AND c.name <> ? AND r.kind IN ? AND r.id > ? " +
		"ORDER BY r.id LIMIT ?"
	// a matter that is open, or contested, about a record that left display
	goneItems = "SELECT DISTINCT r.public_id FROM items i JOIN requests r ON r.id = i.request_id " +
		"JOIN records d ON d.id = i.record_id WHERE (i.open_due IS NOT NULL OR i.state = 'contested') " +
		"AND (d.disclosed_until < ? OR d.state <> 'active' AND NOT (i.state = 'contested' AND d.state IN ?)) " +
		"AND (r.want_finding = ? OR i.state = 'contested' OR d.state = 'deleted') LIMIT ?"
	// a matter whose record the provider has sent again since the receipt
	correctedItems = "SELECT DISTINCT r.public_id FROM items i JOIN requests r ON r.id = i.request_id " +
		"JOIN records d ON d.id = i.record_id WHERE i.open_due IS NOT NULL " +
		"AND i.state NOT IN ('answered', 'signing') AND d.received_at > r.received_at LIMIT ?"
	// a matter with a provider that is asked for its answer, or began so many days ago
	remindedItems = "SELECT DISTINCT r.public_id FROM items i JOIN requests r ON r.id = i.request_id " +
		"JOIN clocks c ON c.item_id = i.id WHERE i.theirs_due IS NOT NULL AND c.running_due IS NOT NULL " +
		"AND (c.name = ? AND (c.day_zero IN ? OR c.running_due <= ?) OR c.name = ? AND c.running_due <= ?) " +
		"AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.item_id = i.id AND s.did = ? AND s.at >= ?) LIMIT ?"
	// an application for repair with a unit whose limit ends by the day, or ended
	remindedRepairs = "SELECT DISTINCT r.public_id FROM clocks c JOIN items i ON i.id = c.item_id " +
		"JOIN requests r ON r.id = i.request_id WHERE c.running_due <= ? AND c.name IN ? AND i.theirs_due IS NOT NULL " +
		"AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.item_id = i.id AND s.did = ? AND s.at >= ?) LIMIT ?"
)

// watched are the procedures in which somebody is told of lateness.
var watched = []flow.Kind{flow.Objection, flow.Repair, flow.Deletion, flow.Correction}

// Owing returns the public ids of requests to which the portal owes something
// on the day today, at most limit of a kind: a limit ran out, the record left
// display, its provider corrected it, or is to be reminded. Of those whose limit
// ran out each call takes the next ones, and begins anew behind the last: nobody
// is kept from being told by those who were, or by those that cannot be told.
func (f Flows) Owing(
	ctx context.Context, today civil.Date, calendar workday.Calendar, limit int,
) ([]string, error) {
	all, err := f.reminding(ctx, today, calendar, limit)
	if err != nil {
		return nil, err
	}
	late, err := f.overdue(ctx, today, limit)
	if err != nil {
		return nil, err
	}
	all = append(all, late...)
	for _, ask := range []struct {
		text string
		args []any
	}{
		{goneItems, []any{day{today}, objection.Returning(), false, limit}},
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

// overdue returns the next requests with a limit that ran out before the day and
// of which somebody is told.
func (f Flows) overdue(ctx context.Context, today civil.Date, limit int) ([]string, error) {
	var rows []struct {
		ID       int64
		PublicID string
	}
	err := f.jobs.WithContext(ctx).Raw(overdueItems,
		day{today}, string(law.RepairHearing), watched, f.attended.Load(), limit).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading what is overdue: %w", err)
	}
	ids, last := make([]string, len(rows)), int64(0)
	for i, row := range rows {
		ids[i] = row.PublicID
		if i == limit-1 {
			last = row.ID // there may be more
		}
	}
	f.attended.Store(last)
	return ids, nil
}

// reminding returns the requests on which a provider may have to be reminded on
// the day, and was not yet.
func (f Flows) reminding(
	ctx context.Context, today civil.Date, calendar workday.Calendar, limit int,
) ([]string, error) {
	on, ok := objection.RemindingOn(today, calendar)
	if !ok {
		return nil, nil
	}
	starts := make([]day, len(on.Starts))
	for i, start := range on.Starts {
		starts[i] = day{start}
	}
	var ids []string
	err := f.jobs.WithContext(ctx).Raw(remindedItems,
		string(law.ObjectionProvider), starts, day{today}, string(law.ObjectionWholeAssisted), day{on.Whole},
		string(objection.Remind), instant{today.Start()}, limit).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("reading who is to be reminded: %w", err)
	}
	last, _ := repair.RemindedOf(today, calendar)
	var repairs []string
	err = f.jobs.WithContext(ctx).Raw(remindedRepairs, day{last},
		[]string{string(law.RepairAccept), string(law.RepairWhole)}, string(repair.Remind), instant{today.Start()}, limit).
		Scan(&repairs).Error
	if err != nil {
		return nil, fmt.Errorf("reading who is to be reminded of a repair: %w", err)
	}
	return append(ids, repairs...), nil
}

// Former returns the record of an item as it stood before its provider sent it
// again since the receipt, or since it was last noted that it had; nil where it did not.
func (f Flows) Former(ctx context.Context, r flow.Request, it flow.Item) (*record.Record, error) {
	since := r.ReceivedAt
	if noted, ok := it.Last(objection.ProviderCorrected); ok {
		since = noted.At
	}
	now, err := f.RecordOf(ctx, it.Record)
	if err != nil || now == nil || !now.ReceivedAt.After(since) {
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
		if !was.ReceivedAt.After(since) {
			return &was, nil
		}
	}
	return nil, nil
}
