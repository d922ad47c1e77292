package letter

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/workday"
)

// Compose says the letter in words. What the facts do not hold is not spoken
// of.
func (d Drawer) Compose(n notice.Notice) notice.Text {
	t := notice.Text{
		Title: d.words.T(n.Kind.Key()), English: d.english.T("notice.gist." + string(n.Kind)), Number: n.Number,
		To: d.addressee(n.To), Opening: d.opening(n), Issuer: n.Facts.Issuer, Date: d.words.LongDate(n.IssuedOn()),
		Secret: d.words.T("notice.code", "Code", string(n.Proof)), Check: d.words.T("notice.check"),
		Address: d.address(n.Number),
	}
	if t.Issuer == "" {
		t.Issuer = d.words.T("layout.site.name")
	}
	t.Sections = append(t.Sections, d.times(n)...)
	t.Sections = append(t.Sections, d.list("papers", n.Facts.Papers)...)
	for i, it := range n.Facts.Items {
		t.Sections = append(t.Sections, d.item(n, i, it))
	}
	t.Sections = append(t.Sections, d.list("basis", d.citations(n.Facts.Basis))...)
	t.Sections = append(t.Sections, d.next(n)...)
	t.Sections = append(t.Sections, d.contact(n.Facts.Contact)...)
	return t
}

func (d Drawer) addressee(to notice.Recipient) []string {
	lines := []string{d.words.T("notice.to", "Name", to.Name)}
	if to.Document != "" {
		lines = append(lines, d.words.T("notice.to_document", "Document", to.Document))
	}
	return lines
}

func (d Drawer) opening(n notice.Notice) string {
	f := n.Facts
	said := []string{d.words.T("notice.opening."+openingOf(n),
		"Matter", d.words.T(f.Matter.Key()), "Request", f.Request, "Unit", d.words.List(unitsOf(f)))}
	if !f.ReceivedOn.IsZero() {
		said = append(said, d.words.T("notice.received", "Day", d.words.LongDate(f.ReceivedOn)))
	}
	if f.Replaces != "" {
		said = append(said, d.words.T("notice.replaces", "Number", f.Replaces))
	}
	return d.words.Sentences(said...)
}

// openingOf names the opening of the letter: some are another one for who is not
// the applicant, where a date moved and was not missed, where the answer was given
// before and is made anew, or where the provider decides itself.
func openingOf(n notice.Notice) string {
	name := string(n.Kind)
	switch {
	case n.Facts.Cause == notice.Calendar:
		name = "moved"
	case n.Facts.Cause == notice.Prolonged, n.Facts.Cause == notice.TakenUp:
		name = string(n.Facts.Cause)
	case n.Kind == notice.Extended && slices.ContainsFunc(n.Facts.Limits, func(r law.Running) bool {
		return r.Limit.Clock == law.ObjectionCorrect
	}):
		name = "anew"
	}
	if n.Facts.Matter == notice.Repair && (n.Kind == notice.Forwarded || n.Kind == notice.Late) {
		name = "repair_" + name
	}
	if n.Facts.Matter == notice.Correcting && n.Kind == notice.Late {
		name = "correction_" + name
	}
	if n.To.Side != actor.Subject && (n.Kind == notice.Extended || n.Kind == notice.Ended) {
		name += "_unit"
	}
	return name
}

// unitsOf names the units that answer for what the letter is about.
func unitsOf(f notice.Facts) []string {
	var names []string
	seen := map[string]bool{}
	for _, it := range f.Items {
		if it.Provider != "" && !seen[it.Provider] {
			names, seen[it.Provider] = append(names, it.Provider), true
		}
	}
	return names
}

func (d Drawer) list(part string, points []string) []notice.Section {
	if len(points) == 0 {
		return nil
	}
	return []notice.Section{{Title: d.words.T("notice.part." + part), Points: points}}
}

// times are the limits, each with its computation, and the days that follow
// from them.
func (d Drawer) times(n notice.Notice) []notice.Section {
	f := n.Facts
	s := notice.Section{Title: d.words.T("notice.part.limits")}
	add := func(term string, says ...string) { s.Rows = append(s.Rows, notice.Line{Term: term, Says: says}) }
	if f.Overdue != (notice.Overdue{}) {
		add(d.words.T("notice.term.overdue"), d.words.T("notice.overdue",
			"Unit", f.Overdue.Provider, "Last", f.Overdue.DueOn, "Days", f.Overdue.Days))
	}
	if f.Cause != "" {
		add(d.words.T("notice.term.cause"), d.words.T(f.Cause.Key(), "Unit", d.words.List(unitsOf(f))))
	}
	for _, m := range f.Moved {
		add(d.words.T("notice.term.moved"), d.words.T("notice.moved",
			"Limit", d.words.T("notice.limit."+string(m.Limit)), "From", m.From, "To", m.To))
	}
	if !f.AskedBy.IsZero() {
		add(d.words.T("notice.term.asked"), d.words.T("notice.asked", "Due", f.AskedBy))
	}
	for _, r := range f.Limits {
		says := []string{d.words.T("notice.latest", "Due", r.Due.On), d.reckoning(r.Due)}
		if r.Due.Provisional {
			says = append(says, d.words.T("notice.provisional"))
		}
		says = append(says, d.words.T("notice.by", "Basis", d.cite(r.Limit.Basis)))
		add(d.words.T("notice.limit."+string(r.Limit.Clock)), says...)
	}
	if !f.ExpectedOn.IsZero() {
		add(d.words.T("notice.term.expected"), d.words.T("notice.expected", "Due", f.ExpectedOn))
	}
	if len(s.Rows) == 0 {
		return nil
	}
	return []notice.Section{s}
}

// reckoning counts the days of a limit, and says which are not counted and
// why.
func (d Drawer) reckoning(due workday.Due) string {
	var counted []string
	skipped := map[string][]civil.Date{}
	var reasons []string
	for _, step := range due.Steps {
		if step.Number > 0 {
			counted = append(counted, d.counted(step))
			continue
		}
		why := d.words.T(step.Reason.Key())
		if step.Festival != "" {
			why = d.words.T("notice.festival", "Festival", d.words.T(step.Festival.Key()), "Source", step.Source)
		}
		if skipped[why] == nil {
			reasons = append(reasons, why)
		}
		skipped[why] = append(skipped[why], step.On)
	}
	said := []string{d.words.T("notice.day_zero", "Day", due.Start)}
	if len(counted) > 0 {
		said = append(said, d.words.T("notice.counts", "Days", d.words.List(counted)))
	}
	for _, why := range reasons {
		said = append(said, d.words.T("notice.skips", "Days", d.words.List(d.runs(skipped[why])), "Reason", why))
	}
	return d.words.Sentences(said...)
}

func (d Drawer) counted(step workday.Step) string {
	key := "notice.counted"
	if step.Reason == workday.MakeUp {
		key = "notice.made_up"
	}
	return d.words.T(key, "Day", step.On, "Number", step.Number)
}

// runs says days that follow one another as from the first to the last.
func (d Drawer) runs(days []civil.Date) []string {
	var said []string
	for len(days) > 0 {
		n := 1
		for n < len(days) && days[n] == days[n-1].AddDays(1) {
			n++
		}
		if n == 1 {
			said = append(said, d.words.Date(days[0]))
		} else {
			said = append(said, d.words.T("notice.run", "From", days[0], "To", days[n-1]))
		}
		days = days[n:]
	}
	return said
}

func (d Drawer) cite(b law.Basis) string {
	key := "page.cite.in_force"
	if b.Draft() {
		key = "page.cite.draft"
	}
	text := d.words.T(key, "Instrument", b.Book.Instrument, "Article", b.Article)
	if b.Verify {
		return d.words.T("page.cite.verify", "Citation", text)
	}
	return text
}

func (d Drawer) citations(list []law.Basis) []string {
	var cited []string
	seen := map[string]bool{}
	for _, b := range list {
		if text := d.cite(b); !seen[text] {
			cited, seen[text] = append(cited, text), true
		}
	}
	return cited
}

// next is what the recipient may do, and whom else they may turn to.
func (d Drawer) next(n notice.Notice) []notice.Section {
	var points []string
	for _, step := range n.Facts.Next {
		points = append(points, d.words.T(step.Key()))
	}
	if n.Facts.Instead != "" {
		points = append(points, d.words.T("notice.instead", "Where", n.Facts.Instead))
	}
	if n.Facts.Review != "" {
		points = append(points, n.Facts.Review)
	}
	if n.To.Side == actor.Subject {
		return d.list("next", points)
	}
	return d.list("next_unit", points)
}

func (d Drawer) contact(c notice.Contact) []notice.Section {
	s := notice.Section{Title: d.words.T("notice.part.contact")}
	for _, row := range [][2]string{{"telephone", c.Telephone}, {"address", c.Address}, {"hours", c.Hours}} {
		if row[1] != "" {
			s.Rows = append(s.Rows, notice.Line{Term: d.words.T("notice.term." + row[0]), Says: []string{row[1]}})
		}
	}
	if len(s.Rows) == 0 {
		return nil
	}
	return []notice.Section{s}
}
