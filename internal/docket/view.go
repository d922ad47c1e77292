package docket

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// View is a view of the docket that somebody saved for themselves (常用视图).
type View struct {
	ID      int64
	Account int64
	Name    string
	Query   string // as addresses carry it
	SavedAt time.Time
}

// How many views somebody saves, and how long their names are: what a row of tabs
// holds.
const (
	MostViews    = 12
	MostViewName = 20
	mostQuery    = 900 // bytes
)

// ViewStore keeps views.
type ViewStore interface {
	// SaveView keeps a view in the place of the account's own one of the name.
	SaveView(ctx context.Context, v View, e audit.Event) error
	// DropView forgets a view of the account; fault.NotFound for none.
	DropView(ctx context.Context, account, id int64, e audit.Event) error
	// Views lists the views of the account, by name.
	Views(ctx context.Context, account int64) ([]View, error)
}

// Views is where views are saved.
type Views struct {
	Store ViewStore
	Now   func() time.Time
}

// Save keeps the query under the name, for the actor alone.
func (v Views) Save(ctx context.Context, name, query, op string, by actor.Actor) error {
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > MostViewName {
		return fault.New(fault.Invalid, "docket.fault.view_name", fault.Args{"Most": MostViewName})
	}
	if len(query) > mostQuery {
		return fault.New(fault.Invalid, "docket.fault.view", nil)
	}
	list, err := v.Store.Views(ctx, by.Account)
	if err != nil {
		return err
	}
	others := 0
	for _, old := range list {
		if old.Name != name {
			others++
		}
	}
	if others >= MostViews {
		return fault.New(fault.Invalid, "docket.fault.view_many", fault.Args{"Most": MostViews})
	}
	return v.Store.SaveView(ctx, View{Account: by.Account, Name: name, Query: query, SavedAt: v.Now()},
		v.event(audit.ViewSaved, op, by))
}

// Drop forgets a view of the actor's own; of another's, or none, it is
// fault.NotFound.
func (v Views) Drop(ctx context.Context, id int64, op string, by actor.Actor) error {
	return v.Store.DropView(ctx, by.Account, id, v.event(audit.ViewDropped, op, by))
}

// Of lists the views of the actor.
func (v Views) Of(ctx context.Context, by actor.Actor) ([]View, error) {
	return v.Store.Views(ctx, by.Account)
}

func (v Views) event(did audit.Act, op string, by actor.Actor) audit.Event {
	return audit.Event{Did: did, On: "views/" + strconv.FormatInt(by.Account, 10), By: by, At: v.Now(), Op: op}
}
