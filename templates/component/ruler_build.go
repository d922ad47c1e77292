package component

import (
	"creditportal/internal/civil"
	"creditportal/internal/i18n"
)

// TermInput is what is known of the disclosure of one record.
type TermInput struct {
	ID        string     // unique on the page
	From      civil.Date // the first day shown
	Last      civil.Date // the last day shown; zero: open-ended
	Today     civil.Date
	Basis     string     // citation of the rule that governs
	Repair    civil.Date // first day on which repair can be asked for; zero: not stated
	Annotated civil.Date // since when the record is annotated; zero: not
	Note      string     // the annotation's words
	Rules     []TermRule // every rule that gives an end, in any order
	Archived  bool       // shown to the audit admin alone
}

// TermRule is one rule that gives the disclosure an end.
type TermRule struct {
	Short   string // short name of the instrument
	Basis   string // full citation
	Why     string // how the end was reckoned
	Last    civil.Date
	Governs bool
}

// TermRuler returns the ruler of a record's disclosure.
func TermRuler(p *i18n.Printer, in TermInput) RulerView {
	v := RulerView{
		ID: in.ID, Kind: Term, Size: Full, From: in.From, To: in.Last, Today: in.Today,
		Open: in.Last.IsZero(), Annotated: in.Annotated,
		Title:      p.T("ruler.term.title"),
		Twin:       termTwin(p, in),
		Words:      RulerWords{Today: p.T("ruler.today")},
		StepsTitle: p.T("ruler.steps.title"),
		StepHeads: [4]string{
			p.T("ruler.steps.last"), p.T("ruler.steps.governs"), p.T("ruler.steps.why"), p.T("ruler.steps.source"),
		},
	}
	if v.Open {
		v.To = v.openEnd()
	}
	governing := RulerLane{Label: p.T("ruler.term.lane"), Basis: in.Basis, Governs: true, Due: in.Last}
	governing.Segments = []RulerSegment{{From: v.From, To: v.To, State: Current}}
	if in.Archived {
		governing.Segments[0].State = Done
	}
	for _, rule := range in.Rules {
		v.Steps = append(v.Steps, rule.step(p))
		if rule.Governs || rule.Last == in.Last || rule.Last.IsZero() {
			continue
		}
		if rule.Last.After(v.To) {
			governing.Segments = append(governing.Segments, RulerSegment{From: v.To, To: rule.Last, State: Cut})
			v.To = rule.Last
		}
		v.Marks = append(v.Marks, RulerMark{At: rule.Last, Tone: Neutral, Label: rule.Short, Rank: 2, Hollow: true})
	}
	if !v.Open {
		v.Words.Due = p.T("ruler.until", "Day", in.Last)
	}
	v.Lanes = []RulerLane{governing}
	if !in.Repair.IsZero() && in.Repair.After(in.From) && !in.Repair.After(v.To) {
		v.Marks = append(v.Marks, RulerMark{At: in.Repair, Tone: Info, Label: p.T("ruler.term.repair_mark"), Rank: 2})
	}
	return v
}

// openEnd gives an open-ended ruler some room after today.
func (v RulerView) openEnd() civil.Date {
	end := v.From.AddYears(1)
	if !v.Today.IsZero() && v.Today.AddMonths(3).After(end) {
		return v.Today.AddMonths(3)
	}
	return end
}

func (r TermRule) step(p *i18n.Printer) RulerStep {
	step := RulerStep{Day: p.Date(r.Last), Reason: r.Why, Source: r.Basis}
	if r.Last.IsZero() {
		step.Day = p.T("ruler.steps.none")
	}
	if r.Governs {
		step.Number = p.T("ruler.steps.yes")
	}
	return step
}

// termTwin says in sentences what the ruler shows.
func termTwin(p *i18n.Printer, in TermInput) string {
	var said []string
	say := func(text string) { said = append(said, text) }
	left := in.Today.DaysUntil(in.Last)
	switch {
	case in.Archived:
		say(p.T("ruler.term.ended", "Last", in.Last))
	case in.Last.IsZero():
		say(p.T("ruler.term.open", "From", in.From))
	case in.Today == in.Last:
		say(p.T("ruler.term.today", "From", in.From, "Last", in.Last))
	default:
		say(p.N("ruler.term.running", max(0, left), "From", in.From, "Last", in.Last))
	}
	if in.Basis != "" {
		say(p.T("ruler.term.basis", "Basis", in.Basis))
	}
	if !in.Repair.IsZero() && in.Today.Before(in.Repair) {
		say(p.T("ruler.term.repair_from", "On", in.Repair))
	}
	if !in.Annotated.IsZero() {
		say(p.T("ruler.term.annotated", "On", in.Annotated, "Note", in.Note))
	}
	return p.Sentences(said...)
}

// MiniTerm returns the small ruler that stands beside the last day in a list.
func MiniTerm(from, last, today civil.Date) RulerView {
	return RulerView{
		Kind: Term, Size: Mini, From: from, To: last, Today: today,
		Lanes: []RulerLane{{Governs: true, Due: last}},
	}
}

// YearsInput is what a subject's ruler of years shows.
type YearsInput struct {
	ID      string
	Today   civil.Date
	Records []YearsRecord
}

// YearsRecord is one record on a ruler of years.
type YearsRecord struct {
	On   civil.Date
	Tone Tone
}

// YearsRuler returns the ruler of a subject's records over the last five
// years; older records are counted in the sentence only.
func YearsRuler(p *i18n.Printer, in YearsInput) RulerView {
	const years = 5
	v := RulerView{
		ID: in.ID, Kind: Years, Size: Full, Today: in.Today,
		From:  in.Today.AddDays(1 - in.Today.Day()).AddYears(-years),
		To:    in.Today,
		Title: p.T("ruler.years.title"),
		Words: RulerWords{Today: p.T("ruler.today")},
	}
	shown := 0
	for _, r := range in.Records {
		if r.On.Before(v.From) || r.On.After(v.To) {
			continue
		}
		shown++
		v.Marks = addToMonth(v.Marks, r)
	}
	v.Twin = p.N("ruler.years.twin", shown, "From", v.From)
	if older := len(in.Records) - shown; older > 0 {
		v.Twin = p.Sentences(v.Twin, p.N("ruler.years.older", older))
	}
	return v
}

// addToMonth counts the record into its month; a month shows the gravest tone
// among its records.
func addToMonth(marks []RulerMark, r YearsRecord) []RulerMark {
	middle := r.On.AddDays(15 - r.On.Day())
	for i := range marks {
		if marks[i].At == middle {
			marks[i].Count++
			if r.Tone == Adverse {
				marks[i].Tone = Adverse
			}
			return marks
		}
	}
	return append(marks, RulerMark{At: middle, Tone: r.Tone, Rank: 2, Count: 1})
}
