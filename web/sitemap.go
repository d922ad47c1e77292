package web

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"net/http"
	"strconv"
	"sync"

	"github.com/labstack/echo/v4"

	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/search"
	"creditportal/templates/page"
	"creditportal/web/route"
)

const (
	partAddresses = 50_000  // the most that a part of a site map may hold
	standingPart  = "pages" // the part with the pages that are always there
	sitemapSpace  = "http://www.sitemaps.org/schemas/sitemap/0.9"
)

// siteMap remembers how many addresses there are: counting means reading them
// all.
type siteMap struct {
	mu      sync.Mutex
	known   bool
	version int64
	today   civil.Date
	count   int
}

// errEnough ends the reading of addresses when a part is full.
var errEnough = errors.New("the part is full")

type mapEntry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

type mapIndex struct {
	XMLName xml.Name   `xml:"sitemapindex"`
	Space   string     `xml:"xmlns,attr"`
	Parts   []mapEntry `xml:"sitemap"`
}

type mapPart struct {
	XMLName xml.Name   `xml:"urlset"`
	Space   string     `xml:"xmlns,attr"`
	Pages   []mapEntry `xml:"url"`
}

// sendSitemap lists the parts of the site map.
func (s *Server) sendSitemap(c echo.Context) error {
	count, err := s.countAddresses(c)
	if err != nil {
		return err
	}
	changed := civil.Of(visitOf(c).AsOf).String()
	index := mapIndex{Space: sitemapSpace}
	add := func(name string) {
		index.Parts = append(index.Parts, mapEntry{Loc: s.base(c) + route.Part(name), LastMod: changed})
	}
	add(standingPart)
	for part := 1; (part-1)*partAddresses < count; part++ {
		add(strconv.Itoa(part))
	}
	return sendXML(c, index)
}

// countAddresses counts the addresses once for each state of the data and day.
func (s *Server) countAddresses(c echo.Context) (int, error) {
	v := visitOf(c)
	s.listed.mu.Lock()
	defer s.listed.mu.Unlock()
	if s.listed.known && s.listed.version == v.Version && s.listed.today == v.Today {
		return s.listed.count, nil
	}
	count := 0
	err := s.deps.Feed.EachAddress(c.Request().Context(), v.Today, func(string) error { count++; return nil })
	if err != nil {
		return 0, err
	}
	s.listed.known, s.listed.version, s.listed.today, s.listed.count = true, v.Version, v.Today, count
	return count, nil
}

// sendSitemapPart lists the addresses of one part.
func (s *Server) sendSitemapPart(c echo.Context) error {
	paths, err := s.partPaths(c.Request().Context(), c.Param("part"), visitOf(c).Today)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return echo.ErrNotFound
	}
	part := mapPart{Space: sitemapSpace}
	for _, path := range paths {
		part.Pages = append(part.Pages, mapEntry{Loc: s.base(c) + path})
	}
	return sendXML(c, part)
}

// partPaths returns the paths of a part; none for a part that is not there.
func (s *Server) partPaths(ctx context.Context, name string, today civil.Date) ([]string, error) {
	if name == standingPart {
		return s.standingPaths(today), nil
	}
	number, err := strconv.Atoi(name)
	if err != nil || number < 1 || strconv.Itoa(number) != name {
		return nil, nil //nolint:nilerr // a name that is no number is a part that is not there
	}
	var paths []string
	skip := (number - 1) * partAddresses
	err = s.deps.Feed.EachAddress(ctx, today, func(path string) error {
		switch {
		case skip > 0:
			skip--
		case len(paths) == partAddresses:
			return errEnough
		default:
			paths = append(paths, path)
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return paths, nil
}

func (s *Server) standingPaths(today civil.Date) []string {
	paths := []string{
		route.Home, route.Catalog, route.Rules, route.LegalBasis, route.SelfQuery,
		route.Check, route.Statistics, route.Services,
		route.ServiceStart(route.Objection), route.ServiceStart(route.Repair), route.ServiceStart(route.Deletion),
		route.ServiceStart(route.Query),
	}
	paths = append(paths, route.HelpHome, route.SiteMap)
	for _, p := range content.HelpPages() {
		paths = append(paths, route.HelpPage(p.Slug))
	}
	shown := content.Newest(s.deps.Pieces(), today)
	for _, c := range content.Columns() {
		if len(content.In(c, shown)) > 0 {
			paths = append(paths, route.Column(c))
		}
	}
	for _, p := range shown {
		paths = append(paths, route.Piece(p.Slug))
	}
	for _, l := range []search.List{search.AdverseList, search.FavourableList, search.DualList} {
		paths = append(paths, route.List(l))
	}
	for _, l := range page.ListsBeside(s.deps.Catalog()) {
		paths = append(paths, route.List(l))
	}
	for _, e := range s.deps.Editions() {
		paths = append(paths, route.Edition(e.ID))
	}
	return paths
}

func sendXML(c echo.Context, document any) error {
	out := bytes.NewBufferString(xml.Header)
	if err := xml.NewEncoder(out).Encode(document); err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "application/xml; charset=utf-8", out.Bytes())
}
