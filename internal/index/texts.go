package index

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// none is the rank of a row that another with the same id replaced.
const none = ^uint32(0)

// texts gathers texts that belong to rows while a segment is built.
type texts struct {
	bytes []byte
	ends  []uint32
	slots []uint32 // the row of each text, in the order rows were added
}

func (t *texts) add(text string, slot uint32) {
	t.bytes = append(room(t.bytes, len(text)), text...)
	t.ends = append(room(t.ends, 1), number(len(t.bytes)))
	t.slots = append(room(t.slots, 1), slot)
}

// room returns values with room for n more, twice as much as before where it
// must grow: append alone grows long slices by a quarter, and copying them
// took a fifth of the time that building takes.
func room[T any](values []T, n int) []T {
	if cap(values)-len(values) < n {
		return slices.Grow(values, max(n, len(values)))
	}
	return values
}

func (t *texts) at(i uint32) []byte {
	if i == 0 {
		return t.bytes[:t.ends[0]]
	}
	return t.bytes[t.ends[i-1]:t.ends[i]]
}

// table returns the texts sorted, and the ordinal that each belongs to; rank
// gives the ordinal of each slot. Equal texts stand in order of ordinals.
func (t *texts) table(rank []uint32) (table, []uint32) {
	keys := make([]sortKey, 0, len(t.ends))
	for i, slot := range t.slots {
		if rank[slot] != none {
			keys = append(keys, sortKey{text: number(i)})
		}
	}
	t.sort(keys, 0, rank)
	owners := make([]uint32, len(keys))
	for i, k := range keys {
		owners[i] = rank[t.slots[k.text]]
	}
	return newTable(len(keys), func(i int) []byte { return t.at(keys[i].text) }), owners
}

// sortKey is a text with the eight of its bytes that are being compared.
type sortKey struct {
	head uint64
	text uint32
}

// sort orders the keys, whose texts agree in the first depth bytes. Comparing
// eight bytes at a time as numbers spares following two pointers for each of
// the twenty million comparisons that a million names take.
func (t *texts) sort(keys []sortKey, depth int, rank []uint32) {
	longer := false
	for i := range keys {
		text := t.at(keys[i].text)
		keys[i].head = headOf(text, depth)
		longer = longer || len(text) > depth
	}
	if !longer {
		slices.SortFunc(keys, func(a, b sortKey) int {
			return cmp.Compare(rank[t.slots[a.text]], rank[t.slots[b.text]])
		})
		return
	}
	slices.SortFunc(keys, func(a, b sortKey) int { return cmp.Compare(a.head, b.head) })
	for from := 0; from < len(keys); {
		to := from + 1
		for to < len(keys) && keys[to].head == keys[from].head {
			to++
		}
		if to-from > 1 {
			t.sort(keys[from:to], depth+headBytes, rank)
		}
		from = to
	}
}

const headBytes = 8

// headOf returns the eight bytes of text after depth as a number; noughts
// stand for those that are missing, since no folded text holds a nought.
func headOf(text []byte, depth int) uint64 {
	var head [headBytes]byte
	if depth < len(text) {
		copy(head[:], text[depth:])
	}
	return binary.BigEndian.Uint64(head[:])
}
