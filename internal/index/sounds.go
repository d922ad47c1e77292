package index

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/mozillazg/go-pinyin"

	"creditportal/internal/search"
)

// sounds says which characters of the names are read in a way. It holds a few
// thousand characters; which names hold them is for the pairs to say.
type sounds struct {
	readings []string // sorted
	of       map[string][]rune
}

func newSounds(g *grams) sounds {
	s := sounds{of: map[string][]rune{}}
	var last rune
	for _, pair := range g.pairs {
		first := rune(pair >> 32) //nolint:gosec // as packed
		if first == last {
			continue
		}
		last = first
		for _, reading := range Readings(first) {
			s.of[reading] = append(s.of[reading], first)
		}
	}
	s.readings = slices.Sorted(maps.Keys(s.of))
	return s
}

var (
	plainly = pinyin.Args{Style: pinyin.Normal, Heteronym: true}
	known   sync.Map // rune to []string: a name is read many times
)

// Readings returns how a character is read, in plain letters without tones, each
// way once and the usual one first; none for what is not read.
func Readings(r rune) []string {
	if r < '\u2E80' {
		return nil // nothing below is read
	}
	if list, ok := known.Load(r); ok {
		return list.([]string)
	}
	var list []string
	for _, reading := range pinyin.SinglePinyin(r, plainly) {
		reading = strings.ReplaceAll(reading, "ü", "v")
		if reading != "" && !slices.Contains(list, reading) {
			list = append(list, reading)
		}
	}
	known.Store(r, list)
	return list
}

// step is what stands at one place of a name: a character read as the sound, or
// in a way that begins with it.
type step struct {
	sound string
	begun bool
}

func (s sounds) characters(at step) map[rune]bool {
	set := map[rune]bool{}
	for _, reading := range s.readings {
		if reading == at.sound || at.begun && strings.HasPrefix(reading, at.sound) {
			for _, r := range s.of[reading] {
				set[r] = true
			}
		}
	}
	return set
}

// mostWays bounds in how many ways letters are divided into readings.
const mostWays = 32

// ways returns the ways in which the letters divide into readings that occur;
// behind a whole one the last may be cut short.
func (s sounds) ways(letters string) [][]step {
	d := division{sounds: s, dead: map[int]bool{}}
	d.divide(letters, nil)
	return d.ways
}

type division struct {
	sounds
	ways [][]step
	dead map[int]bool // lengths of rests that lead nowhere: each is tried once
}

func (d *division) divide(rest string, so []step) {
	before, cut := len(d.ways), false
	for _, reading := range d.readings {
		if len(d.ways) == mostWays {
			return
		}
		tail, whole := strings.CutPrefix(rest, reading)
		switch {
		case whole && tail == "":
			d.end(so, step{sound: reading})
		case whole && !d.dead[len(tail)]:
			d.divide(tail, append(slices.Clone(so), step{sound: reading}))
		case !whole && len(so) > 0 && strings.HasPrefix(reading, rest):
			cut = true
		}
	}
	if cut {
		d.end(so, step{sound: rest, begun: true})
	}
	d.dead[len(rest)] = len(d.ways) == before
}

func (d *division) end(so []step, last step) { d.ways = append(d.ways, append(slices.Clone(so), last)) }

func initials(letters string) []step {
	steps := make([]step, len(letters))
	for i := range steps {
		steps[i] = step{sound: letters[i : i+1], begun: true}
	}
	return steps
}

// spelt hands over the places of the names that the letters spell, in order of
// names, each with the characters that they spell, until visit returns false.
func (n *names) spelt(letters string, why search.Why, live *roaring.Bitmap, visit func(uint32, string) bool) {
	if letters == "" {
		return
	}
	ways := [][]step{initials(letters)}
	if why == search.ByPinyin {
		ways = n.sounds.ways(letters)
	}
	places := roaring.New()
	for _, way := range ways {
		places.Or(n.along(way))
	}
	r := n.table.reader()
	places.Iterate(func(place uint32) bool {
		if live != nil && !live.Contains(n.owners[place]) {
			return true
		}
		spells, because := search.Spelling(letters, string(r.at(int(place))), Readings)
		if because != why {
			return true
		}
		return visit(place, spells)
	})
}

// along returns the names that hold a pair of neighbours for each two steps;
// whether they stand one behind the other is for the name to say.
func (n *names) along(way []step) *roaring.Bitmap {
	sets := make([]map[rune]bool, len(way))
	for i, at := range way {
		if sets[i] = n.sounds.characters(at); len(sets[i]) == 0 {
			return roaring.New()
		}
	}
	if len(sets) == 1 {
		found := roaring.New()
		for r := range sets[0] {
			found.Or(n.grams.beginning(r))
		}
		return found
	}
	var found *roaring.Bitmap
	for i := range sets[1:] {
		next := n.grams.neighbours(sets[i], sets[i+1])
		if found == nil {
			found = next
		} else {
			found.And(next)
		}
		if found.IsEmpty() {
			break
		}
	}
	return found
}

// neighbours returns the texts in which some character of the first set stands
// before one of the second.
func (g *grams) neighbours(first, second map[rune]bool) *roaring.Bitmap {
	var maps []*roaring.Bitmap
	lists := roaring.New()
	for r := range first {
		i, _ := slices.BinarySearch(g.pairs, pairOf(r, endOfText))
		for ; i < len(g.pairs) && g.pairs[i] < pairOf(r+1, endOfText); i++ {
			if !second[rune(uint32(g.pairs[i]))] { //nolint:gosec // the lower half, as packed
				continue
			}
			if p := g.at(i); p.bits != nil {
				maps = append(maps, p.bits)
			} else {
				lists.AddMany(p.list)
			}
		}
	}
	return roaring.FastOr(append(maps, lists)...)
}
