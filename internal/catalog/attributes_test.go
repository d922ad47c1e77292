package catalog_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/catalog"
)

func TestAttributesAreRestoredAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"", "责令改正", `说“好”`, `"`, `\`, "{", "}", ":", ",", "<a>", "\u2028", "\n", "𠮷",
		}))
		want := rapid.MapOf(text, text).Draw(t, "values")
		written, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		restored, err := catalog.Restore(written)
		if err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		if restored.Len() != len(want) {
			t.Errorf("%s: %d values", written, restored.Len())
		}
		for code, value := range want {
			if got := restored.Get(code); got != value {
				t.Errorf("%s: %q is %q, want %q", written, code, got, value)
			}
		}
	})
}

func TestADamagedTextRestoresNothing(t *testing.T) {
	for _, text := range []string{
		``, `{`, `{"a"}`, `{"a":}`, `{"a":"b"`, `{"a":"b",}`, `{"a";"b"}`, `{"a":"b" "c":"d"}`,
		`{"a":1}`, `["a","b"]`, `{x"a":"b"}`,
	} {
		if a, err := catalog.Restore([]byte(text)); err == nil {
			t.Errorf("%s restores %d values", text, a.Len())
		}
	}
}

func BenchmarkRestore(b *testing.B) {
	text := []byte(`{"CF_WFXW":"未按规定明码标价","CF_SY":"销售的商品未标明价格。",` +
		`"CF_YJ":"《价格法》第四十二条","CF_NR_FK":"200000"}`)
	for b.Loop() {
		if _, err := catalog.Restore(text); err != nil {
			b.Fatal(err)
		}
	}
}
