//go:build browser && office

package browsertest

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asText has LibreOffice write every sheet, as it shows it, as separated text
// in UTF-8 with every cell in quotes.
const asText = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"

// Codes, days and everything else look in a spreadsheet program as they do in
// the table of separated text.
func TestASpreadsheetProgramShowsEveryTableAsItStands(t *testing.T) {
	record := firstLink(t, "/disclosures/adverse", "/records/")
	for _, path := range []string{
		"/disclosures/adverse", "/en/disclosures/adverse", "/disclosures/favourable", "/disclosures/dual",
		firstLink(t, record, "/subjects/"),
	} {
		want := mustReadTable(t, mustGet(t, path+"/records.csv").text)
		end := slices.IndexFunc(want, func(row []string) bool { return len(row) < len(want[0]) })
		records, notes := want[:end], want[end:]
		opened := mustOpen(t, mustGet(t, path+"/records.xlsx").text)
		if len(opened) != 2 || len(records) < 2 || len(notes) == 0 {
			t.Fatalf("%s: %d sheets, %d rows, %d notes", path, len(opened), len(records), len(notes))
		}
		if diff := cmp.Diff([][][]string{records, notes}, opened); diff != "" {
			t.Errorf("%s (-CSV +spreadsheet program):\n%.2000s", path, diff)
		}
	}
}

// mustOpen opens a workbook in LibreOffice and returns its sheets.
func mustOpen(t *testing.T, book string) [][][]string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "table.xlsx")
	if err := os.WriteFile(file, []byte(book), 0o600); err != nil {
		t.Fatal(err)
	}
	profile := "-env:UserInstallation=file://" + filepath.Join(dir, "profile")
	convert := exec.Command("soffice", profile, "--headless", "--convert-to", asText, "--outdir", dir, file)
	out, err := convert.CombinedOutput()
	if err != nil {
		t.Fatalf("running LibreOffice: %v\n%s", err, out)
	}
	written, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var sheets [][][]string
	for _, name := range written {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, mustReadTable(t, string(text)))
	}
	// the sheet of the records is the broad one
	slices.SortFunc(sheets, func(a, b [][]string) int { return len(b[0]) - len(a[0]) })
	return sheets
}

func mustReadTable(t *testing.T, text string) [][]string {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
