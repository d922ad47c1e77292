package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// Window finds the subject for whom somebody files at the window.
type Window interface {
	// FindSubject returns the row id of the subject with the code or identity number; fault.NotFound for none.
	FindSubject(ctx context.Context, typed string, today civil.Date) (int64, error)
	// Ticket is the subject as a form of the officer carries it.
	Ticket(id int64, by actor.Actor) (string, error)
	// OpenTicket returns the subject of a ticket of the officer's own; fault.NotFound for any other.
	OpenTicket(ticket string, by actor.Actor) (int64, error)
}

// windowDoors lead to the window, where an officer files for who comes or writes.
func windowDoors() []door {
	return []door{
		{http.MethodGet, route.Window, intake, own, (*Server).showWindow},
		{http.MethodPost, route.Window, intake, own, (*Server).takeSubject},
		{http.MethodPost, route.WindowFilings, intake, own, (*Server).takeWindowFiling},
	}
}

// showWindow asks for the subject of a paper.
func (s *Server) showWindow(c echo.Context) error {
	return s.show(c, page.Form(page.NewWindowView(s.scene(c, nil), page.WindowAsk{})))
}

// takeSubject finds the subject and shows the form of a filing. The number comes
// by a form, so that it stands in no address; the look is in the log before.
func (s *Server) takeSubject(c echo.Context) error {
	ask := page.WindowAsk{
		Number: c.FormValue(route.SubjectNumber), Matter: flow.Kind(c.FormValue(route.Matter)),
	}
	id, err := s.findSubject(c.Request().Context(), ask.Number, visitOf(c).Today, visitOf(c).Holder.by())
	if ask.Fault = faultOf(err); ask.Fault != nil {
		return s.send(c, http.StatusUnprocessableEntity, page.Form(page.NewWindowView(s.scene(c, nil), ask)))
	}
	if err != nil {
		return err
	}
	form, err := s.windowForm(c, id)
	if err != nil {
		return err
	}
	return s.show(c, form)
}

// windowForm is the form of what the subject came for: an objection, a repair, or a
// deletion.
func (s *Server) windowForm(c echo.Context, subj int64) (templ.Component, error) {
	by := visitOf(c).Holder.by()
	typed := page.WindowFiling{Filing: page.Filing{Op: newOp()}, Channel: string(flow.Counter)}
	var err error
	if typed.Ticket, err = s.deps.Window.Ticket(subj, by); err != nil {
		return nil, err
	}
	file, err := s.deps.Desk.FileFor(c.Request().Context(), by, subj)
	if err != nil {
		return nil, err
	}
	switch flow.Kind(c.FormValue(route.Matter)) {
	case flow.Deletion:
		return page.Form(page.NewWindowDeletionView(s.scene(c, nil), file, typed)), nil
	case flow.Repair:
		a, err := s.mendAtWindow(c, file, typed)
		return page.Form(page.NewWindowRepairView(s.scene(c, nil), file, a, typed)), err
	default:
		return page.Form(page.NewWindowFilingView(s.scene(c, nil), file, typed)), nil
	}
}

// findSubject finds whom the number that was typed names. That nobody was found is an
// answer too, and in the log before it is given.
func (s *Server) findSubject(ctx context.Context, typed string, today civil.Date, by actor.Actor) (int64, error) {
	if strings.TrimSpace(typed) == "" {
		return 0, fault.New(fault.Invalid, "window.fault.empty", nil)
	}
	id, err := s.deps.Window.FindSubject(ctx, typed, today)
	if fault.Is(err, fault.NotFound) {
		if failed := s.deps.Desk.Sought(ctx, by); failed != nil {
			return 0, failed
		}
	}
	return id, err
}

// takeWindowFiling files for somebody. What is wrong is said beside what was
// typed; what was filed leads to the receipt, which is printed for who came.
func (s *Server) takeWindowFiling(c echo.Context) error {
	typed, file, err := s.readWindowFiling(c)
	if err != nil {
		return err
	}
	filed, err := s.fileAtWindow(c, file, typed)
	if typed.Fault = faultOf(err); typed.Fault != nil {
		return s.send(c, statusOf(err), page.Form(page.NewWindowFilingView(s.scene(c, nil), file, typed)))
	}
	if err != nil {
		return err
	}
	return s.leadToReceipt(c, filed)
}

// readWindowFiling reads the form, and the file of its subject anew.
func (s *Server) readWindowFiling(c echo.Context) (page.WindowFiling, query.File, error) {
	typed := page.WindowFiling{
		Filing: page.Filing{Typed: readTyped(c), Op: c.FormValue(route.Operation)},
		Ticket: c.FormValue(route.Ticket), Applicant: c.FormValue(route.Applicant),
		Agent: c.FormValue(route.ByAgent) != "", Channel: c.FormValue(route.Channel), CameOn: c.FormValue(route.CameOn),
		Proof: c.FormValue(route.Proof),
	}
	by := visitOf(c).Holder.by()
	id, err := s.deps.Window.OpenTicket(typed.Ticket, by)
	if err != nil {
		return typed, query.File{}, err
	}
	file, err := s.deps.Desk.FileFor(c.Request().Context(), by, id)
	if err != nil {
		return typed, file, err
	}
	typed.Files, err = s.filesOf(c)
	typed.Refused = visitOf(c).Refused
	return typed, file, err
}

func (s *Server) fileAtWindow(c echo.Context, file query.File, typed page.WindowFiling) (flow.Request, error) {
	op, err := opOf(c)
	if err != nil {
		return flow.Request{}, err
	}
	f := objection.Filing{
		Op: op, Channel: flow.Channel(typed.Channel), Subject: file.Subject.ID, Targets: targets(file, typed.Typed),
		Files: idsOf(typed.Files), WantFinding: typed.WantFinding, Proof: strings.TrimSpace(typed.Proof),
	}
	if f.Applicant, f.CameOn, err = whoCame(typed, visitOf(c).Today); err != nil {
		return flow.Request{}, err
	}
	return s.deps.Objections.File(c.Request().Context(), f, visitOf(c).Holder.by())
}

// whoCame is who came or wrote, and when; no time for today.
func whoCame(typed page.WindowFiling, today civil.Date) (flow.Applicant, civil.Date, error) {
	who := flow.Applicant{
		Name: strings.TrimSpace(typed.Applicant), Contact: strings.TrimSpace(typed.Contact), Agent: typed.Agent,
	}
	switch ch := flow.Channel(typed.Channel); {
	case who.Name == "":
		return who, civil.Date{}, fault.New(fault.Invalid, "window.fault.applicant", nil)
	case who.Contact == "":
		return who, civil.Date{}, fault.New(fault.Invalid, "objection.fault.contact", nil)
	case ch != flow.Counter && ch != flow.Post:
		return who, civil.Date{}, fault.New(fault.Invalid, "window.fault.channel", nil)
	}
	day, err := cameOn(typed.CameOn, today)
	return who, day, err
}

// cameOn is the day on which a paper came; zero for today.
func cameOn(typed string, today civil.Date) (civil.Date, error) {
	if strings.TrimSpace(typed) == "" {
		return civil.Date{}, nil
	}
	day, err := civil.Parse(strings.TrimSpace(typed))
	if err != nil || day.After(today) {
		return civil.Date{}, fault.New(fault.Invalid, "window.fault.came_on", nil)
	}
	if day == today {
		return civil.Date{}, nil
	}
	return day, nil
}
