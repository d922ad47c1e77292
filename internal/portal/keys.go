package portal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/store"
	"creditportal/internal/vault"
)

// keySpread is how long a new key is only known before it is used: every process
// looks for new keys each pollEvery, and who has been stopped for as long as this
// has been stopped by a hand.
const keySpread = 5 * time.Second

// KeysList lists the data keys, how old they are and what is encrypted under
// each.
func KeysList(ctx context.Context, out *Console, cfg Config) error {
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		keys, err := p.store.KeyUses(ctx)
		if err != nil {
			return storeError(err)
		}
		for _, k := range keys {
			out.Say("command.keys_line."+keyState(k, keys), "ID", k.ID, "Class", out.T("command.key_class."+string(k.Class)),
				"Name", string(k.Class), "Made", civil.Of(k.MadeAt), "Values", k.Values)
		}
		return nil
	})
}

// keyState says what a key is for now: current, waiting to be used, older.
func keyState(k store.KeyUse, all []store.KeyUse) string {
	switch {
	case !k.Retired:
		return "current"
	case slices.ContainsFunc(all, func(o store.KeyUse) bool { return o.Class == k.Class && !o.Retired && o.ID > k.ID }):
		return "older"
	}
	return "waiting"
}

// KeysRotate makes a new key of the class, waits until every process knows it,
// has new values encrypted under it and the old ones anew, while everybody works.
func KeysRotate(ctx context.Context, out *Console, cfg Config, class string, m Mandate) error {
	c, err := rotating(class)
	if err != nil {
		return err
	}
	if err := m.check(); err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		event := func(did audit.Act) audit.Event { return p.event(did, "", m, actor.SystemAdmin, p.once()) }
		id, err := p.store.AnnounceKey(ctx, c, event(audit.KeyMade))
		if err != nil {
			return storeError(err)
		}
		out.Say("command.keys_line.announced", "ID", id, "Seconds", int(keySpread.Seconds()))
		timer := time.NewTimer(keySpread)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := p.store.AdoptKey(ctx, c, id, event(audit.KeyAdopted)); err != nil {
			return storeError(err)
		}
		out.Say("command.keys_line.adopted", "ID", id)
		return p.reseal(ctx, out, c)
	})
}

// KeysMove encrypts anew what a rotation that was broken off has left under an
// older key of the class.
func KeysMove(ctx context.Context, out *Console, cfg Config, class string) error {
	c, err := rotating(class)
	if err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error { return p.reseal(ctx, out, c) })
}

func (p *Portal) reseal(ctx context.Context, out *Console, c vault.Class) error {
	done, twice, err := p.store.Reseal(ctx, c)
	if err != nil {
		return storeError(err)
	}
	out.Say("command.keys_line.moved", "Count", done)
	if twice > 0 {
		return refuse(exitFailure, "command.fault.key_twice", fault.Args{"Count": twice})
	}
	return nil
}

// rotating reads the name of a class whose keys are rotated.
func rotating(name string) (vault.Class, error) {
	c := vault.Class(name)
	if slices.Contains(vault.Classes(), c) && c.Rotates() {
		return c, nil
	}
	var names []string
	for _, c := range vault.Classes() {
		if c.Rotates() {
			names = append(names, string(c))
		}
	}
	return "", refuse(exitUsage, "command.fault.key_class", fault.Args{"Class": name, "Names": fmt.Sprint(names)})
}
