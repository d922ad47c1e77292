package flowtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// place is where an item can be: its state, the clocks that run there, and
// where it goes back to when a proposal is refused.
type place struct {
	state flow.State
	runs  string // names of the running clocks, sorted
	back  *place
}

func (p place) key() string {
	key := string(p.state) + "|" + p.runs
	if p.back != nil {
		key += "|" + p.back.key()
	}
	return key
}

func (p place) running() []string {
	return strings.FieldsFunc(p.runs, func(r rune) bool { return r == ',' })
}

// walked visits every place that the rows lead to, and holds that no clock is
// started twice, that each open state has a limit that runs, and that lateness
// is told from there.
func walked(t *testing.T, table flow.Table, by Promises) {
	t.Helper()
	begin := place{}
	seen := map[string]bool{}
	for next := []place{begin}; len(next) > 0; {
		p := next[0]
		next = next[1:]
		if seen[p.key()] {
			continue
		}
		seen[p.key()] = true
		timed(t, table, p, by)
		for i, row := range table.Rows {
			if !slices.Contains(row.From, p.state) {
				continue
			}
			to, err := p.after(row)
			if err != nil {
				t.Errorf("row %d from %q with %q running: %v", i+1, p.state, p.runs, err)
			}
			next = append(next, to)
		}
	}
}

// timed holds that whoever has to act in an open state is bound by a limit, and
// that somebody is told when it has passed.
func timed(t *testing.T, table flow.Table, p place, by Promises) {
	t.Helper()
	if p.state == flow.NoState || table.Rests(p.state) {
		return
	}
	if p.runs == "" {
		t.Errorf("in state %q no limit runs", p.state)
	}
	if by.Untold == "" && !slices.ContainsFunc(table.Rows, func(r flow.Row) bool {
		return r.Engine() && r.To == flow.Same && len(r.Tell) > 0 && slices.Contains(r.From, p.state)
	}) {
		t.Errorf("nobody is told when an item is late in state %q", p.state)
	}
}

// after is where the row leads from here.
func (p place) after(row flow.Row) (place, error) {
	if row.To == flow.Back {
		return *p.back, nil
	}
	runs, err := turned(p.running(), row.Clock)
	to := place{state: row.To, runs: runs, back: p.back}
	switch row.To {
	case flow.Same:
		to.state = p.state
	case flow.Signing:
		here := p
		to.back = &here
	case flow.Closed:
		to.runs, to.back = "", nil
	default:
		to.back = nil
	}
	return to, err
}

func turned(runs []string, ops []flow.ClockOp) (string, error) {
	runs = slices.Clone(runs)
	var err error
	for _, op := range ops {
		name := string(op.Clock)
		at := slices.Index(runs, name)
		switch op.Turn {
		case flow.Start:
			if at >= 0 {
				err = fmt.Errorf("clock %s is started while it runs", name)
				continue
			}
			runs = append(runs, name)
		case flow.Resume:
			if at < 0 {
				runs = append(runs, name)
			}
		case flow.Extend:
			if at < 0 {
				err = fmt.Errorf("clock %s is extended while it does not run", name)
			}
		case flow.Stop, flow.Void:
			if at >= 0 {
				runs = slices.Delete(runs, at, at+1)
			}
		}
	}
	slices.Sort(runs)
	return strings.Join(runs, ","), err
}

// lettered holds that each letter that a row owes is of a kind that can be
// drawn.
func lettered(t *testing.T, table flow.Table) {
	t.Helper()
	for _, row := range table.Rows {
		for _, letter := range row.Tell {
			if !slices.Contains(notice.Kinds(), notice.Kind(letter.Kind)) {
				t.Errorf("%s owes a letter of kind %q, which there is not", row.Do, letter.Kind)
			}
		}
	}
}

// Promises is what a procedure keeps beside what its table says: what is never
// the word of one person, and who learns of lateness.
type Promises struct {
	Outcomes []flow.Outcome // that change something
	Guard    string         // key of the guard that keeps the proposer from signing
	Filer    string         // key of the guard that keeps who filed from deciding; "": filing is no word
	Batch    string         // key of the guard that keeps who merges a batch from having released it; "": none
	Untold   string         // why nobody is told when an item is late; "": somebody is
}

// separated holds that such an outcome comes by the portal on a stored rule, by the
// subject itself, by an officer on what another one filed or released, or by a signature
// on what somebody else proposed; and that what waits for a signature is left by no other
// officer.
func separated(t *testing.T, table flow.Table, by Promises) {
	t.Helper()
	has := func(r flow.Row, key string) bool {
		return slices.ContainsFunc(r.If, func(g flow.Guard) bool { return g.Key == key })
	}
	guarded := func(r flow.Row) bool { return has(r, by.Guard) }
	second := func(r flow.Row) bool {
		filed := by.Filer != "" && has(r, by.Filer) && !slices.Contains(r.From, flow.NoState)
		released := by.Batch != "" && has(r, by.Batch)
		return slices.Equal(r.From, []flow.State{flow.Signing}) && guarded(r) || filed || released
	}
	own := func(r flow.Row) bool {
		return !slices.ContainsFunc(r.By, func(role actor.Role) bool { return role.Side() != actor.Subject })
	}
	for i, row := range table.Rows {
		changes := row.To == flow.Closed && (len(row.As) == 0 && slices.Contains(row.From, flow.Signing) ||
			slices.ContainsFunc(row.As, func(o flow.Outcome) bool { return slices.Contains(by.Outcomes, o) }))
		if changes && !row.Engine() && !own(row) && !second(row) {
			t.Errorf("row %d: %s changes something on the word of one person", i+1, row.Do)
		}
		if row.To == flow.Back && !guarded(row) {
			t.Errorf("row %d: %s is done by whoever proposed", i+1, row.Do)
		}
	}
}

// limited holds that the books in force state each limit that a row starts.
func limited(t *testing.T, table flow.Table, books law.InForce) {
	t.Helper()
	for _, row := range table.Rows {
		for _, op := range row.Clock {
			if op.Turn == flow.Start && len(books.Limits(op.Clock, law.Facts{})) == 0 {
				t.Errorf("%s starts %s, and no book in force says how long that is", row.Do, op.Clock)
			}
		}
	}
}
