package index

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// census counts the open rows of a segment by profile, block by block: any
// stretch of a list is then counted by one subtraction for each profile, and a
// block without a record that is looked for is passed over.
type census struct {
	block uint32     // ordinals in one
	upTo  [][]uint32 // before each block, and before the end: by profile
}

// leastBlock is how many ordinals are counted one by one without notice. A
// segment of many profiles has larger blocks, so that its census stays small.
const leastBlock = 1 << 13

// census counts the rows once for each day.
func (s *records) census(o *open) *census {
	o.counting.Do(func() {
		c := census{block: leastBlock}
		for c.block < number(len(s.profiles)) {
			c.block *= 2
		}
		counts := make([]uint32, len(s.profiles))
		for i, kind := range s.kinds {
			if number(i)%c.block == 0 {
				c.upTo = append(c.upTo, slices.Clone(counts))
			}
			if o.has(number(i)) {
				counts[kind]++
			}
		}
		c.upTo = append(c.upTo, counts)
		o.census = &c
	})
	return o.census
}

// count counts the open rows at [lo, hi) by profile, without those gone.
func (s *records) count(o *open, gone *roaring.Bitmap, lo, hi uint32) []uint32 {
	c := s.census(o)
	counts := make([]uint32, len(s.profiles))
	first, last := (lo+c.block-1)/c.block, hi/c.block
	if first < last {
		for p := range counts {
			counts[p] = c.upTo[last][p] - c.upTo[first][p]
		}
		s.countEach(counts, o, lo, first*c.block)
		s.countEach(counts, o, last*c.block, hi)
	} else {
		s.countEach(counts, o, lo, hi)
	}
	if gone != nil {
		gone.Iterate(func(i uint32) bool {
			if i >= lo && i < hi {
				counts[s.kinds[i]]--
			}
			return i < hi
		})
	}
	return counts
}

func (s *records) countEach(counts []uint32, o *open, lo, hi uint32) {
	for i := lo; i < hi; i++ {
		if o.has(i) {
			counts[s.kinds[i]]++
		}
	}
}

// holds says whether the block has an open row of one of the profiles.
func (c *census) holds(block uint32, profiles []uint32) bool {
	before, after := c.upTo[block], c.upTo[block+1]
	for _, p := range profiles {
		if after[p] > before[p] {
			return true
		}
	}
	return false
}
