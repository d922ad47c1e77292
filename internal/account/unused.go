package account

import (
	"context"
	"fmt"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// After how long without a sign of life an account of staff is disabled, so that
// nobody who has left and was forgotten comes in. Those of a provider see the
// matters of their unit alone, and come when one is sent to them.
const (
	unusedDay  = 24 * time.Hour
	unused     = 30 * unusedDay
	unusedUnit = 180 * unusedDay
)

// unusedFor is how long the account may lie unused.
func (a Account) unusedFor() time.Duration {
	if a.Side() == actor.Provider {
		return unusedUnit
	}
	return unused
}

// unusedEnd is when the account is disabled unless it is used before; false for
// one that is none that ends so.
func (a Account) unusedEnd(seen map[int64]time.Time) (time.Time, bool) {
	last, known := seen[a.ID]
	return last.Add(a.unusedFor()), known && a.State == Active
}

func (a Account) disabled() Account {
	a.State = Disabled
	return a
}

// UnusedDays is after how many days without use the account is disabled.
func (a Account) UnusedDays() int { return int(a.unusedFor() / unusedDay) }

// warned is how long before an unused account is disabled that is said.
const warned = 10 * unusedDay

// Ending says when each of the accounts is disabled that nobody has used for
// long, of those whose time is near: whoever keeps accounts can tell the holder
// in time.
func (o *Office) Ending(ctx context.Context, staff []Account) (map[int64]time.Time, error) {
	seen, err := o.registry.LastSigns(ctx, staff)
	if err != nil {
		return nil, err
	}
	near := map[int64]time.Time{}
	for _, a := range staff {
		ends, some := a.unusedEnd(seen)
		if some && ends.Sub(o.desk.now()) <= warned && left(staff, a.disabled()) == nil {
			near[a.ID] = ends
		}
	}
	return near, nil
}

// DisableUnused disables the accounts of staff that nobody has used for long, and
// says how many. One administrator of either kind is always left. A system
// administrator lets one be used again, with a reason. Several processes may do
// it at once.
func (o *Office) DisableUnused(ctx context.Context) (int, error) {
	staff, err := o.registry.Staff(ctx)
	if err != nil {
		return 0, err
	}
	seen, err := o.registry.LastSigns(ctx, staff)
	if err != nil {
		return 0, err
	}
	disabled, at := 0, o.desk.now()
	for i, a := range staff {
		ends, some := a.unusedEnd(seen)
		if !some || !at.After(ends) || left(staff, a.disabled()) != nil {
			continue
		}
		a = a.disabled()
		_, err := o.registry.CommitAccount(ctx, Change{Account: a, EndAll: true}, audit.Event{
			Did: audit.AccountUnused, By: actor.System(), At: at, Op: fmt.Sprintf("unused/%d/%d", a.ID, a.Version),
		})
		switch {
		case err == nil:
			staff[i], disabled = a, disabled+1
		case !fault.Is(err, fault.Stale): // a stale one was changed by somebody just now
			return disabled, err
		}
	}
	return disabled, nil
}
