package web

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"runtime"
	"slices"
	"strconv"
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
	keepAs    = "keep"          // where a request notes how its page is kept

	usualHeader = 1 << 11 // bytes
)

// pages are drawn once for each key, few at a time, and kept until others push
// them out. A key names the version of the data and the day, so that a page is
// never given once either has changed.
type pages struct {
	kept    *lru.Cache[drawnKey, *drawn] // nil keeps none
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
	p.kept, err = lru.New[drawnKey, *drawn](most)
	return p, err
}

// draw answers with the page that the request asks for: as somebody else is
// drawing it, or drawn now. Pages that are kept did not come so far.
func (s *Server) draw(c echo.Context, tag string, next echo.HandlerFunc) error {
	if s.pages.kept == nil {
		return s.inTurn(c, next)
	}
	v := visitOf(c)
	key := s.key(c.Request(), v.Version, v.Today, v.Prefs)
	c.Set(keepAs, keeping{key, tag})
	first := false
	_, err, _ := s.pages.flights.Do(key.String(), func() (any, error) {
		if s.pages.kept.Contains(key) { // drawn since the front looked
			return key, nil
		}
		first = true
		return nil, s.inTurn(c, next)
	})
	if first {
		return err
	}
	if page, ok := s.pages.kept.Get(key); ok {
		page.give(c.Response(), c.Request())
		return nil
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

// keeping is under which key a page is kept once drawn, and the tag that
// browsers know it by.
type keeping struct {
	key drawnKey
	tag string
}

// keep keeps a page that was drawn, with the headers that it was given.
func (s *Server) keep(c echo.Context, status int, text []byte) {
	as, ok := c.Get(keepAs).(keeping)
	if !ok || status != http.StatusOK {
		return
	}
	h := c.Response().Header().Clone()
	h.Del(echo.HeaderXRequestID)
	h.Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
	h.Set("ETag", as.tag)
	page := &drawn{tag: as.tag, pattern: s.pattern(c), header: h}
	page.first = page.pack("gzip", text)
	s.pages.kept.Add(as.key, page)
}

// drawn is a public page, the same for everybody who asks under its key.
type drawn struct {
	tag, pattern string
	header       http.Header             // never changed: answers share its values
	first        *packing                // with gzip, quickly
	gzip, brotli atomic.Pointer[packing] // made when the page is asked for again
}

// packing is a body with its headers.
type packing struct {
	body             []byte
	encoding, length []string
	lines            []byte // all of the header but the length, as it is sent
}

func (d *drawn) pack(encoding string, body []byte) *packing {
	p := &packing{body: body, encoding: []string{encoding}, length: []string{strconv.Itoa(len(body))}}
	var lines bytes.Buffer
	lines.Grow(usualHeader)
	_ = d.header.Write(&lines) // a buffer takes everything
	if encoding != "" {
		_ = http.Header{echo.HeaderContentEncoding: p.encoding}.Write(&lines)
	}
	p.lines = lines.Bytes()
	return p
}

// send answers before the router wakes, with a header prepared beforehand where
// the connection takes one.
func (d *drawn) send(w http.ResponseWriter, r *http.Request, id string) (int, int64) {
	c := whole(r)
	if c == nil || matches(r.Header.Get("If-None-Match"), d.tag) {
		w.Header()[echo.HeaderXRequestID] = []string{id}
		return d.give(w, r)
	}
	p := d.packed(r.Header.Get(echo.HeaderAcceptEncoding))
	h := w.Header()
	h[echo.HeaderContentType] = nil // among the lines; the server need not guess
	h[echo.HeaderContentLength] = p.length
	lines := slices.Concat(p.lines, []byte(echo.HeaderXRequestID+": "+id+"\r\n"))
	return http.StatusOK, c.send(w, lines, p.body)
}

// give answers with the page as the browser likes it best, or says that the
// browser has it. It returns the status and how many bytes it wrote.
func (d *drawn) give(w http.ResponseWriter, r *http.Request) (int, int64) {
	h := w.Header()
	maps.Copy(h, d.header)
	if matches(r.Header.Get("If-None-Match"), d.tag) {
		delete(h, echo.HeaderContentType)
		w.WriteHeader(http.StatusNotModified)
		return http.StatusNotModified, 0
	}
	p := d.packed(r.Header.Get(echo.HeaderAcceptEncoding))
	if p.encoding[0] != "" {
		h[echo.HeaderContentEncoding] = p.encoding
	}
	h[echo.HeaderContentLength] = p.length
	w.WriteHeader(http.StatusOK)
	n, _ := w.Write(p.body) // a visitor who has gone misses nothing
	return http.StatusOK, int64(n)
}

func (d *drawn) packed(accepts string) *packing {
	switch {
	case asset.Accepts(accepts, "br"):
		return d.again(&d.brotli, "br", tightly)
	case asset.Accepts(accepts, "gzip"):
		return d.again(&d.gzip, "gzip", func(text []byte) []byte { return thorough.pack(text) })
	}
	return d.pack("", d.plain())
}

// again packs the page better than at first, once for all who still ask for it.
func (d *drawn) again(kept *atomic.Pointer[packing], encoding string, pack func([]byte) []byte) *packing {
	if made := kept.Load(); made != nil {
		return made
	}
	made := d.pack(encoding, pack(d.plain()))
	kept.Store(made)
	return made
}

func tightly(text []byte) []byte {
	var out bytes.Buffer
	const quality = 5 // beyond, packing takes longer than drawing
	w := brotli.NewWriterLevel(&out, quality)
	_, _ = w.Write(text) // a buffer takes everything
	_ = w.Close()
	return bytes.Clone(out.Bytes())
}

// plain is the page unpacked, for the few who take it no other way.
func (d *drawn) plain() []byte {
	var out bytes.Buffer
	if r, err := gzip.NewReader(bytes.NewReader(d.first.body)); err == nil {
		_, _ = io.Copy(&out, r) // packed here, from memory
	}
	return out.Bytes()
}

// packers pack with gzip. They are kept, for making one costs more than packing
// a page.
type packers struct{ pool sync.Pool }

// A page is packed quickly where it is drawn, and with more care where it is
// asked for again: half the time for a tenth more bytes.
var quick, thorough = newPackers(1), newPackers(5)

type packer struct {
	writer *gzip.Writer
	out    bytes.Buffer
}

func newPackers(level int) *packers {
	return &packers{sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(io.Discard, level) // fails on no such level alone
		return &packer{writer: w}
	}}}
}

// pack compresses a page. A page holds no secret that could be guessed from its
// length: it is the same for everybody.
func (p *packers) pack(text []byte) []byte {
	with := p.pool.Get().(*packer) // the pool holds nothing else
	defer p.pool.Put(with)
	with.out.Reset()
	with.writer.Reset(&with.out)
	_, _ = with.writer.Write(text) // a buffer takes everything
	_ = with.writer.Close()
	return bytes.Clone(with.out.Bytes())
}
