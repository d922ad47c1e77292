package component

import "slices"

// label is a word on the ruler. Rank 1 is always drawn, 2 and 3 only where
// the screen is wide enough for them.
type label struct {
	X      percent
	Y      int
	Anchor string
	Text   string
	Rank   int
	upper  bool // prefers the row above the baseline
}

// Class hides the label on screens too narrow for its rank.
func (l label) Class() string {
	switch l.Rank {
	case 2:
		return "c-ruler__label is-wide"
	case 3:
		return "c-ruler__label is-widest"
	}
	return "c-ruler__label"
}

func newLabel(x percent, text string, rank int, upper bool) label {
	l := label{X: x, Text: text, Rank: min(3, max(1, rank)), upper: upper, Anchor: "middle"}
	switch {
	case x < 12:
		l.Anchor = "start"
	case x > 88:
		l.Anchor = "end"
	}
	return l
}

// narrowest is the room of a ruler, in px, on the narrowest screen that draws
// labels of the rank: 320, 480 and 720 px less the margins.
func narrowest(rank int) float64 { return [...]float64{288, 288, 448, 688}[rank] }

// width estimates the label in px at the largest size it is drawn, generously,
// so that no font makes two labels touch.
func (l label) width() float64 {
	px := 8.0 // the gap to the next one
	for _, r := range l.Text {
		if r < 0x2E80 {
			px += 10
		} else {
			px += 18
		}
	}
	return px
}

// span returns the edges of the label in px on a ruler of the given width.
func (l label) span(room float64) (float64, float64) {
	x, w := float64(l.X)/100*room, l.width()
	switch l.Anchor {
	case "start":
		return x, x + w
	case "end":
		return x - w, x
	}
	return x - w/2, x + w/2
}

// collides says whether two labels of one row touch on the narrowest screen
// that shows both.
func (l label) collides(other label) bool {
	room := narrowest(max(l.Rank, other.Rank))
	a, b := l.span(room)
	c, d := other.span(room)
	return a < d && c < b
}

func (l label) fits() bool {
	a, b := l.span(narrowest(l.Rank))
	return a >= 0 && b <= narrowest(l.Rank)
}

// arrange gives each label a row. Labels come in the order of their worth; one
// that finds no room waits for a wider screen, and one that finds none there
// is dropped: it is in the text twin.
func arrange(labels []label, upperY, lowerY int) []label {
	slices.SortStableFunc(labels, func(a, b label) int { return a.Rank - b.Rank })
	var placed, waiting []label
	for rank := 1; rank <= 3; rank++ {
		candidates := waiting
		waiting = nil
		for _, l := range labels {
			if l.Rank == rank {
				candidates = append(candidates, l)
			}
		}
		for _, l := range candidates {
			l.Rank = rank
			if y := freeRow(l, placed, upperY, lowerY); y > 0 {
				l.Y = y
				placed = append(placed, l)
			} else {
				waiting = append(waiting, l)
			}
		}
	}
	return placed
}

// freeRow returns the row in which the label touches none, its own first; 0
// when there is none. A ruler without an upper row has 0 for it.
func freeRow(l label, placed []label, upperY, lowerY int) int {
	rows := [2]int{lowerY, upperY}
	if l.upper {
		rows = [2]int{upperY, lowerY}
	}
	for _, y := range rows {
		taken := slices.ContainsFunc(placed, func(p label) bool { return p.Y == y && p.collides(l) })
		if y > 0 && l.fits() && !taken {
			return y
		}
	}
	return 0
}
