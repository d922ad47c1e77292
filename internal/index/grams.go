package index

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
)

// dense is how many texts a pair must stand in to be kept as a bitmap; below,
// a plain list is smaller.
const dense = 1024

// endOfText stands for the character after the last, so that every character
// of a text begins a pair.
const endOfText = 0

// pairOf packs two neighbouring characters; pairs sort by the first.
func pairOf(first, second rune) uint64 {
	return uint64(number(int(first)))<<32 | uint64(number(int(second)))
}

// pairsOf appends the pairs of neighbouring characters of a text.
func pairsOf(pairs []uint64, text []byte) []uint64 {
	for len(text) > 0 {
		first, n := utf8.DecodeRune(text)
		text = text[n:]
		second := rune(endOfText)
		if len(text) > 0 {
			second, _ = utf8.DecodeRune(text)
		}
		pairs = append(pairs, pairOf(first, second))
	}
	return pairs
}

// grams says in which texts of a table two characters are neighbours.
type grams struct {
	pairs  []uint64 // sorted
	starts []uint32 // lists[starts[i]:starts[i+1]] are the texts of pair i, unless it has a bitmap
	lists  []uint32
	maps   map[int]*roaring.Bitmap
}

// posting is the texts that hold one pair: as a bitmap or a list, ascending.
type posting struct {
	bits *roaring.Bitmap
	list []uint32
}

func newGrams(t *table) grams {
	c := countPairs(t)
	order, lists := c.inOrder(), c.fill()
	g := grams{
		pairs:  make([]uint64, len(order)),
		starts: make([]uint32, 1, len(order)+1),
		lists:  make([]uint32, 0, c.sparse()),
		maps:   map[int]*roaring.Bitmap{},
	}
	for i, pair := range order {
		g.pairs[i] = c.pairs[pair]
		list := lists[c.starts[pair] : c.starts[pair]+c.counts[pair]]
		if len(list) < dense {
			g.lists = append(g.lists, list...)
		} else {
			g.maps[i] = roaring.New()
			g.maps[i].AddMany(list)
			g.maps[i].RunOptimize()
		}
		g.starts = append(g.starts, number(len(g.lists)))
	}
	return g
}

// counted is every pair of every text, numbered by first sight.
type counted struct {
	pairs  []uint64
	counts []uint32 // texts that hold the pair
	starts []uint32 // where its list begins, once filled
	seen   []uint32 // numbers of the pairs, text after text, each once a text
	ends   []uint32 // where each text ends in seen
}

func countPairs(t *table) counted {
	c := counted{ends: make([]uint32, t.size)}
	numbers := map[uint64]uint32{}
	var last []uint32 // by pair, the text that held it last, counted from 1
	var pairs []uint64
	r := t.reader()
	for i := range t.size {
		pairs = pairsOf(pairs[:0], r.at(i))
		for _, pair := range pairs {
			n, known := numbers[pair]
			if !known {
				n = number(len(c.pairs))
				numbers[pair] = n
				c.pairs, c.counts, last = append(c.pairs, pair), append(c.counts, 0), append(last, 0)
			}
			if last[n] != number(i)+1 {
				last[n] = number(i) + 1
				c.counts[n]++
				c.seen = append(room(c.seen, 1), n)
			}
		}
		c.ends[i] = number(len(c.seen))
	}
	return c
}

// inOrder returns the numbers of the pairs in order of the pairs.
func (c *counted) inOrder() []uint32 {
	order := make([]uint32, len(c.pairs))
	for i := range order {
		order[i] = number(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(c.pairs[a], c.pairs[b]) })
	return order
}

// fill returns the lists of all pairs one after another.
func (c *counted) fill() []uint32 {
	c.starts = make([]uint32, len(c.pairs))
	next := make([]uint32, len(c.pairs))
	total := uint32(0)
	for n, count := range c.counts {
		c.starts[n], next[n] = total, total
		total += count
	}
	lists := make([]uint32, total)
	at := uint32(0)
	for i, end := range c.ends {
		for ; at < end; at++ {
			n := c.seen[at]
			lists[next[n]] = number(i)
			next[n]++
		}
	}
	return lists
}

// sparse returns the length of the lists that stay lists.
func (c *counted) sparse() int {
	total := 0
	for _, count := range c.counts {
		if count < dense {
			total += int(count)
		}
	}
	return total
}

// of returns the texts that hold the pair.
func (g *grams) of(pair uint64) posting {
	if i, ok := slices.BinarySearch(g.pairs, pair); ok {
		return g.at(i)
	}
	return posting{}
}

func (g *grams) at(i int) posting {
	if bits := g.maps[i]; bits != nil {
		return posting{bits: bits}
	}
	return posting{list: g.lists[g.starts[i]:g.starts[i+1]]}
}

// beginning returns the texts that hold the character anywhere.
func (g *grams) beginning(first rune) *roaring.Bitmap {
	var maps []*roaring.Bitmap
	lists := roaring.New()
	i, _ := slices.BinarySearch(g.pairs, pairOf(first, endOfText))
	for ; i < len(g.pairs) && g.pairs[i] < pairOf(first+1, endOfText); i++ {
		if p := g.at(i); p.bits != nil {
			maps = append(maps, p.bits)
		} else {
			lists.AddMany(p.list)
		}
	}
	return roaring.FastOr(append(maps, lists)...)
}

// size returns how many texts hold the pair.
func (p posting) size() int {
	if p.bits != nil {
		return sizeOf(p.bits)
	}
	return len(p.list)
}

func (p posting) holds(text uint32) bool {
	if p.bits != nil {
		return p.bits.Contains(text)
	}
	_, ok := slices.BinarySearch(p.list, text)
	return ok
}

// each hands over the texts in ascending order until visit returns false.
func (p posting) each(visit func(text uint32) bool) {
	if p.bits != nil {
		p.bits.Iterate(visit)
		return
	}
	for _, text := range p.list {
		if !visit(text) {
			return
		}
	}
}

// intersect hands over the texts that stand in all postings, in ascending
// order, until visit returns false.
func intersect(postings []posting, visit func(text uint32) bool) {
	slices.SortFunc(postings, func(a, b posting) int { return a.size() - b.size() })
	rarest, others := postings[0], postings[1:]
	if rarest.bits != nil && len(others) > 0 {
		maps := make([]*roaring.Bitmap, len(postings))
		for i, p := range postings {
			maps[i] = p.bits // the rarest is a bitmap, so all are
		}
		posting{bits: roaring.FastAnd(maps...)}.each(visit)
		return
	}
	rarest.each(func(text uint32) bool {
		for _, p := range others {
			if !p.holds(text) {
				return true
			}
		}
		return visit(text)
	})
}
