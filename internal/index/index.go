// Package index is the read model in memory that finds subjects by name or
// code and pages through, counts and narrows the lists of records. It finds
// row ids; the store hydrates them through its visibility filter, so an answer
// may be late and is never wrong. It is disposable: built from the store at
// start, kept current by what each commit changed, gone with the process.
//
// Rows live in immutable segments. A change adds a small segment and marks
// what it replaces as dead; small segments are merged as they gather. Readers
// take the state of one instant and never wait.
package index

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"creditportal/internal/search"
)

// Index finds subjects and records. Its methods are safe for concurrent use.
type Index struct {
	writing sync.Mutex // held by Build and Apply
	state   atomic.Pointer[state]
}

var _ search.Finder = (*Index)(nil)

// state is what the index knows at one instant; it never changes.
type state struct {
	subjects []*layer[*subjects]
	records  []*layer[*records]
	keywords *keywords
}

// New returns an empty index.
func New() *Index {
	ix := &Index{}
	ix.install(nil, nil)
	return ix
}

func (ix *Index) install(subjects []*layer[*subjects], records []*layer[*records]) {
	ix.state.Store(&state{subjects: subjects, records: records, keywords: newKeywords()})
}

// Build replaces all that the index knows by the rows which load hands to
// subject and record. When load fails the index stays as it was and the error
// is returned. Changes applied meanwhile wait and then count on top.
func (ix *Index) Build(load func(subject func(search.SubjectRow), record func(search.RecordRow)) error) error {
	ix.writing.Lock()
	defer ix.writing.Unlock()
	names, lists := &subjectBuilder{}, newRecordBuilder()
	if err := load(names.add, lists.add); err != nil {
		return fmt.Errorf("loading the index: %w", err)
	}
	var built []*layer[*subjects]
	var beside sync.WaitGroup
	beside.Go(func() { built = stack(nil, names.build()) })
	records := stack(nil, lists.build())
	beside.Wait()
	ix.install(built, records)
	return nil
}

// Apply makes the changes of one commit visible to the very next reader.
func (ix *Index) Apply(c search.Changes) {
	ix.writing.Lock()
	defer ix.writing.Unlock()
	subjects, records := &subjectBuilder{}, newRecordBuilder()
	goneSubjects, goneRecords := slices.Clone(c.GoneSubjects), slices.Clone(c.GoneRecords)
	for _, row := range c.Subjects {
		subjects.add(row)
		goneSubjects = append(goneSubjects, row.ID)
	}
	for _, row := range c.Records {
		records.add(row)
		goneRecords = append(goneRecords, row.ID)
	}
	now := ix.state.Load()
	ix.install(
		change(now.subjects, goneSubjects, subjects.build(), mergeSubjects),
		change(now.records, goneRecords, records.build(), mergeRecords),
	)
}
