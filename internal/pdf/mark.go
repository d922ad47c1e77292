package pdf

import "github.com/signintech/gopdf"

// page is what is set on one side of paper.
type page struct{ marks []mark }

// mark is something on a page: words, a line, a bar or the seal.
type mark struct {
	what          shape
	x, y          float64 // of words the baseline
	width, height float64
	text          string
	size          float64
	ink           ink
	turn          float64 // degrees about x, y
}

type shape int

const (
	words shape = iota
	bar
	picture
)

// ink is a colour: red, green, blue.
type ink [3]uint8

var (
	black  = ink{0x1a, 0x1a, 0x1a}
	grey   = ink{0x55, 0x55, 0x55}
	faint  = ink{0xe2, 0xe2, 0xe2}
	accent = ink{0x1f, 0x5c, 0x55} // celadon, the colour of the site
)

func (m mark) put(doc *gopdf.GoPdf, seal []byte) error {
	switch m.what {
	case bar:
		doc.SetFillColor(m.ink[0], m.ink[1], m.ink[2])
		doc.RectFromUpperLeftWithStyle(m.x, m.y, m.width, m.height, "F")
		return nil
	case picture:
		holder, err := gopdf.ImageHolderByBytes(seal)
		if err != nil {
			return err
		}
		return doc.ImageByHolder(holder, m.x, m.y, &gopdf.Rect{W: m.width, H: m.height})
	case words:
	}
	if err := doc.SetFontSize(m.size); err != nil {
		return err
	}
	doc.SetTextColor(m.ink[0], m.ink[1], m.ink[2])
	if m.turn != 0 {
		doc.Rotate(m.turn, m.x, m.y)
		defer doc.RotateReset()
	}
	doc.SetXY(m.x, m.y)
	return doc.Text(m.text)
}
