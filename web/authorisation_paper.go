package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// paperDoors lead to authorisations on paper: one officer enters what somebody
// brought to the window, another one checks it.
func paperDoors() []door {
	return []door{
		{http.MethodGet, route.PaperAuthorisations, officers, own, (*Server).showPapers},
		{http.MethodGet, route.NewPaperAuthorisation, intake, own, (*Server).showPaperForm},
		{http.MethodPost, route.PaperAuthorisations, intake, own, (*Server).takePaper},
		{http.MethodGet, route.PaperAuthorisationPage, officers, own, (*Server).showPaper},
		{http.MethodGet, route.PaperAuthorisationFile, officers, own, (*Server).sendPaperFile},
		{http.MethodPost, route.PaperConfirmAct, officers.steppedUp(), own, (*Server).takePaperConfirm},
		{http.MethodPost, route.PaperViewAct, officers.steppedUp(), own, (*Server).takePaperLook},
		{http.MethodPost, route.PaperAuthorisationAct, officers, own, (*Server).takePaperAct},
		{http.MethodGet, route.PaperReport, officers, own, (*Server).showPaperReport},
		{http.MethodGet, route.PaperReportPaper, officers, own, (*Server).sendConsented},
	}
}

// showPapers lists the authorisations on paper, the newest first.
func (s *Server) showPapers(c echo.Context) error {
	list, err := s.deps.Authorisations.Store.Authorisations(c.Request().Context(), authorisation.Filter{
		OnPaper: true, Size: mostAuthorisations,
	})
	if err == nil {
		err = s.noteLook(c, query.OfAuthorisations, 0, len(list))
	}
	if err != nil {
		return err
	}
	return s.show(c, page.Waiting(page.NewPapersView(s.scene(c, nil), list)))
}

// showPaperForm is the form of an authorisation on paper.
func (s *Server) showPaperForm(c echo.Context) error {
	typed := page.AskAbout{Op: newOp(), Days: "7", Uses: "1"}
	return s.show(c, page.Form(page.NewPaperFormView(s.scene(c, nil), typed)))
}

// takePaper enters one. All that proves it must be there; a refusal says nothing
// of the subject, and is in the log.
func (s *Server) takePaper(c echo.Context) error {
	typed := readAskAbout(c)
	var err error
	if typed.Files, err = s.filesOf(c); err != nil {
		return err
	}
	typed.Refused = visitOf(c).Refused
	a, err := s.filePaper(c, typed)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.refusePaper(c, statusOf(err), typed)
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.PaperAuthorisation(a.PublicID))
}

// refusePaper says what is missing; that somebody came without it is in the log.
func (s *Server) refusePaper(c echo.Context, status int, typed page.AskAbout) error {
	_, err := s.deps.Desk.Note(c.Request().Context(), query.Entry{
		By: visitOf(c).Holder.by(), Basis: query.Work, Channel: query.Paper, Object: query.OfAuthorisations, Refused: true,
	})
	if err != nil {
		return err
	}
	return s.send(c, status, page.Form(page.NewPaperFormView(s.scene(c, nil), typed)))
}

func (s *Server) filePaper(c echo.Context, typed page.AskAbout) (authorisation.Authorisation, error) {
	op, err := opOf(c)
	if err != nil {
		return authorisation.Authorisation{}, err
	}
	switch {
	case len(typed.Refused) > 0:
		return authorisation.Authorisation{}, typed.Refused[0].Fault
	case !typed.Proved():
		return authorisation.Authorisation{}, fault.New(fault.Invalid, "authorisation.fault.proofs", nil)
	case typed.Document == "":
		return authorisation.Authorisation{}, fault.New(fault.Invalid, "authorisation.fault.document", nil)
	}
	filing := typed.Filing(op)
	filing.Files = idsOf(typed.Files)
	return s.deps.Authorisations.FilePaper(c.Request().Context(), filing, visitOf(c).Holder.by())
}

// showPaper shows one to the officers, with what proves it.
func (s *Server) showPaper(c echo.Context) error {
	a, err := s.authorised(c)
	if err != nil {
		return err
	}
	return s.sendPaperPage(c, http.StatusOK, page.OneAuthorisation{Authorisation: a})
}

func (s *Server) sendPaperPage(c echo.Context, status int, in page.OneAuthorisation) error {
	by := visitOf(c).Holder.by()
	var err error
	if in.Files, err = s.deps.Files(c.Request().Context(), in.Authorisation.ID); err != nil {
		return err
	}
	if in.Letters, err = s.deps.Letters.NoticesOf(c.Request().Context(), in.Authorisation.ID, by); err != nil {
		return err
	}
	if in.Callback, err = s.deps.Authorisations.Callback(c.Request().Context(), in.Authorisation); err != nil {
		return err
	}
	in.Open, in.Shown = in.Authorisation.OpenTo(by, s.deps.Now()), in.Authorisation.Shown(s.deps.Now())
	in.Op = newOp()
	return s.send(c, status, page.Proof(page.NewPaperView(s.scene(c, nil), in)))
}

// sendPaperFile gives a scan; the look is in the log first.
func (s *Server) sendPaperFile(c echo.Context) error {
	a, err := s.authorised(c)
	if err != nil {
		return err
	}
	return s.sendProof(c, a.ID)
}

// takePaperConfirm finds the papers in order: the subject is told.
func (s *Server) takePaperConfirm(c echo.Context) error {
	return s.actOnPaper(c, authorisation.Confirm)
}

// takePaperAct refuses the papers, or enters that the subject objected or took
// them back.
func (s *Server) takePaperAct(c echo.Context) error {
	do := audit.Act(string(flow.Authorisation) + "." + c.Param("act"))
	if !slices.Contains([]audit.Act{authorisation.NotAccept, authorisation.Object, authorisation.Revoke}, do) {
		return echo.ErrNotFound
	}
	return s.actOnPaper(c, do)
}

func (s *Server) actOnPaper(c echo.Context, do audit.Act) error {
	a, err := s.authorised(c)
	if err != nil {
		return err
	}
	m := flow.Move{Do: do, Reason: c.FormValue(route.Reason)}
	if m.Op, err = opOf(c); err != nil {
		return err
	}
	err = s.deps.Authorisations.Do(c.Request().Context(), a.PublicID, m, visitOf(c).Holder.by())
	if refusal := faultOf(err); refusal != nil && refusal.Kind == fault.Invalid {
		return s.sendPaperPage(c, statusOf(err), page.OneAuthorisation{
			Authorisation: a, Fault: refusal, Reason: m.Reason, Act: do,
		})
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.PaperAuthorisation(a.PublicID))
}

// takePaperLook uses it once, for who came.
func (s *Server) takePaperLook(c echo.Context) error {
	return s.look(c, route.PaperAuthorisation(c.Param("id"))+"/report")
}

// showPaperReport shows what was opened to the officer, who prints it.
func (s *Server) showPaperReport(c echo.Context) error {
	return s.sendOpened(c, route.PaperAuthorisation(c.Param("id")))
}
