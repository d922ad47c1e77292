package component_test

import (
	"strings"
	"testing"

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
