package archtest

import (
	"slices"
	"strings"
	"testing"
)

// rule says what a room may import beside the standard library, and why not
// more. A name of this house stands for its room and, with /…, for those
// inside it.
type rule struct {
	may []string
	why string
}

var (
	grammar = []string{"civil", "actor", "fault", "fold", "workday", "law", "audit"}
	who     = []string{"subject", "provider"}
	what    = []string{"catalog"}
	nouns   = []string{"subject", "provider", "catalog", "record", "disclosure", "search", "intake"}
)

func with(lists ...[]string) []string { return slices.Concat(lists...) }

// rooms is house.md §2.2. A room that is not here may import nothing of the
// house, which is how a new one is noticed.
var rooms = map[string]rule{
	"civil": {nil, "all read it, so it leans on nobody"},
	"fault": {nil, "all read it, so it leans on nobody"},
	"actor": {nil, "all read it, so it leans on nobody"},
	"fold":  {[]string{"golang.org/x/text"}, "the one brick that knows Unicode normalisation"},

	"workday": {[]string{"civil", "fault"}, "grammar leans to its left only"},
	"law":     {[]string{"civil", "fault", "workday"}, "grammar leans to its left only"},
	"audit":   {[]string{"civil", "actor", "fault"}, "grammar leans to its left only"},

	"subject":    {grammar, "a noun imports the grammar and the shelves above it"},
	"provider":   {grammar, "a noun imports the grammar and the shelves above it"},
	"catalog":    {with(grammar, who), "a noun imports the grammar and the shelves above it"},
	"record":     {with(grammar, who, what), "a noun imports the grammar and the shelves above it"},
	"disclosure": {with(grammar, who, what, []string{"record"}), "a noun imports the grammar and the shelves above it"},
	"search": {
		with(grammar, who, what, []string{"record", "disclosure"}),
		"a noun imports the grammar and the shelves above it",
	},
	"intake": {
		with(grammar, who, what, []string{"record", "disclosure"}),
		"a noun imports the grammar and the shelves above it",
	},

	"statute": {with(grammar, []string{"github.com/BurntSushi/toml"}), "numbers know no procedure"},
	"catalog/edition": {
		with(grammar, []string{"catalog", "disclosure", "subject", "github.com/BurntSushi/toml"}),
		"it reads files into the catalog's types",
	},
	"store": {
		with(grammar, nouns, []string{
			"vault", "migrations", "gorm.io", "github.com/pressly/goose", "github.com/go-sql-driver/mysql",
			"modernc.org/sqlite", "github.com/glebarez",
		}),
		"only it speaks SQL; it judges nothing",
	},
	"vault": {grammar, "it carries bytes, not meaning"},
	"index": {
		with(grammar, []string{"search", "github.com/RoaringBitmap/roaring"}),
		"it finds ids; the store hydrates them through the visibility filter",
	},
	"sheet": {
		with(grammar, []string{"github.com/xuri/excelize", "golang.org/x/text"}), "a replaceable part",
	},
	"i18n": {
		with(grammar, []string{
			"locales", "github.com/nicksnyder/go-i18n", "github.com/BurntSushi/toml", "golang.org/x/text/language",
		}),
		"words know no nouns",
	},
	"seed": {
		with(grammar, nouns, []string{"github.com/BurntSushi/toml"}), "it calls the services like anybody else",
	},

	"web/route": {with(grammar, nouns), "a leaf, or templates and web form a cycle"},
	"web/asset": {
		[]string{"static", "github.com/andybalholm/brotli"}, "files become addresses, nothing more",
	},
	"web": {
		with(grammar, nouns, []string{
			"templates/…", "web/…", "i18n", "sheet", "static", "github.com/labstack/echo/v4", "github.com/a-h/templ",
		}),
		"the door does not know the cellar",
	},
	"templates/layout":    {[]string{"civil", "i18n", "templates/component", "web/route", "github.com/a-h/templ"}, "drawn, not served"},
	"templates/component": {with(grammar, nouns, []string{"i18n", "web/route", "github.com/a-h/templ"}), "drawn, not served"},
	"templates/page": {
		with(grammar, nouns, []string{"i18n", "templates/…", "web/route", "github.com/a-h/templ"}), "drawn, not served",
	},
	"templates/storybook": {
		with(grammar, nouns, []string{"i18n", "templates/…", "github.com/a-h/templ"}), "drawn, not served",
	},
	"portal":     {[]string{"*"}, "the only room that knows everything"},
	"cmd/portal": {[]string{"portal", "github.com/alecthomas/kong"}, "commands go through the same services as everybody"},
}

func TestNoRoomImportsWhatTheHouseForbids(t *testing.T) {
	for _, s := range sources(t) {
		if isTest(s.name) {
			continue // a test may import what it tests against
		}
		for _, imported := range s.imports() {
			checkImport(t, s, imported)
		}
	}
}

func checkImport(t *testing.T, s source, imported string) {
	t.Helper()
	ours := strings.HasPrefix(imported, module+"/")
	third := strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
	if !ours && !third {
		return
	}
	name := strings.TrimPrefix(strings.TrimPrefix(imported, module+"/"), "internal/")
	r := rooms[s.room()]
	for _, may := range r.may {
		switch {
		case may == "*", may == name:
			return
		case third && (imported == may || strings.HasPrefix(imported, may+"/")):
			return
		case strings.HasSuffix(may, "/…") && strings.HasPrefix(name, strings.TrimSuffix(may, "…")):
			return
		}
	}
	t.Errorf("%s imports %s: %s", s.name, imported, r.why)
}

func TestEveryPackageNameOccursOnceAndSaysSomething(t *testing.T) {
	vague := []string{"util", "utils", "common", "helper", "helpers", "model", "models", "service", "handler", "types", "dto"}
	where := map[string]string{}
	for _, s := range sources(t) {
		name := strings.TrimSuffix(s.file.Name.Name, "_test")
		if slices.Contains(vague, name) {
			t.Errorf("%s: package %s says nothing about what is in it", s.name, name)
		}
		if at, known := where[name]; known && at != s.room() && name != "main" {
			t.Errorf("package %s is in %s and in %s", name, at, s.room())
		}
		where[name] = s.room()
	}
}
