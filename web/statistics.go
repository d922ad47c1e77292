package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/sheet"
	"creditportal/templates/page"
)

func (s *Server) showStatistics(c echo.Context) error {
	figures := s.deps.Figures(visitOf(c).Today)
	return s.show(c, page.Statistics(page.NewStatisticsView(s.scene(c, nil), figures)))
}

// sendFigure sends the numbers of one figure as a table.
func (s *Server) sendFigure(c echo.Context) error {
	name, ok := strings.CutSuffix(c.Param("figure"), ".csv")
	if !ok {
		return echo.ErrNotFound
	}
	rows, known := page.FigureRows(s.scene(c, nil), name, s.deps.Figures(visitOf(c).Today))
	if !known {
		return echo.ErrNotFound
	}
	text, err := csvOf(rows)
	if err != nil {
		return fmt.Errorf("writing a figure: %w", err)
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`.csv"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", text)
}

// csvOf writes a small table as CSV.
func csvOf(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	w := sheet.NewCSVWriter(&out)
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	err := w.Flush()
	return out.Bytes(), err
}
