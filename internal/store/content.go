package store

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/civil"
	"creditportal/internal/content"
)

type pieceRow struct {
	Slug        string
	Draft       string // JSON of a content.Wording
	Shown       string // the same
	Head        string // the shown wording without its bodies: all that lists need
	Withdrawn   bool
	WrittenBy   string
	PublishedBy string
	PublishedOn day
	ChangedOn   day
	Version     int64
}

type pieceRevisionRow struct {
	Slug        string
	Version     int64
	Wording     string
	WrittenBy   string
	PublishedBy string
	PublishedOn day // the day of the act
	ActID       int64
}

var (
	pieces         = newTable[pieceRow]("pieces")
	pieceRevisions = newTable[pieceRevisionRow]("piece_revisions")
)

// CommitPiece makes a change of a piece true. It returns fault.Stale when the
// piece is no longer what the change was computed from.
func (s *Store) CommitPiece(ctx context.Context, c content.Change) error {
	row, err := rowOfPiece(c.After)
	if err != nil {
		return fmt.Errorf("writing piece %s: %w", c.After.Slug, err)
	}
	return s.write(ctx, c.Event, func(t *tx) error {
		t.shown = c.Public
		if c.Kept {
			err := pieceRevisions.insert(t.DB, []pieceRevisionRow{{
				Slug: row.Slug, Version: row.Version, Wording: row.Shown, WrittenBy: row.WrittenBy,
				PublishedBy: row.PublishedBy, PublishedOn: row.ChangedOn, ActID: t.act,
			}})
			if err != nil {
				return fmt.Errorf("keeping a revision: %w", err)
			}
		}
		if c.WasVersion == 0 {
			return pieces.insert(t.DB, []pieceRow{row})
		}
		return found(pieces.update(t.DB, &row, []string{"slug"}, "slug = ? AND version = ?", row.Slug, c.WasVersion))
	})
}

func rowOfPiece(p content.Piece) (pieceRow, error) {
	row := pieceRow{
		Slug: p.Slug, Withdrawn: p.Withdrawn, WrittenBy: p.WrittenBy, PublishedBy: p.PublishedBy,
		PublishedOn: day{p.PublishedOn}, ChangedOn: day{p.ChangedOn}, Version: p.Version,
	}
	head := p.Shown
	head.Chinese.Body, head.English.Body = "", ""
	for _, part := range []struct {
		to      *string
		wording content.Wording
	}{{&row.Draft, p.Draft}, {&row.Shown, p.Shown}, {&row.Head, head}} {
		text, err := json.Marshal(part.wording)
		if err != nil {
			return pieceRow{}, err
		}
		*part.to = string(text)
	}
	return row, nil
}

// Piece returns the piece with the slug, whatever its state; fault.NotFound for
// none.
func (s *Store) Piece(ctx context.Context, slug string) (content.Piece, error) {
	return onePiece(s.private.WithContext(ctx), slug)
}

// Pieces lists every piece, by slug.
func (s *Store) Pieces(ctx context.Context) ([]content.Piece, error) {
	var rows []pieceRow
	if err := s.private.WithContext(ctx).Table(pieces.name).Order("slug").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing pieces: %w", err)
	}
	list := make([]content.Piece, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = pieceOf(row, row.Draft, row.Shown); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// PublicPiece returns the piece with the slug as visitors see it on the day;
// fault.Gone or fault.NotFound for one that they do not see.
func (s *Store) PublicPiece(ctx context.Context, slug string, today civil.Date) (content.Piece, error) {
	p, err := onePiece(s.public.WithContext(ctx), slug)
	if err == nil {
		err = content.Visible(p, today)
	}
	if err != nil {
		return content.Piece{}, err
	}
	return forVisitors(p), nil
}

// PublicPieces lists every piece that was ever published, by slug, as visitors
// see it and without its bodies.
func (s *Store) PublicPieces(ctx context.Context) ([]content.Piece, error) {
	var rows []pieceRow
	err := s.jobs.WithContext(ctx).Table(pieces.name).
		Select("slug, head, withdrawn, published_on, changed_on, version").
		Where("published_on IS NOT NULL").Order("slug").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("listing pieces: %w", err)
	}
	list := make([]content.Piece, len(rows))
	for i, row := range rows {
		p, err := pieceOf(row, row.Head, row.Head)
		if err != nil {
			return nil, err
		}
		list[i] = forVisitors(p)
	}
	return list, nil
}

// forVisitors leaves out what the office keeps to itself: drafts, and who wrote.
func forVisitors(p content.Piece) content.Piece {
	p.Draft, p.WrittenBy, p.PublishedBy = content.Wording{}, "", ""
	return p
}

func onePiece(db *gorm.DB, slug string) (content.Piece, error) {
	var rows []pieceRow
	err := db.Table(pieces.name).Where("slug = ?", slug).Find(&rows).Error
	switch {
	case err != nil:
		return content.Piece{}, fmt.Errorf("reading a piece: %w", err)
	case len(rows) == 0:
		return content.Piece{}, content.Unknown()
	}
	return pieceOf(rows[0], rows[0].Draft, rows[0].Shown)
}

func pieceOf(row pieceRow, draft, shown string) (content.Piece, error) {
	p := content.Piece{
		Slug: row.Slug, Withdrawn: row.Withdrawn, WrittenBy: row.WrittenBy, PublishedBy: row.PublishedBy,
		PublishedOn: row.PublishedOn.Date, ChangedOn: row.ChangedOn.Date, Version: row.Version,
	}
	if err := json.Unmarshal([]byte(draft), &p.Draft); err != nil {
		return content.Piece{}, fmt.Errorf("reading the draft of piece %s: %w", row.Slug, err)
	}
	if err := json.Unmarshal([]byte(shown), &p.Shown); err != nil {
		return content.Piece{}, fmt.Errorf("reading piece %s: %w", row.Slug, err)
	}
	return p, nil
}
