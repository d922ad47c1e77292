package index

import (
	"encoding/binary"
	"sort"
)

// block is how many texts of a table are written against one another; the
// first of a block is written whole.
const block = 16

// table holds sorted texts in little room: each is the number of bytes that
// it shares with the one before, the number of its own, and these.
type table struct {
	data  []byte
	heads []uint32 // where each block begins in data
	size  int
}

// newTable returns a table of n texts, which at hands over in ascending order.
func newTable(n int, at func(i int) []byte) table {
	t := table{heads: make([]uint32, 0, (n+block-1)/block), size: n}
	var last []byte
	for i := range n {
		text := at(i)
		shared := 0
		if i%block == 0 {
			t.heads = append(t.heads, number(len(t.data)))
		} else {
			shared = common(last, text)
		}
		t.data = room(t.data, 2*binary.MaxVarintLen32+len(text))
		t.data = binary.AppendUvarint(t.data, uint64(number(shared)))
		t.data = binary.AppendUvarint(t.data, uint64(number(len(text)-shared)))
		t.data = append(t.data, text[shared:]...)
		last = append(last[:0], text...)
	}
	t.data = append(make([]byte, 0, len(t.data)), t.data...)
	return t
}

func common(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// from returns the place of the first text that is not less than the key.
func (t *table) from(key string) int {
	blocks := sort.Search(len(t.heads), func(b int) bool { return string(t.head(b)) >= key })
	if blocks == 0 {
		return 0
	}
	r := t.reader()
	first := (blocks - 1) * block
	end := min(first+block, t.size)
	for i := first; i < end; i++ {
		if string(r.at(i)) >= key {
			return i
		}
	}
	return end
}

// starting returns the places [lo, hi) of the texts that begin with the key.
// Texts are UTF-8, in which no byte is 0xFF.
func (t *table) starting(key string) (int, int) { return t.from(key), t.from(key + "\xff") }

// equal returns the places [lo, hi) of the texts that are the key.
func (t *table) equal(key string) (int, int) { return t.from(key), t.from(key + "\x00") }

// head returns the first text of a block.
func (t *table) head(b int) []byte {
	data := t.data[t.heads[b]:]
	_, n := binary.Uvarint(data)
	own, m := binary.Uvarint(data[n:])
	return data[n+m:][:own]
}

// reader reads the texts of a table; reading in ascending order is cheapest.
func (t *table) reader() *reader { return &reader{table: t, next: -1} }

type reader struct {
	table *table
	next  int // place of the text that begins at pos, -1 at first
	pos   int
	text  []byte
}

// at returns text i; it is overwritten by the next call.
func (r *reader) at(i int) []byte {
	if r.next < 0 || i < r.next-1 || i/block > (r.next-1)/block {
		r.next = i - i%block
		r.pos = int(r.table.heads[i/block])
	}
	for r.next <= i {
		data := r.table.data[r.pos:]
		shared, n := binary.Uvarint(data)
		own, m := binary.Uvarint(data[n:])
		r.text = append(r.text[:shared], data[n+m:][:own]...)
		r.pos += n + m + int(own) //nolint:gosec // a length within data
		r.next++
	}
	return r.text
}
