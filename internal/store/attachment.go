package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/vault"
)

type attachmentRow struct {
	ID       int64
	PublicID string
	Owner    int64
	Request  int64 // 0 before a request is filed with it
	Kind     string
	Size     int64
	State    string
	At       instant
	Sealed   []byte // JSON of attachmentSealed
	Draft    int64  // what keeps it from being swept before it is filed; 0: nothing
}

// attachmentSealed is what a person wrote or what could be compared with a
// file that somebody else has.
type attachmentSealed struct {
	Name   string
	Digest []byte
}

var attachments = newTable[attachmentRow]("attachments")

// Vault returns the opened keys, for what is kept encrypted beside the database.
func (s *Store) Vault() *vault.Vault { return s.vault }

// KeepAttachment enters a new attachment.
func (s *Store) KeepAttachment(ctx context.Context, a attachment.Attachment, e audit.Event) error {
	row := attachmentRow{
		ID: s.ids.next(1), PublicID: string(a.ID), Owner: a.Owner, Request: a.Request, Kind: string(a.Kind),
		Size: a.Size, State: string(a.State), At: instant{a.At},
	}
	text, err := json.Marshal(attachmentSealed{a.Name, a.Digest[:]})
	if err == nil {
		row.Sealed, err = s.vault.Encrypt(vault.Attachments, attachmentCell(row.ID), text)
	}
	if err != nil {
		return fmt.Errorf("writing an attachment: %w", err)
	}
	return s.write(ctx, e, func(t *tx) error { return attachments.insert(t.DB, []attachmentRow{row}) })
}

// Attachments returns those of the attachments that there are, in the order of
// the ids.
func (s *Store) Attachments(ctx context.Context, ids []attachment.ID) ([]attachment.Attachment, error) {
	return s.attachmentsNamed(s.private.WithContext(ctx), ids)
}

func (s *Store) attachmentsNamed(db *gorm.DB, ids []attachment.ID) ([]attachment.Attachment, error) {
	var found []attachment.Attachment
	for some := range slices.Chunk(ids, batchRows) {
		list, err := s.attachmentsWhere(db, "public_id IN ?", some)
		if err != nil {
			return nil, err
		}
		found = append(found, list...)
	}
	place := map[attachment.ID]int{}
	for i, id := range slices.Backward(ids) {
		place[id] = i
	}
	slices.SortStableFunc(found, func(a, b attachment.Attachment) int { return place[a.ID] - place[b.ID] })
	return slices.CompactFunc(found, func(a, b attachment.Attachment) bool { return a.ID == b.ID }), nil
}

// WaitingAttachments lists what no request was filed with, oldest first, of
// the owner or, for 0, of everybody. With a bound it lists what was handed in
// before and hangs on no draft; a zero time is no bound.
func (s *Store) WaitingAttachments(
	ctx context.Context, owner int64, before time.Time,
) ([]attachment.Attachment, error) {
	db := s.private.WithContext(ctx)
	if owner != 0 {
		db = db.Where("owner = ?", owner)
	}
	if !before.IsZero() {
		db = db.Where("at < ? AND draft = ?", instant{before}, 0)
	}
	return s.attachmentsWhere(db, "request = ?", 0)
}

// UnjudgedAttachments lists what is staged still, filed or not.
func (s *Store) UnjudgedAttachments(ctx context.Context) ([]attachment.Attachment, error) {
	return s.attachmentsWhere(s.private.WithContext(ctx), "state = ?", string(attachment.Staged))
}

// RequestAttachments lists the attachments of a request in the order in which
// they were handed in. Who may see the request may see the list.
func (s *Store) RequestAttachments(ctx context.Context, request int64) ([]attachment.Attachment, error) {
	if request == 0 {
		return nil, nil
	}
	return s.attachmentsWhere(s.private.WithContext(ctx), "request = ?", request)
}

func (s *Store) attachmentsWhere(db *gorm.DB, query string, args ...any) ([]attachment.Attachment, error) {
	var rows []attachmentRow
	if err := db.Table(attachments.name).Where(query, args...).Order("at, id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing attachments: %w", err)
	}
	list := make([]attachment.Attachment, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = s.attachmentOf(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Store) attachmentOf(row attachmentRow) (attachment.Attachment, error) {
	var closed attachmentSealed
	text, err := s.vault.Decrypt(vault.Attachments, attachmentCell(row.ID), row.Sealed)
	if err == nil {
		err = json.Unmarshal(text, &closed)
	}
	if err == nil && len(closed.Digest) != sha256.Size {
		err = fmt.Errorf("a digest of %d bytes", len(closed.Digest))
	}
	if err != nil {
		return attachment.Attachment{}, fmt.Errorf("reading an attachment: %w", err)
	}
	return attachment.Attachment{
		ID: attachment.ID(row.PublicID), Name: closed.Name, Kind: attachment.Kind(row.Kind), Size: row.Size,
		Digest: [sha256.Size]byte(closed.Digest), State: attachment.State(row.State), Owner: row.Owner,
		Request: row.Request, At: row.At.Time,
	}, nil
}

func attachmentCell(id int64) vault.Cell {
	return vault.Cell{Table: attachments.name, Column: "sealed", Row: id}
}

// MoveAttachment gives the attachment another state; fault.Stale when it is no
// longer in the state that was read.
func (s *Store) MoveAttachment(
	ctx context.Context, a attachment.Attachment, to attachment.State, e audit.Event,
) error {
	return s.write(ctx, e, func(t *tx) error {
		return one(t.Table(attachments.name).Where("public_id = ? AND state = ?", string(a.ID), string(a.State)).
			Updates(map[string]any{"state": string(to)}))
	})
}

// DropAttachment forgets an attachment that no request was filed with;
// fault.Stale when one was.
func (s *Store) DropAttachment(ctx context.Context, id attachment.ID, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		return one(t.Table(attachments.name).Where("public_id = ? AND request = ?", string(id), 0).
			Delete(&attachmentRow{}))
	})
}

// one is stale unless exactly one row was reached.
func one(res *gorm.DB) error {
	if res.Error != nil {
		return fmt.Errorf("writing an attachment: %w", res.Error)
	}
	if res.RowsAffected != 1 {
		return stale()
	}
	return nil
}

// LinkAttachments adds files to a request that was filed before, by the act
// that the event names.
func (s *Store) LinkAttachments(
	ctx context.Context, ids []attachment.ID, request int64, e audit.Event,
) error {
	return s.write(ctx, e, func(t *tx) error { return s.link(t, ids, e.By, request) })
}

// link makes the staged attachments part of the request, inside the act that
// files it. Each must be the actor's own and free: fault.Invalid otherwise, or
// where the request would have more than the limits allow.
func (s *Store) link(t *tx, staged []attachment.ID, by actor.Actor, request int64) error {
	if len(staged) == 0 {
		return nil
	}
	list, err := s.attachmentsNamed(t.DB, staged)
	if err != nil {
		return err
	}
	if len(list) != len(staged) {
		return attachment.Missing()
	}
	have, err := s.attachmentsWhere(t.DB, "request = ?", request)
	if err != nil {
		return err
	}
	if err := attachment.MayJoin(list, have, by.Account, attachment.Usual()); err != nil {
		return err
	}
	for _, a := range list {
		res := t.Table(attachments.name).
			Where("public_id = ? AND owner = ? AND request = ?", string(a.ID), by.Account, 0).
			Updates(map[string]any{"request": request})
		if res.Error != nil {
			return fmt.Errorf("linking an attachment: %w", res.Error)
		}
		if res.RowsAffected != 1 {
			return attachment.Missing()
		}
	}
	return nil
}
