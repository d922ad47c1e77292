package store

import (
	"context"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/remark"
)

type remarkRow struct {
	ID        int64
	RequestID int64
	Account   int64
	Side      string
	Unit      string
	Role      string
	At        instant
	Sealed    []byte // JSON of remarkDoc
}

// remarkDoc is what somebody wrote, and their name.
type remarkDoc struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

var (
	remarks = newTable[remarkRow]("remarks")

	_ remark.Store = (*Store)(nil)
)

// KeepRemark makes a remark true with its event.
func (s *Store) KeepRemark(ctx context.Context, r remark.Remark, e audit.Event) error {
	id := s.ids.next(1)
	sealed, err := s.seal(remarks.name, id, remarkDoc{r.By.Name, r.Text})
	if err != nil {
		return err
	}
	row := remarkRow{
		ID: id, RequestID: r.Request, Account: r.By.Account, Side: string(r.By.Side), Unit: r.By.Unit,
		Role: string(r.By.Role), At: instant{r.At}, Sealed: sealed,
	}
	return s.write(ctx, e, func(t *tx) error { return remarks.insert(t.DB, []remarkRow{row}) })
}

// Remarks returns the remarks on a request, the oldest first.
func (s *Store) Remarks(ctx context.Context, request int64) ([]remark.Remark, error) {
	var rows []remarkRow
	err := s.private.WithContext(ctx).Table(remarks.name).Where("request_id = ?", request).
		Order("request_id, at, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading remarks: %w", err)
	}
	list := make([]remark.Remark, len(rows))
	for i, row := range rows {
		var doc remarkDoc
		if err := s.unseal(remarks.name, row.ID, row.Sealed, &doc); err != nil {
			return nil, err
		}
		list[i] = remark.Remark{
			ID: row.ID, Request: row.RequestID, At: row.At.Time, Text: doc.Text,
			By: actor.Actor{
				Account: row.Account, Name: doc.Name, Side: actor.Side(row.Side), Role: actor.Role(row.Role), Unit: row.Unit,
			},
		}
	}
	return list, nil
}
