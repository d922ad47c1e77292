package fold

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTheShortWayFoldsATextAsTheLongWayDoes(t *testing.T) {
	letters := []rune("示例龥一 aAzZ09[]{}()（）〔〕【】&-·~!\u3000Ａ𠮷e\u0301")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom(letters), 0, 12, -1).Draw(t, "text")
		if quick, ok := quickKey(s); ok && quick != fullKey(s) {
			t.Fatalf("%q: %q the short way, %q the long way", s, quick, fullKey(s))
		}
	})
	for r := rune(1); r < 0x3000; r++ {
		if quick, ok := quickKey(string(r)); ok && quick != fullKey(string(r)) {
			t.Errorf("%U: %q the short way, %q the long way", r, quick, fullKey(string(r)))
		}
	}
	for r := rune(firstIdeograph); r <= lastIdeograph; r++ {
		if fullKey(string(r)) != string(r) {
			t.Errorf("%U is not left in place", r)
		}
	}
	if _, ok := quickKey("示例罚〔2026〕1号"); !ok {
		t.Error("a document number takes the long way")
	}
}
