package authorisation

import (
	"context"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/flow"
)

// Leave ends what somebody leaves behind who closes their account: what they asked
// about others, what they agreed to show, and papers to which they could still object:
// of those silence would be a yes, and they are reached no more. What they have not
// answered online lapses by itself, as silence does. It may be done again.
func (s Service) Leave(ctx context.Context, by actor.Actor, op string) error {
	if by.Subject == 0 {
		return nil // it is not proven who they are: they asked and answered nothing
	}
	asked, err := s.Store.Authorisations(ctx, Filter{Enquirer: by.Subject, Open: true})
	if err != nil {
		return err
	}
	about, err := s.Store.Authorisations(ctx, Filter{Subject: by.Subject})
	if err != nil {
		return err
	}
	for _, a := range asked {
		if err := s.leaves(ctx, a, Withdraw, by, op); err != nil {
			return err
		}
	}
	for _, a := range about {
		do := Revoke
		switch {
		case a.Item().State == NoticeWait:
			do = Object
		case a.Item().State != Viewable && !a.Shown(s.Now()):
			continue
		}
		if err := s.leaves(ctx, a, do, by, op); err != nil {
			return err
		}
	}
	return nil
}

func (s Service) leaves(ctx context.Context, a Authorisation, do audit.Act, by actor.Actor, op string) error {
	if err := s.do(ctx, a, flow.Move{Do: do, Op: fmt.Sprintf("%s/%s/%s", op, do, a.PublicID)}, by); err != nil {
		return fmt.Errorf("ending an authorisation with an account: %w", err)
	}
	return nil
}
