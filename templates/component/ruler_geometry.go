package component

import (
	"slices"
	"strconv"

	"creditportal/internal/civil"
)

// bar is a stretch of a lane, or a line above it.
type bar struct {
	X, W  percent
	Y, H  int
	Class string
	Hatch bool
}

// flag is a point: the due date of a lane, or a mark.
type flag struct {
	X      percent
	Y      int
	Class  string
	Glyph  string // of a record on a Years ruler; empty: a square
	Hollow bool
}

// shape is a ruler ready to be drawn: places in percent, heights in px.
type shape struct {
	Height, Baseline int
	Ticks            []tick
	Bars             []bar
	Flags            []flag
	Folds            []percent
	Labels           []label
	Today            percent // 0: no mark
	Guess            percent // 0: the whole baseline is sure
	Arrow            bool
	ArrowY           int
}

// frame is the heights of a size.
type frame struct{ height, baseline, lane, upper int }

func (v RulerView) frame() frame {
	if v.Size == Card {
		return frame{height: 64, baseline: 22, lane: 26}
	}
	if len(v.Lanes) == 0 {
		return frame{height: 82, baseline: 54, lane: 58, upper: 14}
	}
	return frame{height: 96 + 16*max(0, len(v.Lanes)-1), baseline: 44, lane: 48, upper: 14}
}

const (
	laneHeight = 12
	laneStep   = 16
)

// shape lays the ruler out.
func (v RulerView) shape() shape {
	f, s := v.frame(), newScale(v)
	out := shape{Height: f.height, Baseline: f.baseline, Ticks: s.ticks(), Arrow: v.Open, ArrowY: f.lane + laneHeight/2}
	for i, lane := range v.Lanes {
		v.drawLane(&out, s, lane, f.lane+i*laneStep)
	}
	if !v.Annotated.IsZero() && !v.Today.IsZero() {
		out.Bars = append(out.Bars, span(s.start(v.Annotated), s.end(v.Today), f.lane-4, 4, "is-annotated"))
	}
	labels := v.drawMarks(&out, s)
	if !v.Today.IsZero() && !v.Today.Before(v.From) && !v.Today.After(v.To) {
		out.Today = s.at(v.Today)
		labels = append(labels, newLabel(out.Today, v.Words.Today, 1, true))
	}
	if !v.Guess.IsZero() {
		out.Guess = s.start(v.Guess)
		labels = append(labels, newLabel(out.Guess, v.Words.Guess, 1, true))
	}
	labels = append(labels, v.endLabels(s)...)
	for _, fold := range v.Folds {
		x := s.start(fold.From)
		out.Folds = append(out.Folds, x)
		labels = append(labels, newLabel(x, fold.Label, 3, true))
	}
	out.Bars = slices.DeleteFunc(out.Bars, func(b bar) bool { return b.W == 0 })
	out.Labels = arrange(labels, f.upper, f.height-5)
	return out
}

// endLabels names the governing due date and the first day; the last day of
// the scale only where no date governs, lest a reader take one for the other.
func (v RulerView) endLabels(s scale) []label {
	var labels []label
	for _, lane := range v.Lanes {
		if lane.Governs && !lane.Due.IsZero() && v.Words.Due != "" {
			labels = append(labels, newLabel(s.at(lane.Due), v.Words.Due, 1, false))
		}
	}
	labels = append(labels, newLabel(s.at(v.From), v.From.String(), 1, false))
	if !v.Open && len(labels) == 1 {
		labels = append(labels, newLabel(s.at(v.To), v.To.String(), 1, false))
	}
	return labels
}

func (v RulerView) drawLane(out *shape, s scale, lane RulerLane, y int) {
	for _, seg := range lane.Segments {
		from, to := s.start(seg.From), s.end(seg.To)
		switch seg.State {
		case Done:
			out.Bars = append(out.Bars, span(from, to, y, laneHeight, "is-done"))
		case Current:
			now := min(max(s.end(v.Today), from), to)
			if v.Today.IsZero() {
				now = from
			}
			out.Bars = append(out.Bars,
				span(from, now, y, laneHeight, "is-done"), span(now, to, y, laneHeight, "is-ahead"))
		case Ahead:
			out.Bars = append(out.Bars, span(from, to, y, laneHeight, "is-ahead"))
		case Late:
			late := span(from, to, y, laneHeight, "is-late")
			late.Hatch = true
			out.Bars = append(out.Bars, late)
		case Cut:
			out.Bars = append(out.Bars, span(from, to, y+laneHeight/2, 0, "is-cut"))
		}
	}
	if !lane.Due.IsZero() {
		due := flag{X: s.at(lane.Due), Y: y + 2, Class: lane.flagClass(v.Today), Hollow: !lane.Governs}
		out.Flags = append(out.Flags, due)
	}
}

// flagClass colours the flag in the last days, which are still in time.
func (l RulerLane) flagClass(today civil.Date) string {
	const soon = 30
	if l.Governs && !today.IsZero() && !today.After(l.Due) && today.DaysUntil(l.Due) < soon {
		return "is-soon"
	}
	return ""
}

func span(from, to percent, y, h int, class string) bar {
	return bar{X: from, W: max(0, to-from), Y: y, H: h, Class: class}
}

// drawMarks draws the marks and returns their labels. On a Years ruler a month
// with more than three records shows three glyphs and the number of the rest.
func (v RulerView) drawMarks(out *shape, s scale) []label {
	const stacked = 3
	var labels []label
	for _, m := range v.Marks {
		x, class := s.at(m.At), "is-"+string(m.Tone)
		if v.Kind != Years {
			out.Flags = append(out.Flags, flag{X: x, Y: out.Baseline - 12, Class: class, Hollow: m.Hollow})
			labels = append(labels, newLabel(x, m.Label, m.Rank, m.Rank > 1))
			continue
		}
		for i := range min(m.Count, stacked) {
			glyph := flag{X: x, Y: out.Baseline - 6 - 11*i, Class: class, Glyph: m.Tone.Glyph()}
			out.Flags = append(out.Flags, glyph)
		}
		if m.Count > stacked {
			labels = append(labels, newLabel(x, "+"+strconv.Itoa(m.Count-stacked), 2, true))
		}
	}
	return labels
}
