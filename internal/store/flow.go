package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/record"
)

// Flows keeps the requests of all procedures.
type Flows struct{ *Store }

// Flows returns where requests are kept.
func (s *Store) Flows() Flows { return Flows{s} }

// openKey is what one open item alone may have; nil where something is
// missing, of which there may be several.
func openKey(r flow.Request, it flow.Item) []byte {
	if it.Record == 0 {
		return nil
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%d\x00%s", r.Kind, r.Subject, it.Record, it.Ground))
	return sum[:]
}

// Commit makes the changes of one request true in one transaction: items,
// clocks, history, annotations, records, trail. It returns the request as it
// then stands, also when the operation was done before; fault.Stale when
// somebody was quicker.
func (f Flows) Commit(ctx context.Context, changes ...flow.Change) (flow.Request, error) {
	first := changes[0]
	r := first.Request
	fresh := r.ID == 0
	if fresh {
		r.ID, r.PublicID = f.ids.next(1), strings.ToLower(rand.Text())
	}
	e := first.Event
	e.On = string(r.Kind) + "/" + r.PublicID
	made := false
	err := f.write(ctx, e, func(t *tx) error {
		made, r.Items = fresh, nil
		for _, c := range changes {
			it, err := f.carry(t, r, c)
			if err != nil {
				return fmt.Errorf("carrying out %s: %w", c.Event.Did, err)
			}
			r.Items = append(r.Items, it)
		}
		for _, c := range changes {
			if err := f.link(t, c.Move.Attachments, c.Event.By, r.ID); err != nil {
				return err
			}
		}
		t.numbered(func() error { return f.number(t, &r, fresh, changes) })
		return nil
	})
	if err != nil {
		return flow.Request{}, err
	}
	if made {
		return r, nil // nobody else has had it yet
	}
	return f.byOp(ctx, e.Op)
}

// number gives a new request its number, and the letters that the acts owe
// theirs.
func (f Flows) number(t *tx, r *flow.Request, fresh bool, changes []flow.Change) error {
	if fresh {
		if err := f.enterRequest(t, r); err != nil {
			return err
		}
	}
	if f.owes == nil {
		return nil
	}
	if err := f.viewed(t, *r, changes); err != nil {
		return err
	}
	return f.issue(t, f.owes(*r, changes))
}

// enterRequest inserts the request under its number.
func (f Flows) enterRequest(t *tx, r *flow.Request) error {
	n, err := t.serial(string(r.Kind), r.ReceivedOn().Year())
	if err != nil {
		return err
	}
	r.Number = fmt.Sprintf("%d-%06d", r.ReceivedOn().Year(), n)
	row, err := f.rowOfRequest(*r)
	if err != nil {
		return err
	}
	return requests.insert(t.DB, []requestRow{row})
}

// carry makes one change true, and returns the item with the row ids that it
// was given.
func (f Flows) carry(t *tx, r flow.Request, c flow.Change) (flow.Item, error) {
	it := c.After
	it.Request = r.ID
	if it.ID == 0 {
		it.ID = f.ids.next(1)
	}
	row, err := f.rowOfItem(r, it)
	if err != nil {
		return it, err
	}
	if c.Before.State == flow.NoState {
		err = items.insert(t.DB, []itemRow{row})
	} else {
		err = f.swap(t, row, c.Before)
	}
	if err != nil {
		return it, err
	}
	if it.Clocks, err = f.keepClocks(t, it.ID, c.Before.Clocks, it.Clocks); err != nil {
		return it, err
	}
	if err := f.keepSteps(t, it.ID, it.History[len(c.Before.History):]); err != nil {
		return it, err
	}
	if err := f.send(t, it.ID, c.Word); err != nil {
		return it, err
	}
	if c.Serves != "" {
		if err := t.handOver(it.ID, c.Serves); err != nil {
			return flow.Item{}, err
		}
	}
	if c.CollectAgain {
		if err := f.collectAgain(t, it.Record); err != nil {
			return it, err
		}
	}
	return it, f.follow(t, it, c)
}

// send puts word about the item in the outbox.
func (f Flows) send(t *tx, item int64, word []notice.Errand) error {
	rows := make([]outboxRow, len(word))
	for i, errand := range word {
		id := f.ids.next(1)
		rows[i] = outboxRow{ID: id, Errand: string(errand), NoticeID: id, ItemID: item, DueAt: instant{t.at}}
	}
	return outbox.insert(t.DB, rows)
}

// swap changes an item that stands as it was read.
func (f Flows) swap(t *tx, row itemRow, before flow.Item) error {
	return found(items.update(t.DB, &row, []string{"id", "request_id", "kind", "record_id", "number", "ground"},
		"id = ? AND state = ? AND version = ?", before.ID, string(before.State), before.Version))
}

// keepClocks keeps what changed of the clocks and returns them with their row
// ids.
func (f Flows) keepClocks(t *tx, item int64, before, after []flow.Clock) ([]flow.Clock, error) {
	was := map[int64]flow.Clock{}
	for _, c := range before {
		was[c.ID] = c
	}
	var fresh []clockRow
	kept := slices.Clone(after)
	for i := range kept {
		c := &kept[i]
		known := c.ID != 0
		if !known {
			c.ID = f.ids.next(1)
		}
		row, err := rowOfClock(item, *c)
		if err != nil {
			return nil, err
		}
		old := was[c.ID]
		switch {
		case !known:
			fresh = append(fresh, row)
		case old.StoppedOn != c.StoppedOn || old.Voided != c.Voided || old.Due.On != c.Due.On || old.Told != c.Told:
			if _, err := clocks.update(t.DB, &row, []string{"id", "item_id", "name"}, "id = ?", c.ID); err != nil {
				return nil, err
			}
		}
	}
	return kept, clocks.insert(t.DB, fresh)
}

func (f Flows) keepSteps(t *tx, item int64, list []flow.Step) error {
	rows := make([]stepRow, len(list))
	for i, step := range list {
		var err error
		if rows[i], err = f.rowOfStep(item, t.act, f.ids.next(1), step); err != nil {
			return err
		}
	}
	return steps.insert(t.DB, rows)
}

// follow makes true what the change does to the record of the item: its marks,
// its hold, its content, as one new version of it.
func (f Flows) follow(t *tx, it flow.Item, c flow.Change) error {
	if it.Record == 0 || len(c.Marks) == 0 && c.Record == nil && c.Hold == nil {
		return nil
	}
	row, err := t.inTurn(it.Record)
	if err != nil {
		return err
	}
	rc, err := f.recordChange(row, c)
	if err != nil {
		return err
	}
	before := rc.After
	for _, m := range c.Marks {
		if err := f.mark(t, it, m, civil.Of(c.Event.At)); err != nil {
			return err
		}
	}
	if rc.After.Annotation, err = t.annotation(it.Record); err != nil {
		return err
	}
	if c.Hold != nil {
		if err := f.holdFor(t, it, c, &rc.After); err != nil {
			return err
		}
	}
	same := before.Held == rc.After.Held && slices.Equal(before.HeldParts, rc.After.HeldParts)
	if c.Record == nil && before.Annotation == rc.After.Annotation && same {
		return nil
	}
	if _, err = f.apply(t, []*record.Change{rc}); err != nil {
		return err
	}
	return f.explain(t, c, rc.After)
}

// recordChange is what the act does to the record, or one that changes nothing
// yet.
func (f Flows) recordChange(row recordRow, c flow.Change) (*record.Change, error) {
	if c.Record != nil {
		own := *c.Record
		return &own, nil
	}
	rec, err := f.recordOf(row)
	return &record.Change{WasVersion: row.Version, After: rec, Reason: string(c.Event.Did)}, err
}

// byOp reads the request that an operation was about.
func (f Flows) byOp(ctx context.Context, op string) (flow.Request, error) {
	var object string
	err := f.private.WithContext(ctx).
		Raw("SELECT e.object FROM events e JOIN acts a ON a.id = e.act_id WHERE a.op = ?", op).Row().Scan(&object)
	if err != nil {
		return flow.Request{}, fmt.Errorf("finding what an operation did: %w", err)
	}
	_, id, _ := strings.Cut(object, "/")
	return f.load(ctx, func(db *gorm.DB) *gorm.DB { return db.Where("public_id = ?", id) })
}

// missing is the answer for what is not there and for what is not theirs.
func missing() error { return fault.New(fault.NotFound, "flow.fault.missing", nil) }
