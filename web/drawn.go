package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"
	"golang.org/x/sync/singleflight"

	"creditportal/internal/fault"
	"creditportal/web/asset"
)

const (
	usualKept = 2048            // pages, of some 10 KB each
	turnWait  = 3 * time.Second // how long a page waits to be drawn
	tagKey    = "tag"           // under which a page is kept once drawn
)

// pages are drawn once for each tag, few at a time, and kept until others push
// them out. A tag names the version of the data and the day, so that a page is
// never given once either has changed.
type pages struct {
	kept    *lru.Cache[string, *drawn] // nil keeps none
	flights singleflight.Group
	turns   chan struct{}
}

// newPages keeps the most recent pages: the usual number for zero, none below.
func newPages(most int) (*pages, error) {
	p := &pages{turns: make(chan struct{}, runtime.GOMAXPROCS(0))}
	if most < 0 {
		return p, nil
	}
	if most == 0 {
		most = usualKept
	}
	var err error
	p.kept, err = lru.New[string, *drawn](most)
	return p, err
}

func (p *pages) get(tag string) (*drawn, bool) {
	if p.kept == nil {
		return nil, false
	}
	return p.kept.Get(tag)
}

// draw answers with the page of the tag: as it is kept, as somebody else is
// drawing it, or drawn now.
func (s *Server) draw(c echo.Context, tag string, next echo.HandlerFunc) error {
	if s.pages.kept == nil {
		return s.inTurn(c, next)
	}
	if page, ok := s.pages.get(tag); ok {
		return page.give(c)
	}
	c.Set(tagKey, tag)
	first := false
	_, err, _ := s.pages.flights.Do(tag, func() (any, error) {
		first = true
		return nil, s.inTurn(c, next)
	})
	if first {
		return err
	}
	if page, ok := s.pages.get(tag); ok {
		return page.give(c)
	}
	return s.inTurn(c, next) // an error or a way elsewhere, which is not kept
}

// inTurn lets as many pages be drawn at once as there are processors, in the
// order that they were asked for, so that the last of a crowd waits no longer
// than it must.
func (s *Server) inTurn(c echo.Context, next echo.HandlerFunc) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), turnWait)
	defer cancel()
	select {
	case s.pages.turns <- struct{}{}:
		defer func() { <-s.pages.turns }()
		return next(c)
	case <-ctx.Done():
		return fault.New(fault.Busy, "error.fault.busy", nil)
	}
}

// keep keeps a page that was drawn under a tag.
func (s *Server) keep(c echo.Context, status int, packed []byte) {
	if tag, ok := c.Get(tagKey).(string); ok && status == http.StatusOK {
		s.pages.kept.Add(tag, &drawn{gzip: packed})
	}
}

// drawn is a public page, the same for everybody who asks under its tag.
type drawn struct {
	gzip   []byte
	brotli atomic.Pointer[[]byte] // made when the page is asked for again
}

// give answers with the page as the browser likes it best.
func (d *drawn) give(c echo.Context) error {
	h, accepts := c.Response().Header(), c.Request().Header.Get(echo.HeaderAcceptEncoding)
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	switch {
	case asset.Accepts(accepts, "br"):
		h.Set(echo.HeaderContentEncoding, "br")
		return c.HTMLBlob(http.StatusOK, d.asBrotli())
	case asset.Accepts(accepts, "gzip"):
		h.Set(echo.HeaderContentEncoding, "gzip")
		return c.HTMLBlob(http.StatusOK, d.gzip)
	}
	return c.HTMLBlob(http.StatusOK, d.plain())
}

func (d *drawn) asBrotli() []byte {
	if made := d.brotli.Load(); made != nil {
		return *made
	}
	var out bytes.Buffer
	const quality = 5 // beyond, a page takes longer than to draw it
	w := brotli.NewWriterLevel(&out, quality)
	_, _ = w.Write(d.plain()) // a buffer takes everything
	_ = w.Close()
	made := out.Bytes()
	d.brotli.Store(&made)
	return made
}

// plain is the page unpacked, for the few who take it no other way.
func (d *drawn) plain() []byte {
	var out bytes.Buffer
	if r, err := gzip.NewReader(bytes.NewReader(d.gzip)); err == nil {
		_, _ = io.Copy(&out, r) // packed here, from memory
	}
	return out.Bytes()
}

// packers are kept, for making one costs more than packing a page.
var packers = sync.Pool{New: func() any {
	const quick = 3                                // a quarter of the usual level's time for a twelfth more bytes
	w, _ := gzip.NewWriterLevel(io.Discard, quick) // fails on no such level alone
	return w
}}

// packed compresses a page. A page holds no secret that could be guessed from
// its length: it is the same for everybody.
func packed(text []byte) []byte {
	var out bytes.Buffer
	w := packers.Get().(*gzip.Writer) // the pool holds nothing else
	defer packers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(text) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}
