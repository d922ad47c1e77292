package disclosure_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// matrixFile is the golden matrix: who sees what, for a lawyer to read.
const matrixFile = "matrix.golden"

// rewrite names the environment variable that has the matrix written anew.
const rewrite = "PORTAL_WRITE_GOLDEN"

var (
	matrixFirst = civil.MustParse("2026-03-12")
	matrixLast  = civil.MustParse("2027-03-10")
)

// matrixStates are the ways in which a record stands, as far as seeing goes.
var matrixStates = []struct {
	name string
	set  func(*record.Record)
}{
	{"active", func(*record.Record) {}},
	{"annotated", func(r *record.Record) { r.Annotation = record.Annotation{Kind: record.Disputed, On: matrixFirst} }},
	{"held", func(r *record.Record) { r.Held = true }},
	{"repaired", func(r *record.Record) { r.State = record.Repaired }},
	{"withdrawn", func(r *record.Record) { r.State = record.Withdrawn }},
	{"removed", func(r *record.Record) { r.State = record.Removed }},
	{"annulled", func(r *record.Record) { r.State = record.Annulled }},
	{"deleted", func(r *record.Record) { r.State = record.Deleted }},
}

// Art. 21, 22, 34, 35, 38 and 条例 20, 38, cell by cell: kind × channel × state
// × viewer × before, first, last and after day.
func TestWhoSeesWhatIsAsTheMatrixSays(t *testing.T) {
	have := matrix()
	name := filepath.Join("testdata", matrixFile)
	if os.Getenv(rewrite) != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(have), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), have); diff != "" {
		t.Errorf("who sees what has changed; a lawyer reads this first (%s=1 writes it anew):\n%s", rewrite, diff)
	}
}

func matrix() string {
	var b strings.Builder
	b.WriteString("Who sees a record, by kind of subject, channel of the item and state of the record.\n" +
		"Columns: the day before the first, the first, the last, the day after the last.\n" +
		"W whole name, M masked name, – nothing; + annotation shown.\n")
	for _, kind := range subject.Kinds() {
		for _, channel := range []catalog.Channel{catalog.Public, catalog.Authorised, catalog.Shared} {
			fmt.Fprintf(&b, "\n%s, %s\n", kind, channel)
			for _, state := range matrixStates {
				for _, viewer := range disclosure.Viewers() {
					fmt.Fprintf(&b, "  %-10s %-13s", state.name, viewer)
					for _, day := range []civil.Date{
						matrixFirst.AddDays(-1), matrixFirst, matrixLast, matrixLast.AddDays(1),
					} {
						b.WriteString(" " + cellOf(kind, channel, state.set, viewer, day))
					}
					b.WriteString("\n")
				}
			}
		}
	}
	return b.String()
}

func cellOf(
	kind subject.Kind, channel catalog.Channel, set func(*record.Record), viewer disclosure.Viewer, day civil.Date,
) string {
	rec := record.Record{
		SubjectKind: kind, Class: record.Adverse, State: record.Active, Channel: channel,
		DisclosedFrom: matrixFirst, DisclosedUntil: matrixLast, DecidedOn: matrixFirst,
	}
	set(&rec)
	item := catalog.Item{
		Code: "A06", Name: "行政处罚", Class: catalog.Adverse,
		Channels: map[subject.Kind][]catalog.Channel{kind: {channel}},
	}
	subj := subject.Subject{Kind: kind, Name: "示例三"}
	if kind != subject.Person {
		subj.Code = subject.MustParseCode("91370399MA3DEM019R")
	}
	shown := disclosure.Show(rec, item, subj, viewer, day)
	mark := "W"
	switch {
	case !shown.Visible:
		return "– "
	case shown.SubjectName != subj.Name:
		mark = "M"
	}
	if shown.Annotation.Kind != record.NotAnnotated {
		return mark + "+"
	}
	return mark + " "
}

// Two cells that must hold whatever the matrix says.
func TestNobodyPublicSeesAPersonOrAnythingPastItsEnd(t *testing.T) {
	for line := range strings.Lines(matrix()) {
		if !strings.Contains(line, " anyone ") {
			continue
		}
		fields := strings.Fields(line)
		if fields[2] != "–" || fields[len(fields)-1] != "–" {
			t.Errorf("the public sees something before or after its time: %s", line)
		}
	}
	person := matrix()[strings.Index(matrix(), "\nperson, public"):]
	for line := range strings.Lines(person) {
		if strings.Contains(line, " anyone ") && strings.ContainsAny(line, "WM") {
			t.Errorf("the public sees a natural person: %s", line)
		}
	}
}
