package web_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/content"
)

// The pieces that tests ask for.
const (
	plainPiece     = "credit-week"     // in Chinese alone
	bilingualPiece = "how-to-read"     // in both languages
	hostilePiece   = "hostile"         // written to break the page
	laterPiece     = "tomorrow"        // whose day has not come
	gonePiece      = "out-of-date"     // withdrawn
	longColumn     = content.Knowledge // of more than a page
)

const everyBlock = `一段**要紧**的话，见[规则](/rules)、[接口](/openapi.yaml)。

## 小标题

- 一
- 二

1. 甲

> 引文

|名称|数|
|---|---|
|一|1|

` + "```\n<b>照原样</b>\n```\n"

const hostileBody = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[点](javascript:alert(1)) " +
	"[点](data:text/html,x) [点](//evil.example)\n\n![图](https://evil.example/x.png)\n\n<style>*{}</style>\n"

// write fills the columns; cases stay empty.
func (w *world) write(t *testing.T) {
	t.Helper()
	w.enter(t, plainPiece, -1, content.Wording{
		Column: content.Notices, Chinese: content.Text{Title: "诚信宣传周", Body: everyBlock},
	})
	w.enter(t, bilingualPiece, -4, content.Wording{
		Column: content.Policy, Chinese: content.Text{Title: "怎样看公示", Body: everyBlock},
		English: content.Text{Title: "How to read records", Body: "A sentence.\n\n## A heading\n\nMore: [rules](/rules)."},
	})
	w.enter(t, hostilePiece, -9, content.Wording{
		Column: content.News, Chinese: content.Text{Title: `<b>"标题"</b> & {{.X}}`, Body: hostileBody},
	})
	w.enter(t, laterPiece, 1, content.Wording{Column: content.Notices, Chinese: content.Text{Title: "明日事", Body: "明日。"}})
	w.enter(t, gonePiece, -20, content.Wording{Column: content.Notices, Chinese: content.Text{Title: "旧事", Body: "旧。"}})
	w.withdraw(t, gonePiece)
	for n := range 45 {
		w.enter(t, fmt.Sprintf("knowledge-%02d", n), -30-n, content.Wording{
			Column: longColumn, Chinese: content.Text{Title: fmt.Sprintf("知识第%02d则", n), Body: "正文。"},
		})
	}
}

// enter publishes a piece so many days from today.
func (w *world) enter(t *testing.T, slug string, days int, wording content.Wording) {
	t.Helper()
	wording.Source = "示例区信用中心"
	p, err := content.Write(content.Piece{}, slug, wording, actor.Officer("示例编辑甲", actor.Editor))
	if err != nil {
		t.Fatal(err)
	}
	day := civil.Of(now).AddDays(days)
	at := day.Start().Add(time.Hour)
	if days > 0 {
		at = now
	}
	if p, err = content.Publish(p, actor.Officer("示例编辑乙", actor.Editor), at, day); err != nil {
		t.Fatal(err)
	}
	w.pieces = append(w.pieces, p)
}

func (w *world) withdraw(t *testing.T, slug string) {
	t.Helper()
	for i, p := range w.pieces {
		if p.Slug != slug {
			continue
		}
		var err error
		if w.pieces[i], err = content.Withdraw(p); err != nil {
			t.Fatal(err)
		}
		w.version++
	}
}

func (w *world) heads() []content.Piece { return w.pieces }

func (w *world) piece(_ context.Context, slug string, today civil.Date) (content.Piece, error) {
	for _, p := range w.pieces {
		if p.Slug == slug {
			return p, content.Visible(p, today)
		}
	}
	return content.Piece{}, content.Unknown()
}
