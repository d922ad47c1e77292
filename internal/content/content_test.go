package content_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/fault"
)

var (
	today  = civil.MustParse("2026-11-24")
	at     = today.Start().Add(9 * time.Hour)
	writer = actor.Officer("示例编辑甲", actor.Editor)
	second = actor.Officer("示例编辑乙", actor.Editor)
)

func wording(change ...func(*content.Wording)) content.Wording {
	w := content.Wording{
		Column: content.News, Source: "示例区信用中心", Chinese: content.Text{Title: "示例", Body: "示例正文"},
	}
	for _, c := range change {
		c(&w)
	}
	return w
}

func written(t *testing.T) content.Piece {
	t.Helper()
	p, err := content.Write(content.Piece{}, "credit-week", wording(), writer)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func published(t *testing.T) content.Piece {
	t.Helper()
	p, err := content.Publish(written(t), second, at, civil.Date{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPieceIsOnDisplayOnlyAfterAnotherPersonPublishedIt(t *testing.T) {
	p := written(t)
	if p.OnDisplay(today) || p.Version != 1 {
		t.Errorf("a draft is on display: %+v", p)
	}
	for _, name := range []string{"示例编辑甲", " 示例编辑甲 ", "示例 编辑甲"} {
		_, err := content.Publish(p, actor.Officer(name, actor.Editor), at, civil.Date{})
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%q published its own writing: %v", name, err)
		}
	}
	p = published(t)
	if !p.OnDisplay(today) || p.PublishedOn != today || p.ChangedOn != today || p.PublishedBy != second.Name {
		t.Errorf("published: %+v", p)
	}
	if _, err := content.Publish(p, second, at, civil.Date{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("published twice: %v", err)
	}
}

func TestTheShownWordingStaysUntilTheNextIsPublished(t *testing.T) {
	p := published(t)
	moved := wording(func(w *content.Wording) { w.Column, w.Chinese.Body = content.Policy, "另一正文" })
	p, err := content.Write(p, p.Slug, moved, second)
	if err != nil || p.Shown != wording() || !p.OnDisplay(today) {
		t.Fatalf("%v, shown %+v", err, p.Shown)
	}
	if _, err := content.Publish(p, second, at, civil.Date{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the last writer published: %v", err)
	}
	later := at.AddDate(0, 0, 3)
	if p, err = content.Publish(p, writer, later, civil.Date{}); err != nil {
		t.Fatal(err)
	}
	if p.Shown != moved || p.PublishedOn != today || p.ChangedOn != today.AddDays(3) {
		t.Errorf("published anew: %+v", p)
	}
	if _, err := content.Write(p, p.Slug, moved, writer); !fault.Is(err, fault.Conflict) {
		t.Errorf("the same again: %v", err)
	}
}

func TestAPieceComesWithItsDay(t *testing.T) {
	day := today.AddDays(5)
	if _, err := content.Publish(written(t), second, at, today.AddDays(-1)); !fault.Is(err, fault.Invalid) {
		t.Errorf("published for a past day: %v", err)
	}
	if _, err := content.Publish(published(t), second, at, day); !fault.Is(err, fault.Conflict) {
		t.Errorf("nothing waits: %v", err)
	}
	p, err := content.Publish(written(t), second, at, day)
	if err != nil || p.OnDisplay(today) || p.OnDisplay(day.AddDays(-1)) || !p.OnDisplay(day) {
		t.Errorf("%v, %+v", err, p)
	}
	if err := content.Visible(p, today); !fault.Is(err, fault.NotFound) {
		t.Errorf("before its day: %v", err)
	}
	if err := content.Visible(p, day); err != nil {
		t.Error(err)
	}
	changed, _ := content.Write(published(t), "credit-week", wording(func(w *content.Wording) { w.Source = "别处" }), writer)
	if _, err := content.Publish(changed, second, at, day); !fault.Is(err, fault.Conflict) {
		t.Errorf("a shown wording was given a day: %v", err)
	}
}

func TestAWithdrawnPieceIsGoneAndMayComeBack(t *testing.T) {
	p, err := content.Withdraw(published(t))
	if err != nil || p.OnDisplay(today) || !fault.Is(content.Visible(p, today), fault.Gone) {
		t.Errorf("%v, %+v", err, p)
	}
	if _, err := content.Withdraw(p); !fault.Is(err, fault.Conflict) {
		t.Errorf("withdrawn twice: %v", err)
	}
	if _, err := content.Withdraw(written(t)); !fault.Is(err, fault.Conflict) {
		t.Errorf("a draft was withdrawn: %v", err)
	}
	if p, err = content.Publish(p, second, at, civil.Date{}); err != nil || !p.OnDisplay(today) {
		t.Errorf("%v, %+v", err, p)
	}
	scheduled, _ := content.Publish(written(t), second, at, today.AddDays(5))
	if p, err = content.Withdraw(scheduled); err != nil || !fault.Is(content.Visible(p, today), fault.NotFound) {
		t.Errorf("a piece that nobody saw: %v, %v", err, content.Visible(p, today))
	}
}

func TestAWordingThatCannotBeIsRefusedForItsReason(t *testing.T) {
	for _, c := range []struct {
		slug   string
		change func(*content.Wording)
		key    string
	}{
		{"", nil, "slug"},
		{"ab", nil, "slug"},
		{"Credit", nil, "slug"},
		{"a--b", nil, "slug"},
		{"-ab", nil, "slug"},
		{"a/../b", nil, "slug"},
		{"信用周", nil, "slug"},
		{strings.Repeat("a", 65), nil, "slug"},
		{"abc", func(w *content.Wording) { w.Column = "else" }, "column"},
		{"abc", func(w *content.Wording) { w.Column = content.Help }, "column"},
		{"abc", func(w *content.Wording) { w.Source = "" }, "source"},
		{"abc", func(w *content.Wording) { w.Source = strings.Repeat("字", 61) }, "source"},
		{"abc", func(w *content.Wording) { w.Chinese = content.Text{} }, "chinese"},
		{"abc", func(w *content.Wording) { w.Chinese.Title = strings.Repeat("字", 81) }, "title"},
		{"abc", func(w *content.Wording) { w.Chinese.Title = "a\nb" }, "title"},
		{"abc", func(w *content.Wording) { w.Chinese.Title = "a\u202eb" }, "title"},
		{"abc", func(w *content.Wording) { w.Chinese.Body = " \n" }, "body"},
		{"abc", func(w *content.Wording) { w.Chinese.Body = strings.Repeat("字", 100_001) }, "body"},
		{"abc", func(w *content.Wording) { w.English.Title = "A title without a body" }, "body"},
		{"abc", func(w *content.Wording) { w.English.Body = "A body without a title" }, "title"},
	} {
		w := wording()
		if c.change != nil {
			c.change(&w)
		}
		_, err := content.Write(content.Piece{}, c.slug, w, writer)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "content.fault."+c.key) {
			t.Errorf("%q %+.80v: %v, want %s", c.slug, w, err, c.key)
		}
	}
	for _, slug := range []string{"abc", "credit-week-2026", strings.Repeat("a", 64)} {
		if _, err := content.Write(content.Piece{}, slug, wording(), writer); err != nil {
			t.Errorf("%s: %v", slug, err)
		}
	}
}

func TestPiecesStandInTheirColumnsNewestFirst(t *testing.T) {
	on := func(slug string, column content.Column, days int) content.Piece {
		p := published(t)
		p.Slug, p.Shown.Column, p.PublishedOn = slug, column, today.AddDays(days)
		return p
	}
	all := []content.Piece{
		on("old", content.News, -9), on("new", content.News, -1), on("law", content.Policy, -3),
		on("same", content.News, -1), on("later", content.News, 1), written(t),
	}
	slugs := func(list []content.Piece) string {
		var names []string
		for _, p := range list {
			names = append(names, p.Slug)
		}
		return strings.Join(names, " ")
	}
	shown := content.Newest(all, today)
	if got := slugs(shown); got != "new same law old" {
		t.Errorf("newest first: %s", got)
	}
	news := content.In(content.News, shown)
	if got := slugs(news); got != "new same old" {
		t.Errorf("in the column: %s", got)
	}
	newer, older := content.Beside("same", news)
	if newer.Slug != "new" || older.Slug != "old" {
		t.Errorf("beside: %s, %s", newer.Slug, older.Slug)
	}
	if newer, older = content.Beside("none", news); newer.Slug != "" || older.Slug != "" {
		t.Errorf("beside nothing: %s, %s", newer.Slug, older.Slug)
	}
}

func TestAFileIsReadAsItWasWritten(t *testing.T) {
	both := wording(func(w *content.Wording) { w.English = content.Text{Title: "An example", Body: "One\n\n- two"} })
	for _, f := range []content.File{
		{Slug: "credit-week", Wording: wording()}, {Slug: "credit-week", Version: 3, Wording: both},
	} {
		for _, text := range []string{f.String(), "\ufeff" + strings.ReplaceAll(f.String(), "\n", "\r\n")} {
			got, err := content.ReadFile(text)
			lines := strings.Split(f.String(), "\n")
			if err != nil || got.Chinese == 0 || lines[got.Chinese-1] != "示例正文" {
				t.Errorf("%v, the body begins on line %d of %q", err, got.Chinese, text)
			}
			if f.Version > 0 && lines[got.English-1] != "One" {
				t.Errorf("the English body begins on line %d", got.English)
			}
			got.Chinese, got.English = 0, 0
			if diff := cmp.Diff(f, got); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestAFileThatIsNotUnderstoodIsRefusedWithItsLine(t *testing.T) {
	for text, line := range map[string]any{
		"": 1, "slug: a": 1, "---\nslug: a": 2, "---\nslug: a\nslug: b\n---\n": 3, "---\ncolour: a\n---\n": 2,
		"---\nslug\n---\n": 2, "---\nversion: x\n---\n": 2, "---\nversion: 0\n---\n": 2, "\xff": nil,
	} {
		_, err := content.ReadFile(text)
		var f *fault.Error
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if f = err.(*fault.Error); f.Args["Line"] != line { //nolint:errorlint // just made
			t.Errorf("%q is refused on line %v, want %v", text, f.Args["Line"], line)
		}
	}
}
