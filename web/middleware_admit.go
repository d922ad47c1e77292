package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/web/route"
)

// bodyLimit is the most that a request may carry that brings no files; formLimit
// is that of a form, in which a character may take nine bytes: whoever writes too
// much gets it back, and is told what is too long.
const (
	bodyLimit = 64 << 10
	formLimit = 1 << 20
)

// admitted turns away methods, hosts and foreign sites that the portal does
// not answer.
func (s *Server) admitted(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		switch r.Method {
		case http.MethodGet, http.MethodHead, http.MethodPost:
		default:
			c.Response().Header().Set(echo.HeaderAllow, "GET, HEAD, POST")
			return echo.ErrMethodNotAllowed
		}
		if s.host != "" && !strings.EqualFold(r.Host, s.host) && !probe(r) {
			return echo.NewHTTPError(http.StatusMisdirectedRequest)
		}
		if err := s.origin.Check(r); err != nil {
			return &fault.Error{Kind: fault.Forbidden, Key: "error.fault.origin", Err: err}
		}
		limit := int64(bodyLimit)
		switch {
		case withFiles(r):
			limit = uploadLimit
		case strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEApplicationForm):
			limit = formLimit
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
		return next(c)
	}
}

// trimmed leads from an address with a slash too many to the one without.
func trimmed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		path := strings.TrimRight(r.URL.EscapedPath(), "/")
		// A second slash at the beginning would name another host.
		if path == r.URL.EscapedPath() || path == "" || strings.HasPrefix(path, "//") || r.Method == http.MethodPost {
			return next(c)
		}
		query := r.URL.Query()
		if personal(query) {
			query = nil
		}
		return c.Redirect(http.StatusMovedPermanently, route.With(path, query))
	}
}

// probe says whether a supervisor asks how the process is; it asks by address.
func probe(r *http.Request) bool { return r.URL.Path == route.Live || r.URL.Path == route.Ready }

// extractor finds the client's address: the peer's, or what the named proxies
// say of it. The three options that trust by default are off.
func extractor(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		p = p.Masked()
		options = append(options, echo.TrustIPRange(&net.IPNet{
			IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}
