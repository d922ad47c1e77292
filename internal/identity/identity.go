// Package identity asks others who somebody is: a sign-in provider that the
// installation trusts. What they answer is a claim; whose file an account is
// linked to is decided by the accounts and their store.
package identity

import (
	"context"
	"net/url"

	"creditportal/internal/subject"
)

// Provider vouches for people. It leads a browser away and reads what comes
// back: OpenID Connect does, and so does a provincial service that gives
// tickets.
type Provider interface {
	// Begin returns the address that the browser is led to, and what it keeps
	// until it comes back; the same browser must bring it. With again the provider
	// asks anew who it is, also where somebody has signed in there before.
	Begin(ctx context.Context, again bool) (Start, error)
	// Finish reads what the browser came back with; fault.Invalid for anything
	// that the provider did not say to this browser just now.
	Finish(ctx context.Context, kept string, answer url.Values) (Vouched, error)
}

// Start is the way to a provider.
type Start struct {
	Address string // to be led to
	Keep    string // by the browser, and by nobody else
}

// Vouched is what a provider says of somebody.
type Vouched struct {
	External string          // who they are there: the provider and their name at it
	Name     string          // "": not said
	Person   subject.Subject // with document, where the provider says it; zero: not proven
	Again    bool            // it was asked anew, since the browser was led away
}
