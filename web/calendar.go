package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// calendarDoors lead to the working days of a year.
func calendarDoors() []door {
	return []door{
		{http.MethodGet, route.Calendar, calendars, own, (*Server).showCalendar},
		{http.MethodPost, route.Calendar, dataAdmins, own, (*Server).takeCalendar},
		{http.MethodPost, route.CalendarConfirm, signers.steppedUp(), own, (*Server).takeCalendarConfirm},
		{http.MethodPost, route.CalendarDrop, calendars, own, (*Server).takeCalendarDrop},
	}
}

// showCalendar shows the days of a year, and what waits for a signer with what
// it would move.
func (s *Server) showCalendar(c echo.Context) error {
	v, err := s.calendarPage(c)
	if err != nil {
		return err
	}
	return s.show(c, page.Calendar(page.NewCalendarView(s.scene(c, nil), v)))
}

func (s *Server) calendarPage(c echo.Context) (page.YearCalendar, error) {
	ctx := c.Request().Context()
	v := page.YearCalendar{
		Year: visitOf(c).Today.Year(), Calendar: s.calendar(), By: visitOf(c).Holder.by(), Op: newOp(),
	}
	if year, err := strconv.Atoi(c.QueryParam(route.OfYear)); err == nil && v.Calendar.Covers(year) {
		v.Year = year
	}
	var err error
	if v.Entry, v.Waits, err = s.deps.Calendars.Waiting(ctx); err != nil || !v.Waits {
		return v, err
	}
	if v.Entered, err = s.deps.Calendars.Read(v.Entry.Source); err != nil {
		return v, err
	}
	v.Foreseen, err = s.deps.Foresee(ctx, v.Entered)
	return v, err
}

// takeCalendar keeps what was entered until a signer confirms it. What is wrong
// is said with its line, beside what was typed.
func (s *Server) takeCalendar(c echo.Context) error {
	op, err := opOf(c)
	if err == nil {
		err = s.deps.Calendars.Enter(c.Request().Context(), c.FormValue(route.Source), op, visitOf(c).Holder.by())
	}
	return s.calendarDone(c, err)
}

// takeCalendarConfirm brings what waits into force, and counts anew what is
// under way.
func (s *Server) takeCalendarConfirm(c echo.Context) error {
	ctx := c.Request().Context()
	op, err := opOf(c)
	if err == nil {
		year, edition := shownEntry(c)
		err = s.deps.Calendars.Confirm(ctx, year, edition, op, visitOf(c).Holder.by())
	}
	if err == nil {
		err = s.deps.Recount(ctx)
	}
	return s.calendarDone(c, err)
}

// takeCalendarDrop forgets what waits.
func (s *Server) takeCalendarDrop(c echo.Context) error {
	op, err := opOf(c)
	if err == nil {
		year, edition := shownEntry(c)
		err = s.deps.Calendars.Drop(c.Request().Context(), year, edition, op, visitOf(c).Holder.by())
	}
	return s.calendarDone(c, err)
}

// shownEntry is the year and edition that the form was about; none is refused by
// the desk.
func shownEntry(c echo.Context) (year, edition int) {
	year, _ = strconv.Atoi(c.FormValue(route.OfYear))
	edition, _ = strconv.Atoi(c.FormValue(route.Version))
	return year, edition
}

// calendarDone leads back to the page, or shows it with what is wrong.
func (s *Server) calendarDone(c echo.Context, err error) error {
	if err == nil {
		return s.lead(c, route.Calendar)
	}
	var refusal *fault.Error
	if !errors.As(err, &refusal) || refusal.Kind == fault.Unavailable {
		return err
	}
	v, failed := s.calendarPage(c)
	if failed != nil {
		return failed
	}
	v.Typed, v.Fault = c.FormValue(route.Source), refusal
	return s.send(c, statusOf(err), page.Calendar(page.NewCalendarView(s.scene(c, nil), v)))
}
