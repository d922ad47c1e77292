package i18n_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"creditportal/locales"
)

// sentences returns every sentence of a language by its key; the plural forms
// are keys of their own.
func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	names, err := fs.Glob(locales.Files, "*."+lang+".toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no message files for %s (%v)", lang, err)
	}
	all := map[string]string{}
	for _, name := range names {
		var tree map[string]any
		if _, err := toml.DecodeFS(locales.Files, name, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		flatten(all, "", tree)
	}
	return all
}

func flatten(into map[string]string, prefix string, tree map[string]any) {
	for key, value := range tree {
		switch value := value.(type) {
		case string:
			into[prefix+key] = value
		case map[string]any:
			flatten(into, prefix+key+".", value)
		}
	}
}

// messages drops the plural forms from the keys: languages differ in them.
func messages(all map[string]string) map[string][]string {
	placeholder := regexp.MustCompile(`\{\{\.(\w+)\}\}`)
	found := map[string][]string{}
	for key, text := range all {
		names := []string{}
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			names = append(names, m[1])
		}
		slices.Sort(names)
		if base, ok := strings.CutSuffix(key, ".one"); ok && all[base+".other"] != "" {
			continue
		}
		key = strings.TrimSuffix(key, ".other")
		found[key] = slices.Compact(names)
	}
	return found
}

func TestEverySentenceIsThereInBothLanguagesWithTheSamePlaceholders(t *testing.T) {
	zh, en := messages(sentences(t, "zh-CN")), messages(sentences(t, "en"))
	if diff := cmp.Diff(zh, en); diff != "" {
		t.Errorf("the languages differ (-zh-CN +en):\n%s", diff)
	}
}

func TestEnglishCountsHaveASingularAndAPlural(t *testing.T) {
	en := sentences(t, "en")
	for key := range en {
		base, isOne := strings.CutSuffix(key, ".one")
		if isOne && en[base+".other"] == "" {
			t.Errorf("%s has a singular and no plural", base)
		}
		base, isOther := strings.CutSuffix(key, ".other")
		if isOther && en[base+".one"] == "" {
			t.Errorf("%s has a plural and no singular", base)
		}
	}
}

func TestNoSentenceStatesALegalNumber(t *testing.T) {
	number := regexp.MustCompile(`[0-9]+\s*(个工作日|天|个月|年|working days?\b|days\b|months\b|years\b)`)
	for _, lang := range []string{"zh-CN", "en"} {
		for key, text := range sentences(t, lang) {
			if number.MatchString(text) {
				t.Errorf("%s (%s) states a number the books should give: %q", key, lang, text)
			}
		}
	}
}

func TestNoSentenceUsesAWordThatShamesPeople(t *testing.T) {
	banned := []string{"黑名单", "老赖", "污点", "务必", "后果自负", "！", "点击这里", "blacklist"}
	for _, lang := range []string{"zh-CN", "en"} {
		for key, text := range sentences(t, lang) {
			for _, word := range banned {
				if strings.Contains(text, word) {
					t.Errorf("%s (%s) contains %s", key, lang, word)
				}
			}
		}
	}
}
