package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// gbDecoder decodes GB18030 and notices what cannot be decoded.
type gbDecoder struct {
	decoder *encoding.Decoder
	buf     []byte
}

func newGBDecoder() *gbDecoder { return &gbDecoder{decoder: simplifiedchinese.GB18030.NewDecoder()} }

// growth is how much longer a text can become as UTF-8: a byte that is no
// character becomes U+FFFD.
const growth = utf8.UTFMax - 1

// decode returns raw as UTF-8, good until the next call, and whether all of
// it could be decoded. A U+FFFD in the text itself counts as undecodable: an
// earlier conversion has lost a character there.
func (d *gbDecoder) decode(raw []byte) ([]byte, bool) {
	if ascii(raw) {
		return raw, true
	}
	if need := len(raw) * growth; len(d.buf) < need {
		d.buf = make([]byte, 2*need)
	}
	d.decoder.Reset()
	n, _, err := d.decoder.Transform(d.buf, raw, true)
	return d.buf[:n], err == nil && !bytes.ContainsRune(d.buf[:n], utf8.RuneError)
}

func ascii(raw []byte) bool {
	for _, b := range raw {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// utf16Reader gives UTF-16LE as UTF-8; half a pair or half a unit becomes
// U+FFFD.
type utf16Reader struct {
	from   io.Reader
	in     [window]byte
	have   int    // bytes of in that wait for their second half
	text   []byte // what in gives
	out    []byte // what of text is not used yet
	units  []uint16
	failed error
}

// Read fills p with UTF-8.
func (r *utf16Reader) Read(p []byte) (int, error) {
	for len(r.out) == 0 {
		if r.failed != nil {
			return 0, r.failed
		}
		r.more()
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}

// highSurrogates is where the first halves of pairs lie, by their upper bits.
const highSurrogates = 0xD800 >> 10

func (r *utf16Reader) more() {
	n, err := r.from.Read(r.in[r.have:])
	r.have, r.failed = r.have+n, err
	whole := r.have &^ 1
	if whole >= 2 && !errors.Is(err, io.EOF) && binary.LittleEndian.Uint16(r.in[whole-2:])>>10 == highSurrogates {
		whole -= 2 // its other half comes with the next piece
	}
	r.units = r.units[:0]
	for i := 0; i < whole; i += 2 {
		r.units = append(r.units, binary.LittleEndian.Uint16(r.in[i:]))
	}
	r.text = r.text[:0]
	for _, c := range utf16.Decode(r.units) {
		r.text = utf8.AppendRune(r.text, c)
	}
	r.have = copy(r.in[:], r.in[whole:r.have])
	if r.have > 0 && errors.Is(err, io.EOF) {
		r.text = utf8.AppendRune(r.text, utf8.RuneError)
	}
	r.out = r.text
}
