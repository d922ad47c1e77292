package web

import (
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showAskedMandates lists the mandates that wait to be confirmed.
func (s *Server) showAskedMandates(c echo.Context) error {
	list, err := s.deps.Mandates.Asked(c.Request().Context())
	if err == nil {
		err = s.noteLook(c, query.OfMandates, 0, len(list))
	}
	if err != nil {
		return err
	}
	return s.show(c, page.Waiting(page.NewAskedMandatesView(s.scene(c, nil), list)))
}

// showMandate shows the officer a mandate with what proves it.
func (s *Server) showMandate(c echo.Context) error { return s.sendMandate(c, http.StatusOK, nil) }

func (s *Server) sendMandate(c echo.Context, status int, refusal *fault.Error) error {
	ctx := c.Request().Context()
	m, err := s.deps.Mandates.One(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	files, err := s.deps.Files(ctx, m.ID)
	if err != nil {
		return err
	}
	known, err := s.deps.Mandates.Registered(ctx, m)
	if err == nil {
		err = s.noteLook(c, query.OfMandate+"/"+m.PublicID, known.ID, 1) // the file may be younger than the request
	}
	if err != nil {
		return err
	}
	v := page.NewMandateView(s.scene(c, nil), page.AskedMandate{
		Mandate: m, Known: known, Files: files, Op: newOp(), Reason: c.FormValue(route.Reason), Fault: refusal,
	})
	return s.send(c, status, page.Proof(v))
}

// takeOfficeRuling confirms, refuses or ends a mandate at the window.
func (s *Server) takeOfficeRuling(c echo.Context) error {
	err := s.rule(c)
	if refusal := faultOf(err); refusal != nil && refusal.Kind != fault.NotFound {
		return s.sendMandate(c, statusOf(err), refusal)
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.AskedMandates)
}

// sendMandateFile gives the officer a file that proves a mandate.
func (s *Server) sendMandateFile(c echo.Context) error {
	ctx := c.Request().Context()
	m, err := s.deps.Mandates.One(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	known, err := s.deps.Mandates.Registered(ctx, m)
	if err == nil {
		err = s.noteLook(c, query.OfMandate+"/"+m.PublicID, known.ID, 1)
	}
	if err != nil {
		return err
	}
	return s.sendProof(c, m.ID)
}

// sendProof gives a file that was handed in with the request, the mandate or the
// presentation.
// It is never opened in the browser's own window.
func (s *Server) sendProof(c echo.Context, of int64) error {
	file, content, err := s.deps.Attachments.OpenOf(c.Request().Context(), of, attachment.ID(c.Param("file")))
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // read to its end
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	h.Set(echo.HeaderContentSecurityPolicy, "sandbox; default-src 'none'")
	return c.Stream(http.StatusOK, file.Kind.Media(), content)
}
