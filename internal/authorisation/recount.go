package authorisation

import (
	"context"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
)

// counted is how many authorisations are read at once that a calendar may move.
const counted = 200

// Recount counts the limits of what is open anew by the calendar in force, never to
// a person's loss. Several may do it at once, and it may be interrupted anywhere:
// each is counted once. fault.Stale where somebody acted upon one meanwhile: the
// rest is done, and that one is for the next look.
func (s Service) Recount(ctx context.Context) error {
	var left error
	for after := int64(0); ; {
		list, err := s.Store.Authorisations(ctx, Filter{Anybodys: true, Open: true, After: after, Size: counted})
		if err != nil || len(list) == 0 {
			return firstOf(err, left)
		}
		for _, a := range list {
			err := s.recount(ctx, a)
			if fault.Is(err, fault.Stale) {
				left = err
			} else if err != nil {
				return err
			}
			after = a.ID
		}
	}
}

func firstOf(err, left error) error {
	if err != nil {
		return err
	}
	return left
}

func (s Service) recount(ctx context.Context, a Authorisation) error {
	before, law := a.Item(), s.Law()
	after, moved := before.Recounted(law.Calendar, s.Now())
	if len(moved) == 0 {
		return nil
	}
	return s.Store.CarryOut(ctx, a, flow.Change{
		Request: a.Request, Before: before, After: after, Moved: moved, Law: law, Event: audit.Event{
			Did: audit.ClocksRecounted, By: actor.System(), At: s.Now(),
			Op:     fmt.Sprintf("recount/%s/%d/%s", a.PublicID, before.Version, law.Calendar.Version()),
			Detail: map[string]string{"moved": fmt.Sprint(len(moved))},
		},
	})
}
