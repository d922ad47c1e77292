package content

import (
	"context"
	"fmt"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// Shelf keeps pieces.
type Shelf interface {
	// Piece returns the piece with the slug, whatever its state; fault.NotFound
	// for none.
	Piece(ctx context.Context, slug string) (Piece, error)
	// CommitPiece makes a change true; fault.Stale when the piece is no longer
	// what the change was computed from.
	CommitPiece(ctx context.Context, c Change) error
}

// Change is a piece as it is to be, with its event.
type Change struct {
	WasVersion int64 // 0 for a new piece
	After      Piece
	Public     bool // what visitors see changes
	Kept       bool // the published wording is kept as a revision
	Event      audit.Event
}

// Mandate is who acts, when and why; all of it goes into the trail.
type Mandate struct {
	By     actor.Actor
	Reason string
	At     time.Time
	Op     string // names the act for ever: one act, one key
}

func (m Mandate) check() error {
	switch {
	case strings.TrimSpace(m.By.Name) == "":
		return fault.New(fault.Invalid, "content.fault.officer_missing", nil)
	case strings.TrimSpace(m.Reason) == "":
		return fault.New(fault.Invalid, "content.fault.reason_missing", nil)
	}
	return nil
}

// Desk is where pieces are written, published and withdrawn.
type Desk struct{ shelf Shelf }

// NewDesk returns a desk over the shelf.
func NewDesk(shelf Shelf) *Desk { return &Desk{shelf} }

// Add enters a new piece as a draft; fault.Conflict when the slug is taken.
func (d *Desk) Add(ctx context.Context, slug string, draft Wording, m Mandate) error {
	_, err := d.shelf.Piece(ctx, slug)
	switch {
	case err == nil:
		return fault.New(fault.Conflict, "content.fault.taken", fault.Args{"Slug": slug})
	case !fault.Is(err, fault.NotFound):
		return fmt.Errorf("looking for a piece: %w", err)
	}
	return d.change(ctx, Piece{}, audit.PieceWritten, m, func(p Piece) (Piece, error) {
		return Write(p, slug, draft, m.By)
	})
}

// Edit enters the next draft of the piece. The version is the one that was
// read before writing: fault.Stale when somebody wrote since.
func (d *Desk) Edit(ctx context.Context, slug string, version int64, draft Wording, m Mandate) error {
	have, err := d.shelf.Piece(ctx, slug)
	if err != nil {
		return fmt.Errorf("looking for a piece: %w", err)
	}
	if have.Version != version {
		return fault.New(fault.Stale, "content.fault.stale", fault.Args{"Have": have.Version, "Read": version})
	}
	return d.change(ctx, have, audit.PieceWritten, m, func(p Piece) (Piece, error) {
		return Write(p, slug, draft, m.By)
	})
}

// Publish puts the draft on display from the day on, and returns the piece.
func (d *Desk) Publish(ctx context.Context, slug string, on civil.Date, m Mandate) (Piece, error) {
	have, err := d.shelf.Piece(ctx, slug)
	if err != nil {
		return Piece{}, fmt.Errorf("looking for a piece: %w", err)
	}
	var after Piece
	err = d.change(ctx, have, audit.PiecePublished, m, func(p Piece) (Piece, error) {
		after, err = Publish(p, m.By, m.At, on)
		return after, err
	})
	return after, err
}

// Withdraw takes the piece off the site.
func (d *Desk) Withdraw(ctx context.Context, slug string, m Mandate) error {
	have, err := d.shelf.Piece(ctx, slug)
	if err != nil {
		return fmt.Errorf("looking for a piece: %w", err)
	}
	return d.change(ctx, have, audit.PieceWithdrawn, m, Withdraw)
}

func (d *Desk) change(
	ctx context.Context, have Piece, did audit.Act, m Mandate, rule func(Piece) (Piece, error),
) error {
	if err := m.check(); err != nil {
		return err
	}
	after, err := rule(have)
	if err != nil {
		return err
	}
	return d.shelf.CommitPiece(ctx, Change{
		WasVersion: have.Version, After: after, Public: did != audit.PieceWritten, Kept: did == audit.PiecePublished,
		Event: audit.Event{
			Did: did, On: "piece/" + after.Slug, By: m.By, At: m.At, Op: m.Op, Reason: m.Reason,
		},
	})
}
