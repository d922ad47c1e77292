package search_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/civil"
	"creditportal/internal/fold"
	"creditportal/internal/search"
)

func mustParse(t *testing.T, typed string) search.Query {
	t.Helper()
	q, err := search.Parse(typed)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestTheBestReasonToBeFoundIsGiven(t *testing.T) {
	row := search.SubjectRow{
		Name: "示例ＡＢＣ（张店）公司", Former: []string{"示例老店", "示例商行"}, Code: "91370399MA3DEM019R",
	}
	tests := []struct {
		typed string
		want  search.Why
	}{
		{"91370399ma3dem019r", search.ByCode},
		{"示例abc(张店)公司", search.ByName},
		{"示例", search.ByStart},
		{"abc", search.ByPart},
		{"商行", search.ByFormer},
		{"91370399", search.ByCodeStart},
		{"MA3DEM019R", search.NotFound},
		{"示例店", search.NotFound},
		{"", search.NotFound},
		{"zhangdian", search.ByPinyin},
		{"sl", search.ByInitials},
		{"ab", search.ByPart},
	}
	for _, tt := range tests {
		if got := search.Reason(mustParse(t, tt.typed), row, sounds); got != tt.want {
			t.Errorf("%q: found by %s, want %s", tt.typed, got, tt.want)
		}
	}
	if reasons := search.Reasons(); !slices.IsSorted(reasons) || reasons[0] != search.ByCode || len(reasons) != 8 {
		t.Errorf("reasons, best first: %v", reasons)
	}
}

func TestHitsAreMarkedOnTheCharactersAsShown(t *testing.T) {
	tests := []struct{ text, typed, want string }{
		{"示例宏远建材", "宏远", "示例[宏远]建材"},
		{"示例ＡＢＣ商店", "bc", "示例Ａ[ＢＣ]商店"},
		{"宏远宏远", "宏远", "[宏远][宏远]"},
		{"宏 远（张店）", "宏远(张", "[宏 远（张]店）"},
		{"阿里木•买买提", "木·买", "阿里[木•买]买提"},
		{"𠮷田商店", "𠮷", "[𠮷]田商店"},
		{"示\u200b例", "示例", "[示\u200b例]"},
		{"cafe\u0301店", "é", "caf[e\u0301]店"},
		{"㈱宏远", "株", "[㈱]宏远"},
		{"91370399MA3DEM019R", "ma3dem", "91370399[MA3DEM]019R"},
		{"9137 0399", "91370399", "[9137 0399]"},
		{"A&B", "a&b", "[A&B]"},
		{"<b>店</b>", "店", "<b>[店]</b>"},
		{"宏远", "建材", "宏远"},
		{"宏远", "", "宏远"},
	}
	for _, tt := range tests {
		if got := marked(tt.text, search.Marks(tt.text, mustParse(t, tt.typed))); got != tt.want {
			t.Errorf("%q in %q: %q, want %q", tt.typed, tt.text, got, tt.want)
		}
	}
}

func marked(text string, marks []search.Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.From] + "[" + text[m.From:m.To] + "]")
		at = m.To
	}
	return b.String() + text[at:]
}

func TestEveryMarkHoldsWhatWasTypedAndCutsNoCharacter(t *testing.T) {
	letters := []rune("宏远张店𠮷·•ＡaBb（( \u200be\u0301ｶﾞ가\u1100\u1161ﬁ㈱")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom(letters), 0, 12, -1).Draw(t, "text")
		typed := rapid.StringOfN(rapid.SampledFrom(letters), 1, 3, -1).Draw(t, "typed")
		q, err := search.Parse(typed)
		if err != nil || q.Key == "" {
			return
		}
		marks := search.Marks(text, q)
		if holds := strings.Contains(fold.Key(text), q.Key); holds != (len(marks) > 0) && q.Code == "" {
			t.Fatalf("%q holds %q: %t, marks %v", text, typed, holds, marks)
		}
		at := 0
		for _, m := range marks {
			if m.From < at || m.To <= m.From || m.To > len(text) {
				t.Fatalf("marks %v of %q", marks, text)
			}
			at = m.To
			part := text[m.From:m.To]
			if !strings.Contains(fold.Key(part), q.Key) && !strings.Contains(fold.Code(part), q.Code) ||
				strings.ToValidUTF8(part, "") != part {
				t.Fatalf("%q is marked in %q for %q", part, text, typed)
			}
		}
	})
}

func TestAFilterAdmitsWhatFitsAllItsParts(t *testing.T) {
	day := civil.MustParse("2026-11-23")
	row := search.RecordRow{
		ListOn: day, ShownOn: day, Adverse: true, Annotated: true, Item: "CF", Authority: "甲局",
		Provider: "P1", SubjectKind: "legal_person", List: "serious_tax", Document: "示例罚〔2026〕1号",
	}
	admitted := []search.Filter{
		{},
		{List: search.AdverseList},
		{List: "serious_tax"},
		{From: day, To: day, ShownFrom: day},
		{Item: "CF", Authority: "甲局", Provider: "P1", SubjectKind: "legal_person", Marking: search.Annotated},
	}
	refused := []search.Filter{
		{List: search.FavourableList},
		{List: search.DualList},
		{List: "serious"},
		{Item: "XK"},
		{Authority: "乙局"},
		{Provider: "P2"},
		{SubjectKind: "organisation"},
		{From: day.AddDays(1)},
		{To: day.AddDays(-1)},
		{ShownFrom: day.AddDays(1)},
		{Marking: search.Unannotated},
	}
	for _, f := range admitted {
		if !f.Admits(row) {
			t.Errorf("%+v refuses the record", f)
		}
	}
	for _, f := range refused {
		if f.Admits(row) {
			t.Errorf("%+v admits the record", f)
		}
	}
	if q := mustParse(t, "示例罚[2026]"); !search.MatchesDocument(q, row) || search.MatchesDocument(mustParse(t, "1号"), row) {
		t.Error("a document number is found by its beginning only")
	}
}
