package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/record"
)

type lostEndRow struct {
	Number string
	Text   string
}

var lostEnds = newTable[lostEndRow]("lost_ends")

// lose notes how a record ended that the backup does not have, and says whether it will
// be held when it is sent again. So it will where nobody knows whether it had ended; the
// list says that anew, since it takes the line that said it for void.
func (s *Store) lose(t *tx, number record.Number, lines []listed) (held bool, err error) {
	last, known := governing(lines)
	unsettled := slices.ContainsFunc(lines, func(l listed) bool { return l.Fate == ledger.Intended })
	if unsettled && (!known || last.State == record.Active || last.State == record.Withdrawn) {
		last.Why, last.At, last.Number, last.Held = whyHidden, t.at.UTC(), number, true
		t.ends = append(t.ends, last)
	}
	if number == "" || last.shows() {
		return false, nil
	}
	text, err := json.Marshal(last)
	if err != nil {
		return false, fmt.Errorf("noting how a record ended: %w", err)
	}
	numbers := []string{string(number)}
	for _, line := range lines { // or those that it is given where it is sent as it was put right
		if line.Known != nil && !slices.Contains(numbers, string(line.Known.Number)) {
			numbers = append(numbers, string(line.Known.Number))
		}
	}
	rows := make([]lostEndRow, len(numbers))
	for i, n := range numbers {
		rows[i] = lostEndRow{n, string(text)}
	}
	if err := t.Table(lostEnds.name).Where("number IN ?", numbers).Delete(&lostEndRow{}).Error; err != nil {
		return false, fmt.Errorf("noting how a record ended: %w", err)
	}
	return last.Held || last.Parts != "", lostEnds.insert(t.DB, rows)
}

// shows says that nothing keeps a record, or part of it, from being shown as it is sent.
func (e ended) shows() bool {
	return (e.State == record.Active || e.State == "") && e.Archived == "" && !e.Held && e.Parts == ""
}

// endedBefore lets new records end as they had ended in a database that was lost.
func (s *Store) endedBefore(t *tx, numbers []record.Number, recs []record.Record) error {
	at := map[string]*record.Record{}
	for i, number := range numbers {
		at[string(number)] = &recs[i]
	}
	return inChunks(numbers, func(some []record.Number) error {
		var rows []lostEndRow
		if err := t.Table(lostEnds.name).Where("number IN ?", some).Find(&rows).Error; err != nil {
			return fmt.Errorf("looking for how records had ended: %w", err)
		}
		for _, row := range rows {
			var e ended
			if err := json.Unmarshal([]byte(row.Text), &e); err != nil {
				return fmt.Errorf("reading how a record had ended: %w", err)
			}
			rec := at[row.Number]
			sent := *rec
			var err error
			if *rec, err = e.sentAgain(sent); err != nil {
				return err
			}
			if err := s.holdAgain(t, sent, *rec); err != nil {
				return err
			}
			if err := t.Table(lostEnds.name).Where("number = ?", row.Number).Delete(&lostEndRow{}).Error; err != nil {
				return fmt.Errorf("forgetting how a record had ended: %w", err)
			}
		}
		return nil
	})
}

// sentAgain is the record as a file sends it that had ended as the line says: it is shown
// no longer than what was sent says. What had only gone with its batch comes with the
// next one.
func (e ended) sentAgain(sent record.Record) (record.Record, error) {
	rec, err := e.on(sent)
	if rec.State == record.Withdrawn {
		sent.Held, sent.HeldParts = rec.Held, rec.HeldParts
		return sent, err
	}
	if sent.DisclosedUntil.Before(rec.DisclosedUntil) {
		rec.DisclosedUntil, rec.GovernedBy = sent.DisclosedUntil, sent.GovernedBy
	}
	return rec, err
}

// rolledBack says why the ledger shuts the database: a checkpoint that is kept outside
// covers leaves that it does not have, and that nobody declared lost.
func (s *Store) rolledBack(ctx context.Context) (shut, failed error) {
	kept, have, err := s.keptOutside()
	if errors.Is(err, ledger.ErrCheckpoint) {
		return ledger.ErrErasures, nil
	}
	if err != nil || !have {
		return nil, err
	}
	lost, err := s.lostLeaves(ctx, []ledger.Checkpoint{kept})
	if err != nil || len(lost) == 0 {
		return nil, err
	}
	return ErrBehind, nil
}

// RebuildErasures writes into the erasure list what the database says and the list does
// not: for a list that is gone, or is an older copy of itself. It returns how many lines
// it wrote; fault.Conflict for a list that says something else.
func (s *Store) RebuildErasures(ctx context.Context, name string, e audit.Event) (int, error) {
	if s.erasures == nil {
		var err error
		if s.erasures, err = ledger.OpenErasures(name, erasureMarks{s.vault}, true); err != nil {
			return 0, err
		}
	}
	var rows []erasureRow
	if err := s.jobs.WithContext(ctx).Table(erasures.name).Order("line").Find(&rows).Error; err != nil {
		return 0, fmt.Errorf("reading lines of the erasure list: %w", err)
	}
	wrote, err := s.writeErasures(rows)
	if err != nil {
		return wrote, err
	}
	if err := s.persist(ctx, e, func(*tx) error { return nil }); err != nil {
		return wrote, err
	}
	return wrote, s.reopen(ctx)
}

// writeErasures writes into the list the lines that it has not, and returns how many.
func (s *Store) writeErasures(rows []erasureRow) (int, error) {
	have, newest := map[int64]string{}, int64(0)
	err := s.erasures.Each(func(line ledger.Erasure) error {
		have[line.Line], newest = line.Text, line.Line
		return nil
	})
	wrote := 0
	for _, row := range rows {
		if row.Line <= newest && row.Text != "" && have[row.Line] != row.Text && err == nil {
			err = fault.New(fault.Conflict, "store.fault.other_list", nil)
		}
		for ; newest < row.Line && err == nil; newest++ {
			fate, text := ledger.Void, "-" // a number that was drawn and never used
			if newest+1 == row.Line && row.Text != "" {
				fate, text = ledger.Happened, row.Text
			}
			var line int64
			if line, err = s.erasures.Intend(text); err == nil {
				err = s.erasures.Settle(fate, line)
			}
			wrote++
		}
	}
	return wrote, err
}
