package pdf

// The measures of a page, in points: A4 with margins of 20 mm, and 12-point
// words.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	margin     = 56.7
	measure    = pageWidth - 2*margin
	bottom     = pageHeight - margin - 22 // the foot stands below
	bodySize   = 12.0
	smallSize  = 9.5
	partSize   = 13.0
	titleSize  = 21.0
	leading    = 1.65 // of the size
	descent    = 0.16 // of the size, below the baseline
	hair       = 0.5
)

// book sets words onto pages, from the top to the bottom.
type book struct {
	ruler
	pages []page
	y     float64 // where the next line begins
}

func (b *book) page() *page { return &b.pages[len(b.pages)-1] }

func (b *book) turn() {
	b.pages = append(b.pages, page{})
	b.y = margin
}

// room sees that so much height is left on the page.
func (b *book) room(height float64) {
	if len(b.pages) == 0 || b.y+height > bottom && b.y > margin {
		b.turn()
	}
}

func (b *book) gap(height float64) { b.y += height }

func (b *book) bar(x, y, width, height float64, of ink) {
	b.page().marks = append(b.page().marks, mark{what: bar, x: x, y: y, width: width, height: height, ink: of})
}

// style is how words are set.
type style struct {
	size   float64
	ink    ink
	indent float64 // of the first line
}

var (
	body  = style{size: bodySize, ink: black}
	small = style{size: smallSize, ink: grey}
)

func (s style) height() float64 { return s.size * leading }

// put sets words on the present line.
func (b *book) put(text string, x float64, s style) {
	base := b.y + s.height() - (s.height()-s.size)/2 - s.size*descent
	b.page().marks = append(b.page().marks, mark{what: words, x: x, y: base, text: text, size: s.size, ink: s.ink})
}

// line sets words on a line of their own.
func (b *book) line(text string, x float64, s style) {
	b.room(s.height())
	b.put(text, x, s)
	b.y += s.height()
}

// centred sets words in the middle of lines of their own.
func (b *book) centred(text string, s style) {
	for _, l := range b.wrap(b.known(text), s.size, measure, 0) {
		b.line(l, margin+(measure-b.width(l)*s.size)/2, s)
	}
}

// flushRight sets words at the right end of lines of their own.
func (b *book) flushRight(text string, s style) {
	for _, l := range b.wrap(b.known(text), s.size, measure, 0) {
		b.line(l, margin+measure-b.width(l)*s.size, s)
	}
}

// paragraph sets words from x on, as many lines as it needs.
func (b *book) paragraph(text string, x, width float64, s style) {
	for i, l := range b.wrap(b.known(text), s.size, width, s.indent) {
		at := x
		if i == 0 {
			at += s.indent
		}
		b.line(l, at, s)
	}
}
