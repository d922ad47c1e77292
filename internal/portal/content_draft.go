package portal

import (
	"context"
	"strings"

	"creditportal/internal/content"
	"creditportal/internal/disclosure"
	"creditportal/internal/markdown"
)

// DraftOptions are the flags of portal content add and edit.
type DraftOptions struct {
	Mandate

	File      string
	DryRun    bool // check, enter nothing
	Confirmed bool // a person looked: the numbers and words found may be public
}

// read reads the file and tells of all that is wrong with its text, by line.
func (o DraftOptions) read(out *Console) (content.File, error) {
	if err := o.check(); err != nil {
		return content.File{}, err
	}
	text, err := readFile(o.File)
	if err != nil {
		return content.File{}, err
	}
	f, err := content.ReadFile(string(text))
	if err != nil {
		return content.File{}, err
	}
	wrong := out.flaws(f.Wording.Chinese.Body, f.Chinese) + out.flaws(f.Wording.English.Body, f.English)
	if !o.Confirmed {
		wrong += out.personal(string(text))
	}
	if wrong > 0 {
		out.Note("command.content_line.refused", "Count", wrong)
		return content.File{}, toldError{exitRefused}
	}
	return f, nil
}

// flaws tells what of a body would not be drawn as it was meant, and returns
// how much that is. The body begins on the line first of its file.
func (c *Console) flaws(body string, first int) int {
	_, flaws := markdown.Read(body)
	for _, flaw := range flaws {
		c.Note("command.content_line.flaw", "Line", first+flaw.Line-1, "Reason", c.T("content.flaw."+string(flaw.Kind)))
	}
	return len(flaws)
}

// personal tells of what looks like a number or an address of a person, or
// like words that may not be collected or are secret (art. 17, 18): never what
// it is, only where.
func (c *Console) personal(text string) int {
	hits := disclosure.Scan(text)
	for _, hit := range hits {
		c.Note("command.content_line.flaw", "Line", strings.Count(text[:hit.From], "\n")+1,
			"Reason", c.T("command.content_line.personal"))
	}
	return len(hits)
}

// enter enters a draft, or says that it could be.
func (o DraftOptions) enter(
	ctx context.Context, out *Console, cfg Config, f content.File, do func(*Portal) error,
) error {
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		if o.DryRun {
			return p.tryDraft(ctx, out, f, o)
		}
		if err := do(p); err != nil {
			return err
		}
		out.Say("command.content_line.entered", "Slug", f.Slug)
		return nil
	})
}

// tryDraft goes as far as the rules, and no further.
func (p *Portal) tryDraft(ctx context.Context, out *Console, f content.File, o DraftOptions) error {
	have := content.Piece{}
	if f.Version > 0 {
		var err error
		if have, err = p.store.Piece(ctx, f.Slug); err != nil {
			return err
		}
	}
	if _, err := content.Write(have, f.Slug, f.Wording, p.editor(o.Mandate).By); err != nil {
		return err
	}
	out.Say("command.content_line.tried", "Slug", f.Slug)
	return nil
}
