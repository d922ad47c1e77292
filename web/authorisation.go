package web

import (
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// authorisationDoors lead to queries about somebody else: for the enquirer and
// for the subject. Whoever agrees, and whoever opens what was agreed to, has just
// proved that it is they.
func authorisationDoors() []door {
	return []door{
		{http.MethodGet, route.Authorisations, subjects, own, (*Server).showAuthorisations},
		{http.MethodPost, route.Authorisations, subjects, own, (*Server).takeAskAbout},
		{http.MethodGet, route.NewAuthorisation, subjects, own, (*Server).showAskAbout},
		{http.MethodGet, route.AuthorisationPage, subjects, own, (*Server).showAuthorisation},
		{http.MethodPost, route.ConsentAct, subjects.steppedUp(), own, (*Server).takeConsent},
		{http.MethodPost, route.ViewAct, subjects.steppedUp(), own, (*Server).takeLook},
		{http.MethodPost, route.AuthorisationAct, subjects, own, (*Server).takeAuthorisationAct},
		{http.MethodGet, route.ConsentReport, subjects, own, (*Server).showConsented},
		{http.MethodGet, route.ConsentReportPaper, subjects, own, (*Server).sendConsented},
		{http.MethodGet, route.OwnLooks, subjects, own, (*Server).showSeen},
		{http.MethodGet, route.OwnLooksTable, subjects, own, (*Server).takeSeen},
		{http.MethodGet, route.LookReceipt, parties, own, (*Server).sendLookReceipt},
	}
}

// mostAuthorisations is how many a list shows, the newest.
const mostAuthorisations = 100

// showAuthorisations lists what the holder's side asked about others, and what
// others asked about it.
func (s *Server) showAuthorisations(c echo.Context) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	asked, about, err := s.deps.Authorisations.Lists(ctx, by, mostAuthorisations)
	if err != nil {
		return err
	}
	in := page.Authorisations{Asked: asked, About: about, Sent: c.QueryParam(route.Done) != ""}
	return s.show(c, page.Cards(page.NewAuthorisationsView(s.scene(c, nil), in)))
}

// showAskAbout is the form by which somebody asks about somebody else.
func (s *Server) showAskAbout(c echo.Context) error {
	typed := page.AskAbout{Op: newOp(), Days: "7", Uses: "1"}
	return s.show(c, page.Form(page.NewAskAboutView(s.scene(c, nil), typed)))
}

// takeAskAbout asks. The answer is the same whether or not the subject is known here.
func (s *Server) takeAskAbout(c echo.Context) error {
	typed := readAskAbout(c)
	op, err := opOf(c)
	if err != nil {
		return err
	}
	filing := typed.Filing(op)
	filing.Enquirer = visitOf(c).Holder.side()
	_, err = s.deps.Authorisations.Ask(c.Request().Context(), filing, visitOf(c).Holder.by())
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.send(c, statusOf(err), page.Form(page.NewAskAboutView(s.scene(c, nil), typed)))
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Authorisations+"?"+route.Done+"=1")
}

// side is the name of whom the holder speaks for.
func (h holder) side() string {
	if h.party.Mandate.ID != 0 {
		return h.party.Mandate.Principal.Name
	}
	return h.account.Name
}

func readAskAbout(c echo.Context) page.AskAbout {
	value := func(name string) string { return strings.TrimSpace(c.FormValue(name)) }
	return page.AskAbout{
		Op: c.FormValue(route.Operation), Name: value(route.SubjectName), Number: value(route.SubjectNumber),
		Items: c.Request().PostForm[route.AskedItems], Purpose: value(route.AskedPurpose), Words: value(route.AskedWords),
		Days: value(route.AskedDays), Uses: value(route.AskedUses), Enquirer: value(route.EnquirerName),
		Document: value(route.EnquirerDocument), Contact: value(route.Contact),
		Proofs: c.Request().PostForm[route.Proofs],
	}
}

// authorised opens the authorisation of the address to a party, and enters the
// look of an officer at it.
func (s *Server) authorised(c echo.Context) (authorisation.Authorisation, error) {
	by := visitOf(c).Holder.by()
	a, err := s.deps.Authorisations.Find(c.Request().Context(), c.Param("id"), by)
	if err == nil && by.Side == actor.Operator {
		err = s.noteLook(c, query.OfAuthorisation(a.PublicID), a.Subject, 1)
	}
	return a, err
}

// showAuthorisation shows one to the enquirer or to the subject, with what they
// may do.
func (s *Server) showAuthorisation(c echo.Context) error {
	a, err := s.authorised(c)
	if err != nil {
		return err
	}
	return s.sendAuthorisation(c, http.StatusOK, page.OneAuthorisation{Authorisation: a})
}

func (s *Server) sendAuthorisation(c echo.Context, status int, in page.OneAuthorisation) error {
	by := visitOf(c).Holder.by()
	in.Open, in.Shown = in.Authorisation.OpenTo(by, s.deps.Now()), in.Authorisation.Shown(s.deps.Now())
	in.Authorisation, in.About, in.Op = in.Authorisation.For(by), in.Authorisation.About(by), newOp()
	return s.send(c, status, page.Cards(page.NewAuthorisationView(s.scene(c, nil), in)))
}

// takeConsent agrees, to all or to a part. What is wrong is said beside what was
// typed.
func (s *Server) takeConsent(c echo.Context) error {
	typed := page.Terms{
		Items: c.Request().PostForm[route.AskedItems], Days: c.FormValue(route.AskedDays), Uses: c.FormValue(route.AskedUses),
	}
	return s.actOn(c, flow.Move{Do: authorisation.Consent, Terms: typed.Terms()}, &typed)
}

// takeAuthorisationAct does what needs no more than a press of a button.
func (s *Server) takeAuthorisationAct(c echo.Context) error {
	do := audit.Act(string(flow.Authorisation) + "." + c.Param("act"))
	plain := []audit.Act{authorisation.Decline, authorisation.Withdraw, authorisation.Revoke, authorisation.Object}
	if !slices.Contains(plain, do) {
		return echo.ErrNotFound
	}
	return s.actOn(c, flow.Move{Do: do}, nil)
}

func (s *Server) actOn(c echo.Context, m flow.Move, typed *page.Terms) error {
	a, err := s.authorised(c)
	if err != nil {
		return err
	}
	if m.Op, err = opOf(c); err != nil {
		return err
	}
	err = s.deps.Authorisations.Do(c.Request().Context(), a.PublicID, m, visitOf(c).Holder.by())
	if refusal := faultOf(err); refusal != nil && refusal.Kind == fault.Invalid {
		return s.sendAuthorisation(c, statusOf(err), page.OneAuthorisation{Authorisation: a, Typed: typed, Fault: refusal})
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Authorisation(a.PublicID))
}

// takeLook uses the authorisation once, and leads to what it shows.
func (s *Server) takeLook(c echo.Context) error {
	return s.look(c, route.Authorisation(c.Param("id"))+"/report")
}

func (s *Server) look(c echo.Context, to string) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	by := visitOf(c).Holder.by()
	if err := s.deps.Authorisations.View(c.Request().Context(), c.Param("id"), op, by); err != nil {
		return err
	}
	return s.lead(c, to)
}

// showConsented shows what was opened, as long as it is open; each look is in the
// log first.
func (s *Server) showConsented(c echo.Context) error {
	return s.sendOpened(c, route.Authorisation(c.Param("id")))
}

func (s *Server) sendOpened(c echo.Context, back string) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	a, look, err := s.deps.Authorisations.Opened(ctx, c.Param("id"), by)
	if fault.Is(err, fault.Conflict) {
		return s.lead(c, back) // the page says how it stands
	}
	if err != nil {
		return err
	}
	in := page.OpenReport{Issuer: s.deps.Reports.Issuer(), Back: back, Until: a.Terms().Open, Proved: s.deps.Ledger != nil}
	if in.Report, in.Content, err = s.deps.Reports.Consented(ctx, by, look, a.Applicant.Name); err != nil {
		return err
	}
	return s.show(c, page.Report(page.NewReportView(s.scene(c, nil), in)))
}

// sendConsented gives the same as it goes to paper.
func (s *Server) sendConsented(c echo.Context) error {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	a, look, err := s.deps.Authorisations.Opened(ctx, c.Param("id"), by)
	if fault.Is(err, fault.Conflict) {
		back, _ := strings.CutSuffix(visitOf(c).Path, "/report.pdf")
		return s.lead(c, back)
	}
	if err != nil {
		return err
	}
	r, body, err := s.deps.Reports.ConsentedPaper(ctx, by, look, a.Applicant.Name)
	if err != nil {
		return err
	}
	return sendReport(c, r.Number, body)
}

// sendReport gives a report as it goes to paper. It is never opened in the
// browser's own window.
func sendReport(c echo.Context, number string, body []byte) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition,
		mime.FormatMediaType("attachment", map[string]string{"filename": "credit-report-" + number + ".pdf"}))
	h.Set(echo.HeaderContentSecurityPolicy, "sandbox; default-src 'none'")
	return c.Blob(http.StatusOK, "application/pdf", body)
}

// sendLookReceipt gives the proof that a look is in the log to who looked and to
// whom it was about. It says nothing of what was looked at.
func (s *Server) sendLookReceipt(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("id")
	if s.deps.Ledger == nil {
		return echo.ErrNotFound
	}
	if err := s.deps.Auditor.Theirs(ctx, visitOf(c).Holder.by(), id); err != nil {
		return err
	}
	receipt, err := s.deps.Ledger.ReceiptOf(ctx, id)
	if err != nil {
		return err
	}
	return sendReceipt(c, receipt.Text())
}
