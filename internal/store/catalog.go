package store

import (
	"context"
	"fmt"

	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/fault"
)

type catalogEditionRow struct {
	ID          string
	Title       string
	FromOn      day
	PublishedOn day
	Digest      string
	Source      string
	ActID       int64
}

var catalogEditions = newTable[catalogEditionRow]("catalog_editions")

// KeptEdition is an edition of the catalog as it was loaded: its head, and the
// source that its items are read from.
type KeptEdition struct {
	Head   catalog.Edition // without items
	Source []byte
}

// KeepEdition keeps an edition. The same edition again changes nothing; another
// text under the same name is fault.Conflict, since records cite editions.
func (s *Store) KeepEdition(ctx context.Context, ed catalog.Edition, source []byte, e audit.Event) error {
	return s.write(ctx, e, func(t *tx) error {
		var have []string
		err := t.Table(catalogEditions.name).Where("id = ?", ed.ID).Pluck("digest", &have).Error
		if err != nil {
			return fmt.Errorf("looking for edition %s: %w", ed.ID, err)
		}
		if len(have) > 0 {
			if have[0] != ed.Digest {
				return fault.New(fault.Conflict, "store.fault.edition", fault.Args{"Edition": ed.ID})
			}
			return nil
		}
		t.shown = true
		return catalogEditions.insert(t.DB, []catalogEditionRow{{
			ID: ed.ID, Title: ed.Title, FromOn: day{ed.From}, PublishedOn: day{ed.Published},
			Digest: ed.Digest, Source: string(source), ActID: t.act,
		}})
	})
}

// Editions lists every edition, the latest in force first.
func (s *Store) Editions(ctx context.Context) ([]KeptEdition, error) {
	var rows []catalogEditionRow
	err := s.private.WithContext(ctx).Table(catalogEditions.name).Order("from_on DESC").Order("id DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("listing editions of the catalog: %w", err)
	}
	list := make([]KeptEdition, len(rows))
	for i, r := range rows {
		list[i] = KeptEdition{
			Head: catalog.Edition{
				ID: r.ID, Title: r.Title, From: r.FromOn.Date, Published: r.PublishedOn.Date, Digest: r.Digest,
			},
			Source: []byte(r.Source),
		}
	}
	return list, nil
}
