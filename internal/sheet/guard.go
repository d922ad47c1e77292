package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// Guard returns text so that no spreadsheet program takes it for a formula:
// what begins with a sign that opens one gets an apostrophe in front.
func Guard(text string) string {
	if text != "" && strings.ContainsAny(text[:1], "=+-@\t\r\n\x00") {
		return "'" + text
	}
	for _, sign := range []string{"＝", "＋", "－", "＠"} { // the wide signs open one too in East Asian settings
		if strings.HasPrefix(text, sign) {
			return "'" + text
		}
	}
	return text
}

// CSVWriter writes a CSV file that spreadsheet programs open rightly: UTF-8
// with its mark, and no formulas.
type CSVWriter struct {
	to    io.Writer
	csv   *csv.Writer
	begun bool
	cells []string
}

// NewCSVWriter returns a writer of CSV into w.
func NewCSVWriter(w io.Writer) *CSVWriter {
	return &CSVWriter{to: w, csv: csv.NewWriter(w)}
}

// Write writes one row, every cell guarded. Rows may stay in a buffer until
// Flush.
func (c *CSVWriter) Write(cells []string) error {
	if err := c.begin(); err != nil {
		return err
	}
	c.cells = c.cells[:0]
	for _, text := range cells {
		c.cells = append(c.cells, Guard(text))
	}
	if err := c.csv.Write(c.cells); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// begin writes the mark, once.
func (c *CSVWriter) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	if _, err := io.WriteString(c.to, markUTF8); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// Flush writes what is in the buffer; of a file without rows, the mark.
func (c *CSVWriter) Flush() error {
	if err := c.begin(); err != nil {
		return err
	}
	c.csv.Flush()
	if err := c.csv.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}
