package web

import (
	"encoding/xml"
	"slices"

	"github.com/labstack/echo/v4"

	"creditportal/internal/content"
	"creditportal/internal/markdown"
	"creditportal/templates/page"
	"creditportal/web/route"
)

func (s *Server) showColumn(c echo.Context) error {
	name, err := columnOf(c)
	if err != nil {
		return err
	}
	query := c.Request().URL.Query()
	after := query.Get(route.After)
	for parameter := range query {
		if parameter != route.After || after == "" {
			delete(query, parameter)
		}
	}
	return s.show(c, page.Column(page.NewColumnPageView(s.scene(c, query), name, after)))
}

func columnOf(c echo.Context) (content.Column, error) {
	name := content.Column(c.Param("column"))
	if !slices.Contains(content.Columns(), name) {
		return "", echo.ErrNotFound
	}
	return name, nil
}

func (s *Server) showPiece(c echo.Context) error {
	p, err := s.deps.Piece(c.Request().Context(), c.Param("slug"), visitOf(c).Today)
	if err != nil {
		return err
	}
	return s.show(c, page.Piece(page.NewPieceView(s.scene(c, nil), p, blocks)))
}

// blocks reads a body; what is not drawn as it was meant was refused when it
// was written.
func blocks(body string) []content.Block {
	read, _ := markdown.Read(body)
	return read
}

func (s *Server) showHelp(c echo.Context) error {
	return s.show(c, page.Index(page.NewHelpView(s.scene(c, nil))))
}

func (s *Server) showHelpPage(c echo.Context) error {
	v, known := page.NewHelpPageView(s.scene(c, nil), c.Param("slug"), blocks)
	if !known {
		return echo.ErrNotFound
	}
	return s.show(c, page.Piece(v))
}

func (s *Server) showSiteMap(c echo.Context) error {
	return s.show(c, page.Index(page.NewSiteMapView(s.scene(c, nil))))
}

// sendPieceFeed gives the newest pieces of all columns to feed readers.
func (s *Server) sendPieceFeed(c echo.Context) error { return s.sendFeedOf(c, "") }

// sendColumnFeed gives those of one column.
func (s *Server) sendColumnFeed(c echo.Context) error {
	name, err := columnOf(c)
	if err != nil {
		return err
	}
	return s.sendFeedOf(c, name)
}

func (s *Server) sendFeedOf(c echo.Context, name content.Column) error {
	text, err := xml.Marshal(page.NewPieceFeed(s.exportScene(c), name))
	if err != nil {
		return err
	}
	return s.sendData(c, "", route.Atom.Type(), append([]byte(xml.Header), text...))
}
