package statute_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/i18n"
	"creditportal/internal/law"
	"creditportal/internal/statute"
	"creditportal/internal/workday"
)

func TestEveryRefusalIsSaidInBothLanguagesWithItsPlaceAndValues(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no bad files: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var refused *fault.Error
		if !errors.As(statute.Check(filepath.Base(name), text), &refused) {
			t.Fatalf("%s is not refused", name)
		}
		for _, lang := range i18n.Langs() {
			said := i18n.Default().Printer(lang).Fault(refused)
			if said == "" || strings.Contains(said, "no value") || strings.Contains(said, refused.Key) {
				t.Errorf("%s in %s: %q", name, lang, said)
			}
			if refused.Args["Line"] != nil && !strings.Contains(said, filepath.Base(name)) {
				t.Errorf("%s in %s does not name the file: %q", name, lang, said)
			}
		}
	}
}

func TestEveryNameOfTheLawHasItsWord(t *testing.T) {
	keys := []string{}
	for _, c := range law.Clocks() {
		keys = append(keys, c.Key())
	}
	for _, p := range law.Periods() {
		keys = append(keys, p.Key())
	}
	for _, a := range law.Ages() {
		keys = append(keys, a.Key())
	}
	for _, s := range law.Starts() {
		keys = append(keys, s.Key())
	}
	for _, r := range law.Ranks() {
		keys = append(keys, r.Key())
	}
	for _, s := range law.Statuses() {
		keys = append(keys, s.Key())
	}
	for _, u := range law.Units() {
		keys = append(keys, u.Key())
	}
	for _, r := range workday.Reasons() {
		keys = append(keys, r.Key())
	}
	for _, f := range workday.Festivals() {
		keys = append(keys, f.Key())
	}
	for _, s := range disclosure.Sources() {
		keys = append(keys, s.Key())
	}
	for _, s := range disclosure.RepairStates() {
		keys = append(keys, s.Key())
	}
	known := i18n.Default().Keys()
	for _, key := range keys {
		if !slices.Contains(known, key) {
			t.Errorf("no word for %s", key)
		}
	}
}
