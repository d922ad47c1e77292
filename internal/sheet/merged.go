package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
)

// headRows is how many rows at the beginning of a sheet may hold headings;
// cells that are merged there are filled.
const headRows = 10

// maxMerged bounds how many merged areas of the head are kept.
const maxMerged = 4096

// area is a rectangle of merged cells, from 1, both ends included.
type area struct {
	top, left, bottom, right int
	cell                     Cell // what the rectangle shows
}

// readMerged reads the member once, to its end: the merged areas of the head
// are listed behind the rows, and a damaged member is found before its rows
// are used.
func (w *workbook) readMerged(f *zip.File) ([]area, error) {
	in, err := w.open(f)
	if err != nil {
		return nil, err
	}
	areas, err := mergedAreas(in, w.opts.MaxColumns)
	if err != nil {
		return nil, errors.Join(err, in.Close())
	}
	if err := in.Close(); err != nil {
		return nil, reading(err)
	}
	return areas, nil
}

func mergedAreas(in io.Reader, columns int) ([]area, error) {
	behind, err := skipRows(in)
	if err != nil {
		return nil, err
	}
	var areas []area
	m := &markup{from: behind}
	for {
		p, err := m.next()
		if errors.Is(err, io.EOF) {
			return areas, nil
		}
		if err != nil {
			return nil, err
		}
		if !p.is(opening, "mergeCell") || len(areas) == maxMerged {
			continue
		}
		if a, ok := parseArea(p.value("ref")); ok && a.top <= headRows {
			a.bottom, a.right = min(a.bottom, headRows), min(a.right, columns)
			areas = append(areas, a)
		}
	}
}

// skipRows reads to behind the tag that ends the rows, by its letters alone,
// which is many times faster than reading the rows. It returns what follows.
func skipRows(in io.Reader) (io.Reader, error) {
	const tag = "sheetData>"
	buf, have := make([]byte, 2*window), 0
	for {
		n, err := in.Read(buf[have:])
		have += n
		for at := 0; ; {
			i := bytes.Index(buf[at:have], []byte(tag))
			if i < 0 {
				break
			}
			if endsElement(buf[:at+i]) {
				return io.MultiReader(bytes.NewReader(buf[at+i+len(tag):have]), in), nil
			}
			at += i + len(tag)
		}
		if errors.Is(err, io.EOF) {
			return in, nil
		}
		if err != nil {
			return nil, reading(err)
		}
		if have > window {
			have = copy(buf, buf[have-window/2:have])
		}
	}
}

// endsElement says whether b ends with "</" and perhaps a prefix.
func endsElement(b []byte) bool {
	i := bytes.LastIndexByte(b, '<')
	if i < 0 || i+1 >= len(b) || b[i+1] != '/' {
		return false
	}
	prefix := b[i+2:]
	return len(prefix) == 0 || prefix[len(prefix)-1] == ':' && !bytes.ContainsAny(prefix, " >\"")
}

func parseArea(ref string) (area, bool) {
	first, last, _ := strings.Cut(ref, ":")
	a := area{}
	a.left, a.top = parseRef([]byte(first))
	a.right, a.bottom = parseRef([]byte(last))
	return a, a.left > 0 && a.top > 0 && a.right >= a.left && a.bottom >= a.top
}

// parseRef reads "AB12" as column 28, row 12; what cannot be read is 0.
func parseRef(ref []byte) (int, int) {
	column, i := 0, 0
	for ; i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	row, ok := parseCount(ref[i:])
	if !ok {
		return column, 0
	}
	return column, row
}

// parseCount reads a number of at most eight digits.
func parseCount(digits []byte) (int, bool) {
	if len(digits) == 0 || len(digits) > 8 {
		return 0, false
	}
	n := 0
	for _, d := range digits {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = n*10 + int(d-'0')
	}
	return n, true
}

// fillMerged writes what merged areas of the head show into every cell of
// theirs, so that a heading above two columns is found above both.
func fillMerged(areas []area, row *Row) {
	if row.Number > headRows {
		return
	}
	for i := range areas {
		a := &areas[i]
		if row.Number < a.top || row.Number > a.bottom {
			continue
		}
		if row.Number == a.top && a.left <= len(row.Cells) {
			a.cell = row.Cells[a.left-1]
		}
		if a.cell.Text == "" {
			continue
		}
		for len(row.Cells) < a.right {
			row.Cells = append(row.Cells, Cell{})
		}
		for column := a.left; column <= a.right; column++ {
			row.Cells[column-1] = a.cell
		}
	}
}
