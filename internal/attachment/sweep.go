package attachment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Lifetimes of what belongs to nothing; of this house, not of a law.
const (
	hour       = time.Hour
	stagedLife = 48 * hour // of a file that no request was filed with
	orphanLife = hour      // of a content whose file was never entered
)

// Drop takes back a file that the actor handed in and has not filed.
func (d *Desk) Drop(ctx context.Context, id ID, by actor.Actor, at time.Time) error {
	mine, err := d.Mine(ctx, []ID{id}, by)
	if err != nil {
		return err
	}
	if len(mine) == 0 {
		return Unknown()
	}
	return d.drop(ctx, id, by, at)
}

func (d *Desk) drop(ctx context.Context, id ID, by actor.Actor, at time.Time) error {
	if err := d.shelf.DropAttachment(ctx, id, event(audit.AttachmentDropped, id, by, at)); err != nil {
		return err
	}
	return d.bytes.Remove(ctx, id)
}

// Refuse destroys the content of an attachment that was held, by an officer's
// act and with a reason; that it was handed in, and when, stays known.
func (d *Desk) Refuse(ctx context.Context, id ID, by actor.Actor, at time.Time, reason string) error {
	a, err := d.one(ctx, id)
	if err != nil {
		return err
	}
	if a.State != Held {
		return fault.New(fault.Conflict, "attachment.fault.not_held", nil)
	}
	e := event(audit.AttachmentRefused, id, by, at)
	e.Reason = reason
	if err := d.shelf.MoveAttachment(ctx, a, Refused, e); err != nil {
		return err
	}
	return d.bytes.Remove(ctx, id)
}

// Unfiled lists what the actor handed in and filed nowhere.
func (d *Desk) Unfiled(ctx context.Context, by actor.Actor) ([]Attachment, error) {
	if by.Account == 0 {
		return nil, nil
	}
	return d.shelf.WaitingAttachments(ctx, by.Account, time.Time{})
}

// Destroy removes the contents of those of the files that are named nowhere any
// more: what ended with an act is gone at once, not with the next sweep.
func (d *Desk) Destroy(ctx context.Context, ids []ID) error {
	if len(ids) == 0 {
		return nil
	}
	known, err := d.shelf.Attachments(ctx, ids)
	if err != nil {
		return fmt.Errorf("looking for attachments: %w", err)
	}
	for _, id := range ids {
		if slices.ContainsFunc(known, func(a Attachment) bool { return a.ID == id }) {
			continue
		}
		if err := d.bytes.Remove(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// Swept counts what a sweep did.
type Swept struct {
	Dropped int // files that no request was filed with in time
	Orphans int // contents without a file
	Judged  int // files that the scanner could look at now
}

// Sweep removes what belongs to nothing and asks the scanner about what it
// could not look at. Whatever a crash left behind is gone after it. What fails
// is told, and does not stop the rest.
func (d *Desk) Sweep(ctx context.Context, at time.Time) (Swept, error) {
	var done Swept
	var errs []error
	old, err := d.shelf.WaitingAttachments(ctx, 0, at.Add(-stagedLife))
	errs = append(errs, err)
	for _, a := range old {
		err := d.drop(ctx, a.ID, actor.System(), at)
		switch {
		case err == nil:
			done.Dropped++
		case !fault.Is(err, fault.Stale): // filed just now
			errs = append(errs, err)
		}
	}
	done.Orphans, err = d.sweepOrphans(ctx)
	errs = append(errs, err)
	done.Judged, err = d.rejudge(ctx, at)
	return done, errors.Join(append(errs, err)...)
}

func (d *Desk) sweepOrphans(ctx context.Context) (int, error) {
	ids, err := d.bytes.OlderThan(ctx, orphanLife)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	known, err := d.shelf.Attachments(ctx, ids)
	if err != nil {
		return 0, fmt.Errorf("looking for attachments: %w", err)
	}
	wanted := map[ID]bool{}
	for _, a := range known {
		wanted[a.ID] = a.State != Refused
	}
	removed := 0
	for _, id := range ids {
		if wanted[id] {
			continue
		}
		if err := d.bytes.Remove(ctx, id); err != nil {
			return removed, err
		}
		removed++
	}
	return removed, nil
}

// rejudge asks the scanner again about what it could not look at.
func (d *Desk) rejudge(ctx context.Context, at time.Time) (int, error) {
	waiting, err := d.shelf.UnjudgedAttachments(ctx)
	if err != nil {
		return 0, fmt.Errorf("looking for attachments: %w", err)
	}
	judged := 0
	for _, a := range waiting {
		content, err := d.content(ctx, a.ID)
		if err != nil {
			return judged, err
		}
		to := d.judge(ctx, content)
		if to == Staged {
			return judged, nil // it still does not answer; the next sweep asks again
		}
		err = d.shelf.MoveAttachment(ctx, a, to, event(audit.AttachmentJudged, a.ID, actor.System(), at))
		if err != nil && !fault.Is(err, fault.Stale) {
			return judged, err
		}
		judged++
	}
	return judged, nil
}

func (d *Desk) content(ctx context.Context, id ID) ([]byte, error) {
	r, err := d.bytes.Open(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("opening an attachment: %w", err)
	}
	content, err := io.ReadAll(r)
	return content, errors.Join(err, r.Close())
}
