package store

import (
	"context"
	"database/sql"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

type explanationRow struct {
	ID             int64
	RecordID       int64
	ActID          int64
	State          string // of the record then
	Item           string
	Edition        string
	AuthorityName  string
	DocumentNumber string
	Said           string
	MadeOn         day
	ShownUntil     day // as long as the record itself would have been
}

var explanations = newTable[explanationRow]("explanations")

// explain keeps what everybody is told about the change of a record that everybody may
// have seen; a natural person's is nobody's to read about, nor what an order or another
// request hides still.
func (f Flows) explain(t *tx, c flow.Change, after record.Record) error {
	seen := after
	seen.State = record.Active
	if len(after.HeldParts) > 0 { // another one says that part of it is wrong: which document it was stays unsaid
		after.DocumentNumber, after.AuthorityName = "", ""
	}
	if c.Explained == "" || after.SubjectKind == subject.Person || !seen.Publishable() {
		return nil
	}
	t.shown = true // the list of what was taken down has a line more
	return explanations.insert(t.DB, []explanationRow{{
		ID: f.ids.next(1), RecordID: after.ID, ActID: t.act, State: string(after.State), Item: after.Item,
		Edition: after.Edition, AuthorityName: after.AuthorityName, DocumentNumber: after.DocumentNumber,
		Said: c.Explained, MadeOn: day{civil.Of(t.at)}, ShownUntil: day{after.DisclosedUntil},
	}})
}

// Annulled lists up to most of the records that their providers had taken down, the
// latest first, as long as they would have been shown and nothing hides them.
func (s *Store) Annulled(ctx context.Context, today civil.Date, most int) ([]record.Explanation, error) {
	var list []record.Explanation
	err := s.ask(ctx, "SELECT e.made_on, e.item, e.edition, e.authority_name, e.document_number, e.said "+
		"FROM explanations e JOIN records d ON d.id = e.record_id WHERE e.state = ? AND e.shown_until >= ? AND d.held = ? "+
		"ORDER BY e.made_on DESC, e.id DESC LIMIT ?",
		[]any{string(record.Annulled), day{today}, false, most}, func(rows *sql.Rows) error {
			var e record.Explanation
			var on day
			err := rows.Scan(&on, &e.Item, &e.Edition, &e.Authority, &e.Document, &e.Said)
			e.On = on.Date
			list = append(list, e)
			return err
		})
	return list, wrapped(err, "reading what was taken down")
}

// Reported returns the record of the number that the provider reported; nil for none and
// for somebody else's.
func (f Flows) Reported(ctx context.Context, number record.Number, provider string) (*record.Record, error) {
	var ids []int64
	err := f.private.WithContext(ctx).Table(records.name).Where("number = ? AND provider = ?", string(number), provider).
		Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return nil, wrapped(err, "reading a record of a provider")
	}
	return f.RecordOf(ctx, ids[0])
}
