// Package post is all that leaves the portal for people: word that a letter
// lies in the inbox, and one-time codes. A message says nothing of anybody: the
// number of a letter and where to sign in, no more. It also carries out the
// errands of the outbox.
package post

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"creditportal/internal/account"
)

// Message is a few words on their way to somebody.
type Message struct {
	ID      string // the same for every attempt, so that a mail system keeps one of them; "" for one of its own
	To      account.Contact
	Subject string
	Body    string
}

// Carrier brings messages to their contacts.
type Carrier interface {
	// Carry brings the message; an error that is ErrRefused says that no further
	// attempt will do better.
	Carry(ctx context.Context, m Message) error
}

// ErrRefused says that the contact takes no message, now or later.
var ErrRefused = errors.New("the contact takes no message")

// ErrNoCarrier says that nobody carries messages on the channel.
var ErrNoCarrier = errors.New("nobody carries messages on this channel")

// Carriers are who carries on which channel; none for a channel that is not
// served.
type Carriers map[account.Channel]Carrier

// Carry implements Carrier.
func (all Carriers) Carry(ctx context.Context, m Message) error {
	carrier := all[m.To.Channel]
	if carrier == nil {
		return fmt.Errorf("%w: %s", ErrNoCarrier, m.To.Channel)
	}
	return carrier.Carry(ctx, m)
}

// Log carries messages nowhere: it notes that there was one, for a channel whose
// service is not connected yet. It says nothing of what it said.
type Log struct{ Log *slog.Logger }

// Carry implements Carrier.
func (l Log) Carry(ctx context.Context, m Message) error {
	l.Log.InfoContext(ctx, "a message was not sent: the channel has no service",
		"channel", string(m.To.Channel), "to", m.To.Masked())
	return nil
}
