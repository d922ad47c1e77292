package web

import (
	"errors"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showOwn shows a subject its own file, public or not, what it has filed, and
// what it has begun to file.
func (s *Server) showOwn(c echo.Context) error {
	file, err := s.ownFile(c)
	if err != nil {
		return err
	}
	mine := page.OwnFile{File: file, Kept: c.QueryParam(route.Later) != ""}
	if mine.Filed, err = s.ownFiled(c, file.Subject.ID); err != nil {
		return err
	}
	by := visitOf(c).Holder.by()
	if mine.Asked, err = s.deps.Authorisations.Unanswered(c.Request().Context(), by); err != nil {
		return err
	}
	if mine.Drafts, err = s.ownDrafts(c); err != nil {
		return err
	}
	return s.show(c, page.Own(page.NewOwnView(s.scene(c, nil), mine)))
}

// ownDrafts are what the holder has begun to file, in the matters in which they may act.
func (s *Server) ownDrafts(c echo.Context) ([]flow.Draft, error) {
	by := visitOf(c).Holder.by()
	list, err := s.deps.Drafts.Of(c.Request().Context(), by)
	return slices.DeleteFunc(list, func(d flow.Draft) bool {
		return inMatter(flow.Request{Kind: d.Kind}, by) != nil
	}), err
}

// mostOwn is how many of one's own items a page shows.
const mostOwn = 100

// ownFiled is what was filed for the subject, in the matters in which the holder may
// act.
func (s *Server) ownFiled(c echo.Context, subj int64) ([]flow.Request, error) {
	filter, by := flow.Filter{Subject: subj, Size: mostOwn}, visitOf(c).Holder.by()
	list, _, err := s.deps.Objections.Desk.Store.Items(c.Request().Context(), filter)
	return slices.DeleteFunc(list, func(r flow.Request) bool { return inMatter(r, by) != nil }), err
}

func (s *Server) ownFile(c echo.Context) (query.File, error) {
	return s.deps.Desk.OwnFile(c.Request().Context(), visitOf(c).Holder.by(), query.Page)
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
	matter := page.Matter{Request: r}
	if matter.Beside, err = s.shownItems(c, r, r.Items...); err != nil {
		return err
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
// the office; for a provider what it was given, and what it handed in; for the
// applicant all, but of what a provider decides itself no draft.
func (s *Server) evidence(c echo.Context, r flow.Request) ([]attachment.Attachment, error) {
	files, err := s.deps.Files(c.Request().Context(), r.ID)
	by := visitOf(c).Holder.by()
	return slices.DeleteFunc(files, func(file attachment.Attachment) bool {
		switch {
		case by.Side == actor.Authority: // evidence is for those who decide
			return true
		case file.Owner == by.Account:
			return false
		case by.Side == actor.Provider:
			return !r.Gives(file.ID, by.Unit)
		}
		return by.Side == actor.Subject && r.Kind == flow.Repair && !r.Rests(file.ID)
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
	if err := errors.Join(inMatter(r, by), s.reasoned(c, r)); err != nil {
		return flow.Request{}, err
	}
	_, err = s.deps.Desk.Note(ctx, lookAt(r, by))
	return s.serviceOf(r).Table.View(r, by), err
}

// lookAt is the entry of a look at a request.
func lookAt(r flow.Request, by actor.Actor) query.Entry {
	e := query.Entry{
		By: by, Basis: query.Work, Subject: r.Concerned, Object: objectOf(r), Count: len(r.Items), Read: readAfter(r),
	}
	if by.Subject != 0 {
		e.Basis = query.Self
	}
	return e
}

// readAfter are the records of a request, which are read after the look is in
// the log.
func readAfter(r flow.Request) map[int64]int {
	after := map[int64]int{}
	for _, it := range r.Items {
		if it.Record != 0 {
			after[it.Record] = 0
		}
	}
	return after
}

// objectOf names a request in the logs.
func objectOf(r flow.Request) string { return query.OfRequest(string(r.Kind), r.PublicID) }

// noteLook enters the holder's look in the query log, before anything is shown.
func (s *Server) noteLook(c echo.Context, object string, concerned int64, count int) error {
	by := visitOf(c).Holder.by()
	e := query.Entry{By: by, Basis: query.Work, Subject: concerned, Object: object, Count: count}
	if by.Subject != 0 {
		e.Basis = query.Self
	}
	_, err := s.deps.Desk.Note(c.Request().Context(), e)
	return err
}

// shownItems is what a page shows beside items: their records, what the holder
// may do, and for those who handle them the record as its provider last sent it.
func (s *Server) shownItems(c echo.Context, r flow.Request, items ...flow.Item) (map[int64]page.Beside, error) {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	service := s.serviceOf(r)
	offered, err := service.Offered(ctx, r.PublicID, items, by)
	if err != nil {
		return nil, err
	}
	table, shown := service.Table, map[int64]page.Beside{}
	for id, situation := range offered {
		beside := page.Beside{
			Acts: table.Allowed(situation), Barred: table.Barred(situation), Refusal: situation.Refusal,
		}
		if situation.Record != nil {
			beside.Record = s.deps.Desk.Shown(*situation.Record, subject.Subject{}, by)
		}
		if beside.Record.Visible && by.Side != actor.Subject {
			if beside.Supplied, err = s.deps.Desk.Supplied(ctx, *situation.Record, by); err != nil {
				return nil, err
			}
		}
		shown[id] = beside
	}
	return shown, nil
}
