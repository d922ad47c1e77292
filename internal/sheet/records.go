package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxRecord bounds a record, so that a quote that is never closed does not
// read the rest of a file into memory.
const maxRecord = 8 * mebi

// records splits separated text. Fields may stand in quotes, wherein a quote
// is doubled; records end with LF, CR LF or CR outside quotes.
type records struct {
	from      io.Reader
	separator byte
	opts      Options
	decoder   *gbDecoder // nil when from gives UTF-8
	doubtful  bool       // from marks what it could not decode by U+FFFD

	buf        []byte
	start, end int // what of buf is not used yet
	over       bool
	scanned    int  // how much of the present record has been looked at
	quoted     bool // and whether that ends inside quotes
	number     int
	present    record
}

// record is one record as UTF-8.
type record struct {
	number int
	text   []byte
	fields []field
}

// field is where in its record's text a field stands, without its quotes.
type field struct {
	from, to int
	doubled  bool // holds doubled quotes
}

func (f field) of(text string) string {
	if f.doubled {
		return strings.ReplaceAll(text[f.from:f.to], `""`, `"`)
	}
	return text[f.from:f.to]
}

// next returns the next record, which is good until the next call.
func (r *records) next() (record, error) {
	raw, err := r.raw()
	if err != nil {
		return record{}, err
	}
	rec := record{number: r.number, text: raw, fields: r.present.fields[:0]}
	if r.decoder != nil {
		var ok bool
		if rec.text, ok = r.decoder.decode(raw); !ok {
			return record{}, refuseEncoding(r.number, r.undecodable(raw))
		}
	}
	if rec.fields, err = r.split(rec.text, rec.fields); err != nil {
		return record{}, err
	}
	r.present = rec
	return rec, r.check(rec)
}

// check holds the record to the limits.
func (r *records) check(rec record) error {
	last := 0
	for i, f := range rec.fields {
		if f.to == f.from {
			continue
		}
		last = i + 1
		content := rec.text[f.from:f.to]
		if len(content) > r.opts.MaxCell && utf8.RuneCount(content) > r.opts.MaxCell {
			return refuseCell(rec.number, last, r.opts.MaxCell)
		}
		if r.doubtful && bytes.ContainsRune(content, utf8.RuneError) {
			return refuseEncoding(rec.number, last)
		}
	}
	if last > r.opts.MaxColumns {
		return refuseColumns(rec.number, r.opts.MaxColumns)
	}
	return nil
}

// undecodable finds the column of the byte that cannot be decoded.
func (r *records) undecodable(raw []byte) int {
	column, from, quoted := 1, 0, false
	for i, b := range raw {
		switch {
		case b == '"':
			quoted = !quoted
		case b == r.separator && !quoted:
			if _, ok := r.decoder.decode(raw[from:i]); !ok {
				return column
			}
			column, from = column+1, i+1
		}
	}
	return column
}

// raw returns the bytes of the next record without its line end.
func (r *records) raw() ([]byte, error) {
	r.scanned, r.quoted = 0, false
	for {
		if i, found := r.lineEnd(); found {
			return r.take(i), nil
		}
		if r.over {
			return r.rest()
		}
		if r.end-r.start >= maxRecord {
			return nil, refuseLayout(r.number + 1)
		}
		if err := r.fill(); err != nil {
			return nil, err
		}
	}
}

// lineEnd goes on looking for a line end outside quotes. Most records have no
// quote; they are found many bytes at a time.
func (r *records) lineEnd() (int, bool) {
	quoted := r.quoted
	if i := bytes.IndexByte(r.buf[r.start:r.end], '\n'); r.scanned == 0 && i >= 0 {
		line := r.buf[r.start : r.start+i]
		if bytes.IndexByte(line, '"') < 0 {
			if cr := bytes.IndexByte(line, '\r'); cr >= 0 {
				i = cr
			}
			return r.start + i, true
		}
	}
	for i := r.start + r.scanned; i < r.end; i++ {
		b := r.buf[i]
		if b > '"' {
			continue
		}
		if b == '"' {
			quoted = !quoted
			continue
		}
		if quoted || b != '\n' && b != '\r' {
			continue
		}
		if b == '\r' && i+1 == r.end && !r.over { // may be half of CR LF
			r.scanned, r.quoted = i-r.start, quoted
			return 0, false
		}
		return i, true
	}
	r.scanned, r.quoted = r.end-r.start, quoted
	return 0, false
}

// take uses up the record that ends at line end i.
func (r *records) take(i int) []byte {
	raw := r.buf[r.start:i]
	r.start = i + 1
	if r.buf[i] == '\r' && r.start < r.end && r.buf[r.start] == '\n' {
		r.start++
	}
	r.number++
	return raw
}

// rest returns the last record of a text that does not end with a line end.
func (r *records) rest() ([]byte, error) {
	if r.start == r.end {
		return nil, io.EOF
	}
	r.number++
	if r.quoted {
		return nil, refuseLayout(r.number)
	}
	raw := r.buf[r.start:r.end]
	r.start = r.end
	return raw, nil
}

// fill reads more behind what is not used yet.
func (r *records) fill() error {
	if r.start > 0 {
		r.end = copy(r.buf, r.buf[r.start:r.end])
		r.start = 0
	}
	if len(r.buf)-r.end < window/2 {
		larger := make([]byte, max(window, 2*len(r.buf)))
		copy(larger, r.buf[:r.end])
		r.buf = larger
	}
	n, err := r.from.Read(r.buf[r.end:])
	r.end += n
	if errors.Is(err, io.EOF) {
		r.over = true
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading table: %w", err)
	}
	return nil
}

// split finds the fields of a record.
func (r *records) split(rec []byte, fields []field) ([]field, error) {
	if len(rec) == 0 {
		return fields, nil
	}
	for at := 0; ; at++ {
		f := field{from: at}
		var ok bool
		if at < len(rec) && rec[at] == '"' {
			f, ok = quotedField(rec, at+1)
			at = f.to + 1
		} else {
			f.to = len(rec)
			if i := bytes.IndexByte(rec[at:], r.separator); i >= 0 {
				f.to = at + i
			}
			ok = bytes.IndexByte(rec[at:f.to], '"') < 0
			at = f.to
		}
		if !ok || at < len(rec) && rec[at] != r.separator {
			return fields, refuseLayout(r.number)
		}
		fields = append(fields, f)
		if at >= len(rec) {
			return fields, nil
		}
	}
}

// quotedField reads from behind an opening quote to the closing one.
func quotedField(rec []byte, from int) (field, bool) {
	f := field{from: from, to: from}
	for {
		i := bytes.IndexByte(rec[f.to:], '"')
		if i < 0 {
			return f, false
		}
		f.to += i
		if f.to+1 >= len(rec) || rec[f.to+1] != '"' {
			return f, true
		}
		f.to, f.doubled = f.to+2, true
	}
}
