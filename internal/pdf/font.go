package pdf

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"

	"github.com/signintech/gopdf"
)

// family names the font in the document; the six letters before the sign say
// that only the characters in use are carried (ISO 32000, 9.6.4).
const family = "LETTER+NotoSansSC"

// substitute stands for a character that the font does not have, as printers
// have always set it (〓).
const substitute = '\u3013'

// packed is Noto Sans SC Regular, packed; docs/decisions says what is in it.
//
//go:embed font/NotoSansSC.ttf.gz
var packed []byte

// loaded unpacks and reads the font when the first letter is drawn.
var loaded = sync.OnceValues(func() (*gopdf.FontContainer, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpacking the font: %w", err)
	}
	font, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, fmt.Errorf("unpacking the font: %w", err)
	}
	fonts := &gopdf.FontContainer{}
	if err := fonts.AddTTFFontData(family, font); err != nil {
		return nil, fmt.Errorf("reading the font: %w", err)
	}
	return fonts, nil
})

// ruler measures characters and knows which ones the font has.
type ruler struct {
	doc     *gopdf.GoPdf
	widths  map[rune]float64 // of one point
	missing []rune           // that the font does not have, in the order they were met
	err     error
}

// width is how wide the text is at one point.
func (r *ruler) width(text string) float64 {
	sum := 0.0
	for _, sign := range text {
		sum += r.sign(sign)
	}
	return sum
}

func (r *ruler) sign(sign rune) float64 {
	if w, known := r.widths[sign]; known {
		return w
	}
	w, err := r.doc.MeasureTextWidth(string(sign))
	if err != nil && r.err == nil {
		r.err = err
	}
	w /= bodySize
	r.widths[sign] = w
	return w
}

// known is the text with the substitute for what the font does not have.
func (r *ruler) known(text string) string {
	out := []rune(text)
	for i, sign := range out {
		has, err := r.doc.IsCurrFontContainGlyph(sign)
		if err != nil && r.err == nil {
			r.err = err
		}
		if !has {
			r.missing, out[i] = append(r.missing, sign), substitute
		}
	}
	return string(out)
}
