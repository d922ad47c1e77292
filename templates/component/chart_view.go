package component

import "strconv"

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
	Missing     bool // not known, which is not zero: Text says so
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
