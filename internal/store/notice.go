package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/notice"
)

// htmlForm and paperForm are the forms in which a letter is kept.
const (
	htmlForm  = "html"
	paperForm = "pdf"
)

// Issue makes letters that no other act carries with it.
func (s *Store) Issue(ctx context.Context, owed []notice.Owed, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error { return s.issue(t, owed) })
}

// issue makes the letters that an act owes, in its transaction: each gets its
// number, its proof code and its place in the inbox and the outbox. An act
// whose letter cannot be made does not happen. It draws numbers, so it comes
// last.
func (s *Store) issue(t *tx, owed []notice.Owed) error {
	var rows []noticeRow
	var forms []noticeFormRow
	var parcels []outboxRow
	for _, o := range owed {
		n, drawn, err := s.letter(t, o)
		if err != nil {
			return err
		}
		row, err := s.rowOfNotice(n)
		if err != nil {
			return err
		}
		form, err := s.rowOfForm(n.ID, htmlForm, drawn.HTML)
		if err != nil {
			return err
		}
		rows, forms = append(rows, row), append(forms, form)
		for _, errand := range n.Errands() {
			parcels = append(parcels, outboxRow{
				ID: s.ids.next(1), Errand: string(errand), NoticeID: n.ID, DueAt: instant{t.at},
			})
		}
	}
	if err := notices.insert(t.DB, rows); err != nil {
		return err
	}
	if err := noticeForms.insert(t.DB, forms); err != nil {
		return err
	}
	return outbox.insert(t.DB, parcels)
}

func (s *Store) letter(t *tx, o notice.Owed) (notice.Notice, notice.Rendering, error) {
	var random [notice.ProofBytes]byte
	if _, err := rand.Read(random[:]); err != nil {
		return notice.Notice{}, notice.Rendering{}, fmt.Errorf("drawing a proof code: %w", err)
	}
	serial, err := t.letterSerial(o.Facts.Matter)
	if err != nil {
		return notice.Notice{}, notice.Rendering{}, err
	}
	n, drawn, err := s.letters.Issue(o, serial, notice.ProofOf(random), t.at)
	n.ID, n.PublicID = s.ids.next(1), strings.ToLower(rand.Text())
	return n, drawn, err
}

// letterSerial draws the number of the next letter about the matter.
func (t *tx) letterSerial(m notice.Matter) (int64, error) {
	return t.serial("notice."+string(m), civil.Of(t.at).Year())
}
