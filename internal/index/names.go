package index

import (
	"bytes"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
)

// names finds texts by what they hold and the ordinals they belong to.
type names struct {
	table  table
	owners []uint32 // by place in the table
	grams  grams
	sounds sounds
}

func newNames(t *texts, rank []uint32) names {
	n := names{}
	n.table, n.owners = t.table(rank)
	n.grams = newGrams(&n.table)
	n.sounds = newSounds(&n.grams)
	return n
}

// holding hands over the places of the names that hold the key, in order of
// names, until visit returns false. Names whose owner is not live are passed
// over; live may be nil for all. A name is read only when the key is longer
// than a pair.
func (n *names) holding(key string, live *roaring.Bitmap, visit func(place uint32) bool) {
	alive := func(place uint32) bool { return live == nil || live.Contains(n.owners[place]) }
	first, width := utf8.DecodeRuneInString(key)
	if width == len(key) {
		posting{bits: n.grams.beginning(first)}.each(func(place uint32) bool {
			return !alive(place) || visit(place)
		})
		return
	}
	postings, runes := n.postings(key)
	if len(postings) == 0 {
		return
	}
	r, wanted := n.table.reader(), []byte(key)
	intersect(postings, func(place uint32) bool {
		if !alive(place) || (runes > 2 && !bytes.Contains(r.at(int(place)), wanted)) {
			return true
		}
		return visit(place)
	})
}

// postings returns those of the key's pairs and its length in characters; no
// postings when one of the pairs stands nowhere.
func (n *names) postings(key string) ([]posting, int) {
	pairs := pairsOf(nil, []byte(key))
	runes := len(pairs)
	pairs = pairs[:runes-1] // the last character may be followed by any
	postings := make([]posting, 0, runes)
	for _, pair := range pairs {
		p := n.grams.of(pair)
		if p.size() == 0 {
			return nil, runes
		}
		postings = append(postings, p)
	}
	return postings, runes
}
