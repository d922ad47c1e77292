package post

import (
	"context"
	"errors"
	"log/slog"

	"creditportal/internal/fault"
)

// mostWaiting is how many messages wait at a window.
const mostWaiting = 500

// Window takes messages that cannot wait for the outbox and are worthless a few
// minutes later: one-time codes. Whoever hands one in learns nothing of where it
// goes and how long it takes; so a page answers alike for a contact that is
// known and for one that is not.
type Window struct {
	carrier Carrier
	log     *slog.Logger
	queue   chan Message
}

// NewWindow returns a window; Serve carries what is handed in.
func NewWindow(carrier Carrier, log *slog.Logger) *Window {
	return &Window{carrier, log, make(chan Message, mostWaiting)}
}

// Send hands the message in and returns at once. fault.Busy says that too
// many are waiting.
func (w *Window) Send(m Message) error {
	select {
	case w.queue <- m:
		return nil
	default:
		return fault.New(fault.Busy, "post.fault.full", nil)
	}
}

// Serve carries what is handed in until ctx ends.
func (w *Window) Serve(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-w.queue:
			w.carry(ctx, m)
		}
	}
}

// Empty carries what waits now.
func (w *Window) Empty(ctx context.Context) {
	for {
		select {
		case m := <-w.queue:
			w.carry(ctx, m)
		default:
			return
		}
	}
}

// carry tries twice: a code that comes late is asked for anew.
func (w *Window) carry(ctx context.Context, m Message) {
	err := w.carrier.Carry(ctx, m)
	if err != nil && !errors.Is(err, ErrRefused) && !errors.Is(err, ErrNoCarrier) {
		err = w.carrier.Carry(ctx, m)
	}
	if err != nil {
		w.log.WarnContext(ctx, "a code was not sent", "to", m.To.Masked(), "error", err)
	}
}
