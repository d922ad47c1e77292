package web

import (
	"github.com/labstack/echo/v4"
)

// policy is the browser policy: our own files and nothing
// else, no script or style inside a page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"font-src 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
	"object-src 'none'; require-trusted-types-for 'script'; report-uri /csp-report; report-to csp"

// policyHeaders stand on every response, errors and files included.
func policyHeaders() [][2]string {
	return [][2]string{
		{"Content-Security-Policy", policy},
		{"Reporting-Endpoints", `csp="/csp-report"`},
		{"Strict-Transport-Security", "max-age=31536000; includeSubDomains"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
	}
}

// headers sets the policy before anything can answer. What is not said to be
// kept is not kept.
func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		for _, pair := range policyHeaders() {
			h.Set(pair[0], pair[1])
		}
		h.Set(echo.HeaderCacheControl, "no-store")
		return next(c)
	}
}
