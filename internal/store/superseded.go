package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"creditportal/internal/audit"
	"creditportal/internal/record"
	"creditportal/internal/vault"
)

// supersededRows reads what changes of a record superseded, the oldest first,
// with the time and the name of each act. The reason in the officer's own
// words stays where it is.
const supersededRows = "SELECT v.id, v.sealed, a.at, (SELECT MIN(e.did) FROM events e WHERE e.act_id = a.id), " +
	"(SELECT MIN(x.said) FROM explanations x WHERE x.record_id = v.record_id AND x.act_id = a.id) " +
	"FROM record_versions v JOIN acts a ON a.id = v.act_id WHERE v.record_id = ? ORDER BY v.version"

// superseded returns what the record was before; a record in its first version
// is not asked about.
func (s *Store) superseded(ctx context.Context, rec record.Record) ([]record.Superseded, error) {
	if rec.Version == 1 {
		return nil, nil
	}
	var all []record.Superseded
	err := s.ask(ctx, supersededRows, []any{rec.ID}, func(rows *sql.Rows) error {
		var id int64
		var sealed []byte
		var at instant
		var did, said sql.NullString
		if err := rows.Scan(&id, &sealed, &at, &did, &said); err != nil {
			return err
		}
		was, err := s.openVersion(id, sealed)
		all = append(all, record.Superseded{Record: was, At: at.Time, Did: audit.Act(did.String), Said: said.String})
		return err
	})
	return all, wrapped(err, "reading what a record was before")
}

// HistoryOf returns what changes of a record superseded, the oldest first. Only
// the query desk and the intake ask.
func (s *Store) HistoryOf(ctx context.Context, rec record.Record) ([]record.Superseded, error) {
	return s.superseded(ctx, rec)
}

// openVersion opens what versionOf made.
func (s *Store) openVersion(id int64, sealed []byte) (record.Record, error) {
	text, err := s.vault.Decrypt(vault.Records, versionCell(id), sealed)
	if err != nil {
		return record.Record{}, fmt.Errorf("opening the version %d: %w", id, err)
	}
	var doc changeDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return record.Record{}, fmt.Errorf("reading the version %d: %w", id, err)
	}
	return doc.Record.record()
}
