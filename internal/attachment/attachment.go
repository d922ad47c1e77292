// Package attachment is what somebody hands in with a request to support it:
// scans and documents (art. 36). A file is staged before the request is
// complete, judged by what it is and not by what it says it is, and linked by
// the act that files the request. A file that is held back costs nobody the
// day of receipt.
package attachment

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"time"

	"creditportal/internal/fault"
)

// ID names an attachment in addresses and forms; it is random and says nothing.
type ID string

const idLength = 26

// NewID returns a name that nobody can guess.
func NewID() ID { return ID(rand.Text()) }

// ParseID reads the name of an attachment; fault.NotFound for what is none.
func ParseID(s string) (ID, error) {
	_, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(s)
	if len(s) != idLength || err != nil {
		return "", Unknown()
	}
	return ID(s), nil
}

// State is how far an attachment has been judged.
type State string

// The states of an attachment. Whether it belongs to a request is another
// question, which Attachment.Request answers.
const (
	// Staged is kept, but the scanner has not spoken: nobody opens it yet.
	Staged State = "staged"
	// Clean passed every check; whoever may see the request may open it.
	Clean State = "clean"
	// Held is kept and opened by nobody, for the scanner found something.
	// Another copy is asked for; the request stands.
	Held State = "held"
	// Refused has lost its content for good, by an officer's act; that it was
	// handed in is remembered.
	Refused State = "refused"
)

// States lists every state.
func States() []State { return []State{Staged, Clean, Held, Refused} }

// Key returns the message key of the state's words.
func (s State) Key() string { return "attachment.state." + string(s) }

// Attachment is one file that was handed in.
type Attachment struct {
	ID      ID
	Name    string // as it is shown; the person's own words, so it is kept encrypted
	Kind    Kind
	Size    int64             // of what is kept, in bytes
	Digest  [sha256.Size]byte // of what is kept
	State   State
	Owner   int64 // row id of the account that handed it in
	Request int64 // row id of the request it belongs to; 0 before it is filed
	At      time.Time
}

// IsLinked says whether a request was filed with the attachment.
func (a Attachment) IsLinked() bool { return a.Request != 0 }

// IsOpen says whether the content may be shown at all, to whom it may concern.
func (a Attachment) IsOpen() bool { return a.State == Clean }

// MayJoin says whether the owner's files may become part of a request that has
// some already: each is theirs and still free, and together they keep within
// the limits. A file that is held may join: it costs nobody the day of receipt.
func MayJoin(joining, have []Attachment, owner int64, limits Limits) error {
	var size int64
	for _, a := range joining {
		if owner == 0 || a.Owner != owner || a.IsLinked() || a.State == Refused {
			return Missing()
		}
		size += a.Size
	}
	for _, a := range have {
		size += a.Size
	}
	if len(joining)+len(have) > limits.Files {
		return TooMany(limits)
	}
	if size > limits.Together {
		return fault.New(fault.Invalid, "attachment.fault.too_large_together", fault.Args{"Most": limits.Together / mebibyte})
	}
	return nil
}
