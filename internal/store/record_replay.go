package store

import (
	"slices"
	"strings"

	"creditportal/internal/ledger"
	"creditportal/internal/record"
)

// turnAgain lets a record stand as the last of the lines says. It says whether it stood
// otherwise, and whether it is held since, in whole or part, until somebody has looked.
func (s *Store) turnAgain(t *tx, row recordRow, lines []listed, reason string) (turned, held bool, err error) {
	rec, err := s.recordOf(row)
	if err != nil {
		return false, false, err
	}
	if err := knownAgain(t, row.ID, lines); err != nil {
		return false, false, err
	}
	was := rec
	last, known := governing(lines)
	if known {
		if rec, err = last.on(rec); err != nil {
			return false, false, err
		}
	}
	hidden := slices.ContainsFunc(lines, listed.unsure) && rec.State == record.Active && !rec.Held
	rec.Held = rec.Held || hidden
	if err := s.holdAgain(t, was, rec); err != nil {
		return false, false, err
	}
	if was.State != rec.State || was.DisclosedUntil != rec.DisclosedUntil || was.Held != rec.Held ||
		strings.Join(was.HeldParts, ";") != strings.Join(rec.HeldParts, ";") {
		if _, err := s.apply(t, []*record.Change{{WasVersion: was.Version, After: rec, Reason: reason}}); err != nil {
			return false, false, err
		}
		turned = true
	}
	if known && was.ArchivedOn != rec.ArchivedOn || turned {
		err = t.Table(records.name).Where("id = ?", row.ID).Update("archived_on", day{rec.ArchivedOn}).Error
		turned = true
	}
	if err == nil && hidden {
		err = t.Table(records.name).Where("id = ?", row.ID).Take(&row).Error
		s.end(t, whyHidden, row, false) // no line says this yet
	}
	held = slices.ContainsFunc(heldFields(rec), func(f string) bool { return !slices.Contains(heldFields(was), f) })
	return turned, held, wrapped(err, "letting a record stand as it did")
}

// unsure says that nobody knows whether what the line says happened, or what the record
// said since.
func (l listed) unsure() bool { return l.Fate == ledger.Intended || l.Changed }
