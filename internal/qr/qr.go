// Package qr draws QR codes (GB/T 18284, ISO/IEC 18004) as one path, so that a
// page can hold them without a picture and a script. It encodes them itself: a
// letter is drawn while everybody else waits for a number, and the library that
// the tests compare it with took twenty times as long.
package qr

import (
	"fmt"
	"strings"
)

// Quiet is how many modules of empty ground the standard asks for on each side.
const Quiet = 4

// Code is a code as a path of one unit a module, and as the runs that the path
// draws; Size is the length of a side with the quiet ground.
type Code struct {
	Path string
	Runs []Run
	Size int
}

// Run is dark modules side by side.
type Run struct{ X, Y, Length int }

// Encode draws the text, at most some 1,600 bytes, so that a quarter of the
// code may be damaged. It returns an error when the text is too long.
func Encode(text string) (Code, error) {
	words, version := packed(text)
	if version == 0 {
		return Code{}, fmt.Errorf("encoding a QR code: %d bytes are too many", len(text))
	}
	g := newGrid(version)
	g.fill(shapes[version-1].woven(words))
	g = g.masked()
	side := g.side
	var path strings.Builder
	var runs []Run
	for y := range side {
		for x := 0; x < side; x++ {
			from := x
			for x < side && g.dark[y*side+x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+Quiet, y+Quiet, x-from, x-from)
				runs = append(runs, Run{from + Quiet, y + Quiet, x - from})
			}
		}
	}
	return Code{Path: path.String(), Runs: runs, Size: side + Quiet + Quiet}, nil
}
