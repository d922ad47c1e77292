package authorisation

import (
	"context"
	"errors"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
)

// Attend does what is owed on the day: what nobody answered lapses, what nobody
// objected to opens, what is over ends. It may be run at any time, by several at
// once, and again. What fails is told after the rest is done.
func (s Service) Attend(ctx context.Context, most int) error {
	ids, err := s.Store.DueAuthorisations(ctx, s.today(), most)
	if err != nil {
		return err
	}
	var failed error
	for _, id := range ids { // one that cannot be attended to holds up no other
		a, err := s.Store.Authorisation(ctx, id, actor.System())
		if err == nil {
			err = s.attendTo(ctx, a)
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("attending to an authorisation: %w", err))
		}
	}
	return failed
}

func (s Service) attendTo(ctx context.Context, a Authorisation) error {
	for _, do := range []audit.Act{Refusal, Lapse, Open, End} {
		m := flow.Move{Do: do, Op: fmt.Sprintf("%s/%s/%d", do, a.PublicID, a.Item().Version)}
		err := s.do(ctx, a, m, actor.System())
		switch {
		case err == nil, fault.Is(err, fault.Stale):
			return nil // a stale one was moved by somebody meanwhile: the next look sees it
		case !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict):
			return err
		}
	}
	return nil
}
