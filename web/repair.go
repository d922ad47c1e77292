package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/repair"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// repairDoors lead through an application for repair: a form, one look at what it
// will become, and the receipt.
func repairDoors() []door {
	return []door{
		{http.MethodGet, route.NewRepair, subjects, own, (*Server).showNewRepair},
		{http.MethodPost, route.NewRepair, subjects, own, (*Server).takeRepair},
	}
}

// showNewRepair says from when the record of the address can be repaired, why, and
// with what papers; where it can be today, it is the form.
func (s *Server) showNewRepair(c echo.Context) error {
	number := c.QueryParam(route.OfRecord)
	if number == "" {
		return s.lead(c, route.Own) // which record, they say there
	}
	a, err := s.applying(c, number)
	if err != nil {
		return err
	}
	a.Op = newOp()
	if contact, reached := visitOf(c).Holder.account.Reached(); reached {
		a.Contact = contact.Address
	}
	return s.show(c, page.Form(page.NewRepairView(s.scene(c, nil), a)))
}

// applying is an application about the record of the number, one of the holder's
// own; any other is not found.
func (s *Server) applying(c echo.Context, number string) (page.Applying, error) {
	file, err := s.ownFile(c)
	if err != nil {
		return page.Applying{}, err
	}
	i := slices.IndexFunc(file.Lines, func(l query.Line) bool { return string(l.Number) == number })
	if i < 0 {
		return page.Applying{}, echo.ErrNotFound
	}
	rec, err := s.deps.Repairs.Desk.Store.RecordOf(c.Request().Context(), file.Lines[i].ID)
	if err != nil {
		return page.Applying{}, err
	}
	return page.Applying{Line: file.Lines[i], May: s.deps.Repairs.Desk.Repair(*rec)}, nil
}

// takeRepair files what was looked at; before, it shows what it will become, and
// goes back to the form where something is wrong or is to be changed.
func (s *Server) takeRepair(c echo.Context) error {
	if filed, done := s.filedBefore(c); done {
		return s.lead(c, route.Receipt(filed.PublicID))
	}
	a, err := s.typedRepair(c)
	if err != nil {
		return err
	}
	if c.FormValue(route.Back) != "" {
		return s.show(c, page.Form(page.NewRepairView(s.scene(c, nil), a)))
	}
	err = s.goOn(c, a)
	if a.Fault = faultOf(err); a.Fault != nil {
		return s.send(c, statusOf(a.Fault), page.Form(page.NewRepairView(s.scene(c, nil), a)))
	}
	return err
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

// goOn files the application, or shows what it will become.
func (s *Server) goOn(c echo.Context, a page.Applying) error {
	f, err := s.repairOf(c, a)
	if err != nil {
		return err
	}
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	if c.FormValue(route.Done) == "" {
		seen, err := s.deps.Repairs.Foresee(ctx, f, by)
		if err != nil {
			return err
		}
		return s.show(c, page.FilingCheck(page.NewRepairCheckView(s.scene(c, nil), a, seen)))
	}
	filed, err := s.deps.Repairs.File(ctx, f, by)
	if err != nil {
		return err
	}
	return s.lead(c, route.Receipt(filed.PublicID))
}

// typedRepair reads the form, with the files that it holds of those which the holder
// may file.
func (s *Server) typedRepair(c echo.Context) (page.Applying, error) {
	number := c.FormValue(route.OfRecord)
	if _, err := opOf(c); err != nil || number == "" {
		return page.Applying{}, fault.New(fault.Invalid, "account.fault.form", nil)
	}
	a, err := s.applying(c, number)
	if err != nil {
		return a, err
	}
	a.Op, a.Refused = c.FormValue(route.Operation), visitOf(c).Refused
	a.Claim, a.Contact = strings.TrimSpace(c.FormValue(route.Claim)), strings.TrimSpace(c.FormValue(route.Contact))
	if a.Proof, err = s.paperNamed(c, route.Performance); err == nil {
		a.Commitment, err = s.paperNamed(c, route.Commitment)
	}
	return a, err
}

// paperNamed is the file that the form holds under the name; none where there is
// none, or where it is filed already.
func (s *Server) paperNamed(c echo.Context, name string) (attachment.Attachment, error) {
	id, err := attachment.ParseID(c.FormValue(name))
	if err != nil {
		return attachment.Attachment{}, nil //nolint:nilerr // what is no file was not handed in
	}
	files, err := s.filesNamed(c, []attachment.ID{id})
	if err != nil || len(files) == 0 {
		return attachment.Attachment{}, err
	}
	return files[0], nil
}

// repairOf is the application as it would be filed.
func (s *Server) repairOf(c echo.Context, a page.Applying) (repair.Filing, error) {
	applicant, err := s.applicant(c, a.Contact)
	return repair.Filing{
		Op: a.Op, Channel: flow.Online, Subject: visitOf(c).Holder.by().Subject, Applicant: applicant, Claim: a.Claim,
		Record: a.Line.ID, Number: a.Line.Number, Provider: a.Line.Provider,
		Proof: a.Proof.ID, Commitment: a.Commitment.ID,
	}, err
}
