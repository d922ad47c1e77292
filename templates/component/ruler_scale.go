package component

import (
	"strconv"

	"creditportal/internal/civil"
)

// percent is a place on the ruler: 0 at its left edge, 100 at its right.
type percent float64

// String writes the place as an attribute of SVG, with two decimals at most.
func (x percent) String() string {
	return strconv.FormatFloat(float64(int64(float64(x)*100+0.5))/100, 'f', -1, 64) + "%"
}

// The scale leaves room at both ends for labels and flags.
const (
	leftEnd  percent = 4
	scaleRun percent = 92
)

// maxTicks keeps ticks 6 px apart on the narrowest screen.
const maxTicks = 49

// scale turns days into places. A clock has one cell for each counted day;
// every other ruler counts all days alike.
type scale struct {
	from, to civil.Date
	cells    []civil.Date // of a clock, in order; nil elsewhere
}

func newScale(v RulerView) scale {
	s := scale{from: v.From, to: v.To}
	if s.to.Before(s.from) {
		s.to = s.from
	}
	if v.Kind == Clock {
		for d := s.from; !d.After(s.to); d = d.AddDays(1) {
			if !folded(v.Folds, d) {
				s.cells = append(s.cells, d)
			}
		}
	}
	return s
}

func folded(folds []RulerFold, d civil.Date) bool {
	for _, f := range folds {
		if !d.Before(f.From) && !d.After(f.To) {
			return true
		}
	}
	return false
}

// at returns the place of a day: the middle of its cell on a clock.
func (s scale) at(d civil.Date) percent {
	if s.cells == nil {
		return place(float64(s.from.DaysUntil(d)), float64(max(1, s.from.DaysUntil(s.to))))
	}
	i, counted := s.cell(d)
	middle := 0.0
	if counted {
		middle = 0.5
	}
	return place(float64(i)+middle, float64(len(s.cells)))
}

// start and end return the edges of a stretch that begins or ends with a day.
func (s scale) start(d civil.Date) percent {
	if s.cells == nil {
		return s.at(d)
	}
	i, _ := s.cell(d)
	return place(float64(i), float64(len(s.cells)))
}

func (s scale) end(d civil.Date) percent {
	if s.cells == nil {
		return s.at(d)
	}
	i, counted := s.cell(d)
	if counted {
		i++
	}
	return place(float64(i), float64(len(s.cells)))
}

// cell returns the number of counted days before d, and whether d is one.
func (s scale) cell(d civil.Date) (int, bool) {
	for i, c := range s.cells {
		if !c.Before(d) {
			return i, c == d
		}
	}
	return len(s.cells), false
}

// place keeps what lies beyond the ends at the nearer end.
func place(position, length float64) percent {
	if length <= 0 {
		return leftEnd
	}
	return leftEnd + scaleRun*percent(min(1, max(0, position/length)))
}

// tick is a stroke on the baseline.
type tick struct {
	X      percent
	Height int
}

// step is a division of the scale: its next mark after a day, and how high
// its strokes are.
type step struct {
	height int
	next   func(civil.Date) civil.Date // the first mark after the day
}

func steps() []step {
	byMonths := func(n int) func(civil.Date) civil.Date {
		return func(d civil.Date) civil.Date {
			passed := (12*d.Year() + int(d.Month()) - 1) % n
			return d.AddDays(1 - d.Day()).AddMonths(n - passed)
		}
	}
	return []step{
		{6, func(d civil.Date) civil.Date { return d.AddDays(1) }},
		{10, func(d civil.Date) civil.Date { return d.AddDays(7 - (int(d.Weekday())+6)%7) }},
		{12, byMonths(1)},
		{14, byMonths(3)},
		{18, byMonths(12)},
		{18, byMonths(120)},
	}
}

// ticks draws the finest division that leaves the strokes apart, and the
// coarser ones over it, higher.
func (s scale) ticks() []tick {
	if s.cells != nil {
		return s.cellTicks()
	}
	height := map[civil.Date]int{}
	var order []civil.Date
	for _, st := range steps() {
		for _, d := range s.marks(st) {
			if height[d] == 0 {
				order = append(order, d)
			}
			height[d] = st.height
		}
	}
	ticks := make([]tick, 0, len(order))
	for _, d := range order {
		ticks = append(ticks, tick{s.at(d), height[d]})
	}
	return ticks
}

// marks lists the marks of a division; nil when they are too many.
func (s scale) marks(st step) []civil.Date {
	marks := []civil.Date{}
	for d := st.next(s.from.AddDays(-1)); !d.After(s.to); d = st.next(d) {
		if len(marks) == maxTicks {
			return nil
		}
		marks = append(marks, d)
	}
	return marks
}

func (s scale) cellTicks() []tick {
	n := len(s.cells)
	stride := n/maxTicks + 1
	var ticks []tick
	for i := 0; i <= n; i += stride {
		ticks = append(ticks, tick{place(float64(i), float64(n)), 6})
	}
	return ticks
}
