package identity

import "testing"

func TestWhoMustProveAnewHasDoneSoSinceTheyWereLedAwayOrProvesNothing(t *testing.T) {
	away := trip{Again: 1_796_000_000}
	for _, c := range []struct {
		name   string
		claims map[string]any
		want   bool
	}{
		{"just now", map[string]any{"auth_time": 1_796_000_010.0}, true},
		{"by a clock that is a little behind", map[string]any{"auth_time": 1_795_999_950.0}, true},
		{"before", map[string]any{"auth_time": 1_795_999_900.0}, false},
		{"this morning", map[string]any{"auth_time": 1_795_990_000.0}, false},
		{"nobody says when", map[string]any{"sub": "one"}, false},
		{"in words", map[string]any{"auth_time": "1796000010"}, false},
	} {
		if got := away.confirms(c.claims); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}
