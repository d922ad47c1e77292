package portal

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/sheet"
)

// faultFile takes every fault as a row of CSV, never the row of the provider's
// file itself.
type faultFile struct {
	out  *Console
	name string
	file *os.File
	csv  *csv.Writer
}

func newFaultFile(out *Console, name string) (*faultFile, error) {
	if name == "" {
		return &faultFile{}, nil
	}
	file, err := os.OpenFile(filepath.Clean(name), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, refuse(exitUsage, "command.fault.file_unwritable", fault.Args{"File": name})
	}
	f := &faultFile{out: out, name: name, file: file, csv: csv.NewWriter(file)}
	if _, err := file.WriteString("\uFEFF"); err != nil {
		return nil, fmt.Errorf("writing %s: %w", name, err)
	}
	head := []string{out.T("command.import_line.head_file")}
	for _, key := range []string{"row", "outcome", "column", "value", "rule", "reason"} {
		head = append(head, out.T("command.import_line.head_"+key))
	}
	return f, f.csv.Write(head)
}

func (f *faultFile) write(file string, outcome intake.Outcome, fl intake.Fault, message string) {
	if f.csv == nil {
		return
	}
	result := ""
	if outcome != "" {
		result = f.out.T("intake.outcome." + string(outcome))
	}
	cells := []string{file, strconv.Itoa(fl.Row), result, fl.Column, fl.Value, fl.Rule, message}
	for i, cell := range cells {
		cells[i] = sheet.Guard(cell)
	}
	_ = f.csv.Write(cells) // kept by the writer and returned by close
}

func (f *faultFile) close() error {
	if f.csv == nil {
		return nil
	}
	f.csv.Flush()
	if err := errors.Join(f.csv.Error(), f.file.Close()); err != nil {
		return withCode(exitFailure, fmt.Errorf("writing %s: %w", f.name, err))
	}
	f.out.Note("command.import_line.errors", "File", f.name)
	return nil
}
