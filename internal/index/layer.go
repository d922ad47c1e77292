package index

import (
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"creditportal/internal/civil"
	"creditportal/internal/search"
)

// segment is an immutable set of rows, numbered from 0: the ordinals.
type segment interface {
	size() int
	find(id int64) (uint32, bool) // the ordinal of a row
	// days returns the first and the last visible day of each row; no first
	// days when all are past or not known.
	days() ([]civil.Date, []civil.Date)
}

// layer is a segment with the ordinals that later changes removed from it.
type layer[S segment] struct {
	seg   S
	dead  *roaring.Bitmap       // never changed once the layer is in a state
	open  *atomic.Pointer[open] // shared by all layers of the segment
	today atomic.Pointer[view]
}

func newLayer[S segment](seg S) *layer[S] {
	return &layer[S]{seg: seg, dead: roaring.New(), open: &atomic.Pointer[open]{}}
}

// open is the rows of a segment that are within their days, dead or not.
type open struct {
	today    civil.Date
	rows     *roaring.Bitmap
	dense    []uint64 // the same, one bit for each
	counting sync.Once
	census   *census // of records, made when first asked for
}

// wordBits is how many rows a word of a dense set holds.
const wordBits = 64

func (o *open) has(ordinal uint32) bool {
	return o.dense[ordinal/wordBits]&(1<<(ordinal%wordBits)) != 0
}

// view is what a layer shows on one day: a record comes and goes at midnight,
// whether or not anything was written, so the day is always asked for. Only
// the latest day is kept.
type view struct {
	today    civil.Date
	live     *roaring.Bitmap                 // not dead and within their days
	open     *open                           // within their days
	gone     *roaring.Bitmap                 // what is open and not live; nil: nothing
	narrowed kept[search.Filter, *narrowing] // what filters leave of it
	leaving  kept[civil.Date, int]           // how many have their last day by then
}

// mostKept is how much is held that was computed once; beyond, it begins anew.
const mostKept = 64

// kept holds what was computed once.
type kept[K comparable, V any] struct {
	mu     sync.RWMutex
	values map[K]V
}

func (k *kept[K, V]) of(key K) (V, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	v, known := k.values[key]
	return v, known
}

func (k *kept[K, V]) keep(key K, v V) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.values == nil || len(k.values) >= mostKept {
		k.values = map[K]V{}
	}
	k.values[key] = v
}

func (l *layer[S]) view(today civil.Date) *view {
	if v := l.today.Load(); v != nil && v.today == today {
		return v
	}
	o := l.openOn(today)
	v := &view{today: today, live: o.rows, open: o}
	if gone := roaring.And(o.rows, l.dead); !gone.IsEmpty() {
		v.live, v.gone = roaring.AndNot(o.rows, gone), gone
	}
	if v.gone != nil && sizeOf(v.gone) > mostGone {
		v.open, v.gone = &open{today: today, rows: v.live, dense: denseOf(v.live, l.seg.size())}, nil
	}
	l.today.Store(v)
	return v
}

// mostGone is how many rows that are gone are taken off each count; with more,
// the layer counts on its own.
const mostGone = 1 << 13

// openOn returns the rows that are within their days; it must not be changed.
func (l *layer[S]) openOn(today civil.Date) *open {
	if o := l.open.Load(); o != nil && o.today == today {
		return o
	}
	dense := make([]uint64, words(l.seg.size()))
	first, last := l.seg.days()
	for i := range last {
		if !last[i].Before(today) && (first == nil || !first[i].After(today)) {
			dense[i/wordBits] |= 1 << (i % wordBits)
		}
	}
	o := &open{today: today, rows: roaring.FromDense(dense, false), dense: dense}
	l.open.Store(o)
	return o
}

// words is how many words a dense set of so many rows has.
func words(rows int) int { return (rows + wordBits - 1) / wordBits }

func denseOf(set *roaring.Bitmap, rows int) []uint64 {
	dense := make([]uint64, words(rows))
	set.Iterate(func(i uint32) bool {
		dense[i/wordBits] |= 1 << (i % wordBits)
		return true
	})
	return dense
}

// living returns how many rows of the layer have not been removed.
func (l *layer[S]) living() int { return l.seg.size() - sizeOf(l.dead) }

// number is an ordinal, a place or an offset as segments keep it: the rows and
// texts of a district are far from 2³².
func number(i int) uint32 { return uint32(i) } //nolint:gosec // see above

// The shape of the stack of layers. Every row is rewritten once per level, and
// a query looks into at most fan layers of each level.
const (
	fan      = 8       // layers of one level that are merged into one of the next
	fanBits  = 3       // fan = 1 << fanBits
	settled  = 1 << 16 // a layer of more rows is not merged again: a writer would wait too long
	mostDead = 2       // a layer is rewritten when one in so many of its rows is dead
)

// change returns the layers without the ids that are gone and with the fresh
// segment on top. The given layers stay as they are.
func change[S segment](layers []*layer[S], gone []int64, fresh S, merge func([]*layer[S]) S) []*layer[S] {
	var changed []*layer[S]
	for _, l := range layers {
		l = without(l, gone)
		switch alive := l.living(); {
		case alive == 0:
		case (l.seg.size()-alive)*mostDead > l.seg.size():
			changed = append(changed, newLayer(merge([]*layer[S]{l})))
		default:
			changed = append(changed, l)
		}
	}
	changed = stack(changed, fresh)
	for n := mergeable(changed); n > 0; n = mergeable(changed) {
		low := len(changed) - n
		changed = stack(changed[:low:low], merge(changed[low:]))
	}
	return changed
}

// stack puts the segment on top of the layers, unless it is empty.
func stack[S segment](layers []*layer[S], seg S) []*layer[S] {
	if seg.size() == 0 {
		return layers
	}
	return append(slices.Clip(layers), newLayer(seg))
}

// without returns the layer with the ids dead, or the layer itself when it
// holds none of them.
func without[S segment](l *layer[S], gone []int64) *layer[S] {
	var dead *roaring.Bitmap
	for _, id := range gone {
		ordinal, ok := l.seg.find(id)
		if !ok || l.dead.Contains(ordinal) {
			continue
		}
		if dead == nil {
			dead = l.dead.Clone()
		}
		dead.Add(ordinal)
	}
	if dead == nil {
		return l
	}
	return &layer[S]{seg: l.seg, dead: dead, open: l.open}
}

// mergeable returns how many of the topmost layers have gathered on the level
// of the last one or below, 0 when they are too few to merge.
func mergeable[S segment](layers []*layer[S]) int {
	if len(layers) < fan {
		return 0
	}
	top, n := level(layers[len(layers)-1]), 0
	for i := len(layers) - 1; i >= 0 && level(layers[i]) <= top && layers[i].seg.size() <= settled; i-- {
		n++
	}
	if n < fan {
		return 0
	}
	return n
}

func level[S segment](l *layer[S]) int { return bits.Len32(number(l.seg.size())) / fanBits }
