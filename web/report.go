package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/report"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// reportDoors lead to the query about oneself, and to the reports that it makes.
// Whoever passes has just proved that it is they, and for whom they act.
func reportDoors() []door {
	return []door{
		{http.MethodGet, route.OwnReports, subjects, own, (*Server).showOwnReports},
		{http.MethodPost, route.OwnReports, subjects.steppedUp(), own, (*Server).takeOwnQuery},
		{http.MethodGet, route.ReportPage, subjects.steppedUp(), own, (*Server).showCreditReport},
		{http.MethodGet, route.ReportPaper, subjects.steppedUp(), own, (*Server).sendCreditReport},
	}
}

// showOwnReports asks whether to query, and lists the reports made before.
func (s *Server) showOwnReports(c echo.Context) error {
	h := visitOf(c).Holder
	list, err := s.deps.Reports.Listed(c.Request().Context(), h.by())
	if err != nil {
		return err
	}
	in := page.Reports{Name: h.account.Name, List: list, Op: newOp()}
	if h.party.Mandate.ID != 0 {
		in.Name = h.party.Mandate.Principal.Name
	}
	return s.show(c, page.ReportList(page.NewReportsView(s.scene(c, nil), in)))
}

// takeOwnQuery makes a report: the look is in the query log before it is.
func (s *Server) takeOwnQuery(c echo.Context) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	publicID, err := s.deps.Reports.Issue(c.Request().Context(), visitOf(c).Holder.by(), op)
	if err != nil {
		return err
	}
	return s.lead(c, route.Report(publicID)+"?"+route.Done+"=1")
}

// showCreditReport shows a report of the holder's own side.
func (s *Server) showCreditReport(c echo.Context) error {
	r, content, err := s.deps.Reports.Open(c.Request().Context(), c.Param("id"), visitOf(c).Holder.by())
	if fault.Is(err, fault.Gone) {
		return s.showOutdated(c, r)
	}
	if err != nil {
		return err
	}
	in := page.OpenReport{
		Report: r, Content: content, Issuer: s.deps.Reports.Issuer(), Made: c.QueryParam(route.Done) != "",
		Proved: s.deps.Ledger != nil,
	}
	return s.show(c, page.Report(page.NewReportView(s.scene(c, nil), in)))
}

// showOutdated says of a report that it is shown no longer, and leads to
// another one.
func (s *Server) showOutdated(c echo.Context, r report.Report) error {
	return s.send(c, http.StatusGone, page.Plain(page.NewOutdatedView(s.scene(c, nil), r)))
}

// sendCreditReport gives a report as it goes to paper.
func (s *Server) sendCreditReport(c echo.Context) error {
	r, body, err := s.deps.Reports.Paper(c.Request().Context(), c.Param("id"), visitOf(c).Holder.by())
	if fault.Is(err, fault.Gone) {
		return s.showOutdated(c, r)
	}
	if err != nil {
		return err
	}
	return sendReport(c, r.Number, body)
}
