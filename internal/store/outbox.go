package store

import (
	"context"
	"fmt"
	"time"

	"creditportal/internal/notice"
)

// Outbox holds the errands that follow from letters. What is done here is no
// act of anybody and leaves no event: it makes true what an act has owed.
type Outbox struct{ *Store }

// Outbox returns where errands wait.
func (s *Store) Outbox() Outbox { return Outbox{s} }

// Due returns at most n errands that are due on the moment at, the oldest
// first.
func (o Outbox) Due(ctx context.Context, at time.Time, n int) ([]notice.Parcel, error) {
	var rows []outboxRow
	err := o.jobs.WithContext(ctx).Table(outbox.name).Where("due_at <= ?", instant{at}).
		Order("due_at, id").Limit(n).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("listing errands: %w", err)
	}
	parcels := make([]notice.Parcel, len(rows))
	for i, r := range rows {
		parcels[i] = notice.Parcel{
			ID: r.ID, Errand: notice.Errand(r.Errand), Item: r.ItemID, DueAt: r.DueAt.Time, Tries: r.Tries,
		}
		if r.ItemID == 0 {
			parcels[i].Notice = r.NoticeID
		}
	}
	return parcels, nil
}

// Claim takes the errand for the caller alone, to the moment until; then
// somebody else may, should the caller be gone. It says whether the caller has
// it.
func (o Outbox) Claim(ctx context.Context, p notice.Parcel, until time.Time) (bool, error) {
	return o.turn(ctx, p, map[string]any{"due_at": instant{until}, "tries": p.Tries + 1})
}

// Postpone lets the errand, claimed to the moment claimed, wait until due. A
// wait that nobody is to blame for counts as no try.
func (o Outbox) Postpone(ctx context.Context, p notice.Parcel, claimed, due time.Time, blame bool) error {
	tries := p.Tries
	if blame {
		tries++
	}
	p.DueAt, p.Tries = claimed, p.Tries+1
	_, err := o.turn(ctx, p, map[string]any{"due_at": instant{due}, "tries": tries})
	return err
}

// Finish ends the errand.
func (o Outbox) Finish(ctx context.Context, p notice.Parcel, at time.Time, outcome notice.Outcome) error {
	err := o.jobs.WithContext(ctx).Table(outbox.name).Where("id = ? AND done_at IS NULL", p.ID).
		Updates(map[string]any{"due_at": instant{}, "done_at": instant{at}, "outcome": string(outcome)}).Error
	return wrapped(err, "ending an errand")
}

// turn changes an errand that stands as it was read.
func (o Outbox) turn(ctx context.Context, p notice.Parcel, set map[string]any) (bool, error) {
	turned := o.jobs.WithContext(ctx).Table(outbox.name).
		Where("id = ? AND due_at = ? AND tries = ?", p.ID, instant{p.DueAt}, p.Tries).Updates(set)
	if turned.Error != nil {
		return false, fmt.Errorf("taking an errand: %w", turned.Error)
	}
	return turned.RowsAffected == 1, nil
}

// LetterOf returns the letter that an errand is for.
func (o Outbox) LetterOf(ctx context.Context, p notice.Parcel) (notice.Notice, error) {
	return o.noticeBy(o.jobs.WithContext(ctx).Where("id = ?", p.Notice))
}

// KeepPaper keeps the form for paper; one that is kept already stays.
func (o Outbox) KeepPaper(ctx context.Context, n notice.Notice, body []byte) error {
	row, err := o.rowOfForm(n.ID, paperForm, body)
	if err != nil {
		return err
	}
	err = noticeForms.insert(o.jobs.WithContext(ctx), []noticeFormRow{row})
	if isUnique(err) {
		return nil
	}
	return err
}
