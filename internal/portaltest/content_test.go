package portaltest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/storetest"
)

// desk is an installation in which officers write at the command line.
type desk struct {
	installation
	dir string
}

func mustDesk(t *testing.T) desk {
	t.Helper()
	return desk{mustInstall(t, storetest.SQLite), t.TempDir()}
}

func (d desk) write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(d.dir, "piece.md")
	mustWrite(t, name, text)
	return name
}

// does runs portal content and complains where it ends otherwise, or does not
// say the words.
func (d desk) does(t *testing.T, code int, says string, args ...string) string {
	t.Helper()
	out, got := run(t, d.env, append([]string{"content"}, args...)...)
	if got != code || !strings.Contains(out, says) {
		t.Errorf("portal content %s ends with %d, want %d and %q:\n%s", strings.Join(args, " "), got, code, says, out)
	}
	return out
}

func by(name string) []string { return []string{"--as", name, "--reason", "测试"} }

func as(name string, args ...string) []string { return append(args, by(name)...) }

const creditWeek = `---
slug: credit-week
column: news
source: 测试区信用中心
title: 诚信宣传周
title-en: Credit week
---

第一稿。见[规则](/rules)。

=== en ===

First draft.
`

func TestAPieceGoesFromDraftToDisplayAndOffAgainAtTheCommandLine(t *testing.T) {
	d := mustDesk(t)
	file := d.write(t, creditWeek)
	d.does(t, 0, "还没有文章", "list")
	d.does(t, 0, "可以录入", as("示例甲", "add", file, "--dry-run")...)
	d.does(t, 0, "还没有文章", "list")
	d.does(t, 0, "待另一人发布", as("示例甲", "add", file)...)
	d.does(t, 6, "已有文章使用", as("示例甲", "add", file)...)
	d.does(t, 6, "请由另一人发布", as("示例甲", "publish", "credit-week")...)
	d.does(t, 6, "已经过去", as("示例乙", "publish", "credit-week", "--on", "2020-01-01")...)
	d.does(t, 0, "已发布", as("示例乙", "publish", "credit-week")...)
	d.does(t, 6, "没有待发布的文字", as("示例乙", "publish", "credit-week")...)
	d.does(t, 0, "已发布  第2版  示例甲  诚信宣传周", "list", "--column", "news")
	d.does(t, 0, "还没有文章", "list", "--column", "policy")

	taken, _ := run(t, append(d.env, "PORTAL_LANG=zh"), "content", "show", "credit-week")
	text := strings.ReplaceAll(taken[:strings.LastIndex(taken, "First draft.\n")+len("First draft.\n")], "第一稿", "第二稿")
	file = d.write(t, text)
	d.does(t, 0, "待另一人发布", as("示例乙", "edit", file)...)
	d.does(t, 6, "已被他人更改", as("示例丙", "edit", file)...)
	d.does(t, 0, "第一稿", "show", "credit-week", "--shown")
	d.does(t, 0, "第二稿", "show", "credit-week")
	d.does(t, 0, "已发布", as("示例甲", "publish", "credit-week")...)
	d.does(t, 0, "第二稿", "show", "credit-week", "--shown")
	d.does(t, 0, "已撤下", as("示例甲", "withdraw", "credit-week")...)
	d.does(t, 6, "已经撤下", as("示例甲", "withdraw", "credit-week")...)
	d.does(t, 6, "没有这篇文章", as("示例甲", "withdraw", "nothing")...)
}

func TestAFileThatCannotBeAPieceIsRefusedByItsLines(t *testing.T) {
	d := mustDesk(t)
	head := "---\nslug: credit-week\ncolumn: news\nsource: 测试区信用中心\ntitle: 示例\n---\n"
	for _, c := range []struct {
		text string
		says []string
	}{
		{"正文", []string{"第1行"}},
		{"---\nslug: a\ncolour: red\n---\n正文", []string{"第3行"}},
		{head + "正文\n\n<script>alert(1)</script>\n\n[点](javascript:alert(1))\n", []string{"第9行", "第11行", "有2处"}},
		{head + "![图](/a.png)\n", []string{"第7行  暂不支持图片"}},
		{head + "联系张某，手机13900001234。\n", []string{"第7行  疑似个人号码"}},
		{head + strings.Repeat("正文\n\n", 200_000), []string{"最多100000个字符"}},
		{strings.Replace(head, "news", "help", 1) + "正文", []string{"没有这个栏目"}},
		{strings.Replace(head, "credit-week", "../etc", 1) + "正文", []string{"短名不符合要求"}},
		{strings.Replace(head, "title", "version: 1\ntitle", 1) + "正文", []string{"portal content edit"}},
		{"\xff\xfe", []string{"UTF-8"}},
	} {
		file := d.write(t, c.text)
		out, code := run(t, d.env, append([]string{"content"}, as("示例甲", "add", file)...)...)
		if code != 6 && code != 2 {
			t.Errorf("%.80q ends with %d", c.text, code)
		}
		for _, says := range c.says {
			if !strings.Contains(out, says) {
				t.Errorf("%.80q does not say %q:\n%s", c.text, says, out)
			}
		}
	}
	if strings.Contains(d.does(t, 0, "还没有文章", "list"), "credit") {
		t.Error("something was entered")
	}
	file := d.write(t, head+"联系电话13900001234。\n")
	d.does(t, 0, "待另一人发布", as("示例甲", "add", file, "--confirmed")...)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	d.does(t, 2, "piece.md", as("示例甲", "add", file)...)
	d.does(t, 2, "", "add", file)
}
