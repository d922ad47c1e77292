package ledger

import (
	"cmp"
	"context"
	"slices"
)

// tree holds the leaves of a tree against its checkpoints.
func (v *verification) tree(ctx context.Context, origin string) error {
	checkpoints := v.kept[origin]
	slices.SortFunc(checkpoints, func(a, b Checkpoint) int { return cmp.Compare(a.Size, b.Size) })
	leaves, gone, err := v.read(ctx, origin)
	if err != nil {
		return err
	}
	stored, err := v.stored(ctx, origin)
	if err != nil {
		return err
	}
	hashes := make([]Hash, len(leaves))
	for i := range leaves {
		hashes[i] = leaves[i].Hash
		if place := Place(int64(i)); gone[i] && place < int64(len(stored)) {
			hashes[i] = stored[place] // what is left of a leaf that is gone
		}
	}
	good, bad := v.against(origin, hashes, checkpoints)
	if bad > 0 {
		hashes = v.mended(origin, leaves, hashes, stored, good, bad, checkpoints)
	}
	if g, ok := v.declared(origin, leaves, good); ok {
		g.Signed = slices.Compact(slices.Sorted(slices.Values(v.signers[origin])))
		v.report.Gaps = append(v.report.Gaps, g)
	}
	v.compare(origin, hashes, stored)
	for i := range leaves {
		if gone[i] {
			v.find(Finding{Kind: Leafless, Origin: origin, From: int64(i)})
			continue
		}
		leaves[i].Hash = hashes[i]
		if leaves[i].Log == Looks || leaves[i].Log == Deeds {
			v.leaves[leaves[i].Log] = append(v.leaves[leaves[i].Log], leaves[i])
		}
	}
	return nil
}

// read returns the leaves by index, and which of them are gone.
func (v *verification) read(ctx context.Context, origin string) ([]held, map[int]bool, error) {
	var leaves []held
	gone := map[int]bool{}
	err := v.src.Leaves(ctx, origin, func(l Leaf) error {
		for int64(len(leaves)) < l.Index && len(gone) < mostGone {
			gone[len(leaves)] = true
			leaves = append(leaves, held{Leaf{Index: int64(len(leaves))}, origin})
		}
		if int64(len(leaves)) != l.Index {
			return errEnough // more holes than leaves: the checkpoints will say it
		}
		leaves = append(leaves, held{l, origin})
		v.report.Leaves++
		return nil
	})
	if err == errEnough { //nolint:errorlint // our own, as it was returned
		err = nil
	}
	return leaves, gone, err
}

// mostGone is how many holes are named one by one.
const mostGone = 100_000

func (v *verification) stored(ctx context.Context, origin string) ([]Hash, error) {
	var all []Hash
	err := v.src.Hashes(ctx, origin, func(place int64, h Hash) error {
		for int64(len(all)) < place && place-int64(len(all)) < mostGone {
			all = append(all, Hash{})
		}
		all = append(all, h)
		return nil
	})
	return all, err
}

// against compares the leaves with each checkpoint. It returns how many leaves
// are as they were signed, and of how many the signature says otherwise: none where
// nothing is wrong.
func (v *verification) against(origin string, hashes []Hash, checkpoints []Checkpoint) (good, bad int64) {
	t := Grow(0, nil)
	for _, c := range checkpoints {
		if c.Size > int64(len(hashes)) {
			last := checkpoints[len(checkpoints)-1].Size
			v.find(Finding{Kind: RolledBack, Origin: origin, From: int64(len(hashes)), To: last})
			return good, bad
		}
		if !holds(t, hashes, c) {
			bad = c.Size
		} else if bad == 0 { // what is right after something wrong is another tree's
			good = c.Size
		}
	}
	return good, bad
}

// holds says whether the tree of the first leaves is the one that was signed.
func holds(t *Tree, hashes []Hash, c Checkpoint) bool {
	for t.Size() < c.Size {
		if t.Add(hashes[t.Size()]) != nil {
			return false
		}
	}
	root, err := t.Root()
	return c.Size == 0 || err == nil && root == c.Root
}

// mended finds the leaves that are not what was signed: where a stored hash is
// another and the tree is right with it, that leaf was changed or moved. Where
// the hashes were changed too there is only the range to name.
func (v *verification) mended(
	origin string, leaves []held, hashes, stored []Hash, good, bad int64, checkpoints []Checkpoint,
) []Hash {
	right := slices.Clone(hashes)
	var wrong []int
	for i := range right {
		if place := Place(int64(i)); place < int64(len(stored)) && stored[place] != right[i] {
			right[i] = stored[place]
			wrong = append(wrong, i)
		}
	}
	t := Grow(0, nil)
	for _, c := range checkpoints {
		if c.Size <= int64(len(right)) && !holds(t, right, c) {
			v.find(Finding{Kind: Rewritten, Origin: origin, From: good, To: bad})
			return hashes
		}
	}
	for _, i := range wrong {
		v.find(Finding{Kind: Moved, Log: leaves[i].Log, Row: leaves[i].Row, Origin: origin, From: int64(i)})
	}
	return right
}

// compare holds the stored hashes against those that the leaves make.
func (v *verification) compare(origin string, hashes, stored []Hash) {
	t := Grow(0, nil)
	for _, h := range hashes {
		if t.Add(h) != nil {
			return
		}
	}
	_, made := t.Fresh()
	for i, h := range made {
		if i >= len(stored) || stored[i] != h {
			v.find(Finding{Kind: Unproven, Origin: origin, From: int64(i)})
			return // the first says where to begin
		}
	}
}
