package pdf

import "creditportal/internal/notice"

// The measures of what a report says of a record.
const (
	denseSize   = 10.0
	denseColumn = 80.0 // of a term
	gutter      = 14.0 // between two rows side by side
)

var (
	denseTerm = style{size: denseSize, ink: grey}
	denseBody = style{size: denseSize, ink: black}
)

// under is a record in a chapter: its matter with a mark before it, then what is
// recorded of it. The first rows never part from the matter.
func (b *book) under(s notice.Section) {
	const before, barWidth, apart = 7.0, 2.5, 8.0
	title := style{size: denseSize + 1, ink: black}
	b.room(before + title.height() + 3*denseBody.height())
	b.gap(before)
	b.bar(margin, b.y+2.5, barWidth, title.height()-5, accent)
	b.paragraph(s.Title, margin+apart, measure-apart, title)
	b.gap(1)
	b.dense(s.Rows)
	b.gap(2)
	b.bar(margin, b.y, measure, hair, faint)
}

// dense sets rows in small type, two side by side where both are short.
func (b *book) dense(rows []notice.Line) {
	half := (measure - gutter) / 2
	for len(rows) > 0 {
		if len(rows) > 1 && b.short(rows[0], half) && b.short(rows[1], half) {
			b.room(denseBody.height())
			b.cell(rows[0], margin)
			b.cell(rows[1], margin+half+gutter)
			b.y += denseBody.height()
			rows = rows[2:]
			continue
		}
		b.denseRow(rows[0])
		rows = rows[1:]
	}
}

// short says whether term and words fit side by side into one line of the width.
func (b *book) short(row notice.Line, width float64) bool {
	return len(row.Says) == 1 && b.width(b.known(row.Term))*denseSize <= denseColumn-4 &&
		b.width(b.known(row.Says[0]))*denseSize <= width-denseColumn
}

// cell sets term and words on the present line.
func (b *book) cell(row notice.Line, x float64) {
	b.put(b.known(row.Term), x, denseTerm)
	b.put(b.known(row.Says[0]), x+denseColumn, denseBody)
}

// denseRow sets a row that needs the whole measure; one without a term begins at
// the margin.
func (b *book) denseRow(row notice.Line) {
	x := margin
	b.room(denseBody.height())
	if row.Term != "" {
		x += denseColumn
		pages, top := len(b.pages), b.y
		b.paragraph(row.Term, margin, denseColumn-4, denseTerm)
		if after := b.y; len(b.pages) == pages {
			b.y = top
			defer func() {
				if len(b.pages) == pages {
					b.y = max(b.y, after)
				}
			}()
		}
	}
	for _, says := range row.Says {
		b.paragraph(says, x, margin+measure-x, denseBody)
	}
}

// across puts the words slantwise over each page again and again, beneath what
// is written: a page that is copied alone still says for whom it was made.
func (b *book) across(said string) {
	const size, slant, down, right = 11.0, 30.0, 165.0, 36.0
	length := b.width(said)*size + right
	for i := range b.pages {
		var marks []mark
		for n, y := 0, down*0.75; y < pageHeight+down; n, y = n+1, y+down {
			for x := -length * float64(n%2) / 2; x < pageWidth; x += length {
				marks = append(marks, mark{what: words, x: x, y: y, text: said, size: size, ink: faint, turn: slant})
			}
		}
		b.pages[i].marks = append(marks, b.pages[i].marks...)
	}
}
