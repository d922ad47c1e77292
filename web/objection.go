package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showOwn shows a subject its own file, public or not, and what it has filed.
func (s *Server) showOwn(c echo.Context) error {
	file, err := s.ownFile(c)
	if err != nil {
		return err
	}
	filed, _, err := s.deps.Objections.Desk.Store.Items(c.Request().Context(), flow.Filter{
		Subject: file.Subject.ID, Size: mostOwn,
	})
	if err != nil {
		return err
	}
	if !visitOf(c).Holder.by().May(actor.Objecting) {
		filed = nil
	}
	return s.show(c, page.Own(page.NewOwnView(s.scene(c, nil), file, filed)))
}

// mostOwn is how many of one's own items a page shows.
const mostOwn = 100

func (s *Server) ownFile(c echo.Context) (query.File, error) {
	return s.deps.Desk.OwnFile(c.Request().Context(), visitOf(c).Holder.by())
}

// showFiling is the form of an objection, begun from one record or from none.
func (s *Server) showFiling(c echo.Context) error {
	file, err := s.ownFile(c)
	if err != nil {
		return err
	}
	typed := page.Filing{Op: newOp(), Records: []string{c.QueryParam(route.OfRecord)}}
	return s.show(c, page.Form(page.NewFilingView(s.scene(c, nil), file, typed)))
}

// takeFiling files an objection. What is wrong is said beside what was typed.
func (s *Server) takeFiling(c echo.Context) error {
	file, err := s.ownFile(c)
	if err != nil {
		return err
	}
	typed := readFiling(c)
	if typed.Files, err = s.filesOf(c); err != nil {
		return err
	}
	typed.Refused = visitOf(c).Refused
	filed, err := s.file(c, file, typed)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.send(c, statusOf(err), page.Form(page.NewFilingView(s.scene(c, nil), file, typed)))
	}
	if err != nil {
		return err
	}
	return s.leadToReceipt(c, filed)
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

// readFiling reads the form; one that cannot be read is an empty one.
func readFiling(c echo.Context) page.Filing {
	typed := page.Filing{
		Op: c.FormValue(route.Operation), Ground: c.FormValue(route.Ground), Claim: c.FormValue(route.Claim),
		Provider: c.FormValue(route.Authority), Contact: c.FormValue(route.Contact),
	}
	typed.Records = c.Request().PostForm[route.OfRecord]
	return typed
}

func (s *Server) file(c echo.Context, file query.File, typed page.Filing) (flow.Request, error) {
	op, err := opOf(c)
	if err != nil {
		return flow.Request{}, err
	}
	if strings.TrimSpace(typed.Contact) == "" {
		return flow.Request{}, fault.New(fault.Invalid, "objection.fault.contact", nil)
	}
	by := visitOf(c).Holder.by()
	return s.deps.Objections.File(c.Request().Context(), objection.Filing{
		Op: op, Channel: flow.Online, Subject: by.Subject, Targets: targets(file, typed), Files: idsOf(typed.Files),
		Applicant: flow.Applicant{
			Account: by.Account, Name: by.Name, Contact: typed.Contact, Agent: len(by.Held) > 0 && by.Role != "person",
		},
	}, by)
}

// targets are what the filing objects to: the records chosen, or what is
// missing.
func targets(file query.File, typed page.Filing) []objection.Target {
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

// showRequest shows a request to whoever is a party to it or works on it.
func (s *Server) showRequest(c echo.Context) error {
	if visitOf(c).Holder.by().Side != actor.Subject {
		return s.showHandled(c)
	}
	r, err := s.request(c)
	if err != nil {
		return err
	}
	matter := page.Matter{Request: r, Beside: map[int64]page.Beside{}}
	for _, it := range r.Items {
		if matter.Beside[it.ID], err = s.shownItem(c, r, it); err != nil {
			return err
		}
	}
	if err := s.enclose(c, &matter); err != nil {
		return err
	}
	return s.show(c, page.Request(page.NewRequestView(s.scene(c, nil), visitOf(c).Holder.by(), matter)))
}

// enclose adds the letters of a request and what was handed in with it.
func (s *Server) enclose(c echo.Context, m *page.Matter) error {
	var err error
	ctx := c.Request().Context()
	if m.Letters, err = s.deps.Letters.NoticesOf(ctx, m.Request.ID, visitOf(c).Holder.by()); err != nil {
		return err
	}
	m.Refused, _ = strconv.Atoi(c.QueryParam(route.RefusedFiles)) // none unless it is a number
	m.Files, err = s.evidence(c, m.Request)
	return err
}

// evidence is the files of a request that the holder may open: all of them for
// the applicant and the office; for a provider what it was given, and what it
// handed in.
func (s *Server) evidence(c echo.Context, r flow.Request) ([]attachment.Attachment, error) {
	files, err := s.deps.Files(c.Request().Context(), r.ID)
	by := visitOf(c).Holder.by()
	return slices.DeleteFunc(files, func(file attachment.Attachment) bool {
		return by.Side == actor.Authority || // evidence is for those who decide
			by.Side == actor.Provider && file.Owner != by.Account && !r.Gives(file.ID)
	}), err
}

// request reads a request as the holder may see it; the look is in the log
// before anything of it is shown.
func (s *Server) request(c echo.Context) (flow.Request, error) {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	r, err := s.deps.Objections.Desk.Store.Request(ctx, c.Param("id"), by)
	if err != nil {
		return flow.Request{}, err
	}
	if err := s.reasoned(c, r); err != nil {
		return flow.Request{}, err
	}
	err = s.noteLook(c, objectOf(r), r.Subject, len(r.Items))
	return s.deps.Objections.Table.View(r, by), err
}

// objectOf names a request in the logs.
func objectOf(r flow.Request) string { return string(r.Kind) + "/" + r.PublicID }

// noteLook enters the holder's look in the query log, before anything is shown.
func (s *Server) noteLook(c echo.Context, object string, concerned int64, count int) error {
	by := visitOf(c).Holder.by()
	e := query.Entry{By: by, Basis: query.Work, Subject: concerned, Object: object, Count: count}
	if by.Subject != 0 {
		e.Basis = query.Self
	}
	return s.deps.Desk.Note(c.Request().Context(), e)
}

// shownItem is what a page shows beside an item: its record, and what the
// holder may do.
func (s *Server) shownItem(c echo.Context, r flow.Request, it flow.Item) (page.Beside, error) {
	by := visitOf(c).Holder.by()
	situation, err := s.deps.Objections.Situation(c.Request().Context(), r, it, by)
	if err != nil {
		return page.Beside{}, err
	}
	beside := page.Beside{Acts: s.deps.Objections.Table.Allowed(situation)}
	if situation.Record != nil {
		beside.Record = s.deps.Desk.Shown(*situation.Record, subject.Subject{}, by)
	}
	return beside, nil
}
