package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// plurals are the leaves that go-i18n keeps for itself: under them stands one
// message, not a table of messages.
var plurals = []string{"zero", "one", "two", "few", "many", "other"}

// reserved may not name a message of its own.
var reserved = append([]string{"id", "hash", "description", "translation"}, plurals...)

// flatten joins nested tables with dots: the words of each key, plural forms
// in one text.
func flatten(prefix string, table map[string]any, into map[string]string) error {
	for name, value := range table {
		key := strings.TrimPrefix(prefix+"."+name, ".")
		switch v := value.(type) {
		case string:
			if slices.Contains(plurals, name) {
				key = prefix
			} else if slices.Contains(reserved, name) {
				return fmt.Errorf("%s: the library keeps %q for itself", key, name)
			}
			into[key] += v
		case map[string]any:
			if err := flatten(key, v, into); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s is neither words nor a table", key)
		}
	}
	return nil
}

// forms are the plural forms that a count needs in each language.
var forms = map[string][]string{"zh-CN": {"other"}, "en": {"one", "other"}}

// pluralsAreWhole complains of a count that lacks a form of its language, or
// has one that the language does not know.
func pluralsAreWhole(prefix string, table map[string]any, need []string) []string {
	var all, have []string
	for name, value := range table {
		if inner, ok := value.(map[string]any); ok {
			all = append(all, pluralsAreWhole(prefix+"."+name, inner, need)...)
		} else if slices.Contains(plurals, name) {
			have = append(have, name)
		}
	}
	if slices.Sort(have); len(have) > 0 && !slices.Equal(have, need) {
		all = append(all, fmt.Sprintf("%s has the forms %v, its language needs %v", prefix, have, need))
	}
	return all
}

// messages reads every file of a language, and says which file has which key.
func messages(t *testing.T, lang string) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for _, f := range texts(t, "locales/*."+lang+".toml") {
		var table map[string]any
		if err := toml.Unmarshal(f.body, &table); err != nil {
			t.Fatalf("reading %s: %v", f.name, err)
		}
		words := map[string]string{}
		if err := flatten("", table, words); err != nil {
			t.Errorf("%s: %v", f.name, err)
		}
		noun, _, _ := strings.Cut(path.Base(f.name), ".")
		report(t, pluralsAreWhole(noun, table, forms[lang]))
		all[noun] = words
	}
	return all
}

var placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)`)

func placeholders(words string) []string {
	names := map[string]bool{}
	for _, m := range placeholder.FindAllStringSubmatch(words, -1) {
		names[m[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// agree compares a file in two languages.
func agree(noun string, zh, en map[string]string) []string {
	var all []string
	for key, words := range zh {
		other, there := en[key]
		switch {
		case !there:
			all = append(all, fmt.Sprintf("%s: %s has no English words", noun, key))
		case strings.TrimSpace(words) == "" || strings.TrimSpace(other) == "":
			all = append(all, fmt.Sprintf("%s: %s is empty", noun, key))
		case !slices.Equal(placeholders(words), placeholders(other)):
			all = append(all, fmt.Sprintf("%s: %s fills in %v in Chinese and %v in English",
				noun, key, placeholders(words), placeholders(other)))
		}
	}
	for key := range en {
		if _, there := zh[key]; !there {
			all = append(all, fmt.Sprintf("%s: %s has no Chinese words", noun, key))
		}
	}
	slices.Sort(all)
	return all
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	zh, en := messages(t, "zh-CN"), messages(t, "en")
	nouns := slices.Sorted(maps.Keys(zh))
	if !slices.Equal(nouns, slices.Sorted(maps.Keys(en))) {
		t.Errorf("Chinese has the files %v, English %v", nouns, slices.Sorted(maps.Keys(en)))
	}
	for _, noun := range nouns {
		report(t, agree(noun, zh[noun], en[noun]))
	}
}

// known are the keys of all files.
func known(t *testing.T) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	for _, words := range messages(t, "zh-CN") {
		for key := range words {
			keys[key] = true
		}
	}
	return keys
}

// composed are the beginnings of keys that code completes by a word other
// than a quoted beginning shows, with where that happens.
var composed = map[string]string{
	"error.s":                "the page of a status is named by its number, templates/page/plain_view.go",
	"format.month.m":         "months are named by their number, internal/i18n/format.go",
	"objection.act.":         "an act is its own name, internal/flow/table.go: ActKey",
	"objection.about.":       "the same, before it is done, internal/flow/table.go: AboutKey",
	"objection.state.":       "every procedure names its states alike, internal/flow/table.go: StateKey",
	"objection.outcome.":     "every procedure names its outcomes alike, internal/flow/table.go: OutcomeKey",
	"feedback.act.":          "the same",
	"authorisation.act.":     "the same",
	"authorisation.state.":   "the same",
	"authorisation.outcome.": "the same",
	"flow.act.":              "the same of what every procedure knows",
	"feedback.state.":        "the same",
	"objection.fault.":       "a guard is named for what it asks, internal/flow/guards.go: Kind.Guard",
	"objection.effect.":      "an effect for what it does, internal/flow/guards.go: Kind.Effect",
	"repair.fault.":          "the same",
	"deletion.fault.":        "the same",
	"deletion.effect.":       "the same",
	"deletion.act.":          "the same",
	"deletion.about.":        "the same",
	"deletion.status.":       "the same",
	"deletion.state.":        "the same",
	"deletion.outcome.":      "the same",
	"correction.fault.":      "the same",
	"correction.effect.":     "the same",
	"correction.act.":        "the same",
	"correction.about.":      "the same",
	"correction.status.":     "the same",
	"correction.state.":      "the same",
	"correction.outcome.":    "the same",
	"correction.ground.":     "the same",
	"repair.effect.":         "the same",
	"repair.act.":            "the same",
	"repair.about.":          "the same",
	"repair.status.":         "where an item stands is said by its procedure, templates/page/stage_view.go: stage",
	"objection.status.":      "the same",
	"repair.state.":          "the same",
	"repair.outcome.":        "the same",
	"feedback.outcome.":      "the same",
}

// usage is what the sources say of keys.
type usage struct {
	whole    map[string][]string // key to where it is written
	begun    map[string]bool     // "record.term." and the like, completed at run time
	variable map[string]bool     // kong's, with underscores
}

var (
	quoted       = regexp.MustCompile(`"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+[._]?)"`)
	kongVariable = regexp.MustCompile(`\$\{(command_[a-z0-9_]+)\}`)
	helpOf       = regexp.MustCompile(`\bhelp\("([a-z_]+)"\)`)
)

func used(t *testing.T) usage {
	t.Helper()
	u := usage{whole: map[string][]string{}, begun: map[string]bool{}, variable: map[string]bool{}}
	for _, f := range texts(t, "*.go", "*.templ") {
		if isTest(f.name) || isGenerated(f.name) {
			continue
		}
		for _, m := range quoted.FindAllStringSubmatch(string(f.body), -1) {
			if key := m[1]; strings.HasSuffix(key, ".") || strings.HasSuffix(key, "_") {
				u.begun[key] = true
			} else {
				u.whole[key] = append(u.whole[key], f.name)
			}
		}
		for _, m := range helpOf.FindAllStringSubmatch(string(f.body), -1) {
			u.whole["command."+m[1]+".help"] = []string{f.name}
		}
		for _, m := range kongVariable.FindAllStringSubmatch(string(f.body), -1) {
			u.variable[m[1]] = true
		}
	}
	delete(u.begun, "command.") // handed to kong as a whole; each is used by its variable
	return u
}

// covers says whether anything in the sources leads to the key.
func (u usage) covers(key string) bool {
	if u.whole[key] != nil || u.variable[strings.ReplaceAll(key, ".", "_")] {
		return true
	}
	for i, r := range key {
		if (r == '.' || r == '_') && u.begun[key[:i+1]] {
			return true
		}
	}
	for begun := range composed {
		if strings.HasPrefix(key, begun) {
			return true
		}
	}
	// a stem to which code adds the leaf: key + ".title"
	return u.whole[key[:strings.LastIndexByte(key, '.')]] != nil
}

func TestEveryWordIsUsed(t *testing.T) {
	u := used(t)
	for key := range known(t) {
		if !u.covers(key) {
			t.Errorf("nothing uses the words %s", key)
		}
	}
}

// asks are the functions whose argument is a key; the number says which one.
var asks = map[string]int{"T": 0, "N": 0, "t": 0, "n": 0, "Has": 0, "New": 1}

var (
	keyShape      = regexp.MustCompile(`^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$`)
	askedInMarkup = regexp.MustCompile(`i18n\.[TN]\(ctx, "([^"]+)"`)
	constantOfKey = regexp.MustCompile(`^[Kk]ey[A-Z]`)
)

// keysAsked finds the keys that a file certainly asks words for: arguments of
// the functions above and constants called Key….
func keysAsked(s source) map[string]token.Pos {
	found := map[string]token.Pos{}
	note := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if key, err := strconv.Unquote(lit.Value); err == nil && keyShape.MatchString(key) {
				found[key] = lit.Pos()
			}
		}
	}
	each(s, func(call *ast.CallExpr) {
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return
		}
		if at, asks := asks[sel.Sel.Name]; asks {
			for _, arg := range call.Args[min(at, len(call.Args)):min(at+2, len(call.Args))] {
				note(arg)
			}
		}
	})
	each(s, func(v *ast.ValueSpec) {
		for i, name := range v.Names {
			if constantOfKey.MatchString(name.Name) && i < len(v.Values) {
				note(v.Values[i])
			}
		}
	})
	return found
}

func TestEveryUsedWordIsThere(t *testing.T) {
	words := known(t)
	roots := map[string]bool{}
	for key := range words {
		root, _, _ := strings.Cut(key, ".")
		roots[root] = true
	}
	seen := 0
	ask := func(key, where string) {
		root, _, _ := strings.Cut(key, ".")
		if seen++; roots[root] && !words[key] && !isStem(key, words) {
			t.Errorf("%s asks for the words %s, which are not there", where, key)
		}
	}
	for _, s := range sources(t) {
		if !isTest(s.name) {
			for key, pos := range keysAsked(s) {
				ask(key, s.at(pos, "it"))
			}
		}
	}
	for _, f := range texts(t, "*.templ") {
		for _, m := range askedInMarkup.FindAllStringSubmatch(string(f.body), -1) {
			ask(m[1], f.name)
		}
	}
	if seen < 200 {
		t.Errorf("only %d uses of words were found", seen)
	}
}

func isStem(key string, words map[string]bool) bool {
	for k := range words {
		if strings.HasPrefix(k, key+".") {
			return true
		}
	}
	return false
}

// spoken are the words of the law that pages say: every constant of the type
// has a sentence under the beginning of the key.
var spoken = map[string]string{
	"actor.role.":        "actor.Role",
	"actor.side.":        "actor.Side",
	"record.severity.":   "record.Severity",
	"record.annotation.": "record.AnnotationKind",
	"record.annotated.":  "record.AnnotationKind",
	"catalog.class.":     "catalog.Class",
	"catalog.channel.":   "catalog.Channel",
	"catalog.term.":      "catalog.Term",
	"catalog.repair.":    "catalog.Repair",
	"subject.standing.":  "subject.Standing",
	"actor.scope.":       "actor.Scope",
	"mandate.kind.":      "account.MandateKind",
	"mandate.state.":     "account.MandateState",
	"mandate.ending.":    "account.Ending",
	"identity.method.":   "account.Method",
	"workday.reason.":    "workday.Reason",
	"workday.festival.":  "workday.Festival",
}

// constants lists the values of the string constants of each type.
func constants(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, s := range sources(t) {
		if isTest(s.name) {
			continue
		}
		each(s, func(v *ast.ValueSpec) {
			kind, ok := v.Type.(*ast.Ident)
			if !ok || len(v.Values) != 1 {
				return
			}
			if lit, ok := v.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if value, err := strconv.Unquote(lit.Value); err == nil && value != "" {
					name := s.file.Name.Name + "." + kind.Name
					all[name] = append(all[name], value)
				}
			}
		})
	}
	return all
}

func TestEveryWordOfTheLawHasASentence(t *testing.T) {
	words, values := known(t), constants(t)
	for begun, kind := range spoken {
		if len(values[kind]) < 2 {
			t.Errorf("%s has %d constants: the table is wrong", kind, len(values[kind]))
		}
		for _, value := range values[kind] {
			if !words[begun+value] {
				t.Errorf("%s %q has no words: %s%s", kind, value, begun, value)
			}
		}
	}
}
