package sheet

import (
	"errors"
	"io"
)

// text is a file of separated text, its encoding and separator known.
type text struct {
	file      io.ReaderAt
	size      int64
	encoding  Encoding
	separator byte
	opts      Options
}

// openText settles encoding and separator and reads the whole file once: a
// file with an undecodable byte or a stray quote is refused before any of its
// rows is used.
func openText(file io.ReaderAt, found finding, opts Options) (*text, error) {
	t := &text{file: file, size: found.size, encoding: encodingOf(found), opts: opts}
	separator, err := sniff(t.bytes())
	if err != nil {
		return nil, err
	}
	t.separator = separator
	records := t.records()
	for n := 0; ; n++ {
		switch _, err := records.next(); {
		case errors.Is(err, io.EOF):
			return t, nil
		case err != nil:
			return nil, err
		case n == opts.MaxRows:
			return nil, refuseRows(opts.MaxRows)
		}
	}
}

func encodingOf(found finding) Encoding {
	switch {
	case string(found.bom) == markUTF16LE:
		return UTF16LE
	case found.utf8 && len(found.bom) > 0:
		return UTF8BOM
	case found.utf8:
		return UTF8
	}
	return GB18030
}

func (t *text) format() Format {
	if t.separator == '\t' {
		return TSV
	}
	return CSV
}

// bytes returns the text without its mark: UTF-16 as UTF-8, the others as
// they are, for no byte of a longer character of GB18030 is a separator, a
// quote or a line break.
func (t *text) bytes() io.Reader {
	switch t.encoding {
	case UTF16LE:
		return &utf16Reader{from: io.NewSectionReader(t.file, int64(len(markUTF16LE)), t.size)}
	case UTF8BOM:
		return io.NewSectionReader(t.file, int64(len(markUTF8)), t.size)
	case UTF8, GB18030:
	}
	return io.NewSectionReader(t.file, 0, t.size)
}

func (t *text) records() *records {
	r := &records{from: t.bytes(), separator: t.separator, opts: t.opts}
	switch t.encoding {
	case GB18030:
		r.decoder = newGBDecoder()
	case UTF16LE:
		r.doubtful = true
	case UTF8, UTF8BOM:
	}
	return r
}

func (t *text) rows() (source, error) { return &textRows{records: t.records()}, nil }

// textRows makes rows of records.
type textRows struct{ records *records }

func (r *textRows) next(into *Row) error {
	rec, err := r.records.next()
	if err != nil {
		return err
	}
	into.Number = rec.number
	whole := string(rec.text) // one allocation for all cells of the row
	for _, f := range rec.fields {
		into.Cells = append(into.Cells, Cell{Text: f.of(whole)})
	}
	into.Cells = trimmed(into.Cells)
	return nil
}

func (r *textRows) close() error { return nil }

// sniffed is how many records at the beginning of a file tell its separator.
const sniffed = 10

// sniff returns the separator that the first records agree on best: most
// records with the same number of it outside quotes, times that number.
func sniff(from io.Reader) (byte, error) {
	records := &records{from: from, opts: Options{}.filled()}
	candidates := []byte{',', '\t', ';'}
	seen := map[[2]int]int{} // candidate, number in a record: records
	for range sniffed {
		raw, err := records.raw()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, err
		}
		for i, c := range candidates {
			seen[[2]int{i, countOutside(raw, c)}]++
		}
	}
	best, score := candidates[0], 0
	for i, c := range candidates {
		for what, times := range seen {
			if what[0] == i && what[1]*times > score {
				best, score = c, what[1]*times
			}
		}
	}
	return best, nil
}

func countOutside(raw []byte, what byte) int {
	n, quoted := 0, false
	for _, b := range raw {
		switch {
		case b == '"':
			quoted = !quoted
		case b == what && !quoted:
			n++
		}
	}
	return n
}
