package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

// Window finds the subject for whom somebody files at the window.
type Window struct{ *Store }

// Window returns where the window looks subjects up.
func (s *Store) Window() Window { return Window{s} }

// FindSubject returns the row id of the subject with the unified code or the
// identity number as typed; one fault.NotFound for whatever finds none.
func (w Window) FindSubject(ctx context.Context, typed string, today civil.Date) (int64, error) {
	id, err := w.numbered(ctx, typed, today)
	if err == nil && id == 0 {
		err = fault.New(fault.NotFound, "window.fault.unknown", nil)
	}
	return id, err
}

// numbered returns the row id of the subject with the unified code or the identity
// number as typed; zero for none.
func (s *Store) numbered(ctx context.Context, typed string, today civil.Date) (int64, error) {
	db := s.private.WithContext(ctx).Table(subjects.name)
	if code, err := subject.ParseCode(typed); err == nil {
		db = db.Where("code = ?", code.String())
	} else {
		doc, err := subject.ParseDocument(subject.IdentityCard, "", strings.TrimSpace(typed), today)
		if err != nil {
			return 0, nil //nolint:nilerr // what is no number is nobody's
		}
		db = db.Where("document_index IN ?", s.documentIndexes(doc))
	}
	var found int64
	for range 2 { // see findPersons; whoever is found is looked for twice too, so that the time does not tell
		var ids []int64
		if err := db.Session(&gorm.Session{}).Limit(1).Pluck("id", &ids).Error; err != nil {
			return 0, fmt.Errorf("looking for a subject: %w", err)
		}
		if len(ids) > 0 {
			found = ids[0]
		}
	}
	return found, nil
}

// Ticket is a subject as a form of the window carries it: sealed for the officer
// who looked it up.
func (w Window) Ticket(id int64, by actor.Actor) (string, error) {
	sealed, err := w.vault.Encrypt(vault.Requests, ticketCell(by), fmt.Append(nil, id))
	return base64.RawURLEncoding.EncodeToString(sealed), err
}

// OpenTicket returns the subject of a ticket of the officer's own;
// fault.NotFound for any other.
func (w Window) OpenTicket(ticket string, by actor.Actor) (int64, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(ticket)
	var text []byte
	if err == nil {
		text, err = w.vault.Decrypt(vault.Requests, ticketCell(by), sealed)
	}
	var id int64
	if err == nil {
		_, err = fmt.Sscan(string(text), &id)
	}
	if err != nil {
		return 0, &fault.Error{Kind: fault.NotFound, Key: "window.fault.unknown", Err: err}
	}
	return id, nil
}

func ticketCell(by actor.Actor) vault.Cell {
	return vault.Cell{Table: "window", Column: "subject", Row: by.Account}
}
