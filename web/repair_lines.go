package web

import (
	"errors"
	"slices"

	"github.com/labstack/echo/v4"

	"creditportal/internal/attachment"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/templates/page"
)

// applying is the application of the draft, about the holder's own records that it
// names, and those which could be repaired today beside them; where it names none of
// their own it is not found.
func (s *Server) applying(c echo.Context, d flow.Draft) (page.Applying, error) {
	file, err := s.ownFile(c)
	if err != nil {
		return page.Applying{}, err
	}
	a, today := page.Applying{Draft: d}, visitOf(c).Today
	a.Lines, err = s.mendables(c, file, d.Typed.Records, func(m page.Mendable) bool {
		return m.Chosen || m.Mends(today)
	})
	if err != nil {
		return a, err
	}
	if len(a.Lines) == 0 || len(d.Typed.Records) > 0 && len(a.Chosen()) == 0 {
		return a, echo.ErrNotFound
	}
	return a, s.papersOf(c, &a)
}

// mendables are the adverse records of the file that are to be kept, each with whether
// it can be repaired, and chosen where its number is among those; the first of these
// stands first.
func (s *Server) mendables(
	c echo.Context, file query.File, chosen []string, keep func(page.Mendable) bool,
) ([]page.Mendable, error) {
	var list []page.Mendable
	desk := s.deps.Repairs.Desk
	for _, line := range file.Lines {
		m := page.Mendable{Line: line, Chosen: slices.Contains(chosen, string(line.Number))}
		if !m.Chosen && line.Class != record.Adverse {
			continue
		}
		rec, err := desk.Store.RecordOf(c.Request().Context(), line.ID)
		if err != nil {
			return nil, err
		}
		if m.May = desk.Repair(*rec); !keep(m) {
			continue
		}
		if m.Chosen && string(line.Number) == chosen[0] {
			list = slices.Insert(list, 0, m)
		} else {
			list = append(list, m)
		}
	}
	return list, nil
}

// papersOf finds the two papers that the application names.
func (s *Server) papersOf(c echo.Context, a *page.Applying) error {
	var err error
	if a.Proof, err = s.paperNamed(c, a.Draft.Typed.Proof); err == nil {
		a.Commitment, err = s.paperNamed(c, a.Draft.Typed.Commitment)
	}
	return err
}

// paperNamed is the file of the name; none where there is none, or where it is filed
// already.
func (s *Server) paperNamed(c echo.Context, id attachment.ID) (attachment.Attachment, error) {
	if id == "" {
		return attachment.Attachment{}, nil
	}
	files, err := s.filesNamed(c, []attachment.ID{id})
	if err != nil || len(files) == 0 {
		return attachment.Attachment{}, err
	}
	return files[0], nil
}

// targetsOf are the records that the application names.
func targetsOf(a page.Applying) []repair.Target {
	var list []repair.Target
	for _, m := range a.Chosen() {
		list = append(list, repair.Target{Record: m.ID, Number: m.Number, Provider: m.Provider})
	}
	return list
}

// isRefused says whether the error is a refusal of the application, and puts it where it
// is said: those of single records beside them.
func isRefused(a *page.Applying, err error) bool {
	a.Fault = faultOf(err)
	var refused *repair.RefusedError
	if a.Fault != nil && errors.As(err, &refused) {
		for i, m := range a.Lines {
			a.Lines[i].Refusal = refused.By[m.Number]
		}
	}
	return a.Fault != nil
}
