package component

import "creditportal/internal/civil"

// RulerKind is what a ruler measures.
type RulerKind int

// The kinds of ruler.
const (
	Term  RulerKind = iota + 1 // the disclosure of a record, in calendar days
	Clock                      // a time limit, one counted working day a cell
	Years                      // the records of one subject, in months
	Axis                       // the axis of a chart
)

// RulerSize is how much room a ruler takes.
type RulerSize int

// The sizes: 96 px high and 16 more for each further lane; 64; 96 by 10.
const (
	Full RulerSize = iota + 1
	Card
	Mini
)

// RulerView is a scale of days with what lies on it. Days outside From and To
// are drawn at the nearer end.
type RulerView struct {
	ID         string // unique on the page
	Kind       RulerKind
	Size       RulerSize
	From, To   civil.Date // both included
	Today      civil.Date // zero: no mark
	Lanes      []RulerLane
	Marks      []RulerMark
	Folds      []RulerFold // runs of rest days, for a Clock
	Guess      civil.Date  // from here the calendar is unpublished; zero: none
	Open       bool        // the last lane goes on beyond To: an arrow
	Annotated  civil.Date  // from here the record is annotated; zero: not
	Title      string      // accessible name
	Twin       string      // the same in a sentence, never empty
	Words      RulerWords
	Steps      []RulerStep
	StepsTitle string    // e.g. 如何计算
	Unfolded   bool      // the steps are seen at once, as on paper
	StepHeads  [4]string // headings of day, number, reason, source; "" leaves the column out
}

// RulerWords are the few words drawn into the scale.
type RulerWords struct {
	Today string // 今天
	Due   string // the flag, e.g. 11-26截止
	Guess string // 暂按周末推算
}

// RulerLane is one reckoning; exactly one lane of a ruler governs.
type RulerLane struct {
	Label    string
	Basis    string
	Governs  bool
	Due      civil.Date // zero: no end
	Segments []RulerSegment
}

// SegmentState is how a stretch of a lane is drawn.
type SegmentState int

// The states of a stretch.
const (
	Done    SegmentState = iota + 1 // solid
	Current                         // solid up to today, then outlined
	Ahead                           // outlined
	Late                            // hatched, from the day after the due date
	Cut                             // dotted: behind the governing date
)

// RulerSegment is a stretch of a lane, both days included.
type RulerSegment struct {
	From, To civil.Date
	Label    string
	State    SegmentState
}

// RulerMark is a point on the scale.
type RulerMark struct {
	At     civil.Date
	Tone   Tone
	Label  string
	Rank   int  // 1 always drawn, 2 from 480 px, 3 from 720 px
	Count  int  // of records, for Years; 0 elsewhere
	Hollow bool // the date of a rule that does not govern
}

// RulerFold is a run of rest days that a clock does not count.
type RulerFold struct {
	From, To civil.Date
	Label    string // e.g. 休7天
}

// RulerStep is one line of the computation.
type RulerStep struct {
	Day    string
	Number string // the count; empty where the day is skipped
	Reason string
	Source string
}
