package statute

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/law"
)

// FuzzAFileOfAnyContentIsReadOrRefusedButNeverPanics reads each text as a
// book, a calendar and a severity table.
func FuzzAFileOfAnyContentIsReadOrRefusedButNeverPanics(f *testing.F) {
	for _, pattern := range []string{"testdata/refused/*.toml", "books/*.toml", "calendars/*.toml"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	books := []book{{head: law.Book{ID: "ndrc-36"}}}
	f.Fuzz(func(t *testing.T, text []byte) {
		s := newSource("fuzz.toml", text, true)
		_, asBook := readBook(s)
		_, asCalendar := readCalendar(s)
		_, asSeverity := readSeverity(s, books)
		for _, err := range []error{asBook, asCalendar, asSeverity} {
			var refused *fault.Error
			if err == nil {
				continue
			}
			if !errors.As(err, &refused) || refused.Args["Line"] == 0 {
				t.Errorf("refused without a reason or a line: %v", err)
			}
		}
	})
}
