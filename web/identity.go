package web

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showIdentity shows what of the holder is proven, and how the rest is.
func (s *Server) showIdentity(c echo.Context) error {
	return s.sendIdentity(c, http.StatusOK, page.Identity{Proved: c.QueryParam(route.Done) != ""})
}

func (s *Server) sendIdentity(c echo.Context, status int, v page.Identity) error {
	h := visitOf(c).Holder
	var err error
	if v.Standing, err = s.deps.Identities.Standing(c.Request().Context(), h.account); err != nil {
		return err
	}
	last, any, err := s.deps.Identities.LatestPresented(c.Request().Context(), h.account)
	if err != nil {
		return err
	}
	if any {
		v.Presented = &last
	}
	v.Account, v.Party, v.Op = h.account, h.party, newOp()
	return s.send(c, status, page.Cards(page.NewIdentityView(s.scene(c, nil), v)))
}

// takeActivation proves who the holder is by a code of the window.
func (s *Server) takeActivation(c echo.Context) error {
	err := s.activate(c)
	if refusal := faultOf(err); refusal != nil {
		return s.sendIdentity(c, statusOf(err), page.Identity{Fault: refusal})
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Identity+"?"+route.Done+"=1")
}

func (s *Server) activate(c echo.Context) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	ctx, h := c.Request().Context(), visitOf(c).Holder
	// a number that is none is refused like one of somebody else
	number, _ := subject.ParseDocument(subject.IdentityCard, "", c.FormValue(route.IDNumber), s.deps.Today())
	proof, err := s.deps.Identities.Activated(ctx, h.account, c.FormValue(route.Activation), number, c.RealIP())
	if err != nil {
		return err
	}
	return s.deps.Identities.Prove(ctx, h.account, proof, op)
}

// showActivation is the form by which an officer at the window gives a code to
// somebody whose papers they see.
func (s *Server) showActivation(c echo.Context) error {
	return s.show(c, page.Form(page.NewActivationView(s.scene(c, nil), page.Activation{Op: newOp()})))
}

// takeIssue gives a code. It is shown in this answer and never again.
func (s *Server) takeIssue(c echo.Context) error {
	typed := page.Activation{
		Op: c.FormValue(route.Operation), Name: c.FormValue(route.PrincipalName), Number: c.FormValue(route.IDNumber),
	}
	code, given, err := s.issue(c, typed)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.send(c, statusOf(err), page.Form(page.NewActivationView(s.scene(c, nil), typed)))
	}
	if err != nil {
		return err
	}
	typed.Code, typed.Given, typed.Op = code, given, newOp()
	return s.show(c, page.Form(page.NewActivationView(s.scene(c, nil), typed)))
}

func (s *Server) issue(c echo.Context, typed page.Activation) (string, account.Activation, error) {
	var none account.Activation
	op, err := opOf(c)
	if err != nil {
		return "", none, err
	}
	number, err := subject.ParseDocument(subject.IdentityCard, "", typed.Number, s.deps.Today())
	if err != nil {
		return "", none, fault.New(fault.Invalid, "identity.fault.number", nil)
	}
	person := subject.Subject{Kind: subject.Person, Name: typed.Name, Document: number}
	return s.deps.Identities.Issue(c.Request().Context(), person, visitOf(c).Holder.by(), op)
}

// showClosing asks whether the holder closes their account.
func (s *Server) showClosing(c echo.Context) error {
	v := page.Closing{Op: newOp(), Word: visitOf(c).Holder.account.Password != ""}
	return s.show(c, page.Form(page.NewClosingView(s.scene(c, nil), v)))
}

// takeClosing closes the holder's account, and leads to where the visitor reads
// that it is done.
func (s *Server) takeClosing(c echo.Context) error {
	a, err := visitOf(c).Holder.account, s.closeAccount(c)
	if refusal := faultOf(err); refusal != nil {
		v := page.Closing{Op: newOp(), Word: a.Password != "", Fault: refusal}
		return s.send(c, statusOf(err), page.Form(page.NewClosingView(s.scene(c, nil), v)))
	}
	if err != nil {
		return err
	}
	s.writeToken(c, sessionCookie, "")
	c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	return s.lead(c, route.SignIn+"?"+route.Done+"=1")
}

// closeAccount closes the holder's account, and destroys the files that were
// begun or presented and not filed.
func (s *Server) closeAccount(c echo.Context) error {
	op, err := opOf(c)
	if err != nil {
		return err
	}
	ctx, h := c.Request().Context(), visitOf(c).Holder
	files, err := s.unfiled(ctx, h)
	if err == nil {
		err = s.deps.Identities.Close(ctx, s.deps.Accounts, h.account, c.FormValue(route.Password), op,
			func(ctx context.Context) error {
				return s.deps.Authorisations.Leave(ctx, h.account.For(account.Party{Own: true}), op)
			})
	}
	if err != nil {
		return err
	}
	return s.deps.Attachments.Destroy(ctx, idsOf(files))
}

// unfiled is what the holder handed in and filed nowhere, and the pictures that
// they presented.
func (s *Server) unfiled(ctx context.Context, h holder) ([]attachment.Attachment, error) {
	files, err := s.deps.Attachments.Unfiled(ctx, h.by())
	if err != nil {
		return nil, err
	}
	presented, some, err := s.deps.Identities.LatestPresented(ctx, h.account)
	if err != nil || !some {
		return files, err
	}
	pictures, err := s.deps.Files(ctx, presented.ID)
	return append(files, pictures...), err
}
