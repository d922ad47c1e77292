package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/notice"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showLetter shows a letter as it was drawn, to whom it is for and to those who
// work on the matter.
func (s *Server) showLetter(c echo.Context) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	n, err := s.deps.Letters.Notice(ctx, c.Param("id"), by)
	if err != nil {
		return err
	}
	if err := s.noteLook(c, "letter/"+n.PublicID, n.To.Subject, 1); err != nil {
		return err
	}
	text, err := s.deps.Letters.Letter(ctx, n)
	if err != nil {
		return err
	}
	if err := s.deps.Letters.ReadNotice(ctx, n, by, s.deps.Now()); err != nil {
		return err
	}
	return s.show(c, page.Letter(page.NewLetterView(s.scene(c, nil), n, text)))
}

// showVerify asks for the number and the proof code of a letter.
func (s *Server) showVerify(c echo.Context) error {
	v := page.NewVerifyView(s.scene(c, nil), page.Verify{Letter: c.QueryParam(route.Letter)})
	return s.show(c, page.Form(v))
}

// takeVerify says whether a letter was issued, and nothing of what it says. The
// code comes by a form that is sent, so that it stands in no address.
func (s *Server) takeVerify(c echo.Context) error {
	typed := page.Verify{Letter: c.FormValue(route.Letter), Code: c.FormValue(route.ProofCode)}
	proof, err := notice.ParseProof(typed.Code)
	if err == nil {
		typed.Found, err = s.deps.Letters.CertifyNotice(c.Request().Context(), proof)
	}
	if err == nil && typed.Letter != "" && typed.Letter != typed.Found.Number {
		err = fault.New(fault.NotFound, "notice.fault.unknown", nil)
	}
	status := http.StatusOK
	if typed.Fault = faultOf(err); typed.Fault != nil {
		typed.Found, status = notice.Certificate{}, http.StatusUnprocessableEntity
	} else if err != nil {
		return err
	}
	return s.send(c, status, page.Form(page.NewVerifyView(s.scene(c, nil), typed)))
}
