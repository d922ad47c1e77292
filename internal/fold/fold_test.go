package fold_test

import (
	"strings"
	"testing"

	"creditportal/internal/fold"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestACodeTypedInAnyWidthIsOneCode(t *testing.T) {
	for _, typed := range []string{
		"91370303MA3TE5T11G",
		"９１３７０３０３ｍａ３ｔｅ５ｔ１１ｇ",
		" 91370303-MA3TE5T1-1G ",
		"91370303\u00a0MA3TE5T1\u200b1G",
		"\ufeff91370303MA3TE5T1—1G",
		"91370303\r\nMA3TE5T1−1g",
	} {
		if got := fold.Code(typed); got != "91370303MA3TE5T11G" {
			t.Errorf("Code(%q) = %q", typed, got)
		}
	}
}

func TestANameKeepsItsChineseBracketsAndHasOneKindOfDot(t *testing.T) {
	for typed, want := range map[string]string{
		"  示例宏远（张店）建材\n有限公司 ": "示例宏远（张店）建材 有限公司",
		"示例•买买提":              "示例·买买提",
		"示例．买买提":              "示例·买买提",
		"示例\u200b公司":          "示例公司",
		"示例 A&B  公司":          "示例 A&B 公司",
	} {
		if diff := cmp.Diff(want, fold.Name(typed)); diff != "" {
			t.Errorf("Name(%q): %s", typed, diff)
		}
	}
}

func TestNamesThatLookAlikeCompareAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"示例宏远（张店）建材", "示例宏远(张店)建材"},
		{"示例罚〔2026〕1号", "示例罚[2026]1号"},
		{"示例罚【2026】1号", "示例罚（２０２６）１号"},
		{"ＡＢＣ公司", "abc 公司"},
		{"示例·甲", "示例•甲"},
	} {
		if a, b := fold.Key(pair[0]), fold.Key(pair[1]); a != b {
			t.Errorf("Key(%q) = %q, Key(%q) = %q", pair[0], a, pair[1], b)
		}
	}
	if a, b := fold.Key("A&B"), fold.Key("AB"); a == b {
		t.Errorf("the ampersand of a name is lost: %q", a)
	}
}

func TestAFillerIsNoValue(t *testing.T) {
	for _, s := range []string{
		"", " ", "/", "／", "无", " 无 ", "null", "NULL", "-", "—", "——", "N/A", "00000000000000000X", "000000000000000000",
	} {
		if !fold.Absent(s) {
			t.Errorf("Absent(%q) = false", s)
		}
	}
	for _, s := range []string{"0", "0000", "无为市示例公司", "X", "100000000", strings.Repeat("0", 65)} {
		if fold.Absent(s) {
			t.Errorf("Absent(%q) = true", s)
		}
	}
}

func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	forms := map[string]func(string) string{
		"Prose": fold.Prose, "Width": fold.Width, "Code": fold.Code, "Name": fold.Name, "Key": fold.Key,
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		for name, form := range forms {
			once := form(s)
			if twice := form(once); twice != once {
				t.Fatalf("%s(%q) = %q, and again %q", name, s, once, twice)
			}
		}
	})
}

func TestATracedCharacterKnowsWhereItStood(t *testing.T) {
	text := "号３\u200b7①，a"
	runes, at := fold.Traced(text)
	if diff := cmp.Diff("号371,a", string(runes)); diff != "" {
		t.Error(diff)
	}
	var from []string
	for i := range runes {
		from = append(from, text[at[i]:at[i+1]])
	}
	if diff := cmp.Diff([]string{"号", "３\u200b", "7", "①", "，", "a"}, from); diff != "" {
		t.Error(diff)
	}
}

func TestProseKeepsItsLinesAndLosesWhatTakesNoRoom(t *testing.T) {
	for typed, want := range map[string]string{
		" 经查，\r\n当事人\u200b未公示。\n": "经查，\n当事人未公示。",
		"经查，当事人未公示。":              "经查，当事人未公示。",
		"第一段。\n第二段。":              "第一段。\n第二段。",
		"":                        "",
	} {
		if diff := cmp.Diff(want, fold.Prose(typed)); diff != "" {
			t.Errorf("Prose(%q): %s", typed, diff)
		}
	}
}

func TestTypedTextLosesWhatNobodyCanTypeAndNothingElse(t *testing.T) {
	for typed, want := range map[string]string{
		"\ufeff示例\u200b公司\u202e":      "示例公司",
		"一\r\n二\t三 ":                  "一\r\n二\t三 ",
		"a\x00b\x1b[31mc\u0085":       "ab[31mc",
		"示例（张店）𠮷·Ａ，é":                 "示例（张店）𠮷·Ａ，é",
		"91370303MA3TE5T11G plain ~!": "91370303MA3TE5T11G plain ~!",
	} {
		if got := fold.Typed(typed); got != want {
			t.Errorf("Typed(%q) = %q", typed, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if once := fold.Typed(s); fold.Typed(once) != once {
			t.Fatalf("%q is another text the second time", s)
		}
	})
}
