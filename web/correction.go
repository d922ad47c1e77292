package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// mostAnnulled is how many records the list of what was taken down names.
const mostAnnulled = 200

// correctionDoors lead a provider to what it reported and puts right, and everybody to
// what was taken down.
func correctionDoors() []door {
	return []door{
		{http.MethodGet, route.Annulled, anyone, public, (*Server).showAnnulled},
		{http.MethodGet, route.NewCorrection, reporters, own, (*Server).showNewCorrection},
		{http.MethodPost, route.NewCorrection, reporters, own, (*Server).takeCorrection},
	}
}

// showAnnulled lists which documents were taken down, and why.
func (s *Server) showAnnulled(c echo.Context) error {
	list, err := s.deps.Annulled(c.Request().Context(), visitOf(c).Today, mostAnnulled)
	if err != nil {
		return err
	}
	return s.show(c, page.Annulled(page.NewAnnulledView(s.scene(c, nil), list)))
}

// showNewCorrection asks which record is wrong, why, and since when that is known.
func (s *Server) showNewCorrection(c echo.Context) error {
	in := page.Correcting{Op: newOp(), Number: c.QueryParam(route.OfRecord), On: visitOf(c).Today.String()}
	return s.show(c, page.Form(page.NewCorrectionView(s.scene(c, nil), in)))
}

// takeCorrection begins a correction and leads to its page, where it is proposed.
func (s *Server) takeCorrection(c echo.Context) error {
	in := page.Correcting{
		Op: c.FormValue(route.Operation), Number: c.FormValue(route.OfRecord),
		Ground: correction.Ground(c.FormValue(route.CorrectionGround)), On: c.FormValue(route.CorrectionDay),
	}
	f, err := correctionOf(c, in)
	if err == nil {
		filed, failed := s.deps.Corrections.File(c.Request().Context(), f, visitOf(c).Holder.by())
		if failed == nil {
			return s.leadToRequest(c, filed.PublicID)
		}
		err = failed
	}
	if in.Fault = faultOf(err); in.Fault == nil {
		return err
	}
	return s.send(c, statusOf(in.Fault), page.Form(page.NewCorrectionView(s.scene(c, nil), in)))
}

// correctionOf is what the form says.
func correctionOf(c echo.Context, in page.Correcting) (correction.Filing, error) {
	op, err := opOf(c)
	if err != nil {
		return correction.Filing{}, fault.New(fault.Invalid, "account.fault.form", nil)
	}
	f := correction.Filing{Op: op, Ground: in.Ground}
	if f.Number, err = record.ParseNumber(in.Number); err != nil {
		return f, fault.New(fault.Invalid, "correction.fault.unknown", nil)
	}
	if !f.Ground.Known() {
		return f, fault.New(fault.Invalid, "correction.fault.ground", nil)
	}
	if f.On, err = civil.Parse(in.On); err != nil {
		return f, fault.New(fault.Invalid, "correction.fault.day", nil)
	}
	return f, nil
}
