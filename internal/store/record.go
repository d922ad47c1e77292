package store

import (
	"errors"
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// apply makes changes of records true, a new record's with its number and the file of
// its subject, a standing one's with the version that it supersedes. Beside shelve,
// which says that a record is over, nothing else writes records; what follows from
// either is in entail. It returns the row ids of the records in the order of the changes.
func (s *Store) apply(t *tx, changes []*record.Change) ([]int64, error) {
	var fresh, known []*record.Change
	for _, c := range changes {
		if c.After.DisclosedFrom.IsZero() || c.After.DisclosedUntil.IsZero() {
			return nil, errors.New("applying a change: a record needs the first and the last day of its disclosure")
		}
		if c.WasVersion == 0 {
			fresh = append(fresh, c)
		} else {
			known = append(known, c)
		}
	}
	drawn, err := s.enter(t, fresh)
	if err != nil {
		return nil, fmt.Errorf("entering records: %w", err)
	}
	if err := inChunks(known, func(part []*record.Change) error { return s.supersede(t, part) }); err != nil {
		return nil, fmt.Errorf("changing records: %w", err)
	}
	made := make([]int64, len(changes))
	for i, c := range changes {
		if made[i] = c.After.ID; c.WasVersion == 0 {
			made[i], drawn = drawn[0], drawn[1:]
		}
	}
	return made, nil
}

// enter inserts new records and returns their row ids.
func (s *Store) enter(t *tx, fresh []*record.Change) ([]int64, error) {
	if len(fresh) == 0 {
		return nil, nil
	}
	if err := s.refuseSuppressed(t, fresh); err != nil {
		return nil, err
	}
	files, opened, err := s.files(t, fresh)
	if err != nil {
		return nil, err
	}
	numbers, err := s.draw(t, fresh)
	if err != nil {
		return nil, err
	}
	rows, made, recs := make([]recordRow, len(fresh)), make([]int64, len(fresh)), make([]record.Record, len(fresh))
	first := s.ids.next(len(fresh))
	for i, c := range fresh {
		recs[i], made[i] = c.After, first+int64(i)
		recs[i].ID, recs[i].Number, recs[i].Version = made[i], numbers[i], 1
	}
	if err := s.endedBefore(t, numbers, recs); err != nil {
		return nil, err
	}
	for i, rec := range recs {
		subj := files[s.identityOf(fresh[i].Subject)]
		rec.Subject = subj.ID
		if rows[i], err = s.rowOfRecord(rec, subj); err != nil {
			return nil, err
		}
		if err := s.entail(t, recordRow{}, rows[i], rec); err != nil {
			return nil, err
		}
	}
	if err := s.openFiles(t, opened); err != nil {
		return nil, err
	}
	return made, s.insertNew(t, rows, fresh)
}

// insertNew inserts the rows of new records, unless one is there already and was put
// right to what is reported.
func (s *Store) insertNew(t *tx, rows []recordRow, fresh []*record.Change) error {
	if err := records.insert(t.DB, rows); err != nil {
		return err
	}
	return s.refuseKnown(t, fresh)
}

// draw gives each new record its public number, the next best where one is
// taken.
func (s *Store) draw(t *tx, fresh []*record.Change) ([]record.Number, error) {
	numbers := make([]record.Number, len(fresh))
	open := make([]int, len(fresh))
	for i := range open {
		open[i] = i
	}
	taken := map[record.Number]bool{}
	for attempt := 0; len(open) > 0; attempt++ {
		asked := make([]record.Number, len(open))
		for j, i := range open {
			asked[j] = record.NumberOf(s.numberDigest(fresh[i].After.Key), attempt)
		}
		if err := t.findTaken(asked, taken); err != nil {
			return nil, err
		}
		var again []int
		for j, i := range open {
			if taken[asked[j]] {
				again = append(again, i)
				continue
			}
			taken[asked[j]], numbers[i] = true, asked[j]
		}
		open = again
	}
	return numbers, nil
}

func (t *tx) findTaken(asked []record.Number, taken map[record.Number]bool) error {
	return inChunks(asked, func(part []record.Number) error {
		var have []record.Number
		if err := t.Table(records.name).Where("number IN ?", part).Pluck("number", &have).Error; err != nil {
			return fmt.Errorf("looking for taken numbers: %w", err)
		}
		for _, n := range have {
			taken[n] = true
		}
		return nil
	})
}

// fixedColumns are set when a record enters and never again. A business key that comes
// of a change is kept beside the first one (rekey).
var fixedColumns = []string{"id", "number", "business_key", "subject_id", "subject_kind"}

// supersede changes records that stand, each where its version is the one the
// change was computed from.
func (s *Store) supersede(t *tx, known []*record.Change) error {
	before, err := s.rowsByID(t.DB, known)
	if err != nil {
		return err
	}
	owners := make([]int64, 0, len(before))
	for _, row := range before {
		owners = append(owners, row.SubjectID)
	}
	files, err := s.subjectsOf(t.DB, owners)
	if err != nil {
		return err
	}
	var kept []recordVersionRow
	for _, c := range known {
		row, ok := before[c.After.ID]
		if !ok || row.Version != c.WasVersion {
			return stale()
		}
		if c.After.State != record.Deleted { // of which nothing is kept
			was, err := s.versionOf(t, row, c.Reason)
			if err != nil {
				return err
			}
			kept = append(kept, was)
		}
		if err := s.change(t, c, row, files[row.SubjectID]); err != nil {
			return err
		}
	}
	return recordVersions.insert(t.DB, kept)
}

func (s *Store) change(t *tx, c *record.Change, before recordRow, subj subject.Subject) error {
	rec := c.After
	rec.Number, rec.Subject = record.Number(before.Number), before.SubjectID
	rec.SubjectKind = subject.Kind(before.SubjectKind)
	copy(rec.Key[:], before.BusinessKey)
	rec.Version = before.Version + 1
	rec.ArchivedOn = archivedOn(before, rec, t)
	switch {
	case rec.State == record.Deleted:
		rec = emptied(rec, civil.Of(t.at))
	case record.State(before.State) == record.Deleted:
		return stale() // there is nothing left to change
	}
	was, err := s.recordOf(before)
	if err == nil {
		err = s.rekey(t, was, rec, subj)
	}
	if err != nil {
		return err
	}
	after, err := s.rowOfRecord(rec, subj)
	if err != nil {
		return err
	}
	won, err := records.update(t.DB, &after, fixedColumns, "id = ? AND version = ?", before.ID, before.Version)
	if err != nil {
		return err
	}
	if !won {
		return stale()
	}
	return s.entail(t, before, after, rec)
}
