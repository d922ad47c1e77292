package web

import "github.com/labstack/echo/v4"

func (s *Server) sendAsset(c echo.Context) error {
	if !s.assets.Has(c.Request().URL.Path) {
		return echo.ErrNotFound
	}
	c.Response().Header().Del(echo.HeaderCacheControl)
	s.assets.ServeHTTP(c.Response(), c.Request())
	return nil
}
