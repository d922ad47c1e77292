package flow_test

import (
	"strings"
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/flow"
)

func TestALookupCodeIsReadAsPeopleTypeIt(t *testing.T) {
	code := flow.LookupOf([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 200})
	typed := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(string(code), "-", " "), "0", "o"))
	got, err := flow.ParseLookup(typed)
	if err != nil || got != code {
		t.Errorf("%q is read as %q, %v, want %q", typed, got, err, code)
	}
}

func TestWhatCannotBeALookupCodeIsRefusedAsTheCodeOfNoRequest(t *testing.T) {
	for _, typed := range []string{
		"", "1", "异2026", "0000-0000-0000-00", "0000-0000-0000-0000-0000", "????-????-????-????",
	} {
		if code, err := flow.ParseLookup(typed); code != "" || !fault.Is(err, fault.NotFound) {
			t.Errorf("%q is read as %q, %v", typed, code, err)
		}
	}
}
