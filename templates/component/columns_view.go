package component

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ColumnsView is a number for each of a row of months, the last of which is
// not over yet.
type ColumnsView struct {
	Title   string // accessible name: what the columns say, in a sentence
	Columns []BarView
}

// The box that columns are drawn in, in units of the drawing.
const (
	columnStep   = 40
	columnWidth  = 28
	columnHeight = 160
	columnFoot   = 36
	columnTop    = 36
	columnsLeast = 8  // a few columns stand in a box of that many, so that they are not blown up
	columnGap    = 12 // how high the sign of a missing number is
	columnHatch  = 9  // between the lines of a column that is not over
	halfLetter   = 8.5
)

func (v ColumnsView) span() int { return columnStep * max(columnsLeast, len(v.Columns)) }

func (v ColumnsView) box() string {
	return fmt.Sprintf("0 0 %d %d", v.span(), columnTop+columnHeight+columnFoot)
}

// base is the line that the columns stand on.
func (v ColumnsView) base() string {
	return fmt.Sprintf("M0 %d.5h%d", columnTop+columnHeight, v.span())
}

// columnAt is one column as it is drawn.
type columnAt struct {
	X, Y, Height, Middle, Foot int
	Label, Text                string // "" where there is no room
	TextX                      int
	Anchor                     string // of the text
	Minor                      bool   // its label has no room on a narrow screen
	Unfinished, Missing        bool
}

// laid places the columns. Labels stand under every third, counted from the
// one before the last, which has room on both sides; numbers over the highest
// and, unless they would touch, the last.
func (v ColumnsView) laid() []columnAt {
	last := len(v.Columns) - 1
	highest, at := 0, last
	for i, c := range v.Columns {
		if c.Value > highest && !c.Missing {
			highest, at = c.Value, i
		}
	}
	var all []columnAt
	const every, wide = 3, 6
	for i, c := range v.Columns {
		height := 0
		if highest > 0 && !c.Missing {
			height = columnHeight * c.Value / highest
		}
		col := columnAt{
			X: columnStep*i + (columnStep-columnWidth)/2, Y: columnTop + columnHeight - height, Height: height,
			Middle: columnStep*i + columnStep/2, Foot: columnTop + columnHeight + columnFoot - 8,
			Unfinished: i == last && height > 0, Missing: c.Missing,
		}
		if before := max(0, last-1); (before-i)%every == 0 {
			col.Label, col.Minor = c.Label, (before-i)%wide != 0
		}
		if i == at || i == last && last-at > 1 && c.Value > 0 {
			col.Text = c.Text
			col.TextX, col.Anchor = v.anchored(col.Middle, c.Text)
		}
		all = append(all, col)
	}
	return all
}

// anchored keeps a text inside the box: one that is too long to stand over the
// middle of its column begins or ends at the edge.
func (v ColumnsView) anchored(middle int, text string) (x int, anchor string) {
	half := int(halfLetter * float64(utf8.RuneCountInString(text)))
	switch {
	case middle < half:
		return 0, "start"
	case v.span()-middle < half:
		return v.span(), "end"
	}
	return middle, "middle"
}

// hatch draws slanting lines over the whole of a column.
func (c columnAt) hatch() string {
	var path strings.Builder
	left, right, top, bottom := c.X, c.X+columnWidth, c.Y, c.Y+c.Height
	for sum := left + top + columnHatch; sum < right+bottom; sum += columnHatch { // x + y is the same all along a line
		x1 := max(left, sum-bottom)
		x2 := min(right, sum-top)
		fmt.Fprintf(&path, "M%d %dL%d %d", x1, sum-x1, x2, sum-x2)
	}
	return path.String()
}

// gap is the sign of a number that is not known.
func (c columnAt) gap() string {
	return fmt.Sprintf("M%d %dv-%dh%dv%d", c.X, c.Y, columnGap, columnWidth, columnGap)
}
