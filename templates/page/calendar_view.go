package page

import (
	"fmt"
	"strconv"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/calendar"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/workday"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// YearCalendar is what is known of the working days of a year.
type YearCalendar struct {
	Today    civil.Date
	Year     int
	Calendar workday.Calendar // in force
	By       actor.Actor
	Op       string
	Waits    bool // an entry waits for a signer
	Entry    calendar.Entry
	Entered  workday.Year    // what waits
	Foreseen flow.Recounting // what it would move
	Typed    calendar.Arrangement
	Torn     bool           // the form cannot say the year as it is in force
	Wrong    calendar.Wrong // with what was typed
	Fault    *fault.Error   // with what was to be done
}

// Next is the first year whose arrangement is wanting.
func (y YearCalendar) Next() int {
	n := y.Today.Year()
	for y.Calendar.Covers(n) {
		n++
	}
	return n
}

// Begin begins the form of the year: empty, or with what is in force, so that it
// can be corrected.
func (y *YearCalendar) Begin(year int) {
	y.Typed = calendar.Arrangement{Year: year}
	have, _ := y.Calendar.Year(year)
	arranged, whole := calendar.Arranged(have)
	y.Torn = !whole
	for _, h := range arranged.Holidays {
		if !whole {
			h = calendar.Holiday{Festival: h.Festival}
		}
		y.Typed.Holidays = append(y.Typed.Holidays, h)
	}
}

// CalendarView is the page of the working days of a year.
type CalendarView struct {
	Frame   layout.View
	Title   string
	Lead    string
	Errors  component.ErrorSummaryView
	Notice  *component.NoticeView
	Years   component.TabsView
	Grid    *GridView // of the year, if it is in force
	Entered *EnteredView
	Enter   *YearForm
}

// GridView is a year as twelve months.
type GridView struct {
	Title  string
	Source string // the notices that it rests on
	Months []MonthView
	Days   []string // heads of the columns, Monday first
}

// MonthView is a month in weeks.
type MonthView struct {
	Name  string
	Weeks [][]GridDay
}

// GridDay is a day of a month; an empty one stands outside it.
type GridDay struct {
	Number string
	Off    bool
	MakeUp bool
	Rest   bool   // a weekend
	Mark   string // 休 or 班
	Title  string
}

// EnteredView is what waits for a signer.
type EnteredView struct {
	Title   string
	Facts   []component.FactView
	Grid    GridView
	Effect  string
	Table   component.TableView
	Rows    []MovedRow
	Confirm *SentForm
	Drop    SentForm
}

// MovedRow is a limit that would move.
type MovedRow struct{ Number, Href, Limit, From, To string }

// NewCalendarView builds the page of the working days of a year.
func NewCalendarView(s Scene, in YearCalendar) CalendarView {
	title := s.t("calendar.title")
	v := CalendarView{
		Title: title, Lead: s.t("calendar.lead"),
		Frame: s.deskFrame(layout.NavCalendar, layout.Link{Label: title}),
	}
	v.Frame.Failed = in.Fault != nil || len(in.Wrong) > 0
	v.Years.Label = s.t("calendar.years")
	if year, ok := in.Calendar.Year(in.Year); ok {
		grid := s.grid(year)
		v.Grid = &grid
	}
	for _, n := range in.Calendar.Years() {
		v.Years.Tabs = append(v.Years.Tabs, s.yearTab(n, in.Year))
	}
	entered := in.Waits && in.Entry.Year == s.Today.Year()+1
	if calendar.Awaited(in.Calendar, s.Today) && !entered {
		v.Notice = &component.NoticeView{
			Tone: component.Caution, Text: s.t("calendar.awaited", "Year", strconv.Itoa(s.Today.Year()+1)),
		}
	}
	if in.Waits {
		v.Entered = s.entered(in)
	}
	if _, ok := in.By.In(actor.DataAdmin); ok {
		v.Years.Tabs = append(v.Years.Tabs, s.yearTab(in.Next(), in.Year))
		v.Enter = s.yearForm(in)
		fields := v.Enter.Fields
		for _, f := range v.Enter.Festivals {
			fields = append(fields, f.Fields...)
		}
		v.Errors = component.Summarise(fields)
	}
	if in.Fault != nil {
		v.Notice = &component.NoticeView{Tone: component.Adverse, Text: s.Words.Fault(in.Fault)}
	}
	return v
}

func (s Scene) yearTab(n, shown int) component.TabView {
	year := strconv.Itoa(n)
	return component.TabView{
		Label: year, Current: n == shown,
		Href: s.href(route.With(route.Calendar, map[string][]string{route.OfYear: {year}})),
	}
}

// entered is what waits, with what it would move.
func (s Scene) entered(in YearCalendar) *EnteredView {
	e := in.Entry
	v := &EnteredView{
		Title: s.t("calendar.waiting", "Year", strconv.Itoa(e.Year)), Grid: s.grid(in.Entered),
		Facts: []component.FactView{
			{Term: s.t("calendar.entered_by"), Text: e.ByName, Lang: s.chinese()},
			{Term: s.t("calendar.entered_at"), Text: s.Words.Instant(e.EnteredAt)},
			{Term: s.t("calendar.edition"), Text: strconv.Itoa(e.Edition)},
		},
		Effect: s.n("calendar.effect", in.Foreseen.Items, "Dates", s.Words.Count(in.Foreseen.Dates)),
		Table:  component.TableView{Caption: s.t("calendar.moves"), Quiet: true},
	}
	for _, name := range []string{"number", "limit", "from", "to"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("calendar.column." + name)})
	}
	for _, line := range in.Foreseen.Lines {
		for _, m := range line.Moved {
			v.Rows = append(v.Rows, s.movedRow(line.Request, m))
		}
	}
	v.Drop = s.entryForm(in, route.CalendarDrop, "calendar.drop")
	v.Drop.Quiet = true
	if _, ok := in.By.In(actor.Signer); ok {
		confirm := s.entryForm(in, route.CalendarConfirm, "calendar.confirm")
		v.Confirm = &confirm
	}
	return v
}

func (s Scene) movedRow(r flow.Request, m flow.Moved) MovedRow {
	row := MovedRow{
		Number: r.Number, Href: s.href(route.Request(r.PublicID)), Limit: s.t(m.Name.Key()), From: s.Words.Date(m.From),
		To: s.Words.Date(m.To),
	}
	if !m.IsMoved() {
		row.To = s.t("calendar.firm")
	}
	return row
}

func (s Scene) entryForm(in YearCalendar, path, words string) SentForm {
	return SentForm{
		Action: s.href(path), Submit: s.t(words),
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: in.Op},
			component.Pair{Name: route.OfYear, Value: strconv.Itoa(in.Entry.Year)},
			component.Pair{Name: route.Version, Value: in.Entry.Mark()}),
	}
}

// grid is a year as months of weeks that begin on Monday.
func (s Scene) grid(year workday.Year) GridView {
	declared := map[civil.Date]workday.Declared{}
	var notices []string
	for _, d := range year.Days() {
		declared[d.On] = d
		if len(notices) == 0 || notices[len(notices)-1] != d.Notice {
			notices = append(notices, d.Notice)
		}
	}
	v := GridView{
		Title:  s.t("calendar.year", "Year", strconv.Itoa(year.Number())),
		Source: s.t("calendar.by_notice", "Notices", strings.Join(notices, s.t("format.list_comma"))),
	}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		v.Days = append(v.Days, s.t("calendar.weekday."+day))
	}
	day, err := civil.Parse(fmt.Sprintf("%04d-01-01", year.Number()))
	for err == nil && day.Year() == year.Number() {
		var month MonthView
		month, day = s.month(day, declared)
		v.Months = append(v.Months, month)
	}
	return v
}

// month is the month that begins on the day, and the first day after it.
func (s Scene) month(day civil.Date, declared map[civil.Date]workday.Declared) (MonthView, civil.Date) {
	const week = 7
	month := day.Month()
	v := MonthView{Name: s.t(fmt.Sprintf("format.month.m%02d", int(month)))}
	row := make([]GridDay, (int(day.Weekday())+week-1)%week)
	for ; day.Month() == month; day = day.AddDays(1) {
		row = append(row, s.gridDay(day, declared))
		if len(row) == week {
			v.Weeks, row = append(v.Weeks, row), nil
		}
	}
	for len(row) > 0 && len(row) < week {
		row = append(row, GridDay{})
	}
	if len(row) > 0 {
		v.Weeks = append(v.Weeks, row)
	}
	return v, day
}

func (s Scene) gridDay(day civil.Date, declared map[civil.Date]workday.Declared) GridDay {
	v := GridDay{Number: strconv.Itoa(day.Day()), Rest: day.Weekday() == 0 || day.Weekday() == 6}
	d, ok := declared[day]
	if !ok {
		return v
	}
	v.MakeUp, v.Off, v.Title = d.MakeUp, !d.MakeUp, s.t(d.Festival.Key())
	v.Mark = s.t("calendar.mark_off")
	if d.MakeUp {
		v.Mark = s.t("calendar.mark_make_up")
	}
	return v
}
