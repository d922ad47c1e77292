package record

import "creditportal/internal/subject"

// Change is a change of one record on paper: the store makes it true, with
// everything that follows from it, in one transaction.
type Change struct {
	// WasVersion is the version the change was computed from; zero for a new
	// record. The store refuses the change as stale when another stands there.
	WasVersion int
	// After is the record as it must stand. For a new record ID and Subject
	// are zero; the store draws the one and finds or opens the other.
	After Record
	// Subject is whom a new record concerns; its ID is zero.
	Subject subject.Subject
	// Reason says why, for a change of an existing record.
	Reason string
	// Twin is by what a deleted honour is known again though it be sent in other words;
	// zero for what is none (art. 35 ¶2).
	Twin Digest
}
