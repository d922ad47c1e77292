package account

import (
	"context"
	"fmt"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/law"
)

// Until is the last day on which what was presented is kept undecided: the
// shortest term that the books stated on the day on which it came. It is zero
// where none does.
func (p Presented) Until(rules law.Rules) civil.Date {
	came := civil.Of(p.At)
	var last civil.Date
	for _, term := range rules.InForce(came).Periods(law.PresentedPeriod, law.Facts{}) {
		if end := term.Max.After(came); !term.Max.IsZero() && (last.IsZero() || end.Before(last)) {
			last = end
		}
	}
	return last
}

// Lapse ends what was presented and not decided on in time, and says how much:
// the pictures are destroyed, and who presented them is told and may present
// them again. Several processes may do it at once.
func (d *Identities) Lapse(ctx context.Context) (int, error) {
	waiting, err := d.store.PresentedWaiting(ctx)
	if err != nil {
		return 0, err
	}
	ended, today := 0, civil.Of(d.now())
	for _, p := range waiting {
		if last := p.Until(d.rules()); last.IsZero() || !today.After(last) {
			continue
		}
		op := fmt.Sprintf("%s/%s/%d", PresentedLapsed, p.PublicID, p.Version)
		err := d.endPresented(ctx, p, PresentedLapsed, actor.System(), op)
		switch {
		case err == nil:
			ended++
		case !fault.Is(err, fault.Stale): // a stale one was decided on just now
			return ended, err
		}
	}
	return ended, nil
}
