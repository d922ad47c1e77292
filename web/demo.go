package web

import (
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showDemoClock shows the clock of a demo, which may be moved.
func (s *Server) showDemoClock(c echo.Context) error {
	if s.deps.MoveClock == nil {
		return echo.ErrNotFound
	}
	clock := page.DemoClock{Now: s.deps.Now(), Form: s.guestForm(c)}
	return s.show(c, page.Form(page.NewDemoClockView(s.scene(c, nil), clock)))
}

// showDemoMail shows what a demo would have sent.
func (s *Server) showDemoMail(c echo.Context) error {
	if s.deps.SentMail == nil {
		return echo.ErrNotFound
	}
	return s.show(c, page.DemoMail(page.NewDemoMailView(s.scene(c, nil), s.deps.SentMail())))
}

// mostDays is how far the clock of a demo moves at once: a year and a day.
const mostDays = 366

// takeDemoClock moves the clock of a demo forward. It never goes back: what has
// left display must not come again.
func (s *Server) takeDemoClock(c echo.Context) error {
	if s.deps.MoveClock == nil {
		return echo.ErrNotFound
	}
	days, err := strconv.Atoi(c.FormValue(route.Days))
	if err != nil || days < 1 || days > mostDays || !s.ownForm(c) {
		refusal := fault.New(fault.Invalid, "demo.fault.days", fault.Args{"Most": mostDays})
		clock := page.DemoClock{Now: s.deps.Now(), Form: s.guestForm(c), Days: c.FormValue(route.Days), Fault: refusal}
		return s.send(c, statusOf(refusal), page.Form(page.NewDemoClockView(s.scene(c, nil), clock)))
	}
	const day = 24 * time.Hour
	if err := s.deps.MoveClock(c.Request().Context(), time.Duration(days)*day); err != nil {
		return err
	}
	return s.lead(c, route.DemoClock)
}
