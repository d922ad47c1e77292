package component

import (
	"creditportal/internal/civil"
	"creditportal/internal/i18n"
	"creditportal/internal/workday"
)

// ClockInput is what is known of the time limits of one item.
type ClockInput struct {
	ID     string // unique on the page
	Today  civil.Date
	Limits []ClockLimit // every one that runs, in any order; the first that governs is drawn first
}

// ClockLimit is one time limit with its computation.
type ClockLimit struct {
	Label   string // what has to be done
	Basis   string // full citation
	Governs bool
	Due     workday.Due // with its steps
	Late    int         // working days by which it is over; 0 while it is not
}

// ClockRuler returns the ruler of time limits: a cell for each working day that
// is counted, rest days folded away, and the reckoning day by day beside it.
func ClockRuler(p *i18n.Printer, in ClockInput) RulerView {
	v := RulerView{
		ID: in.ID, Kind: Clock, Size: Full, Today: in.Today, Title: p.T("ruler.clock.title"),
		Words: RulerWords{Today: p.T("ruler.today")}, StepsTitle: p.T("ruler.steps.title"),
		StepHeads: [4]string{
			p.T("ruler.clock.day"), p.T("ruler.clock.number"), p.T("ruler.clock.reason"), p.T("ruler.steps.source"),
		},
	}
	for _, l := range in.Limits {
		from := l.Due.Start.AddDays(1)
		if v.From.IsZero() || from.Before(v.From) {
			v.From = from
		}
		if l.Due.On.After(v.To) {
			v.To = l.Due.On
		}
		lane := RulerLane{Label: l.Label, Basis: l.Basis, Governs: l.Governs, Due: l.Due.On}
		lane.Segments = []RulerSegment{{From: from, To: l.Due.On, State: Current}}
		if in.Today.After(l.Due.On) {
			lane.Segments = append(lane.Segments, RulerSegment{From: l.Due.On.AddDays(1), To: in.Today, State: Late})
		}
		v.Lanes = append(v.Lanes, lane)
		if l.Governs {
			v.governed(p, l, in.Today)
		}
	}
	if in.Today.After(v.To) {
		v.To = in.Today
	}
	if in.Today.Before(v.From) {
		v.From = in.Today
	}
	return v
}

// governed says what the limit that governs asks for.
func (v *RulerView) governed(p *i18n.Printer, l ClockLimit, today civil.Date) {
	v.Words.Due = p.T("ruler.clock.until", "Day", l.Due.On)
	left := 0
	for _, step := range l.Due.Steps {
		if step.Number > 0 && step.On.After(today) {
			left++
		}
		if step.Provisional && v.Guess.IsZero() {
			v.Guess, v.Words.Guess = step.On, p.T("ruler.clock.guess")
		}
		v.Steps = append(v.Steps, clockStep(p, step))
	}
	v.Folds = folds(p, l.Due.Steps)
	switch {
	case today.After(l.Due.On):
		v.Twin = p.N("ruler.clock.late", l.Late, "On", l.Due.On, "Basis", l.Basis)
	case today == l.Due.On:
		v.Twin = p.T("ruler.clock.last", "On", l.Due.On, "Basis", l.Basis)
	default:
		v.Twin = p.N("ruler.clock.running", left, "From", l.Due.Start, "On", l.Due.On, "Basis", l.Basis)
	}
}

// folds are the runs of days that are not counted.
func folds(p *i18n.Printer, steps []workday.Step) []RulerFold {
	var list []RulerFold
	for i, step := range steps {
		switch {
		case step.Number > 0:
		case i > 0 && steps[i-1].Number == 0:
			list[len(list)-1].To = step.On
		default:
			list = append(list, RulerFold{From: step.On, To: step.On})
		}
	}
	for i := range list {
		list[i].Label = p.N("ruler.clock.rest", list[i].From.DaysUntil(list[i].To)+1)
	}
	return list
}

func clockStep(p *i18n.Printer, step workday.Step) RulerStep {
	s := RulerStep{Day: p.Date(step.On), Reason: p.T(step.Reason.Key()), Source: step.Source}
	if step.Festival != "" {
		s.Reason = p.T("ruler.clock.festival", "Reason", s.Reason, "Name", p.T(step.Festival.Key()))
	}
	if step.Number > 0 {
		s.Number = p.Count(step.Number)
	}
	return s
}
