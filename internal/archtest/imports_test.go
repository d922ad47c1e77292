package archtest

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
)

// room says what a room may import beside the standard library, and why not
// more. A name of this house stands for its room and, with /…, for those
// inside it; * is everything.
type room struct {
	may []string
	why string
}

var (
	grammar = []string{"civil", "actor", "fault", "fold", "workday", "law", "audit"}
	who     = []string{"subject", "provider"}
	what    = []string{"catalog", "attachment"}
	nouns   = []string{
		"subject", "provider", "catalog", "attachment", "content", "record", "disclosure", "notice", "flow", "search",
		"intake", "objection", "account", "query", "feedback", "docket", "remark", "monitor",
		"calendar", "report", "authorisation", "repair", "deletion", "correction",
	}
)

const (
	drawn = "a page is drawn, not served"
	shelf = "a noun imports the grammar and the shelves above it; the law does not know where it is kept or shown"
)

func with(lists ...[]string) []string { return slices.Concat(lists...) }

// rooms is the dependency rule: the law knows nothing of the office, the
// office knows the law. Third parties are confined by the same table.
var rooms = map[string]room{
	"civil": {nil, "all read it, so it leans on nobody"},
	"fault": {nil, "all read it, so it leans on nobody"},
	"actor": {nil, "all read it, so it leans on nobody"},
	"fold":  {[]string{"golang.org/x/text/unicode/norm"}, "the one brick that knows Unicode normalisation"},

	"workday": {[]string{"civil", "fault"}, "grammar leans to its left only"},
	"law":     {[]string{"civil", "fault", "workday"}, "grammar leans to its left only"},
	"audit":   {[]string{"civil", "actor", "fault"}, "grammar leans to its left only"},

	"subject":    {grammar, shelf},
	"provider":   {grammar, shelf},
	"catalog":    {with(grammar, who), shelf},
	"attachment": {grammar, shelf},
	"account":    {with(grammar, []string{"subject"}), "an account is somebody, and may say whom"},
	"content":    {grammar, shelf},
	"record":     {with(grammar, who, what), shelf},
	"disclosure": {with(grammar, who, what, []string{"record"}), shelf},
	"notice":     {with(grammar, who, what, []string{"record"}), shelf},
	"search":     {with(grammar, who, what, []string{"record", "disclosure"}), shelf},
	"flow":       {with(grammar, who, what, []string{"record", "disclosure", "notice"}), shelf},
	"intake":     {with(grammar, who, what, []string{"record", "disclosure"}), shelf},
	"query":      {with(grammar, who, what, []string{"record", "disclosure"}), shelf},
	"objection":  {with(grammar, who, what, []string{"record", "disclosure", "notice", "flow"}), shelf},
	"feedback":   {with(grammar, who, what, []string{"record", "disclosure", "notice", "flow"}), shelf},
	"deletion":   {with(grammar, who, what, []string{"record", "disclosure", "notice", "flow"}), shelf},
	"correction": {with(grammar, who, what, []string{"record", "disclosure", "notice", "flow"}), shelf},
	"repair":     {with(grammar, who, what, []string{"record", "disclosure", "notice", "flow"}), shelf},

	"report": {with(grammar, who, what, []string{"record", "disclosure", "notice", "query"}), shelf},

	"authorisation": {
		with(grammar, who, what, []string{"record", "disclosure", "notice", "flow", "query"}), shelf,
	},

	"remark":   {grammar, shelf},
	"docket":   {with(grammar, who, what, []string{"record", "disclosure", "flow"}), shelf},
	"monitor":  {with(grammar, who, what, []string{"record", "disclosure", "flow"}), shelf},
	"calendar": {with(grammar, what), shelf},

	"statute": {
		with(grammar, []string{"github.com/BurntSushi/toml"}),
		"numbers know no procedure; the names they may use are handed in",
	},
	"catalog/edition": {
		with(grammar, []string{"catalog", "disclosure", "subject", "github.com/BurntSushi/toml"}),
		"it reads files into the catalog's types",
	},
	"store": {
		with(grammar, nouns, []string{
			"vault", "ledger", "migrations", "gorm.io", "github.com/pressly/goose", "github.com/go-sql-driver/mysql", "modernc.org/sqlite",
		}),
		"only it speaks SQL; it judges nothing",
	},
	"vault": {grammar, "it carries bytes, not meaning"},
	"backup": {
		[]string{"filippo.io/age"}, "files become one encrypted file and come out again, nothing more",
	},
	"ledger": {
		[]string{"golang.org/x/mod/sumdb"},
		"whoever checks the portal does it by this room alone, so it leans on nothing of the portal",
	},
	"password": {
		with(grammar, []string{"golang.org/x/crypto/argon2"}), "a replaceable part",
	},
	"identity": {
		with(grammar, []string{"subject", "github.com/coreos/go-oidc", "golang.org/x/oauth2"}),
		"it asks others who somebody is; what follows is the accounts' to say",
	},
	"blob": {with(grammar, []string{"attachment", "vault"}), "a replaceable part"},
	"index": {
		with(grammar, []string{"search", "github.com/RoaringBitmap/roaring", "github.com/mozillazg/go-pinyin"}),
		"it finds ids; the store hydrates them through the visibility filter",
	},
	"sheet": {
		with(grammar, []string{"github.com/xuri/excelize", "golang.org/x/text"}), "a replaceable part",
	},
	"markdown": {
		with(grammar, []string{"content", "github.com/yuin/goldmark"}), "a replaceable part",
	},
	"pdf": {
		with(grammar, []string{"notice", "qr", "github.com/signintech/gopdf"}), "words become a page of paper, nothing more",
	},
	"post": {
		with(grammar, []string{"account", "notice", "flow", "github.com/wneessen/go-mail"}),
		"it carries words that others chose; it knows no matter",
	},
	"qr": {
		[]string{"github.com/piglig/go-qr"}, "modules become a path, nothing more",
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
	"locales":    {nil, "files, nothing more"},
	"migrations": {nil, "files, nothing more"},
	"static":     {nil, "files, nothing more"},

	"web/route": {with(grammar, nouns), "a leaf, or templates and web form a cycle"},
	"web/asset": {
		[]string{"static", "github.com/andybalholm/brotli"}, "files become addresses, nothing more",
	},
	"web": {
		with(grammar, nouns, []string{
			"templates/…", "web/…", "i18n", "identity", "ledger", "markdown", "sheet", "static", "github.com/labstack/echo/v4", "github.com/a-h/templ",
			"github.com/klauspost/compress",
			"github.com/andybalholm/brotli", "github.com/hashicorp/golang-lru", "golang.org/x/sync",
		}),
		"the door does not know the cellar",
	},
	"templates/layout": {
		[]string{"civil", "i18n", "qr", "templates/component", "web/route", "github.com/a-h/templ"}, drawn,
	},
	"templates/letter": {
		with(grammar, []string{"notice", "record", "i18n", "qr", "web/route", "github.com/a-h/templ"}), drawn,
	},
	"templates/component": {with(grammar, nouns, []string{"i18n", "web/route", "github.com/a-h/templ"}), drawn},
	"templates/page": {
		with(grammar, nouns, []string{"i18n", "ledger", "qr", "templates/…", "web/route", "github.com/a-h/templ"}), drawn,
	},
	"templates/storybook": {
		with(grammar, nouns, []string{
			"i18n", "ledger", "statute", "catalog/edition", "markdown", "templates/…", "web/route", "github.com/a-h/templ",
		}),
		"draws whole pages with the shipped books and real texts",
	},

	"portal": {[]string{"*"}, "the only room that knows everything"},
	"cmd/verifyledger": {
		[]string{"ledger", "github.com/go-sql-driver/mysql", "modernc.org/sqlite"},
		"whoever checks the portal must not have to trust what is checked",
	},
	"cmd/portal": {[]string{"portal", "github.com/alecthomas/kong"}, "commands go through the same services as everybody"},
}

// testTools are the third parties that tests may use beside those of the
// program: no mocks, no assertion libraries.
var testTools = []string{
	"github.com/google/go-cmp", "pgregory.net/rapid", "github.com/PuerkitoBio/goquery",
	"github.com/chromedp", "github.com/pingcap/tidb/pkg/parser", "github.com/getkin/kin-openapi",
}

func (r room) allows(imported string) bool {
	name := nameOf(imported)
	return slices.ContainsFunc(r.may, func(may string) bool {
		inside, nested := strings.CutSuffix(may, "…")
		return may == "*" || may == name ||
			isThirdParty(imported) && strings.HasPrefix(imported, may+"/") ||
			nested && strings.HasPrefix(name, inside)
	})
}

// nameOf is how the table names a room of this house.
func nameOf(imported string) string {
	return strings.TrimPrefix(strings.TrimPrefix(imported, module+"/"), "internal/")
}

func isOurs(imported string) bool { return strings.HasPrefix(imported, module+"/") }

func isThirdParty(imported string) bool {
	host, _, _ := strings.Cut(imported, "/")
	return strings.Contains(host, ".")
}

func (s source) imports() []string {
	var list []string
	for _, spec := range s.file.Imports {
		list = append(list, strings.Trim(spec.Path.Value, `"`))
	}
	return list
}

func importsObeyTheTable(s source) []string {
	var all []string
	r, known := rooms[s.room()]
	if !known {
		return []string{fmt.Sprintf("%s: the room %s is not in the table: say what it may import, and why", s.name, s.room())}
	}
	for _, imported := range s.imports() {
		if isTestRoom(imported) {
			all = append(all, fmt.Sprintf("%s imports %s, which is for tests alone", s.name, imported))
		} else if (isOurs(imported) || isThirdParty(imported)) && !r.allows(imported) {
			all = append(all, fmt.Sprintf("%s imports %s: %s", s.name, imported, r.why))
		}
	}
	return all
}

func TestNoRoomImportsWhatTheHouseForbids(t *testing.T) { inProduction(t, importsObeyTheTable) }

// confined lists every third party that the program uses.
func confined() []string {
	var all []string
	for _, r := range rooms {
		for _, may := range r.may {
			if isThirdParty(may) {
				all = append(all, may)
			}
		}
	}
	return all
}

func testsUseKnownTools(s source) []string {
	var all []string
	for _, imported := range s.imports() {
		under := func(known string) bool { return imported == known || strings.HasPrefix(imported, known+"/") }
		if isTest(s.name) && isThirdParty(imported) && !slices.ContainsFunc(with(testTools, confined()), under) {
			all = append(all, fmt.Sprintf("%s imports %s: tests use the real thing and cmp", s.name, imported))
		}
	}
	return all
}

func TestTestsUseTheRealThingAndNoMocks(t *testing.T) { everywhere(t, testsUseKnownTools) }

func TestTheTableNamesNoRoomThatIsGone(t *testing.T) {
	there := map[string]bool{}
	for _, s := range sources(t) {
		there[s.room()] = true
	}
	for name, r := range rooms {
		for _, named := range append([]string{name}, r.may...) {
			named = strings.TrimSuffix(named, "/…")
			if !isThirdParty(named) && named != "*" && !there[named] && named != "templates" {
				t.Errorf("the table speaks of %s, where no Go is", named)
			}
		}
	}
}

var vague = []string{
	"util", "utils", "common", "helper", "helpers", "model", "models", "service", "services", "handler", "handlers",
	"types", "dto", "base", "core", "misc", "shared", "lib",
}

func packagesSaySomething(s source) []string {
	if name := s.file.Name.Name; slices.Contains(vague, name) {
		return []string{fmt.Sprintf("%s: package %s says nothing about what is in it", s.name, name)}
	}
	return nil
}

func TestEveryPackageNameSaysSomething(t *testing.T) { everywhere(t, packagesSaySomething) }

func TestAPackageNameOccursOnce(t *testing.T) {
	where := map[string]string{"main": ""}
	for _, s := range sources(t) {
		name := strings.TrimSuffix(s.file.Name.Name, "_test")
		if at, known := where[name]; known && at != s.room() && name != "main" {
			t.Errorf("package %s is in %s and in %s", name, at, s.room())
		}
		where[name] = s.room()
		if folder := path.Base(s.room()); name != folder && name != "main" {
			t.Errorf("%s: package %s is not named for its folder", s.name, name)
		}
	}
}
