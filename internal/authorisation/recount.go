package authorisation

import (
	"context"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/workday"
)

// counted is how many authorisations are read at once that a calendar may move.
const counted = 200

// eachOpen does something with each that is open, in the order of their row ids.
func (s Service) eachOpen(ctx context.Context, do func(Authorisation) error) error {
	for after := int64(0); ; {
		list, err := s.Store.Authorisations(ctx, Filter{Anybodys: true, Open: true, After: after, Size: counted})
		if err != nil || len(list) == 0 {
			return err
		}
		for _, a := range list {
			if err := do(a); err != nil {
				return err
			}
			after = a.ID
		}
	}
}

// Foresee is how many limits the calendar would move. Which ones it does not say:
// whom they are about is for the parties alone.
func (s Service) Foresee(ctx context.Context, c workday.Calendar) (flow.Recounting, error) {
	var seen flow.Recounting
	err := s.eachOpen(ctx, func(a Authorisation) error {
		_, moved := a.Item().Recounted(c, s.Now())
		if len(moved) > 0 {
			seen.Items++
		}
		for _, m := range moved {
			if m.IsMoved() {
				seen.Dates++
			}
		}
		return nil
	})
	return seen, err
}

// Recount counts the limits of what is open anew by the calendar in force, never to
// a person's loss. Several may do it at once, and it may be interrupted anywhere:
// each is counted once. fault.Stale where somebody acted upon one meanwhile: the
// rest is done, and that one is for the next look.
func (s Service) Recount(ctx context.Context) error {
	var left error
	err := s.eachOpen(ctx, func(a Authorisation) error {
		err := s.recount(ctx, a)
		if fault.Is(err, fault.Stale) {
			left = err
			return nil
		}
		return err
	})
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
