package flow

import (
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// Lookup is the code that opens a request together with its number, for who has
// no account (查询码). It is computed from the request and kept nowhere: it
// stands on the page of the receipt and on paper alone.
type Lookup string

// LookupOf returns the code that a keyed digest gives.
func LookupOf(digest []byte) Lookup { return Lookup(fold.Spell(digest[:fold.SecretBytes])) }

// ParseLookup reads a code as people type it. What cannot be a code is refused
// as one of no request is: the answer tells nothing.
func ParseLookup(typed string) (Lookup, error) {
	digest, ok := fold.Spelled(typed)
	if !ok || len(digest) != fold.SecretBytes {
		return "", Unknown()
	}
	return LookupOf(digest), nil
}

// Unknown is the one answer to a number that no request has and to a code that
// is not that of the number.
func Unknown() error { return fault.New(fault.NotFound, "flow.fault.unknown", nil) }
