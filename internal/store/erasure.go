package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/ledger"
	"creditportal/internal/record"
	"creditportal/internal/vault"
)

// erasureRow is a line of the erasure list that is true of this database.
type erasureRow struct {
	Line  int64
	ActID int64
	Text  string // as in the list; empty: it never became true
}

var erasures = newTable[erasureRow]("erasures")

// Why something stands in the erasure list, beside the states by which a record ends.
const (
	whyBack    = "returned"  // it is on display again, for the days that remain (art. 34)
	whyHidden  = "hidden"    // a hold hides it, or parts of it
	whyShown   = "shown"     // a hold was lifted
	whyMoved   = "moved"     // its last day is another
	whyChanged = "corrected" // it says something else (art. 33)
	whyExpired = "expired"   // its last day had passed (art. 35)
	whyKept    = "kept_away" // a deleted honour may not be sent again (art. 35 ¶2)
	whyLet     = "let_again" // and may, since its bearer wishes it
)

// ended is what the erasure list keeps of a record that ended or came back: how it
// stands since, and nothing of what it says.
type ended struct {
	Why        string        `json:"why"`
	At         time.Time     `json:"at"`
	Number     record.Number `json:"number,omitempty"`
	Subject    []byte        `json:"subject,omitempty"` // keyed digest
	Version    int           `json:"version,omitempty"`
	State      record.State  `json:"state,omitempty"`
	Until      string        `json:"until,omitempty"` // 2006-01-02
	GovernedBy string        `json:"by,omitempty"`
	Archived   string        `json:"archived,omitempty"`
	Held       bool          `json:"held,omitempty"`
	Parts      string        `json:"parts,omitempty"` // codes of fields that a hold hides
	Changed    bool          `json:"changed,omitempty"`
	Suppressed []byte        `json:"suppressed,omitempty"` // keyed digest of a deleted honour
	Known      *alias        `json:"known,omitempty"`      // business key by which it is known too, since then
}

// erasureMarks are the marks of the list under a key of the vault.
type erasureMarks struct{ *vault.Vault }

// Mark implements ledger.Marks.
func (m erasureMarks) Mark(text []byte) []byte { return m.Vault.Mark(vault.Erasures, text) }

// Marked implements ledger.Marks.
func (m erasureMarks) Marked(text, mark []byte) bool {
	return m.Vault.Marked(vault.Erasures, text, mark)
}

var _ ledger.Marks = erasureMarks{}

// end notes for the erasure list that the record stands as the row says, and why: all
// that takes a record off display, in part or whole, or brings it back, goes through here.
func (s *Store) end(t *tx, why string, row recordRow, changed bool) {
	id := binary.BigEndian.AppendUint64(nil, uint64(row.SubjectID)) //nolint:gosec // as it is
	subj := s.vault.BlindIndex(vault.Erasures, id)
	e := ended{
		Why: why, At: t.at.UTC(), Number: record.Number(row.Number), Subject: subj[:], Version: row.Version,
		State: record.State(row.State), Until: dayText(row.DisclosedUntil), GovernedBy: row.GovernedBy,
		Archived: dayText(row.ArchivedOn), Held: row.Held, Parts: row.HeldParts, Changed: changed,
		Known: t.rekeyed[row.ID],
	}
	t.ends = append(t.ends, e)
}

// keepAway notes that what is known by the digests of suppressions may not be sent
// again, or may.
func (t *tx) keepAway(lifted bool, digests ...[]byte) {
	if t.replays {
		return
	}
	for _, digest := range digests {
		t.ends = append(t.ends, ended{
			Why: map[bool]string{false: whyKept, true: whyLet}[lifted], At: t.at.UTC(), Suppressed: digest,
		})
	}
}

// endBy notes what a change ends or brings back, unless the list says it already.
func (s *Store) endBy(t *tx, before, after recordRow, rec record.Record) error {
	if before.Version == 0 {
		return nil // it is new
	}
	why, changed, err := s.endOf(before, after, rec)
	if err == nil && why != "" && !t.replays {
		s.end(t, why, after, changed)
	}
	return err
}

func dayText(d day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// endOf says why a change stands in the erasure list, and whether the record says
// something else since; nothing for a change that takes nothing off display and brings
// nothing back.
func (s *Store) endOf(before, after recordRow, rec record.Record) (why string, changed bool, err error) {
	was, err := s.recordOf(before)
	if err != nil {
		return "", false, err
	}
	if changed, err = saysElse(was, rec); err != nil {
		return "", false, err
	}
	switch {
	case after.State != before.State && rec.State == record.Active:
		return whyBack, changed, nil
	case after.State != before.State:
		return after.State, changed, nil
	case after.Held && !before.Held, after.HeldParts != before.HeldParts && after.HeldParts != "":
		return whyHidden, changed, nil
	case after.Held != before.Held, after.HeldParts != before.HeldParts:
		return whyShown, changed, nil
	case after.DisclosedUntil != before.DisclosedUntil:
		return whyMoved, changed, nil
	case changed:
		return whyChanged, changed, nil
	}
	return "", false, nil
}

// saysElse says whether two versions of a record differ in what they say, beyond how
// long and whether it may be shown and how it came.
func saysElse(was, is record.Record) (bool, error) {
	one, err := plainRow(saying(was))
	if err != nil {
		return false, err
	}
	two, err := plainRow(saying(is))
	return !reflect.DeepEqual(one, two), err
}

// saying is the record without what the list keeps of it by itself, and without what
// says how it came.
func saying(r record.Record) record.Record {
	r.State, r.DisclosedUntil, r.GovernedBy, r.ArchivedOn = "", civil.Date{}, "", civil.Date{}
	r.Held, r.HeldParts, r.Annotation, r.RepairableFrom = false, nil, record.Annotation{}, civil.Date{}
	r.Batch, r.Row, r.Source, r.ReceivedOn, r.ReceivedAt, r.Late = 0, 0, "", civil.Date{}, time.Time{}, false
	r.Version, r.Edition, r.Content, r.FirstDisclosedOn = 0, "", record.Digest{}, civil.Date{}
	r.Number, r.Subject, r.SubjectKind, r.Key = "", 0, "", record.Digest{}
	if r.Attributes.Len() == 0 {
		r.Attributes = catalog.Attributes{}
	}
	return r
}

// intend writes what ends into the erasure list, onto the disk, and into the database.
// It is the last but the drawing of numbers before the commit.
func (s *Store) intend(t *tx) error {
	if s.erasures == nil || len(t.ends) == 0 {
		return nil
	}
	texts := make([]string, len(t.ends))
	for i, e := range t.ends {
		text, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("writing a line of the erasure list: %w", err)
		}
		texts[i] = string(text)
	}
	first, err := s.erasures.Intend(texts...)
	if err != nil {
		return err
	}
	rows := make([]erasureRow, len(texts))
	for i, text := range texts {
		rows[i] = erasureRow{Line: first + int64(i), ActID: t.act, Text: text}
		t.lines = append(t.lines, rows[i].Line)
	}
	return erasures.insert(t.DB, rows)
}

// settled says in the list what became of the transaction. Where that cannot be
// written the next who opens the list asks the database.
func (s *Store) settled(t *tx, fate ledger.Fate) {
	if len(t.lines) > 0 {
		_ = s.erasures.Settle(fate, t.lines...)
	}
}
