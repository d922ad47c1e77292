//go:build browser

package browsertest

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"creditportal/internal/i18n"
)

// tableRole is what the checker holds against roles on the parts of a table. On
// narrow screens its rows become blocks, and browsers then forget that they are
// rows unless a role says so.
var tableRole = regexp.MustCompile(
	`^The “role” attribute must not be used on a “(tr|th|td)” element which has a “table” ancestor`)

func TestEveryPageIsValidHTML(t *testing.T) {
	dir := t.TempDir()
	files := []string{}
	for _, s := range sights(t) {
		for _, lang := range i18n.Langs() {
			file := filepath.Join(dir, s.name+"."+string(lang)+".html")
			if err := os.WriteFile(file, []byte(mustGet(t, i18n.LangPath(lang, s.path)).text), 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	book, pages := openStorybook(t)
	for _, path := range pages {
		got, err := book.get(path)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "storybook-"+filepath.Base(path)+".html")
		if err := os.WriteFile(file, []byte(got.text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	for _, found := range checkHTML(t, files) {
		t.Error(found)
	}
}
