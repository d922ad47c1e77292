package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strconv"

	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/search"
	"creditportal/internal/sheet"
	"creditportal/templates/page"
	"creditportal/web/asset"
	"creditportal/web/route"
)

const (
	exportRows    = 1_000_000 // the most in one table; a sheet of a workbook holds little more
	exportStretch = 500       // records read at a time: all that a table keeps in memory
	exportWait    = 10        // seconds until a client that has too many may ask again
)

// table is written row by row.
type table interface {
	Write(cells []string) error
	Flush() error
	// End writes the notes, which end the file.
	End(notes [][]string) error
}

// asCSV gives the whole list as separated text.
func asCSV(choose chooser) func(*Server, echo.Context) error {
	return asTable(choose, route.CSV, openCSV)
}

// asXLSX gives the whole list as a workbook.
func asXLSX(choose chooser) func(*Server, echo.Context) error {
	return asTable(choose, route.XLSX, openXLSX)
}

// asTable lets a client in when it has not too many tables under way.
func asTable(choose chooser, form route.Form, open func(io.Writer, page.Export) (table, error),
) func(*Server, echo.Context) error {
	return func(s *Server, c echo.Context) error {
		e, err := choose(s, c)
		if err != nil {
			return err
		}
		client := neighbourhood(c.RealIP())
		if !s.exports.enter(client) {
			c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(exportWait))
			return fault.New(fault.Busy, "export.fault.busy", nil)
		}
		defer s.exports.leave(client)
		first, err := s.stretch(c.Request().Context(), e, search.Cursor{}, exportStretch)
		if err != nil {
			return err
		}
		out := s.announce(c, e.view, form)
		if c.Request().Method == http.MethodHead {
			return c.NoContent(http.StatusOK)
		}
		return s.cutOff(c, s.pour(c.Request().Context(), out, e, first, open))
	}
}

// announce says what file comes and returns where to write it.
func (s *Server) announce(c echo.Context, view page.Export, form route.Form) *outlet {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, form.Type())
	h.Set(echo.HeaderContentDisposition,
		mime.FormatMediaType("attachment", map[string]string{"filename": view.FileName(form)}))
	if view.Robots != "" {
		h.Set("X-Robots-Tag", view.Robots)
	}
	out := &outlet{to: c.Response()}
	if form == route.XLSX { // packed already
		return out
	}
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if asset.Accepts(c.Request().Header.Get(echo.HeaderAcceptEncoding), "gzip") {
		h.Set(echo.HeaderContentEncoding, "gzip")
		out.packer = gzip.NewWriter(c.Response())
	}
	return out
}

// pour writes the records as they are read, until there are no more or the
// client has gone.
func (s *Server) pour(
	ctx context.Context, out *outlet, e export, found search.Listing, open func(io.Writer, page.Export) (table, error),
) error {
	to, err := open(out, e.view)
	if err != nil {
		return err
	}
	rows, most := 0, s.mostRows()
	for {
		full := len(found.Rows) > most-rows
		for _, shown := range found.Rows[:min(len(found.Rows), most-rows)] {
			if err := to.Write(e.view.Row(shown)); err != nil {
				return err
			}
			rows++
		}
		full = full || rows == most && !found.Next.IsZero()
		if full || found.Next.IsZero() {
			return errors.Join(to.End(e.view.Notes(rows, full)), out.end())
		}
		if err := errors.Join(to.Flush(), out.flush()); err != nil {
			return err
		}
		if found, err = s.stretch(ctx, e, found.Next, exportStretch); err != nil {
			return err
		}
	}
}

func (s *Server) mostRows() int {
	if s.deps.ExportRows > 0 {
		return s.deps.ExportRows
	}
	return exportRows
}

// cutOff ends a table that broke in the middle so that the client sees that it
// is not whole.
func (s *Server) cutOff(c echo.Context, err error) error {
	if err == nil || c.Request().Context().Err() != nil {
		return nil //nolint:nilerr // or nobody is left to be told
	}
	s.deps.Log.LogAttrs(c.Request().Context(), slog.LevelError, "failed",
		slog.String("route", s.pattern(c)), slog.String("request", visitOf(c).ID), slog.Any("error", err))
	panic(http.ErrAbortHandler)
}

// csvTable is a table as separated text: the notes stand behind the rows, below
// an empty line.
type csvTable struct{ *sheet.CSVWriter }

func openCSV(w io.Writer, view page.Export) (table, error) {
	t := csvTable{sheet.NewCSVWriter(w)}
	return t, t.Write(view.Head())
}

// End implements table.
func (t csvTable) End(notes [][]string) error {
	for _, line := range append([][]string{{""}}, notes...) {
		if err := t.Write(line); err != nil {
			return err
		}
	}
	return t.Flush()
}

// bookTable is a table as a workbook: the notes stand on a sheet of their own.
type bookTable struct {
	*sheet.Stream
	notes string
}

func openXLSX(w io.Writer, view page.Export) (table, error) {
	records, notes := view.Sheets()
	t := bookTable{sheet.NewStream(w), notes}
	return t, t.Sheet(records, view.Head())
}

// End implements table.
func (t bookTable) End(notes [][]string) error {
	if err := t.Sheet(t.notes, nil); err != nil {
		return err
	}
	for _, line := range notes {
		if err := t.Write(line); err != nil {
			return err
		}
	}
	return t.Close()
}
