package correction

import (
	"context"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/record"
)

// Filing is what somebody of a provider begins with: a record of theirs, why, and the
// day from which the limit counts.
type Filing struct {
	Op     string        // idempotency key
	Number record.Number // of the record
	Ground Ground
	On     civil.Date // the error was found, or the basis fell, on this day
}

// Find returns the record of the number that the provider reported; nil for none and for
// somebody else's.
type Find func(ctx context.Context, number record.Number, provider string) (*record.Record, error)

// Service begins corrections and carries out their acts.
type Service struct {
	flow.Service
	find Find
}

// NewService returns the service of corrections on the desk.
func NewService(desk flow.Desk, find Find) Service {
	return Service{Service: flow.Service{Table: Table(), Desk: desk}, find: find}
}

// File begins a correction or an annulment. One that is open about the same record on
// the same ground is refused with fault.Conflict, which names it, a record of others as one that there is
// not; the other refusals are
// those of correction.begin.
func (s Service) File(ctx context.Context, f Filing, by actor.Actor) (flow.Request, error) {
	if filed, done, err := s.Desk.Store.Done(ctx, f.Op, by); done || err != nil {
		return filed, err
	}
	rec, err := s.find(ctx, f.Number, by.Unit)
	if err != nil {
		return flow.Request{}, err
	}
	if rec == nil {
		return flow.Request{}, fault.New(fault.Invalid, "correction.fault.unknown", nil)
	}
	// nobody owed a correction of what had not been reported yet
	r := received(s.Desk.Now(), civil.Later(f.On, rec.ReceivedOn), by)
	it := flow.Item{
		Record: rec.ID, Number: rec.Number, Provider: by.Unit, Ground: string(f.Ground),
	}
	if err := s.isFree(ctx, r, it); err != nil {
		return flow.Request{}, err
	}
	do := Begin
	if f.Ground == BasisFell {
		do = BeginAnnul
	}
	c, err := s.Plan(ctx, r, it, flow.Move{Do: do, Op: f.Op}, by)
	if err != nil {
		return flow.Request{}, err
	}
	return s.Desk.Store.Commit(ctx, c)
}

// received is the request of a correction. Its limit counts from the day on, though it be
// entered later.
func received(now time.Time, on civil.Date, by actor.Actor) flow.Request {
	r := flow.Request{Kind: flow.Correction, Channel: flow.Online, FiledBy: by.Account, ReceivedAt: now}
	if on != civil.Of(now) {
		r.ReceivedAt = on.Start()
	}
	return r
}

// Watch does what is owed on the day: what has gone is ended, and lateness is told.
func (s Service) Watch(ctx context.Context, publicIDs []string) error {
	return s.Sweep(ctx, publicIDs, End, ProviderLate)
}
