package store

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
)

type draftRow struct {
	ID        int64
	PublicID  string
	AccountID int64
	SubjectID int64
	KeptAt    instant
	Version   int
	Sealed    []byte // JSON of draftDoc
}

// draftDoc is what somebody typed, and which files go with it.
type draftDoc struct {
	Kind    flow.Kind       `json:"kind,omitempty"` // none: an objection, as all once were
	Typed   flow.Typed      `json:"typed"`
	Files   []attachment.ID `json:"files,omitempty"`
	Refused []refusedDoc    `json:"refused,omitempty"`
}

// refusedDoc is a file that was not taken, and why.
type refusedDoc struct {
	Name  string     `json:"name"`
	Field string     `json:"field,omitempty"`
	Key   string     `json:"key"`
	Args  fault.Args `json:"args,omitempty"`
}

var (
	drafts = newTable[draftRow]("drafts")

	_ flow.DraftStore = (*Store)(nil)
)

// KeepDraft makes the draft stand as it is, and holds its files from being swept;
// fault.Stale when it is at another version.
func (s *Store) KeepDraft(ctx context.Context, d flow.Draft, e audit.Event) error {
	if d.ID == 0 {
		d.ID = s.ids.next(1)
	}
	row, err := s.rowOfDraft(d)
	if err != nil {
		return err
	}
	return s.write(ctx, e, func(t *tx) error {
		if d.Version == 1 {
			err = drafts.insert(t.DB, []draftRow{row})
		} else {
			err = found(drafts.update(t.DB, &row, []string{"id"}, "id = ? AND version = ?", d.ID, d.Version-1))
		}
		if err != nil {
			return err
		}
		return holdFiles(t, d)
	})
}

// holdFiles has the files of the draft hang on it, and no others.
func holdFiles(t *tx, d flow.Draft) error {
	if err := releaseFiles(t, d); err != nil || len(d.Files) == 0 {
		return err
	}
	return wrapped(t.Table(attachments.name).
		Where("public_id IN ? AND owner = ? AND request = ?", d.Files, d.Account, 0).
		Updates(map[string]any{"draft": d.ID}).Error, "holding the files of a draft")
}

// releaseFiles leaves the files of the draft to the sweep; what was filed stays
// where it is.
func releaseFiles(t *tx, d flow.Draft) error {
	return wrapped(t.Table(attachments.name).Where("request = ? AND owner = ? AND draft = ?", 0, d.Account, d.ID).
		Updates(map[string]any{"draft": 0}).Error, "releasing the files of a draft")
}

// DraftsOf lists the drafts of an account for a subject, the newest first.
func (s *Store) DraftsOf(ctx context.Context, account, subject int64) ([]flow.Draft, error) {
	return s.draftsWhere(s.private.WithContext(ctx).Order("kept_at DESC, id DESC"),
		"account_id = ? AND subject_id = ?", account, subject)
}

// OldDrafts lists the drafts of everybody that were kept last before the instant.
func (s *Store) OldDrafts(ctx context.Context, before time.Time) ([]flow.Draft, error) {
	return s.draftsWhere(s.private.WithContext(ctx).Order("kept_at, id"), "kept_at < ?", instant{before})
}

func (s *Store) draftsWhere(db *gorm.DB, where string, args ...any) ([]flow.Draft, error) {
	var rows []draftRow
	if err := db.Table(drafts.name).Where(where, args...).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading drafts: %w", err)
	}
	list := make([]flow.Draft, len(rows))
	for i, row := range rows {
		var doc draftDoc
		if err := s.unseal(drafts.name, row.ID, row.Sealed, &doc); err != nil {
			return nil, err
		}
		list[i] = flow.Draft{
			ID: row.ID, PublicID: row.PublicID, Account: row.AccountID, Subject: row.SubjectID, KeptAt: row.KeptAt.Time,
			Version: row.Version, Kind: cmp.Or(doc.Kind, flow.Objection), Typed: doc.Typed, Files: doc.Files,
		}
		for _, r := range doc.Refused {
			list[i].Refused = append(list[i].Refused, attachment.Refusal{
				Name: r.Name, Field: r.Field, Fault: fault.New(fault.Invalid, r.Key, r.Args),
			})
		}
	}
	return list, nil
}

func (s *Store) rowOfDraft(d flow.Draft) (draftRow, error) {
	doc := draftDoc{Kind: d.Kind, Typed: d.Typed, Files: d.Files}
	for _, r := range d.Refused {
		doc.Refused = append(doc.Refused, refusedDoc{r.Name, r.Field, r.Fault.Key, r.Fault.Args})
	}
	sealed, err := s.seal(drafts.name, d.ID, doc)
	return draftRow{
		ID: d.ID, PublicID: d.PublicID, AccountID: d.Account, SubjectID: d.Subject, KeptAt: instant{d.KeptAt},
		Version: d.Version, Sealed: sealed,
	}, err
}

// DropDraft forgets the draft, and leaves its files to be swept unless they were
// filed; fault.Stale when it is at another version.
func (s *Store) DropDraft(ctx context.Context, d flow.Draft, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		if err := releaseFiles(t, d); err != nil {
			return err
		}
		gone := t.Table(drafts.name).Where("id = ? AND version = ?", d.ID, d.Version).Delete(&draftRow{})
		return found(gone.RowsAffected == 1, wrapped(gone.Error, "dropping a draft"))
	})
}
