// Package sheet reads and writes the tables that offices exchange: XLSX
// workbooks and separated text (CSV, TSV). It reads row by row in bounded
// memory, tells formats by content and never by name, runs nothing and follows
// nothing: macros, embedded objects and external links refuse the file.
package sheet

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Format is what a file is, by its content.
type Format string

// The formats that are read.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv" // separated by comma or semicolon
	TSV  Format = "tsv" // separated by tab
)

// Encoding is how the characters of separated text are written.
type Encoding string

// The encodings that are read.
const (
	UTF8    Encoding = "utf-8"
	UTF8BOM Encoding = "utf-8-bom"
	GB18030 Encoding = "gb18030" // with all of GBK and GB2312
	UTF16LE Encoding = "utf-16le"
)

// Options are the limits on what is read; a zero field means its default.
type Options struct {
	MaxEntries  int   // members of a workbook's archive; 200
	MaxUnpacked int64 // bytes of a workbook unpacked; 2 GiB
	MaxShared   int64 // bytes of the texts that cells of a workbook share; 256 MiB
	MaxRows     int   // rows of a sheet; 2,000,000
	MaxColumns  int   // cells of a row up to the last that is not empty; 256
	MaxCell     int   // characters of a cell; 32,767, as in spreadsheet programs
}

const (
	kibi = 1 << 10
	mebi = 1 << 20
	gibi = 1 << 30
)

func (o Options) filled() Options {
	defaults := Options{
		MaxEntries: 200, MaxUnpacked: 2 * gibi, MaxShared: 256 * mebi,
		MaxRows: 2_000_000, MaxColumns: 256, MaxCell: 32_767,
	}
	fill(&o.MaxEntries, defaults.MaxEntries)
	fill(&o.MaxUnpacked, defaults.MaxUnpacked)
	fill(&o.MaxShared, defaults.MaxShared)
	fill(&o.MaxRows, defaults.MaxRows)
	fill(&o.MaxColumns, defaults.MaxColumns)
	fill(&o.MaxCell, defaults.MaxCell)
	return o
}

func fill[N int | int64](limit *N, otherwise N) {
	if *limit <= 0 {
		*limit = otherwise
	}
}

// Cell is one value of a row.
type Cell struct {
	Text     string // as stored; of a number cell the literal, e.g. "9.13704E+17"
	Number   bool   // a cell that a spreadsheet program holds as a number; dates are such
	Base1904 bool   // number cells only: the workbook counts days from 1904
	Formula  bool   // Text is what the formula gave when the file was last saved
}

// Row is one row of a sheet, up to the last cell that is not empty.
type Row struct {
	// Number is the row's number from 1, as a spreadsheet program shows it.
	// In separated text each record is one row, blank lines and records with
	// line breaks inside quotes too.
	Number int
	Cells  []Cell // empty for a blank row; overwritten by the next row, the texts are not
}

// Book is an open file.
type Book struct {
	format   Format
	encoding Encoding
	digest   string
	misnamed bool
	file     *os.File
	sheets   []string
	rows     func(sheet int) (source, error)
	maxRows  int
}

// Open reads the file once, to learn what it is and that it is whole, and
// returns it ready for Rows. A file that is not a table, or may not be read, is
// refused with a *fault.Error of kind Invalid; any other error is one of
// reading. The caller closes the Book.
func Open(path string, opts Options) (*Book, error) {
	file, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("opening table: %w", err)
	}
	b := &Book{file: file, maxRows: opts.filled().MaxRows}
	if err := b.open(opts.filled()); err != nil {
		return nil, closing(file, err)
	}
	b.misnamed = misnamed(path, b.format)
	return b, nil
}

func closing(file *os.File, err error) error {
	if failed := file.Close(); failed != nil {
		return fmt.Errorf("%w (closing: %w)", err, failed)
	}
	return err
}

func (b *Book) open(opts Options) error {
	found, err := inspect(b.file)
	if err != nil {
		return err
	}
	b.digest = hex.EncodeToString(found.digest[:])
	if found.kind == isArchive {
		return b.openWorkbook(found, opts)
	}
	return b.openText(found, opts)
}

func (b *Book) openWorkbook(found finding, opts Options) error {
	w, err := openWorkbook(b.file, found.size, opts)
	if err != nil {
		return err
	}
	b.format = XLSX
	for _, s := range w.sheets {
		b.sheets = append(b.sheets, s.name)
	}
	b.rows = func(sheet int) (source, error) { return w.rows(w.sheets[sheet]) }
	return nil
}

func (b *Book) openText(found finding, opts Options) error {
	t, err := openText(b.file, found, opts)
	if err != nil {
		return err
	}
	b.format, b.encoding = t.format(), t.encoding
	b.sheets = []string{""}
	b.rows = func(int) (source, error) { return t.rows() }
	return nil
}

// misnamed compares a file's name with what the file is. A name that says
// nothing is not wrong, nor is .csv for what is separated by tabs.
func misnamed(path string, is Format) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx", ".xlsm", ".xls", ".xlsb", ".et":
		return is != XLSX || !strings.EqualFold(filepath.Ext(path), ".xlsx")
	case ".csv", ".tsv", ".tab", ".txt":
		return is == XLSX
	}
	return false
}

// Format returns what the file is.
func (b *Book) Format() Format { return b.format }

// Encoding returns how separated text is written; "" for a workbook.
func (b *Book) Encoding() Encoding { return b.encoding }

// SHA256 returns the digest of the file in hexadecimal.
func (b *Book) SHA256() string { return b.digest }

// Misnamed says whether the file's name promises another format: the file is
// read all the same, with a warning.
func (b *Book) Misnamed() bool { return b.misnamed }

// Sheets returns the names of the visible sheets, in the order of their tabs;
// of all sheets when none is visible. Separated text has one, named "".
func (b *Book) Sheets() []string { return append([]string(nil), b.sheets...) }

// Rows begins to read the sheet. The rows of one Book are read one sheet at a
// time; the caller closes them.
func (b *Book) Rows(sheet string) (*Rows, error) {
	for i, name := range b.sheets {
		if name != sheet {
			continue
		}
		from, err := b.rows(i)
		if err != nil {
			return nil, err
		}
		return &Rows{from: from, left: b.maxRows, max: b.maxRows}, nil
	}
	return nil, refuseSheet(sheet, b.sheets)
}

// Close closes the file.
func (b *Book) Close() error {
	if err := b.file.Close(); err != nil {
		return fmt.Errorf("closing table: %w", err)
	}
	return nil
}
