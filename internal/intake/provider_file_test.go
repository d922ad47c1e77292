package intake_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/record"
)

// providerFile is one of the files as providers send them, with what must
// become of it.
type providerFile struct {
	name   string
	item   string
	unit   string
	after  string // the file that was imported before
	table  *grid
	write  writer
	refuse string   // the rule that refuses the whole file
	fates  []string // of the rows beneath the headings, e.g. "returned code_damaged"
}

// folder holds the files and, beside each, what is expected of it.
const folder = "testdata/provider-files"

// rewrite is the variable that has the files written anew.
const rewrite = "PORTAL_WRITE_PROVIDER_FILES"

// expectation is what stands in a file's .expect.json.
type expectation struct {
	Provider string `json:"provider"`
	After    string `json:"after,omitempty"` // import this file first
	Item     string `json:"item,omitempty"`
	Refused  string `json:"refused,omitempty"` // the rule that refuses the whole file
	Rows     []fate `json:"rows,omitempty"`
}

// fate is what becomes of one row: accepted, returned, held or skipped.
type fate struct {
	Row     int      `json:"row"`
	Outcome string   `json:"outcome"`
	Faults  []string `json:"faults,omitempty"`
}

func TestEachProviderFileGivesWhatStandsBesideIt(t *testing.T) {
	for _, f := range providerFiles() {
		t.Run(f.name, func(t *testing.T) {
			want := expectedOf(t, f.name)
			w := newWorld(t)
			if want.After != "" {
				if _, err := w.tryFile(want.After, want.Provider); err != nil {
					t.Fatal(err)
				}
			}
			got, err := w.tryFile(f.name, want.Provider)
			if want.Refused == "" && err != nil {
				t.Fatal(err)
			}
			if want.Refused != "" {
				if err == nil || ruleOf(t, err) != want.Refused {
					t.Errorf("want %s, got %v", want.Refused, err)
				}
				return
			}
			if got.layout.Item.Code != want.Item {
				t.Errorf("taken for %s, want %s", got.layout.Item.Code, want.Item)
			}
			if diff := cmp.Diff(want.Rows, w.fates(got)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// The files are kept so that people can try them; their maker is kept so that
// they can be changed.
func TestTheProviderFilesAreThoseThatTheirMakerMakes(t *testing.T) {
	for _, f := range providerFiles() {
		content, err := f.write(f.table)
		if err != nil {
			t.Fatal(err)
		}
		if os.Getenv(rewrite) != "" {
			save(t, filepath.Join(folder, f.name), content)
			text, err := json.MarshalIndent(f.expectation(), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			save(t, besides(f.name), append(text, '\n'))
		}
		made := filepath.Join(t.TempDir(), f.name)
		save(t, made, content)
		if diff := cmp.Diff(linesOf(t, made), linesOf(t, filepath.Join(folder, f.name))); diff != "" {
			t.Errorf("%s is stale, write it anew with %s=1 (-made +kept):\n%s", f.name, rewrite, diff)
		}
		if diff := cmp.Diff(f.expectation(), expectedOf(t, f.name)); diff != "" {
			t.Errorf("what stands beside %s is stale (-made +kept):\n%s", f.name, diff)
		}
	}
}

// The same decisions saved as a workbook, as text in GB18030 and by field
// codes are the same records.
func TestTheTwinsOfAFileAreTheSameRecords(t *testing.T) {
	rows := many(20)
	for i := range rows {
		rows[i] = rows[i].with(
			"CF_XDR_MC", "示例"+string([]rune{0x20BB7, rune(0x4E00 + i)})+"有限公司",
			"CF_NR", "警告，\n并处罚款2000元。",
		)
	}
	dir := t.TempDir()
	twins := map[string][]byte{}
	for name, write := range map[string]func() ([]byte, error){
		"workbook.xlsx": func() ([]byte, error) { return workbook()(labelled("A06", rows...)) },
		"gb18030.csv":   func() ([]byte, error) { return gb18030(labelled("A06", rows...)) },
		"codes.csv":     func() ([]byte, error) { return marked(table("A06", rows...)) },
	} {
		content, err := write()
		if err != nil {
			t.Fatal(err)
		}
		twins[name] = content
		save(t, filepath.Join(dir, name), content)
	}
	var first map[string]string
	for name := range twins {
		w := newWorld(t)
		said, err := w.tryPath(filepath.Join(dir, name), enforcement)
		if err != nil || said.Counts.Entered != len(rows) {
			t.Fatalf("%s: %+v, %v, %v", name, said.Counts, said.faults, err)
		}
		records := w.standing(said.Batch.ID)
		if first == nil {
			first = records
		}
		if diff := cmp.Diff(first, records); diff != "" {
			t.Errorf("%s (-first +this):\n%s", name, diff)
		}
		for other := range twins {
			again, err := w.tryPath(filepath.Join(dir, other), enforcement)
			if err != nil || !again.Repeat && again.Counts.Unchanged != len(rows) {
				t.Errorf("%s after %s: %+v, %v", other, name, again.Counts, err)
			}
		}
	}
}

// expectation says what must become of the file.
func (f providerFile) expectation() expectation {
	e := expectation{Provider: f.unit, After: f.after, Item: f.item, Refused: f.refuse}
	first := len(f.table.rows) - len(f.fates) + 1
	for i, text := range f.fates {
		words := strings.Fields(text)
		one := fate{Row: first + i, Outcome: words[0]}
		if len(words) > 1 {
			one.Faults = words[1:]
		}
		e.Rows = append(e.Rows, one)
	}
	return e
}

func besides(name string) string {
	return filepath.Join(folder, strings.TrimSuffix(name, filepath.Ext(name))+".expect.json")
}

func expectedOf(t *testing.T, name string) expectation {
	t.Helper()
	text, err := os.ReadFile(besides(name))
	if err != nil {
		t.Fatal(err)
	}
	var e expectation
	if err := json.Unmarshal(text, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func save(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// fates says what became of every row of a file.
func (w *world) fates(said told) []fate {
	w.t.Helper()
	records, err := w.store.BatchRecords(w.t.Context(), said.Batch.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	rules := said.rules()
	var all []fate
	for _, number := range said.numbers {
		one := fate{Row: number, Outcome: "skipped"}
		switch {
		case rules[number] != "":
			one.Outcome, one.Faults = string(said.outcomes[number]), strings.Fields(rules[number])
		case slices.ContainsFunc(records, func(r record.Record) bool { return r.Row == number }):
			one.Outcome = "accepted"
		}
		all = append(all, one)
	}
	if said.Counts.Rows != len(all) {
		w.t.Errorf("%d rows counted, %d read", said.Counts.Rows, len(all))
	}
	return all
}
