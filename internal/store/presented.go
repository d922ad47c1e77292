package store

import (
	"context"
	"encoding/json"
	"fmt"

	"creditportal/internal/account"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/notice"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

type presentedRow struct {
	ID        int64
	PublicID  string
	AccountID int64
	At        instant
	SeenAt    instant
	SeenBy    int64
	EndedAt   instant
	EndedBy   int64
	Ended     string
	Version   int
	Sealed    []byte // JSON of presentedDoc
}

// presentedDoc is whom the papers name, until it is decided, and why they were
// refused.
type presentedDoc struct {
	vouchedDoc
	Reason string `json:"reason,omitempty"`
}

var presentations = newTable[presentedRow]("presentations")

func presentedCell(id int64) vault.Cell {
	return vault.Cell{Table: presentations.name, Column: "sealed", Row: id}
}

// Present enters what was presented, with its staged files.
func (s *Store) Present(ctx context.Context, p account.Presented, files []string, e audit.Event) error {
	p.ID = s.ids.next(1)
	row, err := s.rowOfPresented(p)
	if err != nil {
		return err
	}
	staged := make([]attachment.ID, len(files))
	for i, id := range files {
		staged[i] = attachment.ID(id)
	}
	return s.write(ctx, e, func(t *tx) error {
		if err := presentations.insert(t.DB, []presentedRow{row}); err != nil {
			return err
		}
		return s.link(t, staged, e.By, p.ID)
	})
}

// ChangePresented makes what was presented stand as it is, one version on.
func (s *Store) ChangePresented(ctx context.Context, p account.Presented, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error { return s.changePresented(t, p) })
}

// changePresented does it inside the act that decides. With the decision the
// files are forgotten, whom they name too, and word of it is owed; bytes that no
// row names are swept.
func (s *Store) changePresented(t *tx, p account.Presented) error {
	was := p.Version
	p.Version++
	over := p.State() == account.PresentedOver
	if over {
		p.Person.Document = subject.Document{}
	}
	row, err := s.rowOfPresented(p)
	if err != nil {
		return err
	}
	if err := found(presentations.update(t.DB, &row, []string{"id"}, "id = ? AND version = ?", p.ID, was)); err != nil {
		return err
	}
	if !over {
		return nil
	}
	gone := t.Table(attachments.name).Where("request = ?", p.ID).Delete(&attachmentRow{}).Error
	if gone != nil || p.Ended == account.PresentedTakenBack {
		return wrapped(gone, "forgetting papers")
	}
	return outbox.insert(t.DB, []outboxRow{{
		ID: s.ids.next(1), Errand: string(notice.Identity), NoticeID: p.ID, DueAt: instant{t.at},
	}})
}

// PresentedOf lists what the account presented, the newest first.
func (s *Store) PresentedOf(ctx context.Context, id int64) ([]account.Presented, error) {
	return s.presentedWhere(ctx, "id DESC", "account_id = ?", id)
}

// PresentedWaiting lists what has not ended, the oldest first.
func (s *Store) PresentedWaiting(ctx context.Context) ([]account.Presented, error) {
	return s.presentedWhere(ctx, "id", "ended_at IS NULL")
}

// PresentedBy returns what has the public id; fault.NotFound for none.
func (s *Store) PresentedBy(ctx context.Context, publicID string) (account.Presented, error) {
	list, err := s.presentedWhere(ctx, "id", "public_id = ?", publicID)
	if err == nil && len(list) == 0 {
		err = fault.New(fault.NotFound, "identity.fault.presented", nil)
	}
	if err != nil {
		return account.Presented{}, err
	}
	return list[0], nil
}

func (s *Store) presentedWhere(ctx context.Context, order, where string, args ...any) ([]account.Presented, error) {
	var rows []presentedRow
	err := s.private.WithContext(ctx).Table(presentations.name).Where(where, args...).Order(order).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading what was presented: %w", err)
	}
	list := make([]account.Presented, len(rows))
	for i, row := range rows {
		if list[i], err = s.presentedOf(ctx, row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Store) rowOfPresented(p account.Presented) (presentedRow, error) {
	row := presentedRow{
		ID: p.ID, PublicID: p.PublicID, AccountID: p.Account, At: instant{p.At}, SeenAt: instant{p.SeenAt},
		SeenBy: p.SeenBy, EndedAt: instant{p.EndedAt}, EndedBy: p.EndedBy, Ended: string(p.Ended), Version: p.Version,
	}
	doc := presentedDoc{vouchedDoc{p.Person.Name, docOf(p.Person.Document)}, p.Reason}
	text, err := json.Marshal(doc)
	if err != nil {
		return presentedRow{}, fmt.Errorf("writing what was presented: %w", err)
	}
	row.Sealed, err = s.vault.Encrypt(vault.Accounts, presentedCell(p.ID), text)
	return row, err
}

func (s *Store) presentedOf(ctx context.Context, row presentedRow) (account.Presented, error) {
	var doc presentedDoc
	text, err := s.vault.Decrypt(vault.Accounts, presentedCell(row.ID), row.Sealed)
	if err == nil {
		err = json.Unmarshal(text, &doc)
	}
	if err != nil {
		return account.Presented{}, fmt.Errorf("opening what was presented: %w", err)
	}
	holder, err := s.Account(ctx, row.AccountID)
	if err != nil {
		return account.Presented{}, err
	}
	p := account.Presented{
		ID: row.ID, PublicID: row.PublicID, Account: row.AccountID, Login: holder.Login, At: row.At.Time,
		SeenAt: row.SeenAt.Time, SeenBy: row.SeenBy, EndedAt: row.EndedAt.Time, EndedBy: row.EndedBy,
		Ended: account.PresentedEnd(row.Ended), Reason: doc.Reason, Version: row.Version,
		Person: subject.Subject{Kind: subject.Person, Name: doc.Name},
	}
	p.Person.Document, err = doc.Document.document()
	return p, err
}

// presentedHolder returns where the account that presented something is
// reached; none where it is nowhere, or closed.
func (o Outbox) presentedHolder(ctx context.Context, p notice.Parcel) ([]account.Contact, error) {
	var ids []int64
	err := o.jobs.WithContext(ctx).Table(presentations.name).Where("id = ?", p.Notice).Pluck("account_id", &ids).Error
	if err != nil || len(ids) == 0 {
		return nil, wrapped(err, "reading what was presented")
	}
	holder, err := o.Account(ctx, ids[0])
	to, reached := holder.Reached()
	if err != nil || !reached || holder.State != account.Active {
		return nil, err
	}
	return []account.Contact{to}, nil
}
