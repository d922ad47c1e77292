package sheet

import (
	"errors"
	"io"
	"unicode/utf8"
)

// worksheet gives the rows of one sheet of a workbook.
type worksheet struct {
	in       io.Closer
	markup   markup
	shared   *sharedTexts
	merged   []area
	opts     Options
	base1904 bool

	inData bool
	number int      // of the present row
	texts  []byte   // of the present row's own texts, one behind the other
	spans  []span   // where in texts those of the cells stand
	value  cellRead // the present cell
}

// span is where the text of a cell stands.
type span struct{ cell, from, to int }

// cellRead is a cell while its pieces are read.
type cellRead struct {
	kind    byte // first letters of the types of cells differ, see typeOf
	column  int
	open    bool
	inValue bool
	formula bool
	from    int // where in texts its text begins
	run     textRun
}

// The types of cells.
const (
	numberCell  = 'n'
	sharedCell  = 's'
	inlineCell  = 'i'
	formulaText = 'f' // t="str"
	truthCell   = 'b'
	errorCell   = 'e'
	dateCell    = 'd'
)

var (
	errOrder    = errors.New("rows or cells out of order")
	errEncoding = errors.New("text that is not UTF-8")
)

func (w *worksheet) close() error {
	if err := w.in.Close(); err != nil {
		return reading(err)
	}
	return nil
}

func (w *worksheet) next(into *Row) error {
	for {
		p, err := w.markup.next()
		switch {
		case errors.Is(err, io.EOF) && !w.inData:
			return io.EOF
		case errors.Is(err, io.EOF):
			return damaged(errMarkup)
		case err != nil:
			return err
		case p.is(opening, "sheetData"):
			w.inData = true
		case p.is(ending, "sheetData"):
			return io.EOF
		case w.inData && p.is(opening, "row"):
			return w.row(p, into)
		}
	}
}

// row reads to the end of the row that p opens.
func (w *worksheet) row(p *piece, into *Row) error {
	number, stated := parseCount(p.attr("r"))
	if !stated {
		number = w.number + 1
	}
	if number <= w.number {
		return damaged(errOrder)
	}
	w.number, into.Number = number, number
	w.texts, w.spans, w.value = w.texts[:0], w.spans[:0], cellRead{}
	for {
		p, err := w.markup.next()
		if errors.Is(err, io.EOF) {
			return damaged(errMarkup)
		}
		if err != nil {
			return err
		}
		if p.is(ending, "row") {
			return w.finish(into)
		}
		if err := w.piece(p, into); err != nil {
			return err
		}
	}
}

// piece follows what stands in a row.
func (w *worksheet) piece(p *piece, into *Row) error {
	c := &w.value
	switch {
	case p.is(opening, "c"):
		return w.begin(p)
	case p.is(ending, "c"):
		return w.end(into)
	case p.part == opening && len(p.name) == 1 && p.name[0] == 'f':
		c.formula = true
	case len(p.name) == 1 && p.name[0] == 'v':
		c.inValue = p.part == opening
	case c.kind == inlineCell && c.run.takes(p), c.inValue && p.part == words:
		w.texts = appendText(w.texts, p.text)
	case c.inValue && p.part == literal:
		w.texts = append(w.texts, p.text...)
	}
	if len(w.texts) > maxRecord {
		return refuse(KeyBomb, nil)
	}
	return nil
}

func (w *worksheet) begin(p *piece) error {
	column, _ := parseRef(p.attr("r"))
	if column == 0 {
		column = w.value.column + 1
	}
	if column <= w.value.column || w.value.open {
		return damaged(errOrder)
	}
	w.value = cellRead{kind: typeOf(p.attr("t")), column: column, open: true, from: len(w.texts)}
	return nil
}

func typeOf(t []byte) byte {
	switch {
	case len(t) == 0:
		return numberCell
	case string(t) == "str":
		return formulaText
	}
	return t[0]
}

// end adds the cell that was read to its row. What is empty takes no place,
// however far right it was formatted.
func (w *worksheet) end(into *Row) error {
	c := w.value
	if !c.open {
		return damaged(errMarkup)
	}
	w.value.open = false
	own := w.texts[c.from:]
	if len(own) == 0 {
		return nil
	}
	if c.column > w.opts.MaxColumns {
		return refuseColumns(w.number, w.opts.MaxColumns)
	}
	for len(into.Cells) < c.column {
		into.Cells = append(into.Cells, Cell{})
	}
	cell := &into.Cells[c.column-1]
	cell.Formula = c.formula
	switch c.kind {
	case numberCell:
		cell.Number, cell.Base1904 = true, w.base1904
	case sharedCell:
		i, ok := parseCount(own)
		if !ok || i >= len(w.shared.all) {
			return damaged(errors.New("no such shared text"))
		}
		cell.Text, w.texts = w.shared.all[i], w.texts[:c.from]
		return w.fits(len(cell.Text), func() int { return utf8.RuneCountInString(cell.Text) })
	case truthCell:
		w.texts = append(w.texts[:c.from], truth(own)...)
	}
	w.spans = append(w.spans, span{cell: c.column - 1, from: c.from, to: len(w.texts)})
	return w.fits(len(own), func() int { return utf8.RuneCount(own) })
}

// truth is how spreadsheet programs show the values of a truth cell.
func truth(own []byte) string {
	if string(own) == "1" {
		return "TRUE"
	}
	return "FALSE"
}

func (w *worksheet) fits(length int, characters func() int) error {
	if length > w.opts.MaxCell && characters() > w.opts.MaxCell {
		return refuseCell(w.number, w.value.column, w.opts.MaxCell)
	}
	return nil
}

// finish gives the cells of the row their texts: one allocation for all.
func (w *worksheet) finish(into *Row) error {
	if !utf8.Valid(w.texts) {
		return damaged(errEncoding)
	}
	whole := string(w.texts)
	for _, s := range w.spans {
		into.Cells[s.cell].Text = whole[s.from:s.to]
	}
	fillMerged(w.merged, into)
	into.Cells = trimmed(into.Cells)
	return nil
}
