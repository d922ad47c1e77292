package statute_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/statute"
)

func TestTheShippedBooksAndCalendarsAreSound(t *testing.T) {
	s, err := statute.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(s.Rules.Books()); got != 12 {
		t.Errorf("books loaded: got %d, want 12", got)
	}
	if got := s.Calendar.Version(); got != "2018.1 2019.1 2020.1 2021.1 2022.1 2023.1 2024.1 2025.1 2026.1" {
		t.Errorf("calendars loaded: %q", got)
	}
}

// refusal returns the key and line that a load gave, and its whole text.
func refusal(t *testing.T, err error) (string, string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("not refused with a reason: %v", err)
	}
	line := ""
	if n, ok := f.Args["Line"]; ok {
		line = fmt.Sprint(n)
		if !strings.Contains(err.Error(), fmt.Sprintf("%v:%v", f.Args["File"], n)) {
			t.Errorf("the error does not name file and line: %v", err)
		}
	}
	return f.Key, line
}

var expectation = regexp.MustCompile(`^# refused: ([a-z_.]+)(?: line (\d+))?\n`)

func TestEveryBadFileIsRefusedWithItsReasonAndItsLine(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no bad files: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := expectation.FindStringSubmatch(string(text))
		if want == nil {
			t.Fatalf("%s does not say what it must be refused for", name)
		}
		key, line := refusal(t, statute.Check(filepath.Base(name), text))
		if key != want[1] || line != want[2] {
			t.Errorf("%s: refused for %s in line %s, want %s in line %s", name, key, line, want[1], want[2])
		}
	}
}

func TestEveryReasonToRefuseHasABadFile(t *testing.T) {
	shown := "statute.fault.stray" // needs a folder, see TestAFileInTheWrongPlaceIsRefused
	bad, err := filepath.Glob("testdata/refused/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range bad {
		shown += " " + mustRead(t, name)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		for _, key := range regexp.MustCompile(`"statute\.fault\.[a-z_]+"`).FindAllString(mustRead(t, name), -1) {
			if !strings.HasSuffix(name, "_test.go") && !strings.Contains(shown, strings.Trim(key, `"`)) {
				t.Errorf("%s refuses for %s, and no bad file shows it", name, key)
			}
		}
	}
}

func mustRead(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAFileInTheWrongPlaceIsRefused(t *testing.T) {
	for _, name := range []string{"local.toml", "book/local.toml", "books/2026/local.toml"} {
		_, err := statute.Load(fstest.MapFS{name: {Data: []byte("book = \"local\"\n")}})
		if key, _ := refusal(t, err); key != "statute.fault.stray" {
			t.Errorf("%s: refused for %s", name, key)
		}
	}
}

func TestAFolderThatIsNotThereIsNotTakenForAnEmptyOne(t *testing.T) {
	if _, err := statute.Load(os.DirFS(filepath.Join(t.TempDir(), "typo"))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
}

// ownShandong is the provincial book as an installation might restate it.
func ownShandong(t *testing.T, change ...string) fstest.MapFS {
	t.Helper()
	text := strings.NewReplacer(append(change, "edition    = 1", "edition    = 2")...).
		Replace(mustRead(t, "books/shandong-2020.toml"))
	return fstest.MapFS{"books/shandong.toml": {Data: []byte(text)}}
}

func TestAnInstallationMayShortenAMaximumFreely(t *testing.T) {
	s, err := statute.Load(ownShandong(t, `"5y"`, `"4y"`))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Rules.Periods(law.AdversePeriod, law.Facts{}) {
		if p.Basis.Book.ID == "shandong-2020" && (p.Max.String() != "4y" || !p.Basis.Book.Own) {
			t.Errorf("the installation's own line does not hold: %+v", p)
		}
	}
}

func TestAnInstallationMayDropAServiceTargetButNoLimit(t *testing.T) {
	text := strings.Replace(mustRead(t, "books/house.toml"), "edition    = 1", "edition    = 2", 1)
	from := strings.Index(text, "[[limit]]\nclock   = \"objection.verify\"")
	until := strings.Index(text, "[[limit]]\nclock   = \"query.consent\"")
	if from < 0 || until < from {
		t.Fatal("the house states no target for objection.verify")
	}
	if err := statute.Check("house.toml", []byte(text[:from]+text[until:])); err != nil {
		t.Errorf("without the target: %v", err)
	}
}

func TestAnInstallationMayLengthenAMaximumByCitingALaw(t *testing.T) {
	s, err := statute.Load(ownShandong(t, `max     = "5y"`,
		"max = \"6y\"\ncites = { instrument = \"示例法\", article = \"第一条\", rank = \"law\" }"))
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range s.Rules.Periods(law.AdversePeriod, law.Facts{}) {
		found = found || (p.Max.String() == "6y" && p.Basis.Cites == "示例法 第一条")
	}
	if !found {
		t.Error("the longer line with its citation is missing")
	}
}

func TestAnInstallationMayEnterTheCalendarOfALaterYear(t *testing.T) {
	own := fstest.MapFS{"calendars/2027.toml": {Data: []byte(`
year = 2027
edition = 1
[[notice]]
number = "国办发明电〔2026〕9号"
dated = 2026-11-05
[[holiday]]
festival = "new_year"
from = 2027-01-01
until = 2027-01-03
notice = "国办发明电〔2026〕9号"
`)}}
	s, err := statute.Load(own)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Calendar.Covers(2027) {
		t.Error("2027 is not covered")
	}
}

func TestTheDigestChangesWithAnyFile(t *testing.T) {
	plain := statute.MustLoad()
	own, err := statute.Load(ownShandong(t, `"5y"`, `"4y"`))
	if err != nil {
		t.Fatal(err)
	}
	again := statute.MustLoad()
	if plain.Digest() != again.Digest() || len(plain.Digest()) != 64 {
		t.Errorf("the same files give different digests: %s, %s", plain.Digest(), again.Digest())
	}
	if plain.Digest() == own.Digest() {
		t.Error("another book gives the same digest")
	}
}
