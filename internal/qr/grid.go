package qr

// grid is the modules of a code; those that are fixed hold no data.
type grid struct {
	side        int
	dark, fixed []bool
}

// newGrid lays out what every code of the version shows.
func newGrid(version int) grid {
	side := 17 + 4*version
	g := grid{side, make([]bool, side*side), make([]bool, side*side)}
	for i := range side {
		g.fix(6, i, i%2 == 0)
		g.fix(i, 6, i%2 == 0)
	}
	for _, corner := range [][2]int{{3, 3}, {side - 4, 3}, {3, side - 4}} {
		g.rings(corner[0], corner[1], 4)
	}
	at := aligned(version)
	for i, x := range at {
		for j, y := range at {
			last := len(at) - 1
			if i == 0 && (j == 0 || j == last) || i == last && j == 0 {
				continue // a corner stands there
			}
			g.rings(x, y, 2)
		}
	}
	g.format(0)
	if version >= 7 {
		g.version(version)
	}
	return g
}

func (g grid) fix(x, y int, dark bool) {
	g.dark[y*g.side+x], g.fixed[y*g.side+x] = dark, true
}

// rings draws a square mark around a module: dark but for its second ring from
// the middle, and the fourth.
func (g grid) rings(x, y, radius int) {
	for dy := -radius; dy <= radius; dy++ {
		for dx := -radius; dx <= radius; dx++ {
			ring := max(dx, -dx, dy, -dy)
			dark := ring != 2 && ring != 4
			if radius == 2 {
				dark = ring != 1
			}
			if px, py := x+dx, y+dy; px >= 0 && px < g.side && py >= 0 && py < g.side {
				g.fix(px, py, dark)
			}
		}
	}
}

// aligned is where small marks stand, across and down.
func aligned(version int) []int {
	if version == 1 {
		return nil
	}
	n := version/7 + 2
	step := (version*4 + n*2 + 1) / (n*2 - 2) * 2
	if version == 32 {
		step = 26
	}
	at := make([]int, n)
	at[0] = 6
	for i := range n - 1 {
		at[n-1-i] = 4*version + 10 - i*step
	}
	return at
}

// format writes level and mask beside the corners.
func (g grid) format(mask int) {
	data := 0b11<<3 | mask // a quarter may be damaged
	rest := data
	for range 10 {
		rest = rest<<1 ^ rest>>9*0x537
	}
	word := (data<<10 | rest) ^ 0x5412
	bit := func(i int) bool { return word>>i&1 == 1 }
	for i := range 6 {
		g.fix(8, i, bit(i))
		g.fix(5-i, 8, bit(9+i))
	}
	g.fix(8, 7, bit(6))
	g.fix(8, 8, bit(7))
	g.fix(7, 8, bit(8))
	for i := range 8 {
		g.fix(g.side-1-i, 8, bit(i))
	}
	for i := 8; i < 15; i++ {
		g.fix(8, g.side-15+i, bit(i))
	}
	g.fix(8, g.side-8, true)
}

// version writes the number of a large version beside two corners.
func (g grid) version(n int) {
	rest := n
	for range 12 {
		rest = rest<<1 ^ rest>>11*0x1F25
	}
	word := n<<12 | rest
	for i := range 18 {
		a, b, dark := g.side-11+i%3, i/3, word>>i&1 == 1
		g.fix(a, b, dark)
		g.fix(b, a, dark)
	}
}

// fill lays the words along the way that the standard goes: up and down in
// columns of two, from the right.
func (g grid) fill(words []byte) {
	n := 0
	for right := g.side - 1; right > 0; right -= 2 {
		if right == 6 {
			right = 5
		}
		for step := range g.side {
			y := step
			if (right+1)&2 == 0 {
				y = g.side - 1 - step
			}
			for x := right; x > right-2; x-- {
				if at := y*g.side + x; !g.fixed[at] && n < 8*len(words) {
					g.dark[at] = words[n/8]>>(7-n%8)&1 == 1
					n++
				}
			}
		}
	}
}
