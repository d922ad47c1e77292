package portal

import (
	"creditportal/internal/civil"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// feedback is the service of questions and reported mistakes on this portal's
// desk. They concern no record and no provider.
func (p *Portal) feedback() feedback.Service {
	return feedback.NewService(flow.Desk{
		Store: p.store.Flows(), Law: p.law, Now: p.clock.Now,
		Last:  func(record.Record) civil.Date { return civil.Date{} },
		Amend: func(rec record.Record, _ []flow.Value) (record.Record, error) { return rec, nil },
		Knows: func(string) bool { return false }, Handles: p.handles,
	})
}
