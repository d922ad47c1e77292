package ledger

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Grace is how long a row may wait for its leaf.
const Grace = 2 * time.Minute

// mostSwaps is among how many altered rows each is compared with each.
const mostSwaps = 300

// rows holds the rows of a log against its leaves; both are walked by id.
func (v *verification) rows(ctx context.Context, log Log, now time.Time) error {
	leaves := v.leaves[log]
	slices.SortFunc(leaves, func(a, b held) int { return cmp.Compare(a.Row, b.Row) })
	signed := v.signed()
	var altered []alteration
	next := 0
	err := v.src.Rows(ctx, log, func(r Row) error {
		v.report.Rows++
		for next < len(leaves) && leaves[next].Row < r.ID {
			v.missing(leaves[next])
			next++
		}
		if next == len(leaves) || leaves[next].Row != r.ID {
			if v.overdue(r, now) {
				v.find(Finding{Kind: Added, Log: log, Row: r.ID})
			}
			return nil
		}
		l := leaves[next]
		next++
		if HashOf(r.Leaf()) != l.Hash && l.Index < signed[l.origin] {
			altered = append(altered, alteration{r, l})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for ; next < len(leaves); next++ {
		v.missing(leaves[next])
	}
	v.name(altered)
	return nil
}

// signed is up to which leaf the trees are signed.
func (v *verification) signed() map[string]int64 {
	sizes := map[string]int64{}
	for origin, all := range v.kept {
		for _, c := range all {
			sizes[origin] = max(sizes[origin], c.Size)
		}
	}
	return sizes
}

func (v *verification) missing(l held) {
	v.find(Finding{Kind: Missing, Log: l.Log, Row: l.Row, Origin: l.origin, From: l.Index})
}

// overdue says whether a row without a leaf should have one: it is older than
// the newest checkpoint, or says that it is of a time to come.
func (v *verification) overdue(r Row, now time.Time) bool {
	made := r.At
	if r.Made.After(made) {
		made = r.Made
	}
	return !v.report.Newest.At.IsZero() && made.Before(v.report.Newest.At.Add(-Grace)) || made.After(now.Add(Grace))
}

// alteration is a row that does not make its leaf.
type alteration struct {
	row  Row
	leaf held
}

// name says of each altered row whether it says what another one said.
func (v *verification) name(altered []alteration) {
	for i, a := range altered {
		f := Finding{Kind: Altered, Log: a.row.Log, Row: a.row.ID, Origin: a.leaf.origin, From: a.leaf.Index}
		for j, b := range altered {
			if i == j || len(altered) > mostSwaps {
				continue
			}
			as := a.row
			as.ID = b.row.ID
			if HashOf(as.Leaf()) == b.leaf.Hash {
				f.Kind, f.Other = Swapped, b.row.ID
			}
		}
		v.find(f)
	}
}
