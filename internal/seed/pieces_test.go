package seed_test

import (
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/seed"
)

func TestEveryColumnOfTheDemoHasPiecesThatSayWhatTheyAre(t *testing.T) {
	today := civil.MustParse("2026-11-24")
	list, err := seed.Pieces(today)
	if err != nil {
		t.Fatal(err)
	}
	in := map[content.Column]int{}
	for i, p := range list {
		in[p.File.Wording.Column]++
		writer := actor.Officer(seed.Writer, actor.Editor)
		if _, err := content.Write(content.Piece{}, p.File.Slug, p.File.Wording, writer); err != nil {
			t.Errorf("%s: %v", p.File.Slug, err)
		}
		if !strings.HasPrefix(p.File.Wording.Chinese.Body, "> 演示内容") {
			t.Errorf("%s does not say that it is made up", p.File.Slug)
		}
		if p.On.After(today) || i > 0 && !list[i-1].On.Before(p.On) {
			t.Errorf("%s came out on %s", p.File.Slug, p.On)
		}
	}
	for _, c := range content.Columns() {
		if in[c] < 3 {
			t.Errorf("%s has %d pieces", c, in[c])
		}
	}
}
