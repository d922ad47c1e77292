// Package remark is what those who work on a request write for each other
// (办理备注): seen by their own side and the authority, never by the applicant.
package remark

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Most is how many characters a remark has at most.
const Most = 1000

// Remark is a note on a request.
type Remark struct {
	ID      int64
	Request int64 // row id
	By      actor.Actor
	At      time.Time
	Text    string // kept encrypted
}

// Store keeps remarks; nothing changes or deletes one.
type Store interface {
	// KeepRemark makes a remark true with its event.
	KeepRemark(ctx context.Context, r Remark, e audit.Event) error
	// Remarks returns the remarks on a request, the oldest first.
	Remarks(ctx context.Context, request int64) ([]Remark, error)
}

// Desk writes and reads remarks.
type Desk struct {
	store Store
	now   func() time.Time
}

// NewDesk returns the desk over the store.
func NewDesk(store Store, now func() time.Time) *Desk { return &Desk{store, now} }

// Write adds a remark to a request that the actor works on. object names the
// request in the trail. Refused are nothing and more than Most characters.
func (d *Desk) Write(ctx context.Context, r Remark, object, op string) error {
	r.Text = strings.TrimSpace(r.Text)
	if n := utf8.RuneCountInString(r.Text); n == 0 || n > Most {
		return fault.New(fault.Invalid, "remark.fault.text", fault.Args{"Most": Most})
	}
	r.At = d.now()
	return d.store.KeepRemark(ctx, r, audit.Event{
		Did: audit.RemarkWritten, On: object, By: r.By, At: r.At, Op: op,
	})
}

// Of returns the remarks on a request that the actor may read, the oldest
// first.
func (d *Desk) Of(ctx context.Context, request int64, by actor.Actor) ([]Remark, error) {
	all, err := d.store.Remarks(ctx, request)
	if err != nil {
		return nil, err
	}
	var seen []Remark
	for _, r := range all {
		if r.SeenBy(by) {
			seen = append(seen, r)
		}
	}
	return seen, nil
}

// SeenBy says whether the actor may read the remark: those of the same office
// may, and the authority.
func (r Remark) SeenBy(by actor.Actor) bool {
	switch by.Side {
	case actor.Operator:
		return r.By.Side == actor.Operator
	case actor.Provider:
		return r.By.Side == actor.Provider && r.By.Unit == by.Unit
	case actor.Authority:
		return true
	case actor.Anonymous, actor.Engine, actor.Subject:
	}
	return false
}
