package component

import (
	"fmt"
	"strconv"
)

// BarsView is numbers side by side: a table with a bar in each row.
type BarsView struct {
	Caption string
	Heads   [2]string
	Rows    []BarView
}

// BarView is one number.
type BarView struct {
	Label, Text string // Text is the number in the reader's language
	Lang        string // of the label; "": the page's
	Href        string // to what was counted; "" for none
	Value       int
}

// width is the length of the bar against the longest, which is 100 %.
func (v BarsView) width(value int) string { return share(value, v.longest()) }

func (v BarsView) longest() int {
	longest := 0
	for _, row := range v.Rows {
		longest = max(longest, row.Value)
	}
	return longest
}

// share is the part of the whole with one decimal; what is there at all can
// be seen.
func share(part, whole int) string {
	const least = 0.5
	if part <= 0 || whole <= 0 {
		return "0%"
	}
	return strconv.FormatFloat(max(least, 100*float64(part)/float64(whole)), 'f', 1, 64) + "%"
}

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
)

func (v ColumnsView) box() string {
	return fmt.Sprintf("0 0 %d %d", columnStep*len(v.Columns), columnTop+columnHeight+columnFoot)
}

// columnAt is one column as it is drawn.
type columnAt struct {
	X, Y, Height, Middle, Foot int
	Label, Text                string // "" where there is no room
	Minor                      bool   // its label has no room on a narrow screen
	Unfinished                 bool
}

// laid places the columns. Labels stand under every third, counted from the
// one before the last, which has room on both sides; numbers over the highest
// and, unless they would touch, the last.
func (v ColumnsView) laid() []columnAt {
	highest, at := 0, 0
	for i, c := range v.Columns {
		if c.Value > highest {
			highest, at = c.Value, i
		}
	}
	var all []columnAt
	last := len(v.Columns) - 1
	const every, wide = 3, 6
	for i, c := range v.Columns {
		height := 0
		if highest > 0 {
			height = columnHeight * c.Value / highest
		}
		col := columnAt{
			X: columnStep*i + (columnStep-columnWidth)/2, Y: columnTop + columnHeight - height, Height: height,
			Middle: columnStep*i + columnStep/2, Foot: columnTop + columnHeight + columnFoot - 8, Unfinished: i == last,
		}
		if (last-1-i)%every == 0 {
			col.Label, col.Minor = c.Label, (last-1-i)%wide != 0
		}
		if (i == at || i == last && last-at > 1) && c.Value > 0 {
			col.Text = c.Text
		}
		all = append(all, col)
	}
	return all
}
