package search_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/search"
)

func TestACursorReadsBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := search.Cursor{
			On:    civil.MustParse("1949-10-01").AddDays(rapid.IntRange(0, 100_000).Draw(t, "day")),
			ID:    rapid.Int64().Draw(t, "id"),
			Depth: rapid.IntRange(1, search.MaxDepth-1).Draw(t, "depth"),
		}
		got, err := search.ParseCursor(c.Encode())
		if err != nil || got != c {
			t.Fatalf("%+v became %+v, %v", c, got, err)
		}
	})
	if got, err := search.ParseCursor(search.Cursor{}.Encode()); err != nil || !got.IsZero() {
		t.Errorf("the beginning became %+v, %v", got, err)
	}
}

func TestADamagedCursorIsRefused(t *testing.T) {
	whole := search.Cursor{On: civil.MustParse("2026-11-23"), ID: 42, Depth: 20}.Encode()
	damaged := []string{"x", "20", "page=2", whole[:len(whole)-1], whole + "A", whole + "==", whole + "\n", "%%%"}
	for _, text := range damaged {
		wantFault(t, text, "search.fault.cursor")
	}
	for i := range whole {
		changed := []byte(whole)
		if changed[i]++; changed[i] == '[' || changed[i] == '{' || changed[i] == ':' {
			changed[i] = '-'
		}
		wantFault(t, string(changed), "search.fault.cursor")
	}
}

func TestACursorAtTheDeepestRowAsksToNarrowTheList(t *testing.T) {
	deep := search.Cursor{On: civil.MustParse("2026-11-23"), ID: 42, Depth: search.MaxDepth}
	wantFault(t, deep.Encode(), "search.fault.deep")
}

func wantFault(t *testing.T, text, key string) {
	t.Helper()
	_, err := search.ParseCursor(text)
	var refusal *fault.Error
	if !errors.As(err, &refusal) || refusal.Kind != fault.Invalid || refusal.Key != key {
		t.Errorf("%q: %v, want %s", text, err, key)
	}
}
