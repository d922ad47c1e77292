package flow

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// Draft is a filing that somebody has begun: what they typed, and the files that
// they handed in for it. It has no effect in law, and nobody sees it but who
// began it, for the subject for whom they did.
type Draft struct {
	ID       int64
	PublicID string // names it in addresses; random
	Kind     Kind   // the procedure that it would begin
	Account  int64
	Subject  int64
	Typed    Typed
	Files    []attachment.ID
	Refused  []attachment.Refusal // files that were not taken with the last form
	KeptAt   time.Time
	Version  int // zero: not kept yet
}

// Typed is what the forms of the procedures hold, as it was typed; each has some of
// it.
type Typed struct {
	Records     []string // numbers of the records chosen
	Ground      string
	Claim       string
	Provider    string // where something is missing
	Contact     string
	WantFinding bool
	Proof       attachment.ID // of performance; one of the files of the draft
	Commitment  attachment.ID // the same
}

// DraftDays is how many days a draft is kept after it was kept last.
const DraftDays = 30

// MostDrafts is how many drafts one account has at most.
const MostDrafts = 20

// NewDraftID names a draft that is begun.
func NewDraftID() string { return rand.Text() }

// IsDraftID says whether the text could be the name of a draft.
func IsDraftID(text string) bool {
	_, err := attachment.ParseID(text) // made alike
	return err == nil
}

// Op is the operation under which the draft is filed: once, however often it is
// sent.
func (d Draft) Op() string { return fmt.Sprintf("draft/%d/%s", d.Account, d.PublicID) }

// Until is the last day on which the draft is kept.
func (d Draft) Until() civil.Date { return civil.Of(d.KeptAt).AddDays(DraftDays) }

// same says whether the other draft holds the same.
func (d Draft) same(o Draft) bool {
	same := slices.Equal(d.Typed.Records, o.Typed.Records) && slices.Equal(d.Files, o.Files) &&
		len(d.Refused) == 0 && len(o.Refused) == 0
	a, b := d.Typed, o.Typed
	a.Records, b.Records = nil, nil
	return same && a.Ground == b.Ground && a.Claim == b.Claim && a.Provider == b.Provider && a.Contact == b.Contact &&
		a.WantFinding == b.WantFinding && a.Proof == b.Proof && a.Commitment == b.Commitment
}

// DraftStore keeps drafts, encrypted.
type DraftStore interface {
	// KeepDraft makes the draft stand as it is, one version on, and holds its files
	// from being swept; fault.Stale when it is at another version.
	KeepDraft(ctx context.Context, d Draft, e audit.Event) error
	// DraftsOf lists the drafts of an account for a subject, the newest first.
	DraftsOf(ctx context.Context, account, subject int64) ([]Draft, error)
	// OldDrafts lists the drafts of everybody that were kept last before the instant.
	OldDrafts(ctx context.Context, before time.Time) ([]Draft, error)
	// DropDraft forgets the draft, and leaves its files to be swept unless they
	// were filed; fault.Stale when it is at another version.
	DropDraft(ctx context.Context, d Draft, e audit.Event) error
}

// Drafts is the desk where drafts are kept.
type Drafts struct {
	store DraftStore
	now   func() time.Time
}

// NewDrafts returns the desk.
func NewDrafts(store DraftStore, now func() time.Time) *Drafts { return &Drafts{store, now} }

// noDraft is the answer for a draft that is not there, or of somebody else.
func noDraft() error { return fault.New(fault.NotFound, "flow.fault.draft", nil) }

// Of lists the actor's drafts for whom they speak, the newest first.
func (d *Drafts) Of(ctx context.Context, by actor.Actor) ([]Draft, error) {
	if by.Account == 0 || by.Subject == 0 {
		return nil, nil
	}
	list, err := d.store.DraftsOf(ctx, by.Account, by.Subject)
	today := civil.Of(d.now())
	return slices.DeleteFunc(list, func(o Draft) bool { return o.Until().Before(today) }), err
}

// One returns the actor's draft of the procedure under the name; fault.NotFound for
// none.
func (d *Drafts) One(ctx context.Context, kind Kind, publicID string, by actor.Actor) (Draft, error) {
	list, err := d.Of(ctx, by)
	if err != nil {
		return Draft{}, err
	}
	i := slices.IndexFunc(list, func(o Draft) bool { return o.PublicID == publicID && o.Kind == kind })
	if i < 0 {
		return Draft{}, noDraft()
	}
	return list[i], nil
}

// Keep keeps what was typed under the name, in the place of what was kept
// before, and returns the draft as it is kept.
func (d *Drafts) Keep(ctx context.Context, draft Draft, by actor.Actor) (Draft, error) {
	if by.Account == 0 || by.Subject == 0 || !IsDraftID(draft.PublicID) {
		return Draft{}, noDraft()
	}
	kept, err := d.keep(ctx, draft, by)
	if fault.Is(err, fault.Stale) { // kept by two windows at once: the later one stands
		kept, err = d.keep(ctx, draft, by)
	}
	return kept, err
}

func (d *Drafts) keep(ctx context.Context, draft Draft, by actor.Actor) (Draft, error) {
	list, err := d.store.DraftsOf(ctx, by.Account, by.Subject)
	if err != nil {
		return Draft{}, err
	}
	draft.Account, draft.Subject, draft.KeptAt, draft.Version = by.Account, by.Subject, d.now(), 1
	i := slices.IndexFunc(list, func(o Draft) bool { return o.PublicID == draft.PublicID })
	switch {
	case i >= 0 && list[i].Kind != draft.Kind: // of another procedure
		return Draft{}, noDraft()
	case i >= 0 && draft.same(list[i]):
		return list[i], nil
	case i >= 0:
		draft.ID, draft.Version = list[i].ID, list[i].Version+1
	case len(list) >= MostDrafts:
		return Draft{}, fault.New(fault.Conflict, "flow.fault.drafts", fault.Args{"Most": MostDrafts})
	}
	return draft, d.store.KeepDraft(ctx, draft, d.event(audit.DraftKept, draft, by))
}

// Drop forgets the actor's draft of the procedure under the name, if there is one.
func (d *Drafts) Drop(ctx context.Context, kind Kind, publicID string, by actor.Actor) error {
	draft, err := d.One(ctx, kind, publicID, by)
	if err == nil {
		err = d.store.DropDraft(ctx, draft, d.event(audit.DraftDropped, draft, by))
	}
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// Sweep forgets the drafts whose days are over, and says how many.
func (d *Drafts) Sweep(ctx context.Context) (int, error) {
	bound := civil.Of(d.now()).AddDays(-DraftDays).Start()
	old, err := d.store.OldDrafts(ctx, bound)
	if err != nil {
		return 0, err
	}
	dropped := 0
	for _, draft := range old {
		err := d.store.DropDraft(ctx, draft, d.event(audit.DraftDropped, draft, actor.System()))
		if err != nil && !fault.Is(err, fault.Stale) { // a stale one was kept again just now
			return dropped, err
		}
		dropped++
	}
	return dropped, nil
}

// event is an act upon one version of a draft; that version guards it.
func (d *Drafts) event(did audit.Act, draft Draft, by actor.Actor) audit.Event {
	if by.Side == actor.Subject {
		by.Name = "" // personal, and the trail is in clear
	}
	return audit.Event{
		Did: did, On: "draft/" + draft.PublicID, By: by, At: d.now(),
		Op: fmt.Sprintf("%s/%d/%s/%d/%s", did, draft.Account, draft.PublicID, draft.Version, rand.Text()),
	}
}
