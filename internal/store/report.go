package store

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/audit"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/report"
	"creditportal/internal/vault"
)

type reportRow struct {
	ID        int64
	PublicID  string
	Number    string
	Proof     []byte // digest of the code
	AccountID int64
	SubjectID int64
	Purpose   string
	IssuedAt  instant
	Content   []byte // digest of what it says
	Paper     []byte // digest of its form for paper
	Sealed    []byte // JSON of reportDoc
}

// reportDoc is what of a report is for those alone who may open it.
type reportDoc struct {
	Proof    notice.Proof     `json:"proof"`
	Enquirer string           `json:"enquirer"`
	Versions []report.Version `json:"versions"`
	Entry    string           `json:"entry"`
	Ground   string           `json:"ground,omitempty"`
	Items    []string         `json:"items,omitempty"`
}

var (
	reports = newTable[reportRow]("reports")

	_ report.Store = (*Store)(nil)
)

func reportCell(id int64) vault.Cell {
	return vault.Cell{Table: reports.name, Column: "sealed", Row: id}
}

// KeepReport makes a report true; one that was kept under the same operation
// before stands as it is.
func (s *Store) KeepReport(ctx context.Context, r report.Report, e audit.Event) error {
	r.ID = s.ids.next(1)
	text, err := json.Marshal(reportDoc{r.Proof, r.Enquirer, r.Versions, r.Entry, r.Ground, r.Items})
	if err != nil {
		return fmt.Errorf("writing a report: %w", err)
	}
	sealed, err := s.vault.Encrypt(vault.Reports, reportCell(r.ID), text)
	if err != nil {
		return err
	}
	proof := r.Proof.Digest()
	row := reportRow{
		ID: r.ID, PublicID: r.PublicID, Number: r.Number, Proof: proof[:], AccountID: r.Account, SubjectID: r.Subject,
		Purpose: string(r.Purpose), IssuedAt: instant{r.IssuedAt}, Content: r.Content[:], Paper: r.Paper[:], Sealed: sealed,
	}
	return s.write(ctx, e, func(t *tx) error { return reports.insert(t.DB, []reportRow{row}) })
}

// Report returns the report with the public id; fault.NotFound for none. Whose
// it is, is asked at the desk.
func (s *Store) Report(ctx context.Context, publicID string) (report.Report, error) {
	list, err := s.reportsOf(s.private.WithContext(ctx).Where("public_id = ?", publicID).Limit(1))
	if err == nil && len(list) == 0 {
		return report.Report{}, report.Unknown()
	}
	return first(list), err
}

// ReportByProof returns the report that bears the code; the answer for none is
// that for a letter.
func (s *Store) ReportByProof(ctx context.Context, p notice.Proof) (report.Report, error) {
	digest := p.Digest()
	list, err := s.reportsOf(s.public.WithContext(ctx).Where("proof = ?", digest[:]).Limit(1))
	if err == nil && len(list) == 0 {
		return report.Report{}, notice.Unproved()
	}
	return first(list), err
}

func first(list []report.Report) report.Report {
	if len(list) == 0 {
		return report.Report{}
	}
	return list[0]
}

// ReportsOf lists the reports that a subject asked for about itself, the newest
// first.
func (s *Store) ReportsOf(ctx context.Context, subject int64, most int) ([]report.Report, error) {
	return s.reportsOf(s.private.WithContext(ctx).
		Where("subject_id = ? AND purpose = ?", subject, string(query.Own)).
		Order("issued_at DESC, id DESC").Limit(most))
}

func (s *Store) reportsOf(db *gorm.DB) ([]report.Report, error) {
	var rows []reportRow
	if err := db.Table(reports.name).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading reports: %w", err)
	}
	list := make([]report.Report, len(rows))
	for i, row := range rows {
		text, err := s.vault.Decrypt(vault.Reports, reportCell(row.ID), row.Sealed)
		if err != nil {
			return nil, fmt.Errorf("opening a report: %w", err)
		}
		var doc reportDoc
		if err := json.Unmarshal(text, &doc); err != nil {
			return nil, fmt.Errorf("reading a report: %w", err)
		}
		list[i] = report.Report{
			ID: row.ID, PublicID: row.PublicID, Number: row.Number, Proof: doc.Proof, Account: row.AccountID,
			Subject: row.SubjectID, Enquirer: doc.Enquirer, Purpose: query.Purpose(row.Purpose),
			IssuedAt: row.IssuedAt.Time, Versions: doc.Versions, Entry: doc.Entry,
			Ground: doc.Ground, Items: doc.Items,
		}
		copy(list[i].Content[:], row.Content)
		copy(list[i].Paper[:], row.Paper)
	}
	return list, nil
}
