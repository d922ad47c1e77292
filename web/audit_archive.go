package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"creditportal/templates/page"
	"creditportal/web/route"
)

// showArchive asks which record of the archive is to be read, and why.
func (s *Server) showArchive(c echo.Context) error {
	return s.show(c, page.ArchivePage(page.NewArchiveView(s.scene(c, nil), page.ArchiveAsk{})))
}

// takeOriginal shows one record of the archive, once the look is in the log. The
// number comes by a form, so that whatever is typed stands in no address.
func (s *Server) takeOriginal(c echo.Context) error {
	by := visitOf(c).Holder.by()
	a := page.ArchiveAsk{
		Number: c.FormValue(route.ArchivedNumber), Reason: c.FormValue(route.Reason), By: by.Name, At: s.deps.Now(),
	}
	found, err := s.deps.Auditor.Original(c.Request().Context(), by, a.Number, a.Reason)
	if a.Fault = faultOf(err); a.Fault != nil {
		return s.send(c, statusOf(err), page.ArchivePage(page.NewArchiveView(s.scene(c, nil), a)))
	}
	if err != nil {
		return err
	}
	a.Found = &found
	return s.send(c, http.StatusOK, page.ArchivePage(page.NewArchiveView(s.scene(c, nil), a)))
}
