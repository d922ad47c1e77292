// Package qr draws QR codes (GB/T 18284, ISO/IEC 18004) as one path, so that a
// page can hold them without a picture and a script.
package qr

import (
	"fmt"
	"strings"

	goqr "github.com/piglig/go-qr"
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

// Encode draws the text, at most some 1,600 bytes, so that at least a quarter
// of the code may be damaged. It returns an error when the text is too long.
func Encode(text string) (Code, error) {
	modules, err := modulesOf(text)
	if err != nil {
		return Code{}, fmt.Errorf("encoding a QR code of %d bytes: %w", len(text), err)
	}
	side := modules.Size()
	var path strings.Builder
	var runs []Run
	for y := range side {
		for x := 0; x < side; x++ {
			from := x
			for x < side && modules.Module(x, y) {
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

// modulesOf writes bytes, whatever the text is, and never more correction than a
// quarter: so every other encoder draws the same.
func modulesOf(text string) (*goqr.QrCode, error) {
	segment, err := goqr.MakeBytes([]byte(text))
	if err != nil {
		return nil, err
	}
	const anyMask = -1 // the one that the standard rates best
	return goqr.EncodeSegments([]*goqr.QrSegment{segment}, goqr.Quartile, goqr.MinVersion, goqr.MaxVersion, anyMask, false)
}
