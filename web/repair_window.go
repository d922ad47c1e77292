package web

import (
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/attachment"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/repair"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// takeWindowRepair enters an application on paper (条例 41: the operator is a door
// too). What is wrong is said beside what was typed; what was entered leads to the
// receipt, which is printed for who came.
func (s *Server) takeWindowRepair(c echo.Context) error {
	typed, file, err := s.readWindowFiling(c)
	if err != nil {
		return err
	}
	typed.Filing.Proof, typed.Commitment = papersIn(c)
	a, err := s.mendAtWindow(c, file, typed)
	if err != nil {
		return err
	}
	filed, err := s.repairAtWindow(c, file, a, typed)
	if isRefused(&a, err) {
		return s.send(c, statusOf(err), page.Form(page.NewWindowRepairView(s.scene(c, nil), file, a, typed)))
	}
	if err != nil {
		return err
	}
	return s.leadToReceipt(c, filed)
}

// mendAtWindow is the application as it was typed at the window, about the records of
// the file that know a repair.
func (s *Server) mendAtWindow(c echo.Context, file query.File, typed page.WindowFiling) (page.Applying, error) {
	a := page.Applying{Draft: flow.Draft{Typed: typed.Typed, Refused: typed.Refused}}
	var err error
	a.Lines, err = s.mendables(c, file, typed.Records, func(m page.Mendable) bool {
		return m.May.State != disclosure.RepairNone
	})
	if err != nil {
		return a, err
	}
	return a, s.papersOf(c, &a)
}

func (s *Server) repairAtWindow(
	c echo.Context, file query.File, a page.Applying, typed page.WindowFiling,
) (flow.Request, error) {
	op, err := opOf(c)
	if err != nil {
		return flow.Request{}, err
	}
	f := repair.Filing{
		Op: op, Channel: flow.Channel(typed.Channel), Subject: file.Subject.ID, Targets: targetsOf(a),
		Claim: strings.TrimSpace(typed.Claim), Proof: a.Proof.ID, Commitment: a.Commitment.ID,
		DayBy: strings.TrimSpace(typed.Proof),
	}
	if f.Applicant, f.CameOn, err = whoCame(typed, visitOf(c).Today); err != nil {
		return flow.Request{}, err
	}
	return s.deps.Repairs.File(c.Request().Context(), f, visitOf(c).Holder.by())
}

// papersIn are the two papers that the form names; what is no file was not handed in.
func papersIn(c echo.Context) (proof, commitment attachment.ID) {
	proof, _ = attachment.ParseID(c.FormValue(route.Performance))
	commitment, _ = attachment.ParseID(c.FormValue(route.Commitment))
	return proof, commitment
}
