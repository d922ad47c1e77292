package store

import (
	"creditportal/internal/civil"
	"creditportal/internal/record"
)

// entail is the one place from which everything follows that a change of a record
// brings with it, whatever changed it: a report of its provider, a batch taken back, a
// correction or annulment that its provider signed, an objection, a repair or the
// revocation of one, the deletion of an honour, a hold, stricter books, the end of its
// days. before is the row as it stood, zero for a new record; after as it stands; rec
// what it says then, zero where it says what it said.
//
// Already in the row, and so true with it wherever records are read:
//   - the days of the lists, NULL unless anyone may see the record: by them alone pages,
//     lists, files, counts, feeds, exports and the site map find it (see visible, listed);
//   - its annotation, which whoever sees the record sees (art. 38), and what is held;
//   - the day on which it left for the archive (see archivedOn, shelve).
//
// Done here, in the transaction of the act:
//   - the change row and the data version, by which indexes, facets, pages kept in memory
//     and validators of browsers follow with the next request (touch, publish);
//   - the last day on which its subject is public (touch, moveLastDays);
//   - the mandates that hang on whom the registration names, and on whether the subject
//     still exists (represent, replaceReps, stand);
//   - of a deleted honour, that nothing of it is left, and the mark that keeps it from
//     coming back (art. 35 ¶2, erase, suppress);
//   - the line of the erasure list, by which no restored backup brings back what ended
//     (endBy, end).
//
// Follows without being written, because it is asked anew each time:
//   - a report issued before compares what it says with the file at each look, so that
//     /verify tells that its content has changed;
//   - what is shown by an authorisation is read at each look, and an authorisation that
//     was withdrawn shows nothing: that changes no record, and is a change of its request;
//   - requests about a record that has gone, or that its provider put right, are ended
//     and answered with their letters by the next look for what is owed (Owing).
//
// What is built later and follows from records, the lifting of measures and the word to
// the city, is done here too.
func (s *Store) entail(t *tx, before, after recordRow, rec record.Record) error {
	if before.Version == after.Version { // it is over: the day in every question has hidden it since (art. 35 ¶1)
		why := whyExpired
		if after.ArchivedOn.IsZero() {
			why = whyBack
		}
		s.end(t, why, after, false)
		return nil
	}
	t.touch(before, after)
	s.represent(t, rec)
	if err := s.endBy(t, before, after, rec); err != nil {
		return err
	}
	if after.State == string(record.Deleted) && before.State == string(record.Active) {
		return s.erase(t, before)
	}
	return nil
}

// shelve enters the day from which on a record that is over, or by a clock put right is
// not, is in the archive alone, where it still stands as it was read. It says what it
// said, and has no new version.
func (s *Store) shelve(t *tx, before recordRow, on day) error {
	after := before
	after.ArchivedOn = on
	standing := t.Table(records.name).Where("id = ? AND version = ?", before.ID, before.Version)
	if before.ArchivedOn.IsZero() {
		standing = standing.Where("archived_on IS NULL")
	} else {
		standing = standing.Where("archived_on = ?", before.ArchivedOn)
	}
	set := standing.Update("archived_on", on)
	if err := found(set.RowsAffected == 1, set.Error); err != nil {
		return err
	}
	return s.entail(t, before, after, record.Record{})
}

// archivedOn is the day on which the record left for the archive: that of the act which
// ended it or moved its last day into the past; zero for one that is back, or that is
// over and waits for Archive.
func archivedOn(before recordRow, rec record.Record, t *tx) civil.Date {
	today := civil.Of(t.at)
	over := rec.DisclosedUntil.Before(today)
	switch {
	case rec.State == record.Active && !over:
		return civil.Date{}
	case rec.State == record.Active && before.DisclosedUntil.Before(today), !before.ArchivedOn.IsZero():
		return before.ArchivedOn.Date
	}
	return today
}

// touch notes what publish has to do about a record that was before and is now
// after; the zero before is a new record.
func (t *tx) touch(before, after recordRow) {
	if before.PublicOn.IsZero() && after.PublicOn.IsZero() {
		return
	}
	t.touched = append(t.touched, changeRow{RecordID: after.ID, SubjectID: after.SubjectID})
	if !before.PublicOn.IsZero() && !after.PublicOn.IsZero() && before.DisclosedUntil == after.DisclosedUntil {
		return // an annotation, say: the last public day of the subject is what it was
	}
	if !before.PublicOn.IsZero() {
		t.recount[after.SubjectID] = true
		return
	}
	t.raised[after.SubjectID] = latest(t.raised[after.SubjectID], after.DisclosedUntil.Date)
}

func latest(a, b civil.Date) civil.Date {
	if a.After(b) {
		return a
	}
	return b
}
