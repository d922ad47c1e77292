package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/ledger"
	"creditportal/internal/record"
)

// Replayed is what a replay of the erasure list did to a database that was older.
type Replayed struct {
	Lines  int             // of the list that the database lacked
	Turned int             // records that ended again, or came back again
	Absent int             // records that the backup does not have
	Hidden []record.Number // on hold since, in whole or part, until somebody has looked
}

// listed is a line of the list that the database lacks.
type listed struct {
	ledger.Erasure
	ended
}

// ReplayErasures makes true what the erasure list says and the database lacks, since an
// older copy was put in its place: what had ended ends again, what had come back is
// back. A record that said something else since, or of which nobody knows whether it
// had ended, is held until an officer has looked. Each record is an act of its own in
// the name of the officer, and done once however often it is begun; what the backup does
// not have ends when somebody sends it. The database is open afterwards, unless leaves
// of the ledger are to be declared lost.
func (s *Store) ReplayErasures(ctx context.Context, e audit.Event) (Replayed, error) {
	var done Replayed
	if s.erasures == nil || s.shut != nil && !errors.Is(s.shut, ErrBehind) {
		return done, s.open()
	}
	order, lines, err := s.lacking(ctx)
	if err != nil {
		return done, err
	}
	for _, number := range append(order, "") { // what may not be sent again comes last: it counts
		if len(lines[number]) == 0 {
			continue
		}
		own := e
		last := lines[number][len(lines[number])-1].Line
		own.Did, own.On, own.Op = audit.RecordReplayed, "record/"+string(number), "replay/"+strconv.FormatInt(last, 10)
		if err := s.replay(ctx, own, number, lines[number], &done); err != nil {
			return done, fmt.Errorf("making good what ended of a record: %w", err)
		}
	}
	return done, s.reopen(ctx)
}

// Reopen ends a restore with its event: the database is open if nothing stands against
// it any more.
func (s *Store) Reopen(ctx context.Context, e audit.Event) error {
	if s.erasures == nil {
		return s.persist(ctx, e, func(*tx) error { return nil })
	}
	if err := s.reopen(ctx); err != nil || s.isShut() {
		return err
	}
	return s.persist(ctx, e, func(*tx) error { return nil })
}

// reopen opens the database if nothing stands against it any more.
func (s *Store) reopen(ctx context.Context) error {
	level, err := s.Level(ctx)
	if err != nil {
		return err
	}
	return s.judge(ctx, level)
}

// lacking returns the lines that the database lacks by record, the records in the order
// of their first. What is about no record stands under the empty number.
func (s *Store) lacking(ctx context.Context) ([]record.Number, map[record.Number][]listed, error) {
	have, err := s.haveErasures(ctx)
	if err != nil {
		return nil, nil, err
	}
	var order []record.Number
	lines := map[record.Number][]listed{}
	err = s.erasures.Each(func(e ledger.Erasure) error {
		if e.Fate == ledger.Void || have[e.Line] {
			return nil
		}
		line := listed{Erasure: e}
		if err := json.Unmarshal([]byte(e.Text), &line.ended); err != nil {
			return fmt.Errorf("reading line %d of the erasure list: %w", e.Line, err)
		}
		if lines[line.Number] == nil && line.Number != "" {
			order = append(order, line.Number)
		}
		lines[line.Number] = append(lines[line.Number], line)
		return nil
	})
	return order, lines, err
}

// haveErasures are the lines that the database has.
func (s *Store) haveErasures(ctx context.Context) (map[int64]bool, error) {
	var lines []int64
	if err := s.jobs.WithContext(ctx).Table(erasures.name).Pluck("line", &lines).Error; err != nil {
		return nil, fmt.Errorf("reading lines of the erasure list: %w", err)
	}
	have := make(map[int64]bool, len(lines))
	for _, line := range lines {
		have[line] = true
	}
	return have, nil
}

// replay makes true what the lines say of one record.
func (s *Store) replay(
	ctx context.Context, e audit.Event, number record.Number, lines []listed, done *Replayed,
) error {
	var turned, absent, hidden bool
	err := s.persist(ctx, e, func(t *tx) error {
		t.replays = true
		if err := s.keepLines(t, lines); err != nil {
			return err
		}
		var rows []recordRow
		if err := t.Table(records.name).Where("number = ?", string(number)).Limit(1).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading the record: %w", err)
		}
		var err error
		if absent = len(rows) == 0; absent {
			hidden, err = s.lose(t, number, lines)
			return err
		}
		turned, hidden, err = s.turnAgain(t, rows[0], lines, e.Reason)
		return err
	})
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line.Fate == ledger.Intended {
			if err := s.erasures.Settle(ledger.Void, line.Line); err != nil {
				return err
			}
		}
	}
	done.Lines += len(lines)
	done.Turned += map[bool]int{true: 1}[turned]
	done.Absent += map[bool]int{true: 1}[absent && number != ""]
	if hidden {
		done.Hidden = append(done.Hidden, number)
	}
	return nil
}

// keepLines notes that the lines are true of this database, and those of which nobody
// knows that they never were.
func (s *Store) keepLines(t *tx, lines []listed) error {
	rows := make([]erasureRow, len(lines))
	away := map[string]bool{}
	for i, line := range lines {
		rows[i] = erasureRow{Line: line.Line, ActID: t.act}
		if line.Fate != ledger.Happened {
			continue
		}
		rows[i].Text = line.Text
		if len(line.Suppressed) > 0 {
			away[string(line.Suppressed)] = line.Why == whyKept
		}
	}
	for digest, kept := range away {
		if err := s.suppressAgain(t, []byte(digest), kept); err != nil {
			return err
		}
	}
	return erasures.insert(t.DB, rows)
}

// suppressAgain keeps a deleted honour from being sent again, or lets it be (art. 35 ¶2).
func (s *Store) suppressAgain(t *tx, digest []byte, kept bool) error {
	var rows []suppressionRow
	err := t.Table(suppressions.name).Where("digest = ?", digest).Order("act_id DESC").Limit(1).Find(&rows).Error
	if err != nil || kept == (len(rows) > 0 && !rows[0].Lifted) {
		return wrapped(err, "looking for a deleted honour")
	}
	return suppressions.insert(t.DB, []suppressionRow{{Digest: digest, ActID: t.act, Lifted: !kept}})
}

// governing is the last line of which it is known that it happened.
func governing(lines []listed) (ended, bool) {
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i].Fate == ledger.Happened {
			return lines[i].ended, true
		}
	}
	return ended{}, false
}

// on is the record, standing as the line says; held, where it says no more than that
// nobody knows.
func (e ended) on(rec record.Record) (record.Record, error) {
	if e.State == "" {
		rec.Held = true
		return rec, nil
	}
	rec.State, rec.Held, rec.HeldParts, rec.GovernedBy = e.State, e.Held, splitParts(e.Parts), e.GovernedBy
	var err error
	if rec.DisclosedUntil, err = readText(e.Until); err != nil {
		return rec, err
	}
	rec.ArchivedOn, err = readText(e.Archived)
	return rec, err
}

func readText(text string) (civil.Date, error) {
	if text == "" {
		return civil.Date{}, nil
	}
	return civil.Parse(text)
}

// holdOfReplay is the reason of holds that a replay writes: what set them is lost, so an
// officer lifts them.
const holdOfReplay = "replay"

// holdAgain writes the holds that hide the record or parts of it, and ends those that
// hide it no more.
func (s *Store) holdAgain(t *tx, was, is record.Record) error {
	stood, stands := heldFields(was), heldFields(is)
	over := slices.DeleteFunc(slices.Clone(stood), func(f string) bool { return slices.Contains(stands, f) })
	if len(over) > 0 {
		err := t.Table(recordHolds.name).Where("record_id = ? AND field IN ? AND to_at IS NULL", is.ID, over).
			Updates(map[string]any{"to_at": instant{t.at}}).Error
		if err != nil {
			return fmt.Errorf("ending a hold: %w", err)
		}
	}
	var rows []recordHoldRow
	for _, field := range stands {
		if !slices.Contains(stood, field) {
			rows = append(rows, recordHoldRow{
				ID: s.ids.next(1), RecordID: is.ID, Field: field, Reason: holdOfReplay, FromAt: instant{t.at}, ActID: t.act,
			})
		}
	}
	return recordHolds.insert(t.DB, rows)
}

// heldFields are the fields of the record that holds hide; the empty one is the whole.
func heldFields(rec record.Record) []string {
	fields := slices.Clone(rec.HeldParts)
	if rec.Held {
		fields = append(fields, "")
	}
	return fields
}
