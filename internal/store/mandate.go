package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

type mandateRow struct {
	ID        int64
	PublicID  string
	AccountID int64
	SubjectID int64 // 0 while there is no file of the principal
	Kind      string
	Scopes    string // joined by commas
	FromOn    day
	ToOn      day
	AskedAt   instant
	ProvedAt  instant
	ProvedBy  int64
	EndedAt   instant
	Ended     string
	Version   int
	Sealed    []byte // JSON of mandateDoc
}

// mandateDoc is what of a mandate names somebody.
type mandateDoc struct {
	Name     string       `json:"name"`
	Kind     subject.Kind `json:"kind"`
	Code     string       `json:"code,omitempty"`
	Document documentDoc  `json:"document"`
	LegalRep string       `json:"legal_rep,omitempty"`
	Reason   string       `json:"reason,omitempty"`
}

var mandates = newTable[mandateRow]("mandates")

func mandateCell(id int64) vault.Cell {
	return vault.Cell{Table: mandates.name, Column: "sealed", Row: id}
}

// AskMandate enters a mandate that waits, with the staged files that prove it.
func (s *Store) AskMandate(ctx context.Context, m account.Mandate, files []string, e audit.Event) error {
	m.ID = s.ids.next(1)
	staged := make([]attachment.ID, len(files))
	for i, id := range files {
		staged[i] = attachment.ID(id)
	}
	return s.write(ctx, e, func(t *tx) error {
		known, err := s.fileOf(t, m.Principal)
		if err != nil {
			return err
		}
		m.Principal.ID = known.ID
		row, err := s.rowOfMandate(m)
		if err != nil {
			return err
		}
		if err := mandates.insert(t.DB, []mandateRow{row}); err != nil {
			return err
		}
		return s.link(t, staged, e.By, m.ID)
	})
}

// fileOf finds the file of the subject by its code or document; the zero
// Subject where there is none.
func (s *Store) fileOf(t *tx, subj subject.Subject) (subject.Subject, error) {
	found := map[identity]subject.Subject{}
	id := s.identityOf(subj)
	var err error
	switch {
	case id == "":
	case subj.Code.IsZero():
		err = s.findPersons(t, s.documentIndexes(subj.Document), found)
	default:
		err = findBy(s, t, "code", []string{string(id)}, found)
	}
	return found[id], err
}

// fileFor finds the file of the subject, or opens one.
func (s *Store) fileFor(t *tx, subj subject.Subject) (subject.Subject, error) {
	known, err := s.fileOf(t, subj)
	if err != nil || known.ID != 0 {
		return known, err
	}
	subj.ID, subj.Version = s.ids.next(1), 1
	if subj.Standing == "" {
		subj.Standing = subject.Existing
	}
	return subj, s.openFiles(t, []subject.Subject{subj})
}

// ChangeMandate makes the mandate stand as it is, one version on; when it is
// confirmed, its principal has a file, and what the registration data say of
// the legal representative is kept with it.
func (s *Store) ChangeMandate(ctx context.Context, m account.Mandate, e audit.Event) error {
	was := m.Version
	m.Version++
	return s.write(ctx, e, func(t *tx) error {
		if e.Did == audit.MandateConfirmed {
			known, err := s.fileFor(t, m.Principal)
			if err != nil {
				return err
			}
			m.Principal = known
			if m.LegalRep, err = s.legalRep(t.DB, known.ID); err != nil {
				return err
			}
		}
		row, err := s.rowOfMandate(m)
		if err != nil {
			return err
		}
		fixed := []string{"id", "public_id", "account_id"}
		return found(mandates.update(t.DB, &row, fixed, "id = ? AND version = ?", m.ID, was))
	})
}

// Registered returns what is on file of whom the mandate would bind.
func (s *Store) Registered(ctx context.Context, m account.Mandate) (account.Registered, error) {
	t := &tx{DB: s.private.WithContext(ctx)}
	papers, err := s.RequestAttachments(ctx, m.ID)
	if err != nil {
		return account.Registered{}, err
	}
	known, err := s.fileOf(t, m.Principal)
	if err != nil || known.ID == 0 {
		return account.Registered{Papers: len(papers)}, err
	}
	of := account.Registered{ID: known.ID, Name: known.Name, Papers: len(papers)}
	for _, former := range known.Former {
		of.Former = append(of.Former, former.Name)
	}
	of.LegalRep, err = s.legalRep(t.DB, known.ID)
	return of, err
}

// MandatesOf lists those of an account, the newest first.
func (s *Store) MandatesOf(ctx context.Context, id int64) ([]account.Mandate, error) {
	return s.mandatesWhere(ctx, "id DESC", "account_id = ?", id)
}

// MandatesFor lists those that bind a subject or would, the newest first.
func (s *Store) MandatesFor(ctx context.Context, id int64) ([]account.Mandate, error) {
	list, err := s.mandatesWhere(ctx, "id DESC", "subject_id = ? AND subject_id <> 0", id)
	if err != nil {
		return nil, err
	}
	return list, s.nameHolders(ctx, list)
}

// AskedMandates lists those that wait, the oldest first.
func (s *Store) AskedMandates(ctx context.Context) ([]account.Mandate, error) {
	list, err := s.mandatesWhere(ctx, "id", "proved_at IS NULL AND ended_at IS NULL")
	if err != nil {
		return nil, err
	}
	return list, s.nameHolders(ctx, list)
}

// MandateBy returns the mandate with the public id; fault.NotFound for none.
func (s *Store) MandateBy(ctx context.Context, publicID string) (account.Mandate, error) {
	list, err := s.mandatesWhere(ctx, "id", "public_id = ?", publicID)
	if err == nil && len(list) == 0 {
		err = fault.New(fault.NotFound, "mandate.fault.missing", nil)
	}
	if err != nil {
		return account.Mandate{}, err
	}
	return list[0], s.nameHolders(ctx, list)
}

func (s *Store) mandatesWhere(ctx context.Context, order, where string, args ...any) ([]account.Mandate, error) {
	db := s.private.WithContext(ctx)
	var rows []mandateRow
	if err := db.Table(mandates.name).Where(where, args...).Order(order).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading mandates: %w", err)
	}
	owners := make([]int64, 0, len(rows))
	for _, row := range rows {
		if row.SubjectID != 0 {
			owners = append(owners, row.SubjectID)
		}
	}
	files, err := s.subjectsOf(db, owners)
	if err != nil {
		return nil, err
	}
	list := make([]account.Mandate, len(rows))
	for i, row := range rows {
		if list[i], err = s.mandateOf(row); err != nil {
			return nil, err
		}
		if file, ok := files[row.SubjectID]; ok && !row.ProvedAt.IsZero() {
			list[i].Principal = file
		}
	}
	return list, nil
}

// nameHolders writes the names of those who hold the mandates into the list.
func (s *Store) nameHolders(ctx context.Context, list []account.Mandate) error {
	for i := range list {
		a, err := s.Account(ctx, list[i].Account)
		if err != nil {
			return err
		}
		list[i].Holder = a.Name
	}
	return nil
}

func (s *Store) rowOfMandate(m account.Mandate) (mandateRow, error) {
	scopes := make([]string, len(m.Scopes))
	for i, scope := range m.Scopes {
		scopes[i] = string(scope)
	}
	text, err := json.Marshal(mandateDoc{
		Name: m.Principal.Name, Kind: m.Principal.Kind, Code: m.Principal.Code.String(),
		Document: docOf(m.Principal.Document), LegalRep: m.LegalRep, Reason: m.Reason,
	})
	if err != nil {
		return mandateRow{}, fmt.Errorf("writing a mandate: %w", err)
	}
	sealed, err := s.vault.Encrypt(vault.Accounts, mandateCell(m.ID), text)
	return mandateRow{
		ID: m.ID, PublicID: m.PublicID, AccountID: m.Account, SubjectID: m.Principal.ID, Kind: string(m.Kind),
		Scopes: strings.Join(scopes, ","), FromOn: day{m.From}, ToOn: day{m.To}, AskedAt: instant{m.AskedAt},
		ProvedAt: instant{m.ProvedAt}, ProvedBy: m.ProvedBy, EndedAt: instant{m.EndedAt}, Ended: string(m.Ended),
		Version: m.Version, Sealed: sealed,
	}, err
}

func (s *Store) mandateOf(row mandateRow) (account.Mandate, error) {
	m := account.Mandate{
		ID: row.ID, PublicID: row.PublicID, Account: row.AccountID, Kind: account.MandateKind(row.Kind),
		From: row.FromOn.Date, To: row.ToOn.Date, AskedAt: row.AskedAt.Time, ProvedAt: row.ProvedAt.Time,
		ProvedBy: row.ProvedBy, EndedAt: row.EndedAt.Time, Ended: account.Ending(row.Ended), Version: row.Version,
	}
	for scope := range strings.SplitSeq(row.Scopes, ",") {
		m.Scopes = append(m.Scopes, actor.Scope(scope))
	}
	text, err := s.vault.Decrypt(vault.Accounts, mandateCell(row.ID), row.Sealed)
	if err != nil {
		return account.Mandate{}, fmt.Errorf("opening a mandate: %w", err)
	}
	var doc mandateDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return account.Mandate{}, fmt.Errorf("reading a mandate: %w", err)
	}
	m.LegalRep, m.Reason = doc.LegalRep, doc.Reason
	m.Principal = subject.Subject{ID: row.SubjectID, Kind: doc.Kind, Name: doc.Name}
	if err := m.Principal.Code.UnmarshalText([]byte(doc.Code)); err != nil {
		return account.Mandate{}, fmt.Errorf("reading the code in a mandate: %w", err)
	}
	m.Principal.Document, err = doc.Document.document()
	return m, err
}
