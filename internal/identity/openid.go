package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
)

// Settings are what an installation says of its provider.
type Settings struct {
	Issuer   string // https://…, fixed: nothing that a visitor sends changes it
	ClientID string
	Secret   string
	Back     string // where the provider leads a browser back to
	Number   string // the claim that holds an identity number; empty: none does
}

// askTime is how long the provider may take to answer the portal.
const askTime = 10 * time.Second

// OpenID is a provider that speaks OpenID Connect: by authorisation code, with
// PKCE, nonce and state. It is found out about when it is first needed, so that
// the portal starts without it.
type OpenID struct {
	settings Settings
	client   *http.Client
	today    func() civil.Date
	now      func() time.Time

	mu    sync.Mutex
	found *oidc.Provider
}

// NewOpenID returns the provider.
func NewOpenID(s Settings, now func() time.Time) *OpenID {
	client := &http.Client{
		Timeout:       askTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &OpenID{settings: s, client: client, now: now, today: func() civil.Date { return civil.Of(now()) }}
}

// trip is what a browser keeps while it is away.
type trip struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	Again    int64  `json:"a,omitempty"` // since when it must have been asked anew, in seconds of Unix; 0: no matter
}

// skew is by how much the clock of a provider may be behind.
const skew = time.Minute

// confirms says whether somebody proved at the provider who they are since the
// browser was led away there. A provider that does not say when proves nothing.
func (t trip) confirms(claims map[string]any) bool {
	at, said := claims["auth_time"].(float64)
	return said && at >= float64(t.Again)-skew.Seconds()
}

// Begin implements Provider.
func (o *OpenID) Begin(ctx context.Context, again bool) (Start, error) {
	config, _, err := o.config(ctx)
	if err != nil {
		return Start{}, err
	}
	t := trip{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	options := []oauth2.AuthCodeOption{oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier)}
	if again {
		t.Again = o.now().Unix()
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	kept, err := json.Marshal(t)
	if err != nil {
		return Start{}, fmt.Errorf("beginning a sign-in: %w", err)
	}
	return Start{Address: config.AuthCodeURL(t.State, options...), Keep: url.QueryEscape(string(kept))}, nil
}

// Finish implements Provider.
func (o *OpenID) Finish(ctx context.Context, kept string, answer url.Values) (Vouched, error) {
	text, err := url.QueryUnescape(kept)
	var t trip
	if err == nil {
		err = json.Unmarshal([]byte(text), &t)
	}
	state := answer.Get("state")
	if err != nil || t.State == "" || subtle.ConstantTimeCompare([]byte(state), []byte(t.State)) != 1 {
		return Vouched{}, refused(err)
	}
	if answer.Get("error") != "" || answer.Get("code") == "" {
		return Vouched{}, fault.New(fault.Invalid, "identity.fault.provider_declined", nil)
	}
	config, found, err := o.config(ctx)
	if err != nil {
		return Vouched{}, err
	}
	ctx = oidc.ClientContext(ctx, o.client)
	tokens, err := config.Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(t.Verifier))
	if err != nil {
		return Vouched{}, refused(err)
	}
	return o.read(ctx, found, tokens, t)
}

// refused is the answer to whatever the provider did not say to this browser;
// the cause is for the log, and holds no token.
func refused(cause error) error {
	return &fault.Error{Kind: fault.Invalid, Key: "identity.fault.provider_answer", Err: cause}
}

// read verifies the token: its signature, issuer, audience, term and nonce, and
// where it was asked for, that the provider asked anew.
func (o *OpenID) read(ctx context.Context, found *oidc.Provider, tokens *oauth2.Token, t trip) (Vouched, error) {
	raw, _ := tokens.Extra("id_token").(string)
	token, err := found.Verifier(&oidc.Config{ClientID: o.settings.ClientID, Now: o.now}).Verify(ctx, raw)
	if err != nil {
		return Vouched{}, refused(err)
	}
	if t.Nonce == "" || subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(t.Nonce)) != 1 {
		return Vouched{}, refused(nil)
	}
	claims := map[string]any{}
	if err := token.Claims(&claims); err != nil {
		return Vouched{}, refused(err)
	}
	if t.Again != 0 && !t.confirms(claims) {
		return Vouched{}, fault.New(fault.Invalid, "identity.fault.provider_again", nil)
	}
	v := Vouched{External: token.Issuer + "\x00" + token.Subject, Again: t.Again != 0}
	v.Name, _ = claims["name"].(string)
	number, _ := claims[o.settings.Number].(string)
	if o.settings.Number == "" || number == "" || v.Name == "" {
		return v, nil
	}
	// a number that is none proves nobody: the account stays unproven
	if d, err := subject.ParseDocument(subject.IdentityCard, "", number, o.today()); err == nil {
		v.Person = subject.Subject{Kind: subject.Person, Name: v.Name, Document: d}
	}
	return v, nil
}

// config is what the provider says about itself at its fixed address.
func (o *OpenID) config(ctx context.Context) (*oauth2.Config, *oidc.Provider, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.found == nil {
		// the provider's keys are asked for later on the same client, past this request
		found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), o.client), o.settings.Issuer)
		if err != nil {
			return nil, nil, &fault.Error{Kind: fault.Unavailable, Key: "identity.fault.provider_away", Err: err}
		}
		o.found = found
	}
	return &oauth2.Config{
		ClientID: o.settings.ClientID, ClientSecret: o.settings.Secret, Endpoint: o.found.Endpoint(),
		RedirectURL: o.settings.Back, Scopes: []string{oidc.ScopeOpenID, "profile"},
	}, o.found, nil
}
