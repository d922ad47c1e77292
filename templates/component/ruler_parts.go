package component

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"
)

// mini is a ruler of the smallest size: how far the term has run.
type mini struct {
	Fill  string // of 96
	Class string
}

// done is the class of the part of a term that has passed.
const done = "is-done"

func (v RulerView) mini() mini {
	s := newScale(v)
	run := float64(s.end(v.Today)-leftEnd) / float64(scaleRun)
	if v.Today.IsZero() {
		run = 0
	}
	m := mini{Fill: strconv.FormatFloat(run*96, 'f', 1, 64), Class: done}
	for _, lane := range v.Lanes {
		if lane.flagClass(v.Today) != "" {
			m.Class = "is-soon"
		}
	}
	return m
}

// role names the drawing; a drawing of years is silent, because the list below
// it says the same with links.
func (v RulerView) role() templ.Attributes {
	if v.Kind == Years {
		return templ.Attributes{"aria-hidden": "true", "focusable": "false"}
	}
	return templ.Attributes{"role": "img", "aria-labelledby": v.ID + "-title " + v.ID + "-desc"}
}

// hatched says whether the drawing needs the pattern of lateness.
func (s shape) hatched() bool {
	return slices.ContainsFunc(s.Bars, func(b bar) bool { return b.Hatch })
}

func (b bar) end() percent { return b.X + b.W }

// sureEnd returns where the baseline stops being sure.
func (s shape) sureEnd() percent {
	if s.Guess > 0 {
		return s.Guess
	}
	return leftEnd + scaleRun
}

func (v RulerView) stepColumn(i int) Column { return Column{Label: v.StepHeads[i], Narrow: i == 0} }

func (v RulerView) stepColumns() []Column {
	var columns []Column
	for i, head := range v.StepHeads {
		if head != "" {
			columns = append(columns, v.stepColumn(i))
		}
	}
	return columns
}

func (s RulerStep) cells() [4]string { return [4]string{s.Day, s.Number, s.Reason, s.Source} }
