// Package pdf draws letters for paper (A4): the same words as on the screen, in
// the order of an official document, with the number, the proof code and its
// picture, and the number of each page. The same letter gives the same bytes.
package pdf

import (
	"bytes"
	"fmt"
	"time"

	"github.com/signintech/gopdf"

	"creditportal/internal/civil"
	"creditportal/internal/notice"
	"creditportal/internal/qr"
)

// Words are the sentences on paper that are no words of the letter itself.
type Words struct {
	Page    func(page, pages int) string
	Missing func(signs string) string // says which characters are not in the font, and where they can be read
	Mark    string                    // lies across each page; "" on every real letter
}

// Letter is what is drawn.
type Letter struct {
	Text     notice.Text
	Code     qr.Code   // leads to where the letter is found genuine; may be none
	IssuedAt time.Time // stands in the document's own description
	Seal     []byte    // picture of the operator's seal, PNG or JPEG; nil for none
	Asked    string    // who asked for it, why and when: stands across every page; "" on letters
}

// Typesetter draws letters. It may be used by many at once.
type Typesetter struct{ words Words }

// NewTypesetter returns a typesetter that says the words.
func NewTypesetter(w Words) Typesetter { return Typesetter{w} }

// Draw draws the letter; the error says that it cannot be drawn.
func (t Typesetter) Draw(l Letter) ([]byte, error) {
	fonts, err := loaded()
	if err != nil {
		return nil, err
	}
	doc := &gopdf.GoPdf{}
	doc.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	if err := doc.AddTTFFontFromFontContainer(family, fonts); err != nil {
		return nil, fmt.Errorf("taking the font: %w", err)
	}
	doc.SetInfo(gopdf.PdfInfo{
		Title: l.Text.Title + " " + l.Text.Number, Author: l.Text.Issuer, CreationDate: civil.In(l.IssuedAt),
	})
	if err := doc.SetFont(family, "", bodySize); err != nil {
		return nil, fmt.Errorf("taking the font: %w", err)
	}
	b := &book{ruler: ruler{doc: doc, widths: map[rune]float64{}}}
	b.letter(l, t.words)
	if b.err != nil {
		return nil, fmt.Errorf("setting a letter: %w", b.err)
	}
	return finish(doc, b.pages, l.Seal)
}

// finish puts what was set onto the pages and closes the document.
func finish(doc *gopdf.GoPdf, pages []page, seal []byte) ([]byte, error) {
	for _, p := range pages {
		doc.AddPage()
		for _, m := range p.marks {
			if err := m.put(doc, seal); err != nil {
				return nil, fmt.Errorf("drawing a page: %w", err)
			}
		}
	}
	var out bytes.Buffer
	if _, err := doc.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("writing a document: %w", err)
	}
	return mend(out.Bytes())
}
