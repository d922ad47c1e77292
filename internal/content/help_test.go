package content_test

import (
	"testing"

	"creditportal/internal/content"
)

func TestEveryPageOfHelpIsWrittenInBothLanguages(t *testing.T) {
	pages := content.HelpPages()
	if len(pages) < 7 {
		t.Errorf("there are %d pages of help", len(pages))
	}
	for _, p := range pages {
		for _, text := range []content.Text{p.Shown.Chinese, p.Shown.English} {
			if text.Title == "" || len(text.Body) < 200 {
				t.Errorf("%s says nothing in one language: %q", p.Slug, text.Title)
			}
		}
	}
}
