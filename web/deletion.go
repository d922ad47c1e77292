package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/deletion"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// deletionDoors lead to the page on which somebody has an honour of their own deleted:
// it says what is lost, and one word does it.
func deletionDoors() []door {
	return []door{
		{http.MethodGet, route.NewDeletion, subjects, own, (*Server).showNewDeletion},
		{http.MethodPost, route.NewDeletion, subjects, own, (*Server).takeDeletion},
		{http.MethodPost, route.WindowDeletions, intake, own, (*Server).takeWindowDeletion},
	}
}

// showNewDeletion says what a deletion brings about, once whoever asks has proved that it
// is they.
func (s *Server) showNewDeletion(c echo.Context) error {
	number := c.QueryParam(route.OfRecord)
	if number == "" {
		return s.lead(c, route.Own) // which record, they say there
	}
	d, err := s.deleting(c, number)
	switch {
	case err != nil:
		return err
	case d.Before != "":
		return s.refuseDeletion(c, d, already())
	case d.Line.Honour && !s.isFresh(c):
		return s.askToStepUp(c)
	}
	d.Op = newOp()
	return s.show(c, page.Form(page.NewDeletionView(s.scene(c, nil), d)))
}

// already is why nothing is deleted twice.
func already() *fault.Error { return fault.New(fault.Conflict, "deletion.fault.already", nil) }

// deleting is the record of the number as it stands in the holder's own file. One that
// they had deleted is in none, and leads to what was filed; any other is not found.
func (s *Server) deleting(c echo.Context, number string) (page.Deleting, error) {
	file, err := s.ownFile(c)
	if err != nil {
		return page.Deleting{}, err
	}
	i := slices.IndexFunc(file.Lines, func(l query.Line) bool { return string(l.Number) == number })
	if i >= 0 {
		return page.Deleting{Line: file.Lines[i]}, nil
	}
	filed, err := s.ownFiled(c, file.Subject.ID)
	if err != nil {
		return page.Deleting{}, err
	}
	if r, was := deletion.Before(filed, record.Number(number)); was {
		return page.Deleting{Before: r.PublicID}, nil
	}
	return page.Deleting{}, echo.ErrNotFound
}

// takeDeletion deletes, and leads to the receipt; who sends the same twice is led there
// too.
func (s *Server) takeDeletion(c echo.Context) error {
	if filed, done := s.filedBefore(c); done {
		return s.lead(c, route.Receipt(filed.PublicID))
	}
	if !s.isFresh(c) {
		return s.askToStepUp(c)
	}
	d, err := s.deleting(c, c.FormValue(route.OfRecord))
	if err != nil {
		return err
	}
	filed, err := s.deleteOwn(c, d)
	if refusal := faultOf(err); refusal != nil {
		return s.refuseDeletion(c, d, refusal)
	}
	if err != nil {
		return err
	}
	return s.lead(c, route.Receipt(filed.PublicID))
}

// refuseDeletion says what is wrong, beside the record as it stands now.
func (s *Server) refuseDeletion(c echo.Context, d page.Deleting, refusal *fault.Error) error {
	d.Op, d.Fault = newOp(), refusal
	return s.send(c, statusOf(refusal), page.Form(page.NewDeletionView(s.scene(c, nil), d)))
}

func (s *Server) deleteOwn(c echo.Context, d page.Deleting) (flow.Request, error) {
	if d.Before != "" {
		return flow.Request{}, already()
	}
	op, err := opOf(c)
	version, none := strconv.Atoi(c.FormValue(route.Version))
	if err != nil || none != nil {
		return flow.Request{}, fault.New(fault.Invalid, "account.fault.form", nil)
	}
	h := visitOf(c).Holder
	contact, _ := h.account.Reached()
	return s.deps.Deletions.File(c.Request().Context(), deletion.Filing{
		Op: op, Channel: flow.Online, Subject: h.by().Subject, Applicant: h.applicant(contact.Address),
		Record: d.Line.ID, Number: d.Line.Number, Version: version, Provider: d.Line.Provider,
		Aware: c.FormValue(route.Aware) == deletion.Aware,
	}, h.by())
}

// takeWindowDeletion enters an application on paper. What is wrong is said beside what
// was typed; what was entered leads to the receipt, which is printed for who came.
func (s *Server) takeWindowDeletion(c echo.Context) error {
	typed, file, err := s.readWindowFiling(c)
	if err != nil {
		return err
	}
	filed, err := s.deleteAtWindow(c, file, typed)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.send(c, statusOf(err), page.Form(page.NewWindowDeletionView(s.scene(c, nil), file, typed)))
	}
	if err != nil {
		return err
	}
	return s.leadToReceipt(c, filed)
}

func (s *Server) deleteAtWindow(c echo.Context, file query.File, typed page.WindowFiling) (flow.Request, error) {
	op, err := opOf(c)
	if err != nil {
		return flow.Request{}, err
	}
	f := deletion.Filing{
		Op: op, Channel: flow.Channel(typed.Channel), Subject: file.Subject.ID, Papers: idsOf(typed.Files),
		Proof: strings.TrimSpace(typed.Proof),
	}
	if f.Applicant, f.CameOn, err = whoCame(typed, visitOf(c).Today); err != nil {
		return flow.Request{}, err
	}
	i := slices.IndexFunc(file.Lines, func(l query.Line) bool { return slices.Contains(typed.Records, string(l.Number)) })
	if i < 0 || len(typed.Records) != 1 {
		return flow.Request{}, fault.New(fault.Invalid, "deletion.fault.choose", nil)
	}
	f.Record, f.Number, f.Provider = file.Lines[i].ID, file.Lines[i].Number, file.Lines[i].Provider
	return s.deps.Deletions.File(c.Request().Context(), f, visitOf(c).Holder.by())
}
