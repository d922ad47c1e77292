package store

import (
	"encoding/json"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/notice"
	"creditportal/internal/vault"
)

type noticeRow struct {
	ID        int64
	PublicID  string
	Number    string
	Kind      string
	RequestID int64
	ItemID    int64
	Side      string
	AccountID int64
	Provider  string
	SubjectID int64
	Paper     bool
	Template  string
	Proof     []byte // digest of the code
	Hash      []byte // of the letter as it was drawn
	IssuedAt  instant
	ServedAt  instant
	ReadAt    instant
	Sealed    []byte // JSON of noticeDoc
}

type noticeFormRow struct {
	NoticeID int64
	Form     string
	Sealed   []byte
}

type outboxRow struct {
	ID       int64
	Errand   string
	NoticeID int64 // the row's own id for word about an item: the pair with the errand is unique
	ItemID   int64 // zero for a letter
	Tries    int
	DueAt    instant // NULL once done
	DoneAt   instant
	Outcome  string
}

var (
	notices     = newTable[noticeRow]("notices")
	noticeForms = newTable[noticeFormRow]("notice_forms")
	outbox      = newTable[outboxRow]("outbox")
)

// noticeDoc is what a letter says and who it says it to.
type noticeDoc struct {
	Name     string       `json:"name"`
	Document string       `json:"document,omitempty"`
	Proof    notice.Proof `json:"proof"`
	Facts    notice.Facts `json:"facts"`
	Text     notice.Text  `json:"text"`
}

func noticeCell(id int64) vault.Cell {
	return vault.Cell{Table: notices.name, Column: "sealed", Row: id}
}

// formCell binds a form to its letter and to what it is a form of it in.
func formCell(id int64, form string) vault.Cell {
	return vault.Cell{Table: noticeForms.name, Column: form, Row: id}
}

func (s *Store) rowOfNotice(n notice.Notice) (noticeRow, error) {
	text, err := json.Marshal(noticeDoc{n.To.Name, n.To.Document, n.Proof, n.Facts, n.Text})
	if err != nil {
		return noticeRow{}, fmt.Errorf("writing a letter: %w", err)
	}
	sealed, err := s.vault.Encrypt(vault.Notices, noticeCell(n.ID), text)
	proof := n.Proof.Digest()
	return noticeRow{
		ID: n.ID, PublicID: n.PublicID, Number: n.Number, Kind: string(n.Kind), RequestID: n.Request, ItemID: n.Item,
		Side: string(n.To.Side), AccountID: n.To.Account, Provider: n.To.Provider, SubjectID: n.To.Subject,
		Paper: n.To.Paper, Template: n.Template, Proof: proof[:], Hash: n.Hash[:], IssuedAt: instant{n.IssuedAt},
		ServedAt: instant{n.ServedAt}, ReadAt: instant{n.ReadAt}, Sealed: sealed,
	}, err
}

func (s *Store) noticeOf(row noticeRow) (notice.Notice, error) {
	text, err := s.vault.Decrypt(vault.Notices, noticeCell(row.ID), row.Sealed)
	if err != nil {
		return notice.Notice{}, fmt.Errorf("opening a letter: %w", err)
	}
	var doc noticeDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return notice.Notice{}, fmt.Errorf("reading a letter: %w", err)
	}
	n := notice.Notice{
		ID: row.ID, PublicID: row.PublicID, Number: row.Number, Proof: doc.Proof, Text: doc.Text,
		Template: row.Template,
		IssuedAt: row.IssuedAt.Time, ServedAt: row.ServedAt.Time, ReadAt: row.ReadAt.Time,
		Owed: notice.Owed{
			Kind: notice.Kind(row.Kind), Request: row.RequestID, Item: row.ItemID, Facts: doc.Facts,
			To: notice.Recipient{
				Side: actor.Side(row.Side), Account: row.AccountID, Provider: row.Provider, Subject: row.SubjectID,
				Paper: row.Paper, Name: doc.Name, Document: doc.Document,
			},
		},
	}
	copy(n.Hash[:], row.Hash)
	return n, nil
}

func (s *Store) rowOfForm(id int64, form string, body []byte) (noticeFormRow, error) {
	sealed, err := s.vault.Encrypt(vault.Notices, formCell(id, form), body)
	return noticeFormRow{NoticeID: id, Form: form, Sealed: sealed}, err
}

func (s *Store) openForm(row noticeFormRow) ([]byte, error) {
	body, err := s.vault.Decrypt(vault.Notices, formCell(row.NoticeID, row.Form), row.Sealed)
	if err != nil {
		return nil, fmt.Errorf("opening the form of a letter: %w", err)
	}
	return body, nil
}
