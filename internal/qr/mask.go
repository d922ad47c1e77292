package qr

import "slices"

// masks turn modules over so that no large areas are of one kind.
var masks = [...]func(x, y int) bool{
	func(x, y int) bool { return (x+y)%2 == 0 },
	func(_, y int) bool { return y%2 == 0 },
	func(x, _ int) bool { return x%3 == 0 },
	func(x, y int) bool { return (x+y)%3 == 0 },
	func(x, y int) bool { return (x/3+y/2)%2 == 0 },
	func(x, y int) bool { return x*y%2+x*y%3 == 0 },
	func(x, y int) bool { return (x*y%2+x*y%3)%2 == 0 },
	func(x, y int) bool { return ((x+y)%2+x*y%3)%2 == 0 },
}

// masked is the grid under the mask that is easiest to read.
func (g grid) masked() grid {
	var best grid
	least := -1
	for i, turns := range masks {
		m := grid{g.side, slices.Clone(g.dark), g.fixed}
		for at, fixed := range g.fixed {
			if !fixed && turns(at%g.side, at/g.side) {
				m.dark[at] = !m.dark[at]
			}
		}
		m.format(i)
		if p := m.penalty(); least < 0 || p < least {
			best, least = m, p
		}
	}
	return best
}

// penalty is how hard the grid is to read, by the four rules of the standard.
func (g grid) penalty() int {
	sum, dark := 0, 0
	line := make([]bool, g.side)
	for i := range g.side {
		copy(line, g.dark[i*g.side:])
		sum += ofLine(line)
		for j := range g.side {
			line[j] = g.dark[j*g.side+i]
		}
		sum += ofLine(line)
	}
	for at, is := range g.dark {
		if is {
			dark++
		}
		if right, below := at+1, at+g.side; right%g.side != 0 && below < len(g.dark) &&
			g.dark[right] == is && g.dark[below] == is && g.dark[below+1] == is {
			sum += 3
		}
	}
	return sum + balance(dark, len(g.dark))
}

// ofLine is what a row or a column adds: runs of one kind, and what looks like
// the middle of a corner.
func ofLine(line []bool) int {
	sum, run, window := 0, 0, 0
	for i, dark := range line {
		if i > 0 && dark == line[i-1] {
			run++
		} else {
			run = 1
		}
		switch {
		case run == 5:
			sum += 3
		case run > 5:
			sum++
		}
		window = window << 1 & 0x7FF
		if dark {
			window |= 1
		}
		if i >= 10 && (window == 0b10111010000 || window == 0b00001011101) {
			sum += 40
		}
	}
	return sum
}

// balance is what a grid adds that is not dark by half: ten for every
// twentieth, counted to the nearer.
func balance(dark, all int) int {
	low := dark * 20 / all
	high := (dark*20 + all - 1) / all
	return 10 * min(max(low-10, 10-low), max(high-10, 10-high))
}
