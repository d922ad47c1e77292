package portal

import (
	"context"
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/web/route"
)

// EachAddress calls do with the path of every record and subject that is on
// display on the day today; no natural person has one.
func (p *Portal) EachAddress(ctx context.Context, today civil.Date, do func(path string) error) error {
	err := p.store.EachShown(ctx, today,
		func(n record.Number) error { return do(route.Record(n)) },
		func(code string) error { return do(route.Subject(code)) })
	if err != nil {
		return fmt.Errorf("listing public addresses: %w", err)
	}
	return nil
}
