package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/calendar"
	"creditportal/internal/fault"
	"creditportal/internal/workday"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// calendarDoors lead to the working days of a year.
func calendarDoors() []door {
	return []door{
		{http.MethodGet, route.Calendar, calendars, own, (*Server).showCalendar},
		{http.MethodPost, route.Calendar, dataAdmins, own, (*Server).takeCalendar},
		{http.MethodGet, route.CalendarFile, dataAdmins, own, (*Server).showCalendarFile},
		{http.MethodPost, route.CalendarFile, dataAdmins, own, (*Server).takeCalendarFile},
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
	ctx, today := c.Request().Context(), visitOf(c).Today
	v := page.YearCalendar{Today: today, Year: today.Year(), Calendar: s.calendar(), Op: newOp()}
	v.By = visitOf(c).Holder.by()
	v.Begin(v.Next())
	year, err := strconv.Atoi(c.QueryParam(route.OfYear))
	if err == nil && (v.Calendar.Covers(year) || year == v.Next()) {
		v.Year = year
		v.Begin(year)
	}
	if v.Entry, v.Waits, err = s.deps.Calendars.Waiting(ctx); err != nil || !v.Waits {
		return v, err
	}
	if v.Entered, err = s.deps.Calendars.Read(v.Entry.Source); err != nil {
		return v, err
	}
	v.Foreseen, err = s.deps.Foresee(ctx, v.Entered)
	return v, err
}

// takeCalendar keeps what an officer read off the notice until a signer confirms
// it. What is wrong is said at its field.
func (s *Server) takeCalendar(c echo.Context) error {
	typed := readArrangement(c)
	source, wrong := s.deps.Calendars.Source(typed)
	if len(wrong) > 0 {
		return s.refuseCalendar(c, typed, wrong, nil)
	}
	err := s.enterCalendar(c, source)
	if refusal := faultOf(err); refusal != nil {
		return s.refuseCalendar(c, typed, nil, refusal)
	}
	return s.calendarDone(c, err)
}

func (s *Server) enterCalendar(c echo.Context, source string) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	return s.deps.Calendars.Enter(c.Request().Context(), source, op, visitOf(c).Holder.by())
}

func (s *Server) refuseCalendar(
	c echo.Context, typed calendar.Arrangement, wrong calendar.Wrong, refusal *fault.Error,
) error {
	v, err := s.calendarPage(c)
	if err != nil {
		return err
	}
	v.Typed, v.Wrong, v.Fault = typed, wrong, refusal
	status := statuses[fault.Invalid]
	if refusal != nil {
		status = statusOf(refusal)
	}
	return s.send(c, status, page.Calendar(page.NewCalendarView(s.scene(c, nil), v)))
}

// readArrangement reads what was typed of the notice.
func readArrangement(c echo.Context) calendar.Arrangement {
	a := calendar.Arrangement{Notice: c.FormValue(route.NoticeOf), Dated: c.FormValue(route.DatedOn)}
	a.Year, _ = strconv.Atoi(c.FormValue(route.OfYear)) // none is a year in which no day can lie
	for _, festival := range workday.Festivals() {
		a.Holidays = append(a.Holidays, calendar.Holiday{
			Festival: festival, From: c.FormValue(route.FirstOff + string(festival)),
			Until:  c.FormValue(route.LastOff + string(festival)),
			MakeUp: c.FormValue(route.MakeUp + string(festival)),
		})
	}
	return a
}

// showCalendarFile takes in a year as a file, for who has it as one.
func (s *Server) showCalendarFile(c echo.Context) error {
	v := page.CalendarFile{Op: newOp()}
	return s.show(c, page.Form(page.NewCalendarFileView(s.scene(c, nil), v)))
}

// takeCalendarFile keeps the year of a file until a signer confirms it. What is
// wrong is said with its line, beside the text.
func (s *Server) takeCalendarFile(c echo.Context) error {
	v := page.CalendarFile{Op: c.FormValue(route.Operation), Text: c.FormValue(route.SourceFile)}
	if v.Text == "" {
		v.Text = c.FormValue(route.Source)
	}
	err := s.enterCalendar(c, v.Text)
	if v.Fault = faultOf(err); v.Fault != nil {
		return s.send(c, statusOf(err), page.Form(page.NewCalendarFileView(s.scene(c, nil), v)))
	}
	return s.calendarDone(c, err)
}

// takeCalendarConfirm brings what waits into force, and counts anew what is
// under way.
func (s *Server) takeCalendarConfirm(c echo.Context) error {
	ctx := c.Request().Context()
	op, err := opOf(c)
	if err == nil {
		err = s.deps.Calendars.Confirm(ctx, c.FormValue(route.Version), op, visitOf(c).Holder.by())
	}
	if err == nil {
		err = s.deps.Recount(ctx)
	}
	if err == nil {
		return s.lead(c, route.With(route.Calendar, url.Values{route.OfYear: {c.FormValue(route.OfYear)}}))
	}
	return s.calendarDone(c, err)
}

// takeCalendarDrop forgets what waits.
func (s *Server) takeCalendarDrop(c echo.Context) error {
	op, err := opOf(c)
	if err == nil {
		err = s.deps.Calendars.Drop(c.Request().Context(), c.FormValue(route.Version), op, visitOf(c).Holder.by())
	}
	return s.calendarDone(c, err)
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
	v.Fault = refusal
	return s.send(c, statusOf(err), page.Calendar(page.NewCalendarView(s.scene(c, nil), v)))
}
