package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showMandates shows for whom the holder may act, and who may act for them.
func (s *Server) showMandates(c echo.Context) error {
	return s.sendMandates(c, http.StatusOK, nil)
}

func (s *Server) sendMandates(c echo.Context, status int, refusal *fault.Error) error {
	h, ctx := visitOf(c).Holder, c.Request().Context()
	held, err := s.deps.Mandates.Of(ctx, h.account.ID)
	if err != nil {
		return err
	}
	given, err := s.deps.Mandates.Given(ctx, h.by(), h.party.Mandate)
	if err != nil {
		return err
	}
	v := page.NewMandatesView(s.scene(c, nil), page.Mandates{
		Party: h.party, Proven: h.account.Proven(), Held: held, Given: given, Op: newOp(), Fault: refusal,
		Name: h.account.Name, Asked: c.QueryParam(route.Done) != "",
	})
	return s.send(c, status, page.MandatesPage(v))
}

// showAsking is the form by which somebody asks for a mandate.
func (s *Server) showAsking(c echo.Context) error {
	if !visitOf(c).Holder.account.Proven() {
		return s.lead(c, route.Identity)
	}
	return s.show(c, page.Form(page.NewAskingView(s.scene(c, nil), page.Asking{Op: newOp()})))
}

// takeAsking asks for a mandate; what is wrong is said beside what was typed.
func (s *Server) takeAsking(c echo.Context) error {
	typed, err := s.readAsking(c)
	if err != nil {
		return err
	}
	err = s.ask(c, typed)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.send(c, statusOf(err), page.Form(page.NewAskingView(s.scene(c, nil), typed)))
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Mandates+"?"+route.Done+"=1")
}

func (s *Server) readAsking(c echo.Context) (page.Asking, error) {
	typed := page.Asking{
		Op: c.FormValue(route.Operation), Of: c.FormValue(route.PrincipalKind), Name: c.FormValue(route.PrincipalName),
		Number: c.FormValue(route.PrincipalNumber), Kind: c.FormValue(route.MandateKind),
		From: c.FormValue(route.From), To: c.FormValue(route.To),
		Scopes: c.Request().PostForm[route.Scope], Refused: visitOf(c).Refused,
	}
	var err error
	typed.Files, err = s.filesOf(c)
	return typed, err
}

func (s *Server) ask(c echo.Context, typed page.Asking) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	if len(typed.Refused) > 0 {
		return typed.Refused[0].Fault // said beside the files
	}
	m := account.Mandate{Kind: account.MandateKind(typed.Kind)}
	if m.Principal, err = s.principal(typed); err != nil {
		return err
	}
	if m.From, m.To, err = term(typed); err != nil {
		return err
	}
	for _, scope := range typed.Scopes {
		m.Scopes = append(m.Scopes, actor.Scope(scope))
	}
	files := make([]string, len(typed.Files))
	for i, file := range typed.Files {
		files[i] = string(file.ID)
	}
	return s.deps.Mandates.Ask(c.Request().Context(), visitOf(c).Holder.account, m, files, op)
}

// principal is whom the mandate binds, by the number that was typed.
func (s *Server) principal(typed page.Asking) (subject.Subject, error) {
	p := subject.Subject{Kind: subject.Kind(typed.Of), Name: typed.Name, Standing: subject.Existing}
	wrong := fault.New(fault.Invalid, "mandate.fault.number", nil)
	if p.Kind == subject.Person {
		d, err := subject.ParseDocument(subject.IdentityCard, "", typed.Number, s.deps.Today())
		if err != nil {
			return p, wrong // the reason would say more than it should of a number of somebody else
		}
		p.Document = d
		return p, nil
	}
	code, err := subject.ParseCode(typed.Number)
	if err != nil {
		return p, wrong
	}
	p.Code = code
	return p, nil
}

// term reads the first and the last day of a mandate; no last day is without
// end.
func term(typed page.Asking) (from, to civil.Date, err error) {
	if from, err = civil.Parse(strings.TrimSpace(typed.From)); err != nil {
		return from, to, fault.New(fault.Invalid, "mandate.fault.from", nil)
	}
	if strings.TrimSpace(typed.To) == "" {
		return from, to, nil
	}
	if to, err = civil.Parse(strings.TrimSpace(typed.To)); err != nil {
		return from, to, fault.New(fault.Invalid, "mandate.fault.to", nil)
	}
	return from, to, nil
}

// takeRuling confirms, refuses or ends a mandate: by who holds it or whom it
// binds.
func (s *Server) takeRuling(c echo.Context) error {
	err := s.rule(c)
	if refusal := faultOf(err); refusal != nil && refusal.Kind != fault.NotFound {
		return s.sendMandates(c, statusOf(err), refusal)
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Mandates)
}

// rule does to a mandate what the address names.
func (s *Server) rule(c echo.Context) error {
	op, err := opOf(c)
	version, none := strconv.Atoi(c.FormValue(route.Version))
	if err != nil || none != nil {
		return fault.New(fault.Invalid, "account.fault.form", nil)
	}
	r := account.Ruling{PublicID: c.Param("id"), Version: version, Reason: c.FormValue(route.Reason)}
	r.Op = op + "/" + c.Param("ruling") + "/" + r.PublicID
	ctx, h := c.Request().Context(), visitOf(c).Holder
	switch c.Param("ruling") {
	case route.ConfirmRuling:
		return s.deps.Mandates.Confirm(ctx, r, h.by(), h.party.Mandate)
	case route.RefuseRuling:
		return s.deps.Mandates.Refuse(ctx, r, h.by(), h.party.Mandate)
	case route.EndRuling:
		return s.deps.Mandates.End(ctx, r, h.by(), h.party.Mandate)
	}
	return echo.ErrNotFound
}
