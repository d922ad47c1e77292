package attachment

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Shelf keeps what is known of attachments.
type Shelf interface {
	// KeepAttachment enters a new attachment.
	KeepAttachment(ctx context.Context, a Attachment, e audit.Event) error
	// Attachments returns those of the attachments that there are, in the order
	// of the ids.
	Attachments(ctx context.Context, ids []ID) ([]Attachment, error)
	// WaitingAttachments lists what no request was filed with, oldest first, of
	// the owner or, for 0, of everybody. With a bound it lists what was handed in
	// before and hangs on no draft; a zero time is no bound.
	WaitingAttachments(ctx context.Context, owner int64, before time.Time) ([]Attachment, error)
	// UnjudgedAttachments lists what is staged still, filed or not.
	UnjudgedAttachments(ctx context.Context) ([]Attachment, error)
	// MoveAttachment gives the attachment another state; fault.Stale when it is
	// no longer in the state that was read.
	MoveAttachment(ctx context.Context, a Attachment, to State, e audit.Event) error
	// DropAttachment forgets an attachment that no request was filed with;
	// fault.Stale when one was.
	DropAttachment(ctx context.Context, id ID, e audit.Event) error
}

// Bytes keeps contents, encrypted. An id is written once.
type Bytes interface {
	// Put keeps the content; when it returns without error, it is kept.
	Put(ctx context.Context, id ID, content io.Reader) error
	// Open returns the content; fault.NotFound for none.
	Open(ctx context.Context, id ID) (io.ReadCloser, error)
	// Remove forgets the content, if there is any.
	Remove(ctx context.Context, id ID) error
	// OlderThan lists the contents that were put longer ago.
	OlderThan(ctx context.Context, age time.Duration) ([]ID, error)
}

// Check returns the content as it is kept: re-encoded or as it came. It returns
// a fault for what cannot be read or must not be opened.
type Check func(ctx context.Context, k Kind, content []byte, l Limits) ([]byte, error)

// Scanner looks for malware. An error says that it could not look.
type Scanner interface {
	Scan(ctx context.Context, content []byte) (clean bool, err error)
}

// Desk is where files are handed in, opened and taken back.
type Desk struct {
	shelf  Shelf
	bytes  Bytes
	check  Check
	scan   Scanner
	limits Limits
}

// NewDesk returns a desk under the usual limits.
func NewDesk(shelf Shelf, b Bytes, check Check, scan Scanner) *Desk {
	return &Desk{shelf: shelf, bytes: b, check: check, scan: scan, limits: Usual()}
}

// Limits returns what the desk takes, to be said before somebody chooses a file.
func (d *Desk) Limits() Limits { return d.limits }

// Sent is a file as it came.
type Sent struct {
	Name     string
	Declared string // the media type that was declared
	Content  io.Reader
}

// Stage takes a file in: it is judged, encrypted and kept under a new name.
// What the owner handed in before and has not filed is returned again, not
// kept twice. The faults say what is wrong with the file.
func (d *Desk) Stage(ctx context.Context, sent Sent, by actor.Actor, at time.Time) (Attachment, error) {
	if by.Account == 0 {
		return Attachment{}, fault.New(fault.Forbidden, "attachment.fault.nobody", nil)
	}
	kind, content, err := d.read(sent)
	if err != nil {
		return Attachment{}, err
	}
	kept, err := d.check(ctx, kind, content, d.limits)
	if err != nil {
		return Attachment{}, err
	}
	a := Attachment{
		ID: NewID(), Name: ShownName(sent.Name, kind), Kind: kind, Size: int64(len(kept)), Digest: sha256.Sum256(kept),
		Owner: by.Account, At: at,
	}
	known, found, err := d.known(ctx, a)
	if found || err != nil {
		return known, err
	}
	a.State = d.judge(ctx, content)
	if err := d.bytes.Put(ctx, a.ID, bytes.NewReader(kept)); err != nil {
		return Attachment{}, fmt.Errorf("keeping an attachment: %w", err)
	}
	if err := d.shelf.KeepAttachment(ctx, a, event(audit.AttachmentStaged, a.ID, by, at)); err != nil {
		return Attachment{}, errors.Join(err, d.bytes.Remove(ctx, a.ID))
	}
	return a, nil
}

// read takes the content to its end, or to the limit.
func (d *Desk) read(sent Sent) (Kind, []byte, error) {
	kind, err := Claimed(sent.Name, sent.Declared)
	if err != nil {
		return "", nil, err
	}
	content, err := io.ReadAll(io.LimitReader(sent.Content, d.limits.Bytes+1))
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("reading an attachment: %w", err)
	case int64(len(content)) > d.limits.Bytes:
		return "", nil, TooLarge(d.limits)
	}
	return kind, content, Agree(kind, content)
}

// known finds the same content among what the owner has not filed yet.
func (d *Desk) known(ctx context.Context, a Attachment) (Attachment, bool, error) {
	waiting, err := d.shelf.WaitingAttachments(ctx, a.Owner, time.Time{})
	if err != nil {
		return Attachment{}, false, fmt.Errorf("looking for attachments: %w", err)
	}
	for _, w := range waiting {
		if w.Digest == a.Digest && w.Name == a.Name && w.State != Refused {
			return w, true, nil
		}
	}
	if len(waiting) >= d.limits.Waiting {
		return Attachment{}, false, fault.New(
			fault.Conflict, "attachment.fault.too_many_waiting", fault.Args{"Most": d.limits.Waiting})
	}
	return Attachment{}, false, nil
}

// judge asks the scanner; what it cannot look at waits.
func (d *Desk) judge(ctx context.Context, content []byte) State {
	clean, err := d.scan.Scan(ctx, content)
	switch {
	case err != nil:
		return Staged
	case !clean:
		return Held
	}
	return Clean
}

// Mine returns those of the attachments that the actor handed in and has not
// filed, in the order of the ids: what a form shows again.
func (d *Desk) Mine(ctx context.Context, ids []ID, by actor.Actor) ([]Attachment, error) {
	all, err := d.shelf.Attachments(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("looking for attachments: %w", err)
	}
	var mine []Attachment
	for _, a := range all {
		if by.Account != 0 && a.Owner == by.Account && !a.IsLinked() {
			mine = append(mine, a)
		}
	}
	return mine, nil
}

// Open opens an attachment for who handed it in; fault.NotFound for anybody
// else, fault.Conflict for what is not clean.
func (d *Desk) Open(ctx context.Context, id ID, by actor.Actor) (Attachment, io.ReadCloser, error) {
	a, err := d.one(ctx, id)
	if err != nil {
		return Attachment{}, nil, err
	}
	if by.Account == 0 || a.Owner != by.Account {
		return Attachment{}, nil, Unknown()
	}
	return d.open(ctx, a)
}

// OpenOf opens an attachment of a request, for whom the request's own rules let
// in; fault.NotFound for one of another request.
func (d *Desk) OpenOf(ctx context.Context, request int64, id ID) (Attachment, io.ReadCloser, error) {
	a, err := d.one(ctx, id)
	if err != nil {
		return Attachment{}, nil, err
	}
	if request == 0 || a.Request != request {
		return Attachment{}, nil, Unknown()
	}
	return d.open(ctx, a)
}

func (d *Desk) open(ctx context.Context, a Attachment) (Attachment, io.ReadCloser, error) {
	if !a.IsOpen() {
		return Attachment{}, nil, Closed()
	}
	content, err := d.bytes.Open(ctx, a.ID)
	if err != nil {
		return Attachment{}, nil, fmt.Errorf("opening an attachment: %w", err)
	}
	return a, content, nil
}

func (d *Desk) one(ctx context.Context, id ID) (Attachment, error) {
	list, err := d.shelf.Attachments(ctx, []ID{id})
	switch {
	case err != nil:
		return Attachment{}, fmt.Errorf("looking for an attachment: %w", err)
	case len(list) == 0:
		return Attachment{}, Unknown()
	}
	return list[0], nil
}

// event is an act upon one attachment; each is done once, so the object and
// the act make its operation key.
func event(did audit.Act, id ID, by actor.Actor, at time.Time) audit.Event {
	return audit.Event{Did: did, On: "attachment/" + string(id), By: by, At: at, Op: string(did) + "/" + string(id)}
}
