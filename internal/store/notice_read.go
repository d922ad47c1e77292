package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
)

// lost is the answer for a letter that is not there and for one that is not
// theirs.
func lost() error { return fault.New(fault.NotFound, "notice.fault.unknown", nil) }

// Notice returns a letter by its public id, if it is for the actor;
// fault.NotFound otherwise.
func (s *Store) Notice(ctx context.Context, publicID string, by actor.Actor) (notice.Notice, error) {
	n, err := s.noticeBy(s.private.WithContext(ctx).Where("public_id = ?", publicID))
	if err != nil {
		return notice.Notice{}, err
	}
	if !n.For(by) {
		return notice.Notice{}, lost()
	}
	n.Concerned, err = concernedBy(s.private.WithContext(ctx), n)
	return n, err
}

// concernedBy is whom the letter shows: of one to a unit or to the authority the
// subject of its request, or where that has none, of the record of its item.
func concernedBy(db *gorm.DB, n notice.Notice) (int64, error) {
	if n.To.Side == actor.Subject || n.Request == 0 {
		return n.To.Subject, nil
	}
	var r flow.Request
	err := db.Table(requests.name).Where("id = ?", n.Request).Pluck("subject_id", &r.Subject).Error
	if err != nil {
		return 0, fmt.Errorf("reading whom a letter shows: %w", err)
	}
	of := db.Table(items.name).Where("request_id = ?", n.Request)
	if n.Item != 0 {
		of = of.Where("id = ?", n.Item)
	}
	var about []int64
	if err := of.Order("id").Limit(1).Pluck("record_id", &about).Error; err != nil {
		return 0, fmt.Errorf("reading what a letter is about: %w", err)
	}
	for _, id := range about {
		r.Items = append(r.Items, flow.Item{Record: id})
	}
	r, err = concerning(db, r)
	return r.Concerned, err
}

func (s *Store) noticeBy(db *gorm.DB) (notice.Notice, error) {
	var row noticeRow
	if err := db.Table(notices.name).Take(&row).Error; err != nil {
		if isMissing(err) {
			return notice.Notice{}, lost()
		}
		return notice.Notice{}, fmt.Errorf("reading a letter: %w", err)
	}
	return s.noticeOf(row)
}

// Inbox returns the letters for the actor, the newest first, below the row id
// before; zero begins at the top.
func (s *Store) Inbox(ctx context.Context, by actor.Actor, before int64) ([]notice.Notice, error) {
	db := s.private.WithContext(ctx).Where("side = ?", string(by.Side))
	switch {
	case by.Side == actor.Provider && by.Unit != "":
		db = inMatters(db.Where("provider = ?", by.Unit), by)
	case by.Side == actor.Subject && by.Subject != 0:
		db = db.Where("subject_id = ?", by.Subject)
	case by.Account != 0:
		db = db.Where("account_id = ?", by.Account)
	default:
		return nil, nil
	}
	if before != 0 {
		db = db.Where("id < ?", before)
	}
	return s.noticesOf(db.Order("id DESC").Limit(notice.InboxPage))
}

// inMatters narrows a list to letters of the matters of the actor, as For does for each:
// a page of an inbox is full of what its reader may open.
func inMatters(db *gorm.DB, by actor.Actor) *gorm.DB {
	theirs := notice.MattersOf(by)
	if len(theirs) == len(notice.Matters()) {
		return db
	}
	return db.Where("request_id IN (SELECT id FROM requests WHERE kind IN ?)", theirs)
}

// NoticesOf returns every letter of a request that is for the actor, the oldest
// first.
func (s *Store) NoticesOf(ctx context.Context, request int64, by actor.Actor) ([]notice.Notice, error) {
	all, err := s.noticesOf(s.private.WithContext(ctx).Where("request_id = ?", request).Order("id"))
	var theirs []notice.Notice
	for _, n := range all {
		if n.For(by) {
			theirs = append(theirs, n)
		}
	}
	return theirs, err
}

func (s *Store) noticesOf(db *gorm.DB) ([]notice.Notice, error) {
	var rows []noticeRow
	if err := db.Table(notices.name).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing letters: %w", err)
	}
	list := make([]notice.Notice, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = s.noticeOf(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Letter returns the letter as it was drawn. It is for who was given n.
func (s *Store) Letter(ctx context.Context, n notice.Notice) ([]byte, error) {
	return s.form(ctx, n.ID, htmlForm)
}

// Paper returns the form of the letter for paper; none when it was not made.
func (s *Store) Paper(ctx context.Context, n notice.Notice) ([]byte, error) {
	return s.form(ctx, n.ID, paperForm)
}

func (s *Store) form(ctx context.Context, id int64, form string) ([]byte, error) {
	var row noticeFormRow
	err := s.private.WithContext(ctx).Table(noticeForms.name).Where("notice_id = ? AND form = ?", id, form).
		Take(&row).Error
	if isMissing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the form of a letter: %w", err)
	}
	return s.openForm(row)
}

// ReadNotice notes that the recipient opened the letter; only the first time
// counts, and an officer who looks at it is not the recipient.
func (s *Store) ReadNotice(ctx context.Context, n notice.Notice, by actor.Actor, at time.Time) error {
	if by.Side != n.To.Side || !n.ReadAt.IsZero() {
		return nil
	}
	e := audit.Event{Did: audit.NoticeRead, On: "notice/" + n.PublicID, By: by, At: at, Op: "read/" + n.PublicID}
	return s.write(ctx, e, func(t *tx) error { return t.stampNotice(n, "read_at", at) })
}

// ServeNotice notes that a letter on paper was handed over, or signed for, at
// the moment at; what counts from its service begins then.
func (s *Store) ServeNotice(ctx context.Context, n notice.Notice, at time.Time, e audit.Event) error {
	if !n.To.Paper || !n.ServedAt.IsZero() {
		return fault.New(fault.Conflict, "notice.fault.served", nil)
	}
	return s.write(ctx, e, func(t *tx) error { return t.stampNotice(n, "served_at", at) })
}

// handOver notes that the letters of the kind about the item on paper are with whom they
// are for.
func (t *tx) handOver(item int64, kind notice.Kind) error {
	err := t.Table(notices.name).
		Where("item_id = ? AND kind = ? AND paper = ? AND served_at IS NULL", item, string(kind), true).
		Updates(map[string]any{"served_at": instant{t.at}}).Error
	return wrapped(err, "noting that a letter was handed over")
}

// stampNotice sets a moment of the letter that is not set yet.
func (t *tx) stampNotice(n notice.Notice, column string, at time.Time) error {
	set := t.Table(notices.name).Where("id = ? AND "+column+" IS NULL", n.ID).Updates(map[string]any{column: instant{at}})
	if set.Error != nil {
		return fmt.Errorf("noting a letter: %w", set.Error)
	}
	if set.RowsAffected == 0 {
		return stale()
	}
	return nil
}

// NoticeByProof returns the letter that bears the proof code; fault.NotFound for
// one that no letter bears. Of the letter nothing is for whoever asks but its
// certificate.
func (s *Store) NoticeByProof(ctx context.Context, p notice.Proof) (notice.Notice, error) {
	digest := p.Digest()
	n, err := s.noticeBy(s.public.WithContext(ctx).Where("proof = ?", digest[:]))
	if fault.Is(err, fault.NotFound) {
		return notice.Notice{}, notice.Unproved()
	}
	return n, err
}
