package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/monitor"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// alertDoors lead the authority to what is unusual about looks of staff, and who
// audits to looks that were drawn by chance.
func alertDoors() []door {
	return []door{
		{http.MethodGet, route.Alerts, authority, own, (*Server).showAlerts},
		{http.MethodGet, route.Alert, authority, own, (*Server).showAlert},
		{http.MethodPost, route.Alert, authority, own, (*Server).closeAlert},
		{http.MethodGet, route.AuditSample, auditors, own, (*Server).showSample},
		{http.MethodGet, route.AuditSampled, auditors, own, (*Server).showSampled},
		{http.MethodPost, route.AuditSampled, auditors, own, (*Server).judgeSampled},
	}
}

// showAlerts lists alerts, open ones first; the look at the list is logged.
func (s *Server) showAlerts(c echo.Context) error {
	list, err := s.deps.Office.Watch.Alerts(c.Request().Context())
	if err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfAlerts, 0, len(list)); err != nil {
		return err
	}
	return s.show(c, page.AlertsPage(page.NewAlertsView(s.scene(c, nil), list)))
}

// showAlert shows an alert that is to be answered.
func (s *Server) showAlert(c echo.Context) error {
	a, err := s.openAlert(c, false)
	if err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfAlerts, 0, 1); err != nil {
		return err
	}
	return s.show(c, page.Form(page.NewAlertView(s.scene(c, nil), a)))
}

// closeAlert keeps what was found about an alert.
func (s *Server) closeAlert(c echo.Context) error {
	return s.answerAlert(c, false, func(a page.Answered, by actor.Actor) error {
		return s.deps.Office.Watch.Close(c.Request().Context(), c.Param("id"), a.Words, by, a.Alert.Version, a.Op)
	})
}

// showSample lists looks that were drawn by chance; the look at the list is logged.
func (s *Server) showSample(c echo.Context) error {
	list, err := s.deps.Office.Watch.Sample(c.Request().Context())
	if err != nil {
		return err
	}
	if err := s.noteAudit(c, len(list)); err != nil {
		return err
	}
	return s.show(c, page.AlertsPage(page.NewSampleView(s.scene(c, nil), list)))
}

func (s *Server) noteAudit(c echo.Context, count int) error {
	_, err := s.deps.Desk.Note(c.Request().Context(), query.Entry{
		By: visitOf(c).Holder.by(), Basis: query.Audit, Object: query.OfLog, Count: count,
	})
	return err
}

// showSampled shows a look that was drawn, as the log has it: that is a look too.
func (s *Server) showSampled(c echo.Context) error {
	a, err := s.openAlert(c, true)
	if err != nil {
		return err
	}
	return s.sendSampled(c, http.StatusOK, a)
}

// judgeSampled keeps what was found about a look that was drawn.
func (s *Server) judgeSampled(c echo.Context) error {
	return s.answerAlert(c, true, func(a page.Answered, by actor.Actor) error {
		if a.Verdict == "" {
			return fault.New(fault.Invalid, "alert.fault.verdict", nil)
		}
		return s.deps.Office.Watch.Judge(
			c.Request().Context(), c.Param("id"), a.Words, a.Verdict == route.InOrder, by, a.Alert.Version, a.Op)
	})
}

func (s *Server) sendSampled(c echo.Context, status int, a page.Answered) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	list, _, err := s.deps.Auditor.Looks(ctx, by, query.Filter{ID: a.Alert.Look, Size: 1})
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return echo.ErrNotFound
	}
	a.Look = list[0]
	return s.send(c, status, page.Form(page.NewSampledView(s.scene(c, nil), a)))
}

// openAlert is the alert of the address that nobody has answered; those of looks
// that were drawn are for who audits, the others for the authority.
func (s *Server) openAlert(c echo.Context, drawn bool) (page.Answered, error) {
	a, err := s.deps.Office.Watch.Alert(c.Request().Context(), c.Param("id"))
	switch {
	case err != nil:
		return page.Answered{}, err
	case (a.Sign == monitor.Sampled) != drawn:
		return page.Answered{}, echo.ErrNotFound
	case !a.Open():
		return page.Answered{}, fault.New(fault.Stale, "alert.fault.closed", nil)
	case a.Account == visitOf(c).Holder.by().Account:
		return page.Answered{}, fault.New(fault.Forbidden, "alert.fault.own", nil)
	}
	return page.Answered{Alert: a, Op: newOp()}, nil
}

// answerAlert takes an answer, and shows the form again where something is missing.
func (s *Server) answerAlert(c echo.Context, drawn bool, do func(page.Answered, actor.Actor) error) error {
	a, err := s.openAlert(c, drawn)
	if err != nil {
		return err
	}
	if a.Op, err = opOf(c); err != nil {
		return err
	}
	if a.Alert.Version, err = strconv.Atoi(c.FormValue(route.Version)); err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	a.Words = c.FormValue(route.Reason)
	if v := c.FormValue(route.Verdict); v == route.InOrder || v == route.NotInOrder {
		a.Verdict = v
	}
	err = do(a, visitOf(c).Holder.by())
	if a.Fault = faultOf(err); a.Fault != nil && a.Fault.Kind == fault.Invalid {
		a.Op = newOp()
		if drawn {
			return s.sendSampled(c, http.StatusUnprocessableEntity, a)
		}
		return s.send(c, http.StatusUnprocessableEntity, page.Form(page.NewAlertView(s.scene(c, nil), a)))
	}
	if err != nil {
		return err
	}
	if drawn {
		return s.lead(c, route.AuditSample)
	}
	return s.lead(c, route.Alerts)
}
