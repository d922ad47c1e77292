package query

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// exceptFor is how long a request stays open to who gave a reason.
const exceptFor = 30 * time.Minute

// mostReason is how many characters a reason has at most.
const mostReason = 500

// Except opens a request to the actor, who watches and does not handle it, for
// half an hour: the reason and the look are in the logs first. It refuses to
// open without a reason.
func (d *Desk) Except(ctx context.Context, e Entry, reason, op string) error {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n == 0 || n > mostReason {
		return fault.New(fault.Invalid, "query.fault.reason", fault.Args{"Most": mostReason})
	}
	e.Basis = Exception
	e, err := e.whole(d.now())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	err = d.store.Except(ctx, e, audit.Event{
		Did: audit.RequestOpened, On: e.Object, By: e.By, At: e.At, Op: op, Reason: reason,
	})
	if err != nil {
		return unlogged(err)
	}
	return nil
}

// Excepted says whether the request is open to the actor for a reason.
func (d *Desk) Excepted(ctx context.Context, e Entry) (bool, error) {
	e.Basis = Exception
	return d.store.Excepted(ctx, e, d.now().Add(-exceptFor))
}

// Supplied is what the actor sees of the record as its provider last sent it.
func (d *Desk) Supplied(ctx context.Context, rec record.Record, by actor.Actor) (disclosure.Shown, error) {
	sent, err := d.store.SuppliedOf(ctx, rec)
	if err != nil {
		return disclosure.Shown{}, err
	}
	return d.Shown(sent, subject.Subject{}, by), nil
}
