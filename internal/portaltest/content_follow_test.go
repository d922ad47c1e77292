package portaltest

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"
)

// The command runs in a process of its own, as on the server of an office.
func TestWhatIsPublishedOrWithdrawnAtTheCommandLineShowsOnTheRunningSiteWithinTheSecond(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	p := mustOpenDemo(t, dir, 20, firstDay+"T10:00:00+08:00")
	defer p.Following(t.Context())()
	h := pages(t, p)
	d := desk{installation{env: []string{"PORTAL_DATA_DIR=" + dir}}, t.TempDir()}
	d.does(t, 0, "待另一人发布", as("示例甲", "add", d.write(t, creditWeek2))...)
	for _, step := range []struct {
		act  []string
		want int
	}{
		{as("示例乙", "publish", "credit-week-2"), http.StatusOK},
		{as("示例乙", "withdraw", "credit-week-2"), http.StatusGone},
		{as("示例乙", "publish", "credit-week-2"), http.StatusOK},
	} {
		d.does(t, 0, "credit-week-2", step.act...)
		until := time.Now().Add(time.Second)
		got := 0
		for time.Now().Before(until) && got != step.want {
			got = get(h, "/pieces/credit-week-2").Code
		}
		if got != step.want {
			t.Errorf("a second after %s the site answers %d, want %d", step.act[0], got, step.want)
		}
	}
}

const creditWeek2 = `---
slug: credit-week-2
column: news
source: 测试区信用中心
title: 诚信宣传周
---

正文。
`
