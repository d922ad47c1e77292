// Package fault says why something is refused: a kind, which decides the
// status code of the answer, and a message key, which decides its words.
package fault

import (
	"errors"
	"fmt"
)

// Kind is the class of a refusal.
type Kind int

// The kinds of refusal; web/errors.go maps each to one status code.
const (
	Invalid     Kind = iota + 1 // the input does not fit
	Forbidden                   // the actor may not
	NotFound                    // no such thing, or not yours: the two answer alike
	Gone                        // was or may have been here, is shown no longer
	Conflict                    // the state does not allow it
	Stale                       // somebody was quicker
	Busy                        // too many at once; try again later
	Unavailable                 // a part that is needed does not answer
)

// Kinds lists every kind, for tests that must walk them all.
func Kinds() []Kind {
	return []Kind{Invalid, Forbidden, NotFound, Gone, Conflict, Stale, Busy, Unavailable}
}

// String returns the kind's word, as used in logs.
func (k Kind) String() string {
	names := map[Kind]string{
		Invalid: "invalid", Forbidden: "forbidden", NotFound: "not_found", Gone: "gone",
		Conflict: "conflict", Stale: "stale", Busy: "busy", Unavailable: "unavailable",
	}
	if name, ok := names[k]; ok {
		return name
	}
	return fmt.Sprintf("kind(%d)", int(k))
}

// Args are the values that a message's placeholders take. They never hold
// personal data.
type Args map[string]any

// Error is a refusal with its reason.
type Error struct {
	Kind Kind
	Key  string // message key in locales, e.g. "search.fault.cursor"
	Args Args
	Err  error // the cause, may be nil; never shown to visitors
}

// New returns a refusal of the given kind with the message key.
func New(kind Kind, key string, args Args) *Error { return &Error{Kind: kind, Key: key, Args: args} }

// Error names kind, key and cause for the log.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Kind, e.Key, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Kind, e.Key)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is says whether err is, or wraps, a refusal of the given kind.
func Is(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}
