// Package intake takes in what providers report (归集, 报送; art. 10–19 and 33 of
// the Measure): batches and their rows, the rules each row must pass, secrecy
// review, return, hold and merge.
package intake

import (
	"context"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/record"
)

// Outcome is what became of a row.
type Outcome string

// The outcomes of a row.
const (
	Entered    Outcome = "entered"     // merged as a new record
	NewVersion Outcome = "new_version" // merged as a new version of a record, with a reason
	Corrected  Outcome = "corrected"   // a record has a new version, its provider having put it right (art. 33)
	Annulled   Outcome = "annulled"    // a record is off all surfaces, its basis having fallen
	Unchanged  Outcome = "unchanged"   // the same content is already there
	Returned   Outcome = "returned"    // 退回: sent back to the provider
	Held       Outcome = "held"        // 扣留: waits for a person
	Blank      Outcome = "blank"       // nothing in the row
)

// BatchState is where a batch stands.
type BatchState string

// The states of a batch.
const (
	Open      BatchState = "open"      // being merged; an interrupted import resumes here
	Finished  BatchState = "finished"  // every row has its outcome
	Withdrawn BatchState = "withdrawn" // taken back
)

// SecrecyReview is the review that precedes every report (保密审查, art. 18).
type SecrecyReview struct {
	By      string
	On      civil.Date
	Outcome string
}

// Batch is one submitted file.
type Batch struct {
	ID         int64
	Key        record.Digest // digest of file, item, provider, settings and reason
	Provider   string        // provider code
	Item       string        // catalog item code
	Edition    string        // catalog edition
	FileName   string        // base name only
	FileSHA256 string        // hexadecimal
	Review     SecrecyReview
	Reporter   string // the officer who imports
	Reason     string
	ReceivedAt time.Time
	DueOn      civil.Date // intake.merge
	State      BatchState
	Cursor     int // last row of the file that has its outcome
	Counts     Counts
}

// Counts are the outcomes of a batch; Rows is the sum of the others.
type Counts struct {
	Rows        int `json:"rows"`
	Entered     int `json:"entered"`
	Unchanged   int `json:"unchanged"`
	NewVersions int `json:"new_versions"`
	Corrected   int `json:"corrected"`
	Annulled    int `json:"annulled"`
	Returned    int `json:"returned"`
	Held        int `json:"held"`
	Blank       int `json:"blank"`
}

// Add counts one more row with the outcome.
func (c *Counts) Add(o Outcome) {
	c.Rows++
	switch o {
	case Entered:
		c.Entered++
	case NewVersion:
		c.NewVersions++
	case Corrected:
		c.Corrected++
	case Annulled:
		c.Annulled++
	case Unchanged:
		c.Unchanged++
	case Returned:
		c.Returned++
	case Held:
		c.Held++
	case Blank:
		c.Blank++
	}
}

// move counts a row anew whose outcome has changed.
func (c *Counts) move(from, to Outcome) {
	var one Counts
	one.Add(from)
	c.Rows, c.Held = c.Rows-one.Rows, c.Held-one.Held
	c.Add(to)
}

// Fault is one thing wrong with a row or a file. It never holds an unmasked
// number of a person.
type Fault struct {
	Row    int               `json:"row"`    // as in the file; 0 for the whole file
	Column string            `json:"column"` // heading as in the file
	Value  string            `json:"value"`  // masked where personal
	Rule   string            `json:"rule"`   // bare name, e.g. "code_check"
	Key    string            `json:"key"`    // key of its sentence, e.g. "subject.fault.code_check"
	Args   map[string]string `json:"args,omitempty"`
}

// Row is the outcome of one row of a batch, as the store keeps it.
type Row struct {
	ID      int64
	Batch   int64
	Number  int // row number in the file
	Outcome Outcome
	Record  int64 // row id of the record it made or matched; 0 if none
	Faults  []Fault
	// Draft is the record that a held row would become; nil otherwise. The
	// store keeps it encrypted. A refused row's values are kept nowhere.
	Draft *record.Change
}

// Known is what the store holds under a business key.
type Known struct {
	Record     record.Record
	Suppressed bool // a deleted honour that must not come back (art. 35 ¶2)
}

// Change is what one chunk of a batch makes true in one transaction: the
// outcomes of its rows, their records, the moved cursor, the event.
type Change struct {
	Event     audit.Event
	Batch     Batch // as it must stand; inserted when WasCursor is negative
	WasCursor int   // guard: the cursor the chunk was computed from; -1 for a new batch
	WasState  BatchState
	Rows      []Row
	// Records holds the change of Rows[i] at index i; nil where the row changes none.
	Records []*record.Change
}

// Past tells what records were before they were changed.
type Past interface {
	// BatchEntries returns the records whose contents came with the batch, as they
	// stand, with what they were before.
	BatchEntries(ctx context.Context, batch int64) ([]Entry, error)
	// HistoryOf returns what changes of the record superseded, the oldest first.
	HistoryOf(ctx context.Context, rec record.Record) ([]record.Superseded, error)
}

// Store keeps batches and rows. Commit is its only way to write.
type Store interface {
	Past
	// BatchByKey returns the newest batch with the key that is not withdrawn;
	// fault.NotFound if there is none.
	BatchByKey(ctx context.Context, key record.Digest) (Batch, error)
	// Known returns what stands under each business key, whether the record entered
	// with it or was put right to it; absent keys are absent.
	Known(ctx context.Context, keys []record.Digest) (map[record.Digest]Known, error)
	// Batches lists batches, newest first.
	Batches(ctx context.Context, limit int) ([]Batch, error)
	// HeldRows lists rows that wait for a person, oldest first; batch 0 means all.
	HeldRows(ctx context.Context, batch int64, limit int) ([]Row, error)
	// Commit makes the change true; fault.Stale when the guard does not hold.
	Commit(ctx context.Context, c Change) error
}
