package web

import (
	"bytes"
	"fmt"
	"net/http"

	"creditportal/internal/i18n"
	"creditportal/static"
	"creditportal/templates/layout"
	"creditportal/templates/storybook"
	"creditportal/web/asset"
)

// NewStorybook returns a door to every part and page in every state, for
// those who look at them; it needs no data. Everything goes out under the
// policy of the portal.
func NewStorybook() (http.Handler, error) {
	assets, err := asset.Build(static.Files)
	if err != nil {
		return nil, fmt.Errorf("building the assets: %w", err)
	}
	parts, err := storybook.All()
	if err != nil {
		return nil, fmt.Errorf("telling of the parts: %w", err)
	}
	pages, err := storybook.Pages(assets.Href)
	if err != nil {
		return nil, fmt.Errorf("telling of the pages: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle(asset.Prefix, assets)
	frame := layout.View{
		Title: "Storybook", Assets: layout.Assets{Sheet: assets.Href(asset.SheetName)}, Prefs: layout.Prefs{},
	}
	mux.Handle("GET /{$}", drawnStory(storybook.PageStory{
		Name: "all", Lang: i18n.Chinese, Body: storybook.Page(frame, parts, pages),
	}))
	for _, p := range pages {
		mux.Handle("GET "+storybook.Address(p), drawnStory(p))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, pair := range policyHeaders() {
			w.Header().Set(pair[0], pair[1])
		}
		mux.ServeHTTP(w, r)
	}), nil
}

// drawnStory answers with a story under the status that its page has.
func drawnStory(p storybook.PageStory) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var out bytes.Buffer
		if err := p.Render(r.Context(), &out); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(max(p.Status, http.StatusOK))
		_, _ = out.WriteTo(w) // nobody is left to be told
	}
}
