package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Leaf is a leaf as the database keeps it.
type Leaf struct {
	Index int64
	Log   Log
	Row   int64
	Hash  Hash
}

// Head is a tree as the database keeps it: its name, the newest checkpoint that it has
// signed, empty before the first, and the gap by which it begins, empty for none.
type Head struct {
	Origin     string
	Checkpoint []byte
	Gap        []byte
}

// Source is a database, or a copy of one.
type Source interface {
	// Heads returns the trees, the oldest first.
	Heads(ctx context.Context) ([]Head, error)
	// Leaves gives the leaves of the tree by index.
	Leaves(ctx context.Context, origin string, see func(Leaf) error) error
	// Hashes gives the stored hashes of the tree by place.
	Hashes(ctx context.Context, origin string, see func(place int64, h Hash) error) error
	// Rows gives the rows of the log by id.
	Rows(ctx context.Context, log Log, see func(Row) error) error
}

// Kind is what was found.
type Kind string

// What may be found.
const (
	Altered    Kind = "altered"     // a row does not say what it said
	Swapped    Kind = "swapped"     // it says what another row said
	Missing    Kind = "missing"     // a row is gone
	Added      Kind = "added"       // a row is there that never was in the log
	Leafless   Kind = "leafless"    // a leaf is gone
	Moved      Kind = "moved"       // a leaf is not what it was, or not where it was
	RolledBack Kind = "rolled_back" // the log is shorter than it was
	Rewritten  Kind = "rewritten"   // leaves in the range are not those that were signed
	Unproven   Kind = "unproven"    // a stored hash is wrong: nothing can be proved by it
	Forged     Kind = "forged"      // a stored checkpoint is signed by nobody who is known
)

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{Altered, Swapped, Missing, Added, Leafless, Moved, RolledBack, Rewritten, Unproven, Forged}
}

// Finding is something that is not as it was signed.
type Finding struct {
	Kind   Kind
	Log    Log    // of the row
	Row    int64  // id; zero where no row is meant
	Other  int64  // the row that it was swapped with
	Origin string // of the tree
	From   int64  // index of the leaf, or the first of a range
	To     int64  // the end of a range, which is not in it
}

// String writes the finding on a line.
func (f Finding) String() string {
	switch f.Kind {
	case RolledBack, Rewritten:
		return fmt.Sprintf("%s %s leaves %d to %d", f.Kind, f.Origin, f.From, f.To-1)
	case Forged:
		return fmt.Sprintf("%s checkpoint of %s", f.Kind, f.Origin)
	case Unproven:
		return fmt.Sprintf("%s hash %d of %s", f.Kind, f.From, f.Origin)
	case Swapped:
		return fmt.Sprintf("%s row %s/%d with %s/%d", f.Kind, f.Log, f.Row, f.Log, f.Other)
	case Added:
		return fmt.Sprintf("%s row %s/%d", f.Kind, f.Log, f.Row)
	case Altered, Missing, Leafless, Moved:
	}
	return fmt.Sprintf("%s row %s/%d leaf %d of %s", f.Kind, f.Log, f.Row, f.From, f.Origin)
}

// Report is what was looked at, and what was found.
type Report struct {
	Rows, Leaves, Checkpoints int64
	Newest                    Checkpoint // up to which the promise holds
	Gaps                      []Gap      // that were declared
	Findings                  []Finding
}

// Verify holds the rows of a database against its leaves, and the leaves against
// every checkpoint: those that the database has and those that were kept
// elsewhere. Rows younger than the newest checkpoint are outside the promise;
// one that claims to be of after now is not.
func Verify(ctx context.Context, src Source, keys Keys, kept [][]byte, now time.Time) (Report, error) {
	v := &verification{src: src, keys: keys, leaves: map[Log][]held{}}
	if err := v.open(ctx, kept); err != nil {
		return Report{}, err
	}
	for _, origin := range v.origins {
		if err := v.tree(ctx, origin); err != nil {
			return Report{}, fmt.Errorf("reading the tree %s: %w", origin, err)
		}
	}
	v.forgive()
	for _, log := range []Log{Looks, Deeds} {
		if err := v.rows(ctx, log, now); err != nil {
			return Report{}, fmt.Errorf("reading the rows of log %s: %w", log, err)
		}
	}
	return v.report, nil
}

// verification is one under way.
type verification struct {
	src     Source
	keys    Keys
	origins []string
	kept    map[string][]Checkpoint
	gaps    map[string][]byte   // texts, by the tree that they begin
	signers map[string][]string // witnesses, by tree
	leaves  map[Log][]held
	report  Report
}

// held is a leaf with its tree; its hash is the one that was signed, if that is
// known.
type held struct {
	Leaf
	origin string
}

func (v *verification) find(f Finding) { v.report.Findings = append(v.report.Findings, f) }

// open reads the checkpoints. One that was kept must be signed by a known key;
// one of the database that is not was forged.
func (v *verification) open(ctx context.Context, kept [][]byte) error {
	heads, err := v.src.Heads(ctx)
	if err != nil {
		return fmt.Errorf("reading the trees: %w", err)
	}
	v.kept, v.gaps, v.signers = map[string][]Checkpoint{}, map[string][]byte{}, map[string][]string{}
	for _, h := range heads {
		v.origins = append(v.origins, h.Origin)
		if len(h.Gap) > 0 {
			v.gaps[h.Origin] = h.Gap
		}
		if len(h.Checkpoint) == 0 {
			continue
		}
		c, _, err := v.keys.Open(h.Checkpoint)
		if err != nil || c.Origin != h.Origin {
			v.find(Finding{Kind: Forged, Origin: h.Origin})
			continue
		}
		v.keep(c)
	}
	for i, text := range kept {
		c, by, err := v.keys.Open(text)
		if err != nil {
			return fmt.Errorf("the kept checkpoint %d: %w", i+1, err)
		}
		v.signers[c.Origin] = append(v.signers[c.Origin], by...)
		v.keep(c)
	}
	for origin := range v.kept {
		if !slices.Contains(v.origins, origin) {
			v.origins = append(v.origins, origin)
		}
	}
	return nil
}

func (v *verification) keep(c Checkpoint) {
	v.kept[c.Origin] = append(v.kept[c.Origin], c)
	v.report.Checkpoints++
	if c.At.After(v.report.Newest.At) {
		v.report.Newest = c
	}
}

// errEnough stops a source that has given what was wanted.
var errEnough = errors.New("enough")
