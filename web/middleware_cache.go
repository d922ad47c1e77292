package web

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// tagBytes is how much of the digest an ETag needs.
const tagBytes = 15

// cached lets a browser keep a public page and ask whether it still holds:
// with the same data, day, language, settings, address and program the page is
// the same. Only a page that was found is kept.
func (s *Server) cached(answer answering, next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		tag := s.tag(c)
		h.Set(echo.HeaderCacheControl, "no-cache")
		if matches(c.Request().Header.Get("If-None-Match"), tag) {
			h.Set("ETag", tag)
			return c.NoContent(http.StatusNotModified)
		}
		c.Response().Before(func() {
			switch c.Response().Status {
			case http.StatusOK:
				h.Set("ETag", tag)
			case http.StatusMovedPermanently:
			default:
				h.Set(echo.HeaderCacheControl, "no-store")
			}
		})
		return answer(c, tag, next)
	}
}

// answering is how an answer that has a tag comes about.
type answering func(c echo.Context, tag string, next echo.HandlerFunc) error

// stream answers anew each time.
func stream(c echo.Context, _ string, next echo.HandlerFunc) error { return next(c) }

// tag names the page as it stands; weakly, for the bytes differ when they are
// compressed.
func (s *Server) tag(c echo.Context) string {
	v, r := visitOf(c), c.Request()
	rules := s.deps.Rules()
	sum := sha256.Sum256(fmt.Appendf(nil, "%d|%s|%s|%d|%s|%s|%s|%s|%s|%s|%s",
		v.Version, v.Today, v.Words.Lang(), v.AsOf.Unix(), v.Prefs.Class(), s.deps.Version, rules.Digest(),
		s.deps.Catalog().Digest, r.Host, r.URL.EscapedPath(), r.URL.RawQuery))
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:tagBytes]) + `"`
}

// matches says whether the header of a request names the tag. Whether a tag is
// weak makes no difference to who asks for a page again (RFC 9110, 13.1.2), and
// some on the way take the mark off.
func matches(header, tag string) bool {
	const weak = "W/"
	for part := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(part), weak) == strings.TrimPrefix(tag, weak) {
			return true
		}
	}
	return false
}
