package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// presentedDoors lead to where somebody presents pictures of their identity
// document, and to the officers who compare and confirm them.
func presentedDoors() []door {
	return []door{
		{http.MethodGet, route.Present, citizens, own, (*Server).showPresenting},
		{http.MethodPost, route.Present, citizens, own, (*Server).takePresenting},
		{http.MethodPost, route.TakeBack, citizens, own, (*Server).takeBack},
		{http.MethodGet, route.Presentations, vouchers, own, (*Server).showPresentations},
		{http.MethodGet, route.Presentation, vouchers, own, (*Server).showPresentation},
		{http.MethodPost, route.PresentationRuling, vouchers, own, (*Server).takePresentationRuling},
		{http.MethodGet, route.PresentationFile, vouchers, own, (*Server).sendPresentationFile},
	}
}

// showPresenting is the form by which somebody presents their document.
func (s *Server) showPresenting(c echo.Context) error {
	if visitOf(c).Holder.account.Proven() {
		return s.lead(c, route.Identity)
	}
	return s.show(c, page.Form(page.NewPresentingView(s.scene(c, nil), page.Presenting{Op: newOp()})))
}

// takePresenting takes what is presented; what is wrong is said beside what was
// typed.
func (s *Server) takePresenting(c echo.Context) error {
	typed := page.Presenting{
		Op: c.FormValue(route.Operation), Name: c.FormValue(route.PrincipalName), Number: c.FormValue(route.IDNumber),
		Refused: visitOf(c).Refused,
	}
	var err error
	if typed.Files, err = s.filesOf(c); err != nil {
		return err
	}
	err = s.present(c, typed)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.send(c, statusOf(err), page.Form(page.NewPresentingView(s.scene(c, nil), typed)))
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Identity)
}

func (s *Server) present(c echo.Context, typed page.Presenting) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	if len(typed.Refused) > 0 {
		return typed.Refused[0].Fault // said beside the files
	}
	number, err := subject.ParseDocument(subject.IdentityCard, "", typed.Number, s.deps.Today())
	if err != nil {
		return fault.New(fault.Invalid, "identity.fault.number", nil)
	}
	files := make([]string, len(typed.Files))
	for i, file := range typed.Files {
		files[i] = string(file.ID)
	}
	who := subject.Subject{Kind: subject.Person, Name: typed.Name, Document: number}
	return s.deps.Identities.Present(c.Request().Context(), visitOf(c).Holder.account, who, files, op)
}

// takeBack ends what the holder presented; its pictures are destroyed.
func (s *Server) takeBack(c echo.Context) error {
	r, err := s.presentedRuling(c)
	if err != nil {
		return err
	}
	a := visitOf(c).Holder.account
	err = s.destroying(c, func() error { return s.deps.Identities.TakeBack(c.Request().Context(), a, r) })
	if err != nil && !fault.Is(err, fault.Stale) { // decided just now: the page says how
		return err
	}
	return s.lead(c, route.Identity)
}

// presentedRuling is what a form says about what was presented.
func (s *Server) presentedRuling(c echo.Context) (account.Ruling, error) {
	op, err := opOf(c)
	version, none := strconv.Atoi(c.FormValue(route.Version))
	if err != nil || none != nil {
		return account.Ruling{}, fault.New(fault.Invalid, "account.fault.form", nil)
	}
	return account.Ruling{
		PublicID: c.Param("id"), Version: version, Reason: c.FormValue(route.Reason),
		Op: op + "/" + c.Param("ruling") + "/" + c.Param("id"),
	}, nil
}

// destroying does what may end it, and destroys the pictures that nothing names
// afterwards.
func (s *Server) destroying(c echo.Context, do func() error) error {
	ctx := c.Request().Context()
	p, err := s.deps.Identities.PresentedOne(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	files, err := s.deps.Files(ctx, p.ID)
	if err == nil {
		err = do()
	}
	if err != nil {
		return err
	}
	return s.deps.Attachments.Destroy(ctx, idsOf(files))
}

// showPresentations lists what waits for an officer.
func (s *Server) showPresentations(c echo.Context) error {
	list, err := s.deps.Identities.PresentedWaiting(c.Request().Context())
	if err == nil {
		err = s.noteLook(c, query.OfPresented, 0, len(list))
	}
	if err != nil {
		return err
	}
	return s.show(c, page.Waiting(page.NewPresentationsView(s.scene(c, nil), list)))
}

// showPresentation shows an officer what was presented; the look is in the log
// before.
func (s *Server) showPresentation(c echo.Context) error {
	return s.sendPresentation(c, http.StatusOK, nil)
}

func (s *Server) sendPresentation(c echo.Context, status int, refusal *fault.Error) error {
	ctx := c.Request().Context()
	p, err := s.deps.Identities.PresentedOne(ctx, c.Param("id"))
	if err != nil {
		return err
	}
	files, err := s.deps.Files(ctx, p.ID)
	if err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfPresented+"/"+p.PublicID, 0, 1); err != nil {
		return err
	}
	v := page.NewPresentationView(s.scene(c, nil), page.PresentedCase{
		Presented: p, Files: files, Op: newOp(), Reason: c.FormValue(route.Reason), Fault: refusal,
		By: visitOf(c).Holder.by(),
	})
	return s.send(c, status, page.Proof(v))
}

// takePresentationRuling is the word of an officer.
func (s *Server) takePresentationRuling(c echo.Context) error {
	r, err := s.presentedRuling(c)
	if err != nil {
		return err
	}
	err = s.destroying(c, func() error { return s.rulePresented(c, r) })
	if refusal := faultOf(err); refusal != nil && refusal.Kind != fault.NotFound {
		return s.sendPresentation(c, statusOf(err), refusal)
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Presentations)
}

func (s *Server) rulePresented(c echo.Context, r account.Ruling) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	switch c.Param("ruling") {
	case route.SeeRuling:
		return s.deps.Identities.FindRight(ctx, r, by)
	case route.ConfirmRuling:
		return s.deps.Identities.ConfirmRight(ctx, r, by)
	case route.RefuseRuling:
		return s.deps.Identities.RefusePresented(ctx, r, by)
	}
	return echo.ErrNotFound
}

// sendPresentationFile gives an officer a picture of a document.
func (s *Server) sendPresentationFile(c echo.Context) error {
	p, err := s.deps.Identities.PresentedOne(c.Request().Context(), c.Param("id"))
	if err == nil {
		err = s.noteLook(c, query.OfPresented+"/"+p.PublicID, 0, 1)
	}
	if err != nil {
		return err
	}
	return s.sendProof(c, p.ID)
}
