package web

import (
	_ "embed" // what is said about the data is part of the program
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/web/route"
)

// base is scheme and host of the site as the visitor asked for it, where none
// is configured.
func (s *Server) base(c echo.Context) string {
	if s.deps.BaseURL != "" {
		return s.deps.BaseURL
	}
	return "http://" + c.Request().Host
}

// sendRobots keeps crawlers out of answers to searches and out of settings;
// what must not be kept says so itself.
func (s *Server) sendRobots(c echo.Context) error {
	var out strings.Builder
	out.WriteString("User-agent: *\n")
	for _, prefix := range []string{"", "/en"} {
		for _, path := range []string{route.SearchPage, route.Display} {
			fmt.Fprintf(&out, "Disallow: %s%s\n", prefix, path)
		}
	}
	fmt.Fprintf(&out, "\nSitemap: %s%s\n", s.base(c), route.Sitemap)
	return c.String(http.StatusOK, out.String())
}

// securityDays is how long the contact for security reports is vouched for;
// RFC 9116 wants less than a year.
const securityDays = 180

// sendSecurityText says whom to tell of a weakness (RFC 9116). Without a
// telephone there is nobody to name.
func (s *Server) sendSecurityText(c echo.Context) error {
	if s.deps.Site.Telephone == "" {
		return echo.ErrNotFound
	}
	until := visitOf(c).Today.AddDays(securityDays).Start().UTC().Format("2006-01-02T15:04:05Z")
	return c.String(http.StatusOK, fmt.Sprintf(
		"Contact: tel:%s\nExpires: %s\nPreferred-Languages: zh, en\nCanonical: %s%s\n",
		strings.ReplaceAll(s.deps.Site.Telephone, " ", ""), until, s.base(c), route.SecurityTxt))
}

//go:embed openapi.yaml
var openAPI []byte

// sendOpenAPI says how programs read the lists, the credit files and the
// records.
func (s *Server) sendOpenAPI(c echo.Context) error {
	return c.Blob(http.StatusOK, "application/yaml; charset=utf-8", openAPI)
}
