package blob

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"creditportal/internal/attachment"
)

// A document is read as its own index would lead a reader: an object begins
// only where "obj" stands, wherever that is, also inside a string or a stream.
// So each of those places is read, and each name of the object judged; what an
// object stream holds is unpacked and judged as well. Nothing is rendered, and
// what cannot be followed is refused, not guessed at.

// pdfActive are the names without which nothing runs, opens another file,
// sends what was typed, or carries a file along.
var pdfActive = []string{
	"JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "FileAttachment", "RichMedia", "SubmitForm", "ImportData",
	"GoToE", "GoToR", "Rendition",
}

// pdfActiveShort are such names that a compressed stream may hold by chance:
// they count in objects alone.
var pdfActiveShort = []string{"JS", "EF", "XFA", "3D", "Movie", "Sound"}

const (
	pdfTail     = 2 << 10  // where the end of a document stands
	zipTail     = 66 << 10 // where the end of an archive stands
	pdfUnpacked = 64 << 20 // bytes of all object streams together
	pdfReadings = 16       // times that a byte may be read on the average
	pdfNameMost = 64
	pdfTokens   = 128 // in the dictionary of an object stream
)

var (
	pdfHead = regexp.MustCompile(`^%PDF-[12]\.[0-9]`)
	pdfEnd  = regexp.MustCompile(`startxref[\s\x00]+[0-9]+[\s\x00]+%%EOF[\s\x00]*$`)
	zipEnd  = []byte("PK\x05\x06")
)

var (
	errPDFShape  = errors.New("the document has no head or no end")
	errPDFPages  = errors.New("the document has no pages")
	errPDFPacked = errors.New("an object stream is packed in a way that cannot be followed")
	errPDFWork   = errors.New("the document is too tangled to be followed")
)

// checkPDF returns a fault for a document that is damaged, asks for a password
// or does more than show itself.
func checkPDF(data []byte) error {
	if !pdfHead.Match(data) || !pdfEnd.Match(data[max(0, len(data)-pdfTail):]) {
		return attachment.Damaged(errPDFShape)
	}
	if bytes.Contains(data[max(0, len(data)-zipTail):], zipEnd) {
		return attachment.Disguised()
	}
	s := &pdfScan{data: data, work: pdfReadings*len(data) + pdfTail, unpack: pdfUnpacked}
	s.raw(data)
	if s.active || s.encrypted {
		return s.verdict(nil)
	}
	return s.verdict(s.objects())
}

// pdfScan is the reading of one document.
type pdfScan struct {
	data   []byte
	work   int // bytes that may still be read
	unpack int // bytes that may still be unpacked

	active, encrypted, catalog, page bool
}

func (s *pdfScan) verdict(err error) error {
	switch {
	case s.encrypted:
		return attachment.Encrypted()
	case s.active:
		return attachment.Active()
	case err != nil:
		return attachment.Damaged(err)
	case !s.catalog || !s.page:
		return attachment.Damaged(errPDFPages)
	}
	return nil
}

// raw looks for long names anywhere, whatever stands around them.
func (s *pdfScan) raw(data []byte) {
	eachName(data, func(name string) {
		s.encrypted = s.encrypted || name == "Encrypt"
		s.active = s.active || slices.Contains(pdfActive, name)
	})
}

// note judges a name of an object.
func (s *pdfScan) note(name string) {
	switch {
	case slices.Contains(pdfActive, name), slices.Contains(pdfActiveShort, name):
		s.active = true
	case name == "Catalog":
		s.catalog = true
	case name == "Page":
		s.page = true
	}
}

// objects reads every object that a reader could be led to.
func (s *pdfScan) objects() error {
	word := []byte("obj")
	for from := 0; ; {
		i := bytes.Index(s.data[from:], word)
		if i < 0 {
			return nil
		}
		at := from + i
		from = at + len(word)
		if bytes.HasSuffix(s.data[:at], []byte("end")) {
			continue
		}
		if err := s.object(from); err != nil || s.active {
			return err
		}
	}
}

// object reads one object from behind its "obj".
func (s *pdfScan) object(at int) error {
	depth, packs, tokens := 0, false, []string(nil)
	for {
		token, next := pdfToken(s.data, at)
		if s.work -= next - at; s.work < 0 {
			return errPDFWork
		}
		at = next
		if len(tokens) <= pdfTokens {
			tokens = append(tokens, token)
		}
		switch {
		case token == "":
			return nil // the file ends
		case token == "<<" || token == "[":
			depth++
		case token == ">>" || token == "]":
			depth--
		case token[0] == '/':
			s.note(token[1:])
			packs = packs || token == "/First" || token == "/ObjStm"
		case token == "endobj" && depth <= 0:
			return nil
		case token == "stream":
			if packs {
				if err := s.stream(at, tokens); err != nil {
					return err
				}
			}
			if depth <= 0 {
				return nil
			}
		}
	}
}

// stream unpacks a stream that may hold objects: its dictionary says where the
// first of them begins.
func (s *pdfScan) stream(at int, dictionary []string) error {
	if len(dictionary) > pdfTokens {
		return errPDFPacked
	}
	for _, key := range []string{"/DecodeParms", "/DP", "/F", "/FFilter", "/FDecodeParms"} {
		if slices.Contains(dictionary, key) {
			return errPDFPacked
		}
	}
	body := bytes.TrimPrefix(bytes.TrimPrefix(s.data[at:], []byte("\r")), []byte("\n"))
	i := slices.Index(dictionary, "/Filter")
	if i < 0 {
		end := bytes.Index(body, []byte("endstream"))
		return s.packed(bytes.NewReader(body[:max(end, 0)]))
	}
	packing := slices.DeleteFunc(slices.Clone(dictionary[i+1:min(i+4, len(dictionary))]), func(t string) bool {
		return t == "["
	})
	if packing[0] != "/FlateDecode" || dictionary[i+1] == "[" && !slices.Contains(packing, "]") ||
		slices.Contains(dictionary[i+1:], "/Filter") {
		return errPDFPacked
	}
	r, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%w: %w", errPDFPacked, err)
	}
	return s.packed(r)
}

// packed judges the names of what an object stream holds.
func (s *pdfScan) packed(r io.Reader) error {
	held, err := io.ReadAll(io.LimitReader(r, int64(s.unpack)+1))
	if err != nil && !errors.Is(err, zlib.ErrChecksum) { // the sum stands behind all that a reader would see
		return fmt.Errorf("%w: %w", errPDFPacked, err)
	}
	if s.unpack -= len(held); s.unpack < 0 {
		return errPDFWork
	}
	eachName(held, s.note)
	return nil
}
