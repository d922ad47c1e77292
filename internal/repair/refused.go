package repair

import (
	"cmp"
	"errors"
	"slices"

	"creditportal/internal/fault"
	"creditportal/internal/record"
)

// RefusedError says which records of an application cannot be repaired now, and why: of
// each the reason, so that nobody finds them out one by one. It is the first of its
// refusals.
type RefusedError struct {
	By    map[record.Number]*fault.Error
	first *fault.Error
	other error // the first refusal that is about no record
}

// Error implements error.
func (e *RefusedError) Error() string { return e.first.Error() }

// Unwrap returns the first refusal.
func (e *RefusedError) Unwrap() error { return e.first }

// ofRecord are the refusals that are about a record and not about the application.
var ofRecord = []string{isOwn.Key, isRepairable.Key, isShown.Key, dayCame.Key, "repair.fault.open"}

// takes says whether the error is a refusal, and keeps it then: that of a record beside
// it, any other in the end, so that whoever lacks a paper learns of the records too.
func (e *RefusedError) takes(number record.Number, err error) bool {
	var f *fault.Error
	if !errors.As(err, &f) {
		return false
	}
	if !slices.Contains(ofRecord, f.Key) {
		e.other = cmp.Or(e.other, err)
		return true
	}
	if e.first == nil {
		e.By, e.first = map[record.Number]*fault.Error{}, f
	}
	e.By[number] = f
	return true
}

// result is what was refused: the records, or else what is wrong with the rest; nil for
// nothing.
func (e *RefusedError) result() error {
	if e.first != nil {
		return e
	}
	return e.other
}
