package correction

import (
	"context"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
)

// Entry is what a row of a batch says about a record that the provider reported before.
type Entry struct {
	Op       string // idempotency key
	Record   int64  // row id
	Provider string // code of the unit whose batch it is
	Ground   Ground
	On       civil.Date // the error was found, or the basis fell, on this day
	Document string
	Reason   string
	Public   string       // what everybody is told
	Values   []flow.Value // what is to be said; none where the record is taken down
	Released string       // who released the batch
	Batch    int64        // row id of the batch from which the new content comes
	Row      int          // of its file
}

// Enter makes true what a row says, as one that two of the provider's people proposed and
// signed would be: the same limits, the same letters, the same words for everybody. The
// refusals are those of correction.enter, and fault.Conflict where such a correction of
// the record is open.
func (s Service) Enter(ctx context.Context, e Entry, by actor.Actor) error {
	if _, done, err := s.Desk.Store.Done(ctx, e.Op, by); done || err != nil {
		return err
	}
	c, err := s.entered(ctx, e, by)
	if err != nil {
		return err
	}
	_, err = s.Desk.Store.Commit(ctx, c)
	return err
}

// Try says how Enter would refuse the row; nil where it would not. Nobody has to have
// released what is only tried.
func (s Service) Try(ctx context.Context, e Entry, by actor.Actor) error {
	e.Released = "not " + by.Name
	_, err := s.entered(ctx, e, by)
	return err
}

// entered is what the row makes true.
func (s Service) entered(ctx context.Context, e Entry, by actor.Actor) (flow.Change, error) {
	rec, err := s.Desk.Store.RecordOf(ctx, e.Record)
	if err != nil {
		return flow.Change{}, err
	}
	r := received(s.Desk.Now(), civil.Later(e.On, rec.ReceivedOn), by)
	it := flow.Item{Record: rec.ID, Number: rec.Number, Provider: e.Provider, Ground: string(e.Ground)}
	if err := s.isFree(ctx, r, it); err != nil {
		return flow.Change{}, err
	}
	m := flow.Move{
		Do: Enter, Op: e.Op, Reason: e.Reason, Document: e.Document, Public: e.Public, Values: e.Values,
		Released: e.Released,
	}
	if e.Ground == BasisFell {
		m.Do = EnterAnnul
	}
	c, err := s.Plan(ctx, r, it, m, by)
	if err == nil {
		c.Record.After.Batch, c.Record.After.Row = e.Batch, e.Row
	}
	return c, err
}

// isFree refuses a correction where one of the same record on the same ground is open.
func (s Service) isFree(ctx context.Context, r flow.Request, it flow.Item) error {
	open, any, err := s.Desk.Store.OpenItem(ctx, r, it)
	if err == nil && any {
		return fault.New(fault.Conflict, "correction.fault.open", fault.Args{"Number": open.Number})
	}
	return err
}
