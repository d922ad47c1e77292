package component_test

import (
	"strings"
	"testing"

	"creditportal/internal/i18n"
	"creditportal/templates/component"
)

func TestADayInASentenceIsNotPartedAndNothingOfTheSentenceIsLost(t *testing.T) {
	const day, end = `<span class="c-day">`, `</span>`
	for text, want := range map[string]string{
		"":                          "",
		"没有日期。":                     "没有日期。",
		"数据截至2026-11-23 08:00":      "数据截至" + day + "2026-11-23 08:00" + end,
		"自2026-10-27起，至2027-10-26。": "自" + day + "2026-10-27" + end + "起，至" + day + "2027-10-26" + end + "。",
		"<b>2026-01-01</b>":         "&lt;b&gt;" + day + "2026-01-01" + end + "&lt;/b&gt;",
		"示例罚〔2026〕12号，代码12026-1-2 & ": "示例罚〔2026〕12号，代码12026-1-2 &amp; ",
	} {
		var out strings.Builder
		if err := component.Dated(text).Render(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("%q is drawn as %s, want %s", text, out.String(), want)
		}
	}
}

// Whoever hears an English page hears a Chinese name as Chinese.
func TestAChineseNameInAnEnglishSentenceIsMarkedAndAChinesePageIsNot(t *testing.T) {
	const text = "For “示例罚〔2026〕12号” of 示例区税务局, from 2026-11-23 & on"
	const marked = `For “<span lang="zh-CN">示例罚〔2026〕12号</span>” of <span lang="zh-CN">示例区税务局</span>, from ` +
		`<span class="c-day">2026-11-23</span> &amp; on`
	for lang, want := range map[i18n.Lang]int{i18n.English: 2, i18n.Chinese: 0} {
		var out strings.Builder
		ctx := i18n.With(t.Context(), i18n.Default().Printer(lang))
		if err := component.Dated(text).Render(ctx, &out); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(out.String(), `lang="zh-CN"`); n != want {
			t.Errorf("in %s %d names are marked: %s", lang, n, out.String())
		}
		if lang == i18n.English && out.String() != marked {
			t.Errorf("drawn as %s", out.String())
		}
	}
}
