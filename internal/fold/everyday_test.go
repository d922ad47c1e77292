package fold

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWhatIsLeftAloneWouldNotHaveChanged(t *testing.T) {
	letters := []rune("示例aZ0 \n\t（）·．•，。“”e\u0301\u200b\u3000Ａ𠮷-")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom(letters), 0, 10, -1).Draw(t, "text")
		if everyday(s, false) && fullName(s) != s {
			t.Fatalf("the name %q would be %q", s, fullName(s))
		}
		if everyday(s, true) && fullProse(s) != s {
			t.Fatalf("the prose %q would be %q", s, fullProse(s))
		}
		if meant(s) && s != "" && len(s) <= longestFiller && fillers()[fullKey(s)] {
			t.Fatalf("%q is a filler, and is taken for a value", s)
		}
	})
	for _, s := range []string{"示例宏远（张店）建材有限公司", "示例罚〔2026〕1号", "ABC 12"} {
		if !everyday(s, false) {
			t.Errorf("%q takes the long way", s)
		}
	}
}
