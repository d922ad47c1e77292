package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/repair"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// repairDoors lead through an application for repair that is begun: one form, one
// look at what it will become, and the receipt. What was typed is kept with every
// step, as that of an objection is.
func repairDoors() []door {
	return []door{
		{http.MethodGet, route.NewRepair, subjects, own, (*Server).showNewRepair},
		{http.MethodGet, route.RepairDrafts, subjects, own, (*Server).showRepairDraft},
		{http.MethodPost, route.RepairDrafts, subjects, own, (*Server).takeRepairDraft},
		{http.MethodGet, route.RepairCheck, subjects, own, (*Server).showRepairCheck},
		{http.MethodPost, route.RepairCheck, subjects, own, (*Server).takeRepair},
		{http.MethodPost, route.RepairDrop, subjects, own, (*Server).takeRepairDrop},
		{http.MethodPost, route.WindowRepairs, intake, own, (*Server).takeWindowRepair},
	}
}

// showNewRepair begins an application about the record of the address under a name of
// its own, or goes on with one that was begun about it before.
func (s *Server) showNewRepair(c echo.Context) error {
	number := c.QueryParam(route.OfRecord)
	if number == "" {
		return s.lead(c, route.Own) // which record, they say there
	}
	begun, err := s.deps.Drafts.Of(c.Request().Context(), visitOf(c).Holder.by())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(begun, func(d flow.Draft) bool {
		return d.Kind == flow.Repair && slices.Contains(d.Typed.Records, number)
	})
	if i >= 0 {
		return s.lead(c, route.RepairDraft(begun[i].PublicID))
	}
	to := route.RepairDraft(flow.NewDraftID())
	return s.lead(c, route.With(to, url.Values{route.OfRecord: {number}}))
}

// showRepairDraft says from when the record can be repaired, why, and with what
// papers; where it can be today, it is the form, with what was typed before.
func (s *Server) showRepairDraft(c echo.Context) error {
	return s.drafted(c, flow.Repair, func(d flow.Draft) error {
		if d.Version == 0 {
			d.Typed.Records = []string{c.QueryParam(route.OfRecord)}
			if contact, reached := visitOf(c).Holder.account.Reached(); reached {
				d.Typed.Contact = contact.Address
			}
		}
		a, err := s.applying(c, d)
		if err != nil {
			return err
		}
		return s.show(c, page.Form(page.NewRepairView(s.scene(c, nil), a)))
	})
}

// takeRepairDraft keeps what was typed, whatever is wrong with it, and leads on to
// what it would become.
func (s *Server) takeRepairDraft(c echo.Context) error {
	return s.drafted(c, flow.Repair, func(d flow.Draft) error {
		d.Typed, d.Refused = readRepair(c), visitOf(c).Refused
		a, err := s.applying(c, d)
		if err != nil {
			return err
		}
		next, err := s.keepRepair(c, a)
		if isRefused(&a, err) {
			return s.send(c, statusOf(a.Fault), page.Form(page.NewRepairView(s.scene(c, nil), a)))
		}
		if err != nil {
			return err
		}
		return s.lead(c, next)
	})
}

// readRepair reads the form; one that cannot be read is an empty one.
func readRepair(c echo.Context) flow.Typed {
	typed := flow.Typed{
		Records: recordsIn(c), Claim: strings.TrimSpace(c.FormValue(route.Claim)),
		Contact: strings.TrimSpace(c.FormValue(route.Contact)),
	}
	typed.Proof, typed.Commitment = papersIn(c)
	return typed
}

// keepRepair keeps what was typed and returns where it leads to: on, or back to one's
// own file where it is left for later. What keeps it from being filed is refused once
// it is kept.
func (s *Server) keepRepair(c echo.Context, a page.Applying) (string, error) {
	d, ctx, by := a.Draft, c.Request().Context(), visitOf(c).Holder.by()
	d.Typed.Proof, d.Typed.Commitment, d.Files = a.Proof.ID, a.Commitment.ID, a.Files()
	if _, err := s.deps.Drafts.Keep(ctx, d, by); err != nil {
		return "", err
	}
	if c.FormValue(route.Later) != "" {
		return route.Own + "?" + route.Later + "=1", nil
	}
	f, err := s.repairOf(c, a)
	if err == nil {
		_, err = s.deps.Repairs.Foresee(ctx, f, by)
	}
	return route.CheckRepair(d.PublicID), err
}

// showRepairCheck shows what the draft would become.
func (s *Server) showRepairCheck(c echo.Context) error {
	return s.drafted(c, flow.Repair, func(d flow.Draft) error { return s.sendRepairCheck(c, d, nil) })
}

// sendRepairCheck shows it, with what keeps it from being filed; where the form is to
// be mended, that.
func (s *Server) sendRepairCheck(c echo.Context, d flow.Draft, stopped *fault.Error) error {
	if d.Version == 0 {
		return s.lead(c, route.RepairDraft(d.PublicID))
	}
	a, err := s.applying(c, d)
	if err != nil {
		return err
	}
	f, err := s.repairOf(c, a)
	if err != nil {
		return err
	}
	seen, err := s.deps.Repairs.Foresee(c.Request().Context(), f, visitOf(c).Holder.by())
	if isRefused(&a, err) {
		return s.send(c, statusOf(a.Fault), page.Form(page.NewRepairView(s.scene(c, nil), a)))
	}
	if err != nil {
		return err
	}
	status := http.StatusOK
	if a.Fault = stopped; stopped != nil {
		status = statusOf(stopped)
	}
	return s.send(c, status, page.FilingCheck(page.NewRepairCheckView(s.scene(c, nil), a, seen)))
}

// takeRepair files the draft as it was shown, and forgets it. One that was changed in
// another window meanwhile is shown again.
func (s *Server) takeRepair(c echo.Context) error {
	return s.drafted(c, flow.Repair, func(d flow.Draft) error {
		if d.Version == 0 || c.FormValue(route.Version) != strconv.Itoa(d.Version) {
			return s.sendRepairCheck(c, d, fault.New(fault.Conflict, "objection.fault.draft_changed", nil))
		}
		filed, err := s.fileRepair(c, d)
		if refusal := faultOf(err); refusal != nil {
			return s.sendRepairCheck(c, d, refusal)
		}
		if err != nil {
			return err
		}
		return s.lead(c, route.Receipt(filed.PublicID))
	})
}

func (s *Server) fileRepair(c echo.Context, d flow.Draft) (flow.Request, error) {
	a, err := s.applying(c, d)
	if err != nil {
		return flow.Request{}, err
	}
	f, err := s.repairOf(c, a)
	if err != nil {
		return flow.Request{}, err
	}
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	filed, err := s.deps.Repairs.File(ctx, f, by)
	if err == nil {
		_ = s.deps.Drafts.Drop(ctx, flow.Repair, d.PublicID, by) // what stays kept leads to the receipt from now on
	}
	return filed, err
}

// takeRepairDrop forgets a draft.
func (s *Server) takeRepairDrop(c echo.Context) error { return s.dropDraft(c, flow.Repair) }

// repairOf is the application as it would be filed.
func (s *Server) repairOf(c echo.Context, a page.Applying) (repair.Filing, error) {
	applicant, err := s.applicant(c, a.Draft.Typed.Contact)
	return repair.Filing{
		Op: a.Draft.Op(), Channel: flow.Online, Subject: visitOf(c).Holder.by().Subject, Applicant: applicant,
		Claim: a.Draft.Typed.Claim, Targets: targetsOf(a), Proof: a.Proof.ID, Commitment: a.Commitment.ID,
	}, err
}
