package storybook

import (
	"errors"
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/calendar"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/statute"
	"creditportal/internal/workday"
	"creditportal/templates/page"
)

// keeper is the data administrator who enters the working days of a year.
var keeper = actor.Actor{Account: 11, Side: actor.Operator, Role: actor.DataAdmin}

// calendarStories are the pages of the working days of a year, in every state.
func (o office) calendarStories() []officeStory {
	const odd = "colour = 1\n"
	stale := fault.New(fault.Stale, "calendar.fault.stale", nil)
	return []officeStory{
		{"calendar-usual", signer, 200, true, o.year(storyDay.Year(), nil)},
		{"calendar-empty", keeper, 200, true, o.year(storyDay.Year()+1, nil)},
		{"calendar-filled", keeper, 200, false, o.year(storyDay.Year(), func(v *page.YearCalendar) {
			v.Begin(v.Year)
		})},
		{"calendar-torn", keeper, 200, false, o.year(storyDay.Year(), func(v *page.YearCalendar) {
			v.Begin(v.Year)
			v.Torn = true
		})},
		{"calendar-refused", keeper, 422, true, o.year(storyDay.Year(), o.refused)},
		{"calendar-waiting", signer, 200, true, o.year(storyDay.Year(), o.waiting(true))},
		{"calendar-waiting-still", keeper, 200, false, o.year(storyDay.Year(), o.waiting(false))},
		{"calendar-stale", keeper, 409, false, o.year(storyDay.Year(), func(v *page.YearCalendar) { v.Fault = stale })},
		{"calendar_file-empty", keeper, 200, true, o.yearFile("", nil)},
		{"calendar_file-refused", keeper, 422, false, o.yearFile(o.Year+odd, unreadable(o.Year+odd))},
	}
}

// year is the page of a year, with what more is known of it.
func (o office) year(year int, more func(*page.YearCalendar)) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		v := page.YearCalendar{
			Today: storyDay, Year: year, Calendar: statute.MustLoad().Calendar, By: s.Holder.By, Op: "op",
		}
		v.Begin(v.Next())
		if more != nil {
			more(&v)
		}
		return page.Calendar(page.NewCalendarView(s, v))
	}
}

// refused is a form that names a weekday as worked for a festival.
func (o office) refused(v *page.YearCalendar) {
	desk := calendar.Desk{Present: func() workday.Calendar { return v.Calendar }}
	v.Typed.Notice = o.Asking.Document
	v.Typed.Holidays[0].From, v.Typed.Holidays[0].Until = "2027-01-01", "2027-01-03"
	v.Typed.Holidays[0].MakeUp = "2027-01-04"
	_, v.Wrong = desk.Source(v.Typed)
}

// waiting is a year that waits for a signer, and what it would move.
func (o office) waiting(moves bool) func(*page.YearCalendar) {
	return func(v *page.YearCalendar) {
		entered, err := statute.ReadYear("", []byte(o.Year))
		if err != nil {
			v.Fault = unreadable(o.Year)
			return
		}
		v.Waits, v.Entered = true, entered
		v.Entry = calendar.Entry{
			Year: entered.Number(), Edition: entered.Edition(), Source: o.Year, By: keeper.Account,
			ByName: o.Asking.Person, EnteredAt: storyDay.Start().Add(9 * time.Hour),
		}
		if !moves {
			return
		}
		from := civil.MustParse("2027-01-04")
		v.Foreseen = flow.Recounting{Items: 2, Dates: 1, Lines: []flow.Recounted{
			{Request: o.Requests["late"], Moved: []flow.Moved{
				{Clock: 1, Name: law.ObjectionVerify, From: from, To: from.AddDays(-1)},
			}},
			{Request: o.Requests["verifying"], Moved: []flow.Moved{
				{Clock: 2, Name: law.ObjectionWholeOwn, From: from, To: from, Firm: true},
			}},
		}}
	}
}

// unreadable is why the file of a year is refused.
func unreadable(text string) *fault.Error {
	_, err := statute.ReadYear("", []byte(text))
	var why *fault.Error
	errors.As(err, &why)
	return why
}

func (o office) yearFile(text string, why *fault.Error) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		return page.Form(page.NewCalendarFileView(s, page.CalendarFile{Op: "op", Text: text, Fault: why}))
	}
}
