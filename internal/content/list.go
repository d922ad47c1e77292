package content

import (
	"slices"
	"strings"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// Newest returns the pieces that are on display on the day, newest first.
func Newest(all []Piece, today civil.Date) []Piece {
	var shown []Piece
	for _, p := range all {
		if p.OnDisplay(today) {
			shown = append(shown, p)
		}
	}
	slices.SortFunc(shown, func(a, b Piece) int {
		if c := b.PublishedOn.Compare(a.PublishedOn); c != 0 {
			return c
		}
		return strings.Compare(a.Slug, b.Slug)
	})
	return shown
}

// In returns those of the pieces that are shown in the column.
func In(column Column, pieces []Piece) []Piece {
	var in []Piece
	for _, p := range pieces {
		if p.Shown.Column == column {
			in = append(in, p)
		}
	}
	return in
}

// Beside returns the pieces before and after the one with the slug; the zero
// Piece at an end.
func Beside(slug string, pieces []Piece) (newer, older Piece) {
	at := slices.IndexFunc(pieces, func(p Piece) bool { return p.Slug == slug })
	if at > 0 {
		newer = pieces[at-1]
	}
	if at >= 0 && at+1 < len(pieces) {
		older = pieces[at+1]
	}
	return newer, older
}

// Visible refuses a piece that is not on display on the day: fault.Gone where
// it was, fault.NotFound otherwise.
func Visible(p Piece, today civil.Date) error {
	switch {
	case p.OnDisplay(today):
		return nil
	case p.Withdrawn && !p.PublishedOn.After(today):
		return fault.New(fault.Gone, "content.fault.gone", nil)
	}
	return Unknown()
}

// Unknown is the refusal of a slug that no piece has.
func Unknown() error { return fault.New(fault.NotFound, "content.fault.unknown", nil) }
