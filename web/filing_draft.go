package web

import (
	"slices"

	"github.com/labstack/echo/v4"

	"creditportal/internal/attachment"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/web/route"
)

// filingOf is the draft as it would be filed.
func (s *Server) filingOf(c echo.Context, file query.File, d flow.Draft) (objection.Filing, error) {
	applicant, err := s.applicant(c, d.Typed.Contact)
	return objection.Filing{
		Op: d.Op(), Channel: flow.Online, Subject: visitOf(c).Holder.by().Subject, Targets: targets(file, d.Typed),
		Files: d.Files, WantFinding: d.Typed.WantFinding, Applicant: applicant,
	}, err
}

// foreseen is what the draft would become if it were filed now.
func (s *Server) foreseen(
	c echo.Context, file query.File, d flow.Draft, files []attachment.Attachment,
) (objection.Outlook, error) {
	f, err := s.filingOf(c, file, d)
	if err != nil {
		return objection.Outlook{}, err
	}
	by := visitOf(c).Holder.by()
	if err := attachment.MayJoin(files, nil, by.Account, s.deps.Attachments.Limits()); err != nil {
		return objection.Outlook{}, err
	}
	return s.deps.Objections.Foresee(c.Request().Context(), f, by)
}

// file files the draft, and forgets it: what stays kept by a mishap leads to the
// receipt from now on.
func (s *Server) file(c echo.Context, file query.File, d flow.Draft) (flow.Request, error) {
	f, err := s.filingOf(c, file, d)
	if err != nil {
		return flow.Request{}, err
	}
	files, err := s.filesNamed(c, d.Files)
	if err != nil {
		return flow.Request{}, err
	}
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	f.Files = idsOf(files)
	filed, err := s.deps.Objections.File(ctx, f, by)
	if err == nil {
		_ = s.deps.Drafts.Drop(ctx, flow.Objection, d.PublicID, by)
	}
	return filed, err
}

// leadToReceipt leads on from a filing: where files were not taken, to the
// request, which says so.
func (s *Server) leadToReceipt(c echo.Context, filed flow.Request) error {
	if len(visitOf(c).Refused) > 0 {
		return s.leadToRequest(c, filed.PublicID)
	}
	return s.lead(c, receiptOf(filed))
}

// receiptOf is where a filing leads: to its receipt, or to the older request that
// all of it was added to.
func receiptOf(filed flow.Request) string {
	if len(filed.Joined) > 0 && !slices.ContainsFunc(filed.Items, func(it flow.Item) bool {
		return it.Times(objection.Add) == 0
	}) {
		return route.Request(filed.PublicID)
	}
	return route.Receipt(filed.PublicID)
}

// targets are what the filing objects to: the records chosen, or what is
// missing.
func targets(file query.File, typed flow.Typed) []objection.Target {
	ground := objection.Ground(typed.Ground)
	if ground == objection.Omitted {
		return []objection.Target{{Provider: typed.Provider, Ground: ground, Claim: typed.Claim}}
	}
	var list []objection.Target
	for _, number := range typed.Records {
		i := slices.IndexFunc(file.Lines, func(l query.Line) bool { return string(l.Number) == number })
		if i < 0 {
			continue // not one of theirs
		}
		rec := file.Lines[i]
		list = append(list, objection.Target{
			Record: rec.ID, Number: rec.Number, Provider: rec.Provider, Ground: ground, Claim: typed.Claim,
		})
	}
	return list
}

// filedBefore is what was filed by the form before, and whether anything was: who
// sends the same twice files once. What cannot be read is for the filing to refuse.
func (s *Server) filedBefore(c echo.Context) (flow.Request, bool) {
	op, err := opOf(c)
	if err != nil {
		return flow.Request{}, false
	}
	filed, done, err := s.deps.Repairs.Desk.Store.Done(c.Request().Context(), op, visitOf(c).Holder.by())
	return filed, done && err == nil
}
