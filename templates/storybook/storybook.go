// Package storybook shows every part in every state without a database: what
// is looked at here is what the golden files hold.
package storybook

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/a-h/templ"

	"creditportal/internal/i18n"
	"creditportal/templates/component"
	"creditportal/templates/letter"
)

//go:embed stories/*.json
var files embed.FS

// Story is one part in one state.
type Story struct {
	Part  string // e.g. "slip"
	State string // e.g. "adverse"
	Lang  i18n.Lang
	Body  templ.Component
}

// Name returns what the story's golden file is called.
func (s Story) Name() string { return s.Part + "_" + s.State }

// spoken draws the story in its own language.
func (s Story) spoken() templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return s.Body.Render(i18n.With(ctx, i18n.Default().Printer(s.Lang)), w)
	})
}

// telling is a story as it is written down: the state, the language (Chinese
// when not given) and the part's view struct.
type telling struct {
	State string          `json:"state"`
	Lang  i18n.Lang       `json:"lang"`
	View  json.RawMessage `json:"view"`
}

// teller draws a part from its view.
type teller func(p *i18n.Printer, view json.RawMessage) (templ.Component, error)

// of makes a teller of a part that is a function of one struct.
func of[V any](draw func(V) templ.Component) teller {
	return func(_ *i18n.Printer, view json.RawMessage) (templ.Component, error) {
		var v V
		if err := strictly(view, &v); err != nil {
			return nil, err
		}
		return draw(v), nil
	}
}

// ruled makes a teller of a ruler that is built from its facts.
func ruled[V any](build func(*i18n.Printer, V) component.RulerView) teller {
	return func(p *i18n.Printer, view json.RawMessage) (templ.Component, error) {
		var v V
		if err := strictly(view, &v); err != nil {
			return nil, err
		}
		return component.Ruler(build(p, v)), nil
	}
}

func strictly(view json.RawMessage, into any) error {
	d := json.NewDecoder(bytes.NewReader(view))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

func tellers() map[string]teller {
	return map[string]teller{
		"annotation": of(component.Annotation),
		"bars":       of(component.Bars),
		"chips":      of(chips),
		"clock":      of(component.Ruler),
		"code":       of(component.Code),
		"columns":    of(component.Columns),
		"empty":      of(component.Empty),
		"errors":     of(component.ErrorSummary),
		"facts":      of(component.Facts),
		"field":      of(component.Field),
		"filter":     of(component.Filter),
		"frame":      of(frame),
		"help":       of(component.Help),
		"letter":     of(letter.Letter),
		"notice":     of(component.Notice),
		"numeral":    of(component.Numeral),
		"pager":      of(component.Pager),
		"prose":      of(component.Prose),
		"rows":       of(component.RecordRows),
		"search":     of(component.SearchForm),
		"slip":       of(component.Slip),
		"spine":      of(spine),
		"table":      of(table),
		"tabs":       of(component.Tabs),
		"term":       ruled(component.TermRuler),
		"timeline":   of(component.Timeline),
		"years":      ruled(component.YearsRuler),
	}
}

// All tells every story, in the order of the parts' names. It fails on a file
// that tells of no known part, on an unknown field, and on a state told twice.
func All() ([]Story, error) {
	names, err := fs.Glob(files, "stories/*.json")
	if err != nil {
		return nil, fmt.Errorf("listing the stories: %w", err)
	}
	var all []Story
	for _, name := range names {
		stories, err := tell(name)
		if err != nil {
			return nil, fmt.Errorf("reading the stories of %s: %w", name, err)
		}
		all = append(all, stories...)
	}
	return all, nil
}

func tell(name string) ([]Story, error) {
	part := strings.TrimSuffix(path.Base(name), ".json")
	draw := tellers()[part]
	if draw == nil {
		return nil, fmt.Errorf("no part is called %q", part)
	}
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var tellings []telling
	if err := strictly(text, &tellings); err != nil {
		return nil, err
	}
	told := map[string]bool{}
	var stories []Story
	for _, t := range tellings {
		if t.State == "" || told[t.State] {
			return nil, fmt.Errorf("the state %q is unnamed or told twice", t.State)
		}
		told[t.State] = true
		if t.Lang == "" {
			t.Lang = i18n.Chinese
		}
		body, err := draw(i18n.Default().Printer(t.Lang), t.View)
		if err != nil {
			return nil, fmt.Errorf("state %s: %w", t.State, err)
		}
		stories = append(stories, Story{Part: part, State: t.State, Lang: t.Lang, Body: body})
	}
	return stories, nil
}
