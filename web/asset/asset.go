// Package asset makes the files a browser fetches: one style sheet joined from
// its layers, the modules and the drawings, each minified, named by its
// content, compressed, and kept in memory.
package asset

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
)

// Prefix begins the address of every asset.
const Prefix = "/static/"

// The names of the style sheets: of every page, and of what the pages of the
// office need beside it.
const (
	SheetName = "portal.css"
	DeskName  = "desk.css"
)

// sheets says which sources each sheet is joined from.
var sheets = map[string]string{SheetName: "css/[0-7]*/*.css", DeskName: "css/8*/*.css"}

// Set is the assets of a portal. It does not change after Build.
type Set struct {
	byName map[string]*file
	byPath map[string]*file
}

type file struct {
	path, contentType string
	plain             []byte
	gzip, brotli      func() []byte // packed when first asked for; nil when it cannot be
}

// Build makes the assets from the folders css, js and img of fsys. It fails
// when a source is missing, unreadable, or breaks the rule of layers.
func Build(fsys fs.FS) (*Set, error) {
	s := &Set{byName: map[string]*file{}, byPath: map[string]*file{}}
	for _, pattern := range []string{"js/*.js", "img/*.svg", "img/*.png"} {
		names, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, fmt.Errorf("listing %s: %w", pattern, err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("reading asset %s: %w", name, err)
			}
			if strings.HasSuffix(name, ".js") {
				text = []byte(minifyModule(string(text)))
			}
			s.add(path.Base(name), text)
		}
	}
	for name, pattern := range sheets {
		sheet, err := joinSheet(fsys, pattern)
		if name == DeskName && errors.Is(err, fs.ErrNotExist) {
			continue // a site without an office
		}
		if err != nil {
			return nil, fmt.Errorf("joining the style sheet %s: %w", name, err)
		}
		s.add(name, s.addressed(sheet))
	}
	return s, nil
}

// addressed has what a sheet names by the name of its file named by its address.
func (s *Set) addressed(sheet []byte) []byte {
	for name, f := range s.byName {
		sheet = bytes.ReplaceAll(sheet, []byte(`url("`+name+`")`), []byte(`url("`+f.path+`")`))
	}
	return sheet
}

func (s *Set) add(name string, text []byte) {
	types := map[string]string{
		".css": "text/css; charset=utf-8",
		".js":  "text/javascript; charset=utf-8",
		".svg": "image/svg+xml",
		".png": "image/png",
	}
	sum := sha256.Sum256(text)
	f := &file{
		path:        Prefix + base64.RawURLEncoding.EncodeToString(sum[:9]) + "/" + name,
		contentType: types[path.Ext(name)],
		plain:       text,
	}
	f.gzip = packed(text, func(w io.Writer) (io.WriteCloser, error) {
		return gzip.NewWriterLevel(w, gzip.BestCompression)
	})
	f.brotli = packed(text, func(w io.Writer) (io.WriteCloser, error) {
		return brotli.NewWriterLevel(w, brotliLevel), nil
	})
	s.byName[name], s.byPath[f.path] = f, f
}

// brotliLevel packs in a tenth of the time of the best level and leaves a
// twentieth more: whoever asks first waits for it.
const brotliLevel = 9

// packed packs the text once, when it is first asked for: all of them together
// would take half of the second in which a portal starts.
func packed(text []byte, open func(io.Writer) (io.WriteCloser, error)) func() []byte {
	return sync.OnceValue(func() []byte {
		var out bytes.Buffer
		w, err := open(&out)
		if err != nil {
			return nil
		}
		if _, err := w.Write(text); err != nil {
			return nil
		}
		if err := w.Close(); err != nil {
			return nil
		}
		return out.Bytes()
	})
}

// Href returns the address of the asset, e.g. of "portal.css" or "copy.js";
// "" when there is none of that name.
func (s *Set) Href(name string) string {
	if f := s.byName[name]; f != nil {
		return f.path
	}
	return ""
}

// Has says whether there is an asset at the address.
func (s *Set) Has(path string) bool { return s.byPath[path] != nil }

// Names lists the assets, in no order.
func (s *Set) Names() []string {
	names := make([]string, 0, len(s.byName))
	for name := range s.byName {
		names = append(names, name)
	}
	return names
}

// ServeHTTP answers with the asset of the address, compressed as the browser
// likes best. What an address holds never changes, so it may be kept for ever.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := s.byPath[r.URL.Path]
	if f == nil {
		http.NotFound(w, r)
		return
	}
	body, coding := f.plain, ""
	accepted := r.Header.Get("Accept-Encoding")
	switch {
	case Accepts(accepted, "br"):
		body, coding = f.brotli(), "br"
	case Accepts(accepted, "gzip"):
		body, coding = f.gzip(), "gzip"
	}
	if body == nil {
		body, coding = f.plain, ""
	}
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// Accepts says whether the Accept-Encoding header of a request names the coding
// without refusing it.
func Accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) == coding {
			weight = strings.ReplaceAll(weight, " ", "")
			return strings.TrimRight(weight, "0.") != "q="
		}
	}
	return false
}
