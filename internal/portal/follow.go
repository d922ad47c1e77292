package portal

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/store"
)

// pollEvery is how often a process asks whether another one changed the data:
// twice within the second that a change may take to show.
const pollEvery = 400 * time.Millisecond

// loadIndex builds the index from the store.
func (p *Portal) loadIndex(ctx context.Context) error {
	stand, err := p.store.Stand(ctx)
	if err != nil {
		return storeError(err)
	}
	// A million rows read leave more behind than the index keeps.
	const frugal = 20
	defer debug.SetGCPercent(debug.SetGCPercent(frugal))
	err = p.index.Build(func(subject func(search.SubjectRow), rec func(search.RecordRow)) error {
		return p.feedIndex(ctx, subject, rec)
	})
	if err != nil {
		return withCode(exitDatabase, fmt.Errorf("building the index: %w", err))
	}
	// What was committed while the index was built is asked for again: rows are
	// given as they stand, so asking twice does no harm.
	p.show(stand)
	return nil
}

// feedIndex reads subjects and records side by side, each on a connection of
// its own, and hands them on one at a time.
func (p *Portal) feedIndex(
	ctx context.Context, subject func(search.SubjectRow), rec func(search.RecordRow),
) error {
	const ahead = 4096
	rows := make(chan search.RecordRow, ahead)
	read, stop := context.WithCancel(ctx)
	defer stop()
	failed := make(chan error, 1)
	go func() {
		defer close(rows)
		failed <- p.store.EachRecord(read, func(r search.RecordRow) error {
			select {
			case rows <- r:
				return nil
			case <-read.Done():
				return read.Err()
			}
		})
	}()
	if err := p.store.EachSubject(ctx, func(r search.SubjectRow) error { subject(r); return nil }); err != nil {
		return err
	}
	for r := range rows {
		rec(r)
	}
	return <-failed
}

// catchUp brings the index, the catalog, the providers and the pieces up to the
// store. Of several who want it at once one does it after the other, so that
// what is seen never goes back.
func (p *Portal) catchUp(ctx context.Context) error {
	p.catching.Lock()
	defer p.catching.Unlock()
	version, err := p.store.DataVersion(ctx)
	if err != nil || version == p.seen.Load() {
		return err
	}
	changes, stand, err := p.store.ChangesSince(ctx, p.seen.Load())
	if err != nil {
		return err
	}
	if err := p.reload(ctx); err != nil {
		return err
	}
	p.index.Apply(changes)
	p.show(stand)
	return nil
}

// show notes where the data stand that the pages show from now on. Their time
// comes first: who still sees the version before is told a later one for a
// moment, and nobody an earlier one for good.
func (p *Portal) show(stand store.Stand) {
	if now := p.clock.Now(); stand.At.IsZero() || stand.At.After(now) { // never changed, or by a wrong clock
		stand.At = now
	}
	p.changed.Store(&stand.At)
	p.seen.Store(stand.Version)
}

// Following begins to follow what other processes change, and returns what ends
// it.
func (p *Portal) Following(ctx context.Context) func() {
	following, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		var all sync.WaitGroup
		all.Go(func() { p.follow(following) })
		all.Go(func() { p.keepUp(following) })
		all.Go(func() { p.deliverPost(following) })
		all.Go(func() { p.keepLedger(following) })
		all.Go(func() { p.keepWatch(following) })
		all.Wait()
	}()
	return func() { stop(); <-done }
}

// again does the same in its intervals, first when one has passed, until ctx ends.
func again(ctx context.Context, interval time.Duration, do func()) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		do()
	}
}

// keepWatch looks for unusual looks, and draws some by chance, until ctx ends.
func (p *Portal) keepWatch(ctx context.Context) {
	look := func() {
		if err := errors.Join(p.watch.Look(ctx), p.watch.Draw(ctx)); err != nil && ctx.Err() == nil {
			p.log.Error("looking for unusual looks", "error", err)
		}
	}
	look()
	again(ctx, attendEvery, look)
}

// follow keeps the index up with what other processes change, until ctx ends. Nothing
// that may take longer is done here: what another process hides has to go within the second.
func (p *Portal) follow(ctx context.Context) {
	again(ctx, pollEvery, func() {
		if err := errors.Join(p.catchUp(ctx), p.store.RenewKeys(ctx)); err != nil && ctx.Err() == nil {
			p.log.Error("following changes", "error", err)
		}
	})
}

// keepUp does the chores in their time, and keeps the highest day served, until ctx ends.
func (p *Portal) keepUp(ctx context.Context) {
	var kept civil.Date
	chores := []chore{
		{every: attendEvery, do: p.attend, name: "attending to what is due"},
		{every: attendEvery, do: p.archive, name: "moving what is over to the archive"},
		{every: attendEvery, do: p.store.SettleErasures, name: "settling lines of the erasure list"},
		{every: tidyEvery, do: p.tidy, name: "tidying"},
	}
	again(ctx, pollEvery, func() {
		for i := range chores {
			p.turnTo(ctx, &chores[i])
		}
		today := p.clock.Today()
		if p.demo || !today.After(kept) {
			return
		}
		if err := p.store.SetHighestDay(ctx, today.String()); err != nil && ctx.Err() == nil {
			p.log.Error("keeping the highest day", "error", err)
			return
		}
		kept = today
	})
}

// chore is what a process does from time to time.
type chore struct {
	every time.Duration
	done  time.Time // when it was done last
	do    func(context.Context) error
	name  string
}

// turnTo does the chore when its time has come, by the clock of the portal: so
// that a clock that was moved is attended to at once.
func (p *Portal) turnTo(ctx context.Context, c *chore) {
	now := p.clock.Now()
	if now.Sub(c.done).Abs() < c.every {
		return
	}
	c.done = now
	if err := c.do(ctx); err != nil && ctx.Err() == nil {
		p.log.Error(c.name, "error", err)
	}
}

// attendEvery is how often a process looks for what is due.
const attendEvery = time.Minute

// mostAttended is how many requests one look takes; the next takes more.
const mostAttended = 500

// attend does what the portal itself owes to requests on the day: lateness is
// told, what is gone is ended, and what nobody agreed to lapses. Several processes may do it at once.
func (p *Portal) attend(ctx context.Context) error {
	if err := p.recount(ctx); err != nil {
		return err
	}
	failed := p.authorisations(nil).Attend(ctx, mostAttended)
	ids, err := p.store.Flows().Owing(ctx, p.clock.Today(), p.calendar(), mostAttended)
	if err == nil && len(ids) > 0 {
		err = errors.Join(p.objections().Watch(ctx, ids), p.repairs().Watch(ctx, ids), p.deletions().Watch(ctx, ids),
			p.corrections().Watch(ctx, ids))
	}
	return errors.Join(failed, err)
}

// mostArchived is how many records one look takes; another follows while there are more.
const mostArchived = 20

// archive moves the records whose last day is over (art. 35). After each look it rests as
// long as that took: nobody waits for the archive, and visitors wait for their pages.
func (p *Portal) archive(ctx context.Context) error {
	for n := mostArchived; n == mostArchived && ctx.Err() == nil; {
		began := time.Now()
		var err error
		if n, err = p.store.Archive(ctx, p.clock.Today(), p.clock.Now(), mostArchived); err != nil {
			return err
		}
		rest(ctx, time.Since(began))
	}
	return nil
}

// rest returns after a while, or when ctx ends.
func rest(ctx context.Context, while time.Duration) {
	timer := time.NewTimer(while)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// tightenEnds moves last days earlier when the books have become stricter
// since they were computed; a later day needs a signed act.
func (p *Portal) tightenEnds(ctx context.Context) error {
	have, err := p.store.Setting(ctx, store.BooksDigest)
	if err != nil {
		return storeError(err)
	}
	digest := p.statute.Digest()
	if have == digest {
		return nil
	}
	event := audit.Event{
		Did: audit.EndsRecomputed, On: "records", By: actor.System(), At: p.clock.Now(),
		Op: "ends/" + digest + "/" + p.clock.Now().UTC().Format(time.RFC3339Nano), Reason: "books changed",
	}
	moved, err := p.store.RecomputeEnds(ctx, digest, event, func(rec record.Record) (civil.Date, string) {
		item, ok := p.item(rec.Edition, rec.Item)
		if !ok {
			return rec.DisclosedUntil, rec.GovernedBy
		}
		ends := disclosure.End(rec, item, p.track(rec.Provider), p.rules())
		return ends.Last, ends.GovernedBy()
	})
	if err != nil {
		return withCode(exitDatabase, fmt.Errorf("recomputing last days: %w", err))
	}
	p.log.Info("last days recomputed", "moved", moved, "books", digest)
	return nil
}
