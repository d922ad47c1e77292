package pdf

import (
	"fmt"
	"strings"

	"creditportal/internal/notice"
	"creditportal/internal/qr"
)

// letter sets the parts of a letter in their order.
func (b *book) letter(l Letter, say Words) {
	b.turn()
	b.head(l.Text)
	for _, line := range l.Text.To {
		b.paragraph(line, margin, measure, body)
	}
	opening := body
	opening.indent = 2 * bodySize // as every paragraph of an official document begins
	b.paragraph(l.Text.Opening, margin, measure, opening)
	for _, s := range l.Text.Sections {
		b.section(s)
	}
	b.sign(l)
	b.proof(l)
	b.gap(smallSize)
	b.paragraph(l.Text.English, margin, measure, small)
	if len(b.missing) > 0 {
		b.paragraph(say.Missing(named(b.missing)), margin, measure, small)
	}
	b.feet(l.Text, say)
	if l.Asked != "" {
		b.across(b.known(l.Asked))
	}
}

// named lists characters by their numbers, each once.
func named(signs []rune) string {
	var names []string
	seen := map[rune]bool{}
	for _, sign := range signs {
		if !seen[sign] {
			names, seen[sign] = append(names, fmt.Sprintf("U+%04X", sign)), true
		}
	}
	return strings.Join(names, " ")
}

// head is who writes, what the letter is, and its number.
func (b *book) head(t notice.Text) {
	const thick, apart = 1.6, 10.0
	b.centred(t.Issuer, style{size: partSize, ink: accent})
	b.gap(4)
	b.bar(margin, b.y, measure, thick, accent)
	b.gap(thick + apart)
	b.centred(t.Title, style{size: titleSize, ink: black})
	b.centred(t.Number, style{size: bodySize, ink: grey})
	b.gap(apart)
}

// section is a part under its title, which never stands alone at the foot of a
// page.
func (b *book) section(s notice.Section) {
	if s.Under {
		b.under(s)
		return
	}
	const before = 9.0
	title := style{size: partSize, ink: accent}
	b.room(before + title.height() + 2*body.height())
	b.gap(before)
	b.paragraph(s.Title, margin, measure, title)
	b.bar(margin, b.y, measure, hair, faint)
	b.gap(4)
	b.rows(s)
	for _, table := range s.Tables {
		b.table(table)
	}
	for _, point := range s.Points {
		const inset = 16.0
		b.room(body.height())
		b.bar(margin+4, b.y+body.height()/2-1.5, 3, 3, accent)
		b.paragraph(point, margin+inset, measure-inset, body)
	}
}

// rows are the terms of a section.
func (b *book) rows(s notice.Section) {
	if s.Dense {
		b.dense(s.Rows)
		return
	}
	for _, row := range s.Rows {
		b.row(row)
	}
}

// row is a term with what is said about it beside.
func (b *book) row(row notice.Line) {
	const column, apart = 96.0, 8.0
	b.room(body.height())
	at := len(b.pages)
	top := b.y
	b.paragraph(row.Term, margin, column-apart, style{size: bodySize, ink: grey})
	after := b.y
	if len(b.pages) == at {
		b.y = top
	}
	for i, says := range row.Says {
		s := body
		if i > 0 {
			s = style{size: bodySize - 1.5, ink: grey}
		}
		b.paragraph(says, margin+column, measure-column, s)
	}
	if len(b.pages) == at {
		b.y = max(b.y, after)
	}
	b.gap(2)
}

// sign is who issued the letter and when, with the seal over it; it stays
// together.
func (b *book) sign(l Letter) {
	const seal, above = 113.0, 28.0 // 40 mm
	height := above + 2*body.height()
	if l.Seal != nil {
		height = seal
	}
	b.room(height)
	if l.Seal != nil {
		x := margin + measure - b.width(l.Text.Issuer)*bodySize/2 - seal/2
		b.page().marks = append(b.page().marks, mark{
			what: picture, x: min(x, margin+measure-seal), y: b.y, width: seal, height: seal,
		})
		b.gap(seal/2 - body.height())
	} else {
		b.gap(above)
	}
	b.flushRight(l.Text.Issuer, body)
	b.flushRight(l.Text.Date, body)
	b.gap(height - above - 2*body.height())
}

// proof is the code by which anybody finds out whether the letter is genuine.
func (b *book) proof(l Letter) {
	const side, apart, inset = 84.0, 12.0, 8.0
	b.room(side + 2*inset + apart)
	b.gap(apart)
	b.bar(margin, b.y, measure, hair, grey)
	b.gap(inset)
	top, x := b.y, margin
	if l.Code.Size > 0 {
		b.code(l.Code, x, top, side)
		x += side + apart
	}
	width := margin + measure - x
	b.paragraph(l.Text.Secret, x, width, body)
	b.paragraph(l.Text.Check, x, width, small)
	if l.Text.Address != "" {
		b.paragraph(l.Text.Address, x, width, small)
	}
	if l.Code.Size > 0 {
		b.y = max(b.y, top+side)
	}
	b.gap(inset)
	b.bar(margin, b.y, measure, hair, grey)
}

func (b *book) code(c qr.Code, x, y, side float64) {
	module := side / float64(c.Size)
	for _, run := range c.Runs {
		b.bar(x+float64(run.X)*module, y+float64(run.Y)*module, float64(run.Length)*module, module, ink{})
	}
}

// feet puts the number of the letter and of the page at the foot of each page,
// and the mark across it.
func (b *book) feet(t notice.Text, say Words) {
	const across, slant = 88.0, 40.0
	number := b.known(t.Number)
	for i := range b.pages {
		y := pageHeight - margin
		count := say.Page(i+1, len(b.pages))
		marks := []mark{
			{what: bar, x: margin, y: y - 16, width: measure, height: hair, ink: faint},
			{what: words, x: margin, y: y, text: number, size: smallSize, ink: grey},
			{
				what: words, x: margin + measure - b.width(count)*smallSize, y: y, text: count, size: smallSize, ink: grey,
			},
		}
		b.pages[i].marks = append(b.pages[i].marks, marks...)
		if say.Mark != "" { // beneath the words
			b.pages[i].marks = append([]mark{{
				what: words, x: pageWidth/2 - b.width(say.Mark)*across/2, y: pageHeight/2 + across*2, text: say.Mark,
				size: across, ink: faint, turn: slant,
			}}, b.pages[i].marks...)
		}
	}
}
