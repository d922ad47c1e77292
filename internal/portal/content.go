package portal

import (
	"context"
	"fmt"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/fault"
)

func (p *Portal) desk() *content.Desk { return content.NewDesk(p.store) }

func (p *Portal) editor(m Mandate) content.Mandate {
	return content.Mandate{
		By: actor.Officer(m.As, actor.Editor), Reason: m.Reason, At: p.clock.Now(), Op: "piece/" + p.once(),
	}
}

// ContentList prints every piece of a column, or of all.
func ContentList(ctx context.Context, out *Console, cfg Config, column string) error {
	if column != "" && !slices.Contains(content.Columns(), content.Column(column)) {
		return refuse(exitUsage, "content.fault.column", nil)
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		list, err := p.store.Pieces(ctx)
		if err != nil {
			return err
		}
		said := 0
		for _, piece := range list {
			if column != "" && piece.Draft.Column != content.Column(column) {
				continue
			}
			said++
			out.Say("command.content_line.row", "Slug", piece.Slug, "Column", string(piece.Draft.Column),
				"State", out.pieceState(piece, p.clock.Today()), "Version", piece.Version, "Writer", piece.WrittenBy,
				"Title", piece.Draft.Chinese.Title)
		}
		if said == 0 {
			out.Say("command.content_line.empty")
		}
		return nil
	})
}

// pieceState says in words where a piece stands.
func (c *Console) pieceState(p content.Piece, today civil.Date) string {
	switch {
	case p.Shown.IsZero():
		return c.T("command.content_line.draft")
	case p.Withdrawn:
		return c.T("command.content_line.gone")
	case !p.OnDisplay(today):
		return c.T("command.content_line.scheduled", "On", p.PublishedOn.String())
	case p.Waiting():
		return c.T("command.content_line.waiting", "On", p.PublishedOn.String())
	}
	return c.T("command.content_line.shown", "On", p.PublishedOn.String())
}

// ContentShow prints a piece as a file: the draft, to be edited, or what is
// shown.
func ContentShow(ctx context.Context, out *Console, cfg Config, slug string, shown bool) error {
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		piece, err := p.store.Piece(ctx, slug)
		if err != nil {
			return err
		}
		file := content.File{Slug: piece.Slug, Version: piece.Version, Wording: piece.Draft}
		if shown {
			file.Wording = piece.Shown
		}
		if file.Wording.IsZero() {
			return fault.New(fault.Conflict, "content.fault.not_shown", fault.Args{"Slug": slug})
		}
		fmt.Fprint(out.Out, file.String())
		out.Note("command.content_line.state", "State", out.pieceState(piece, p.clock.Today()), "Writer", piece.WrittenBy)
		return nil
	})
}

// ContentAdd enters a new piece as a draft.
func ContentAdd(ctx context.Context, out *Console, cfg Config, o DraftOptions) error {
	f, err := o.read(out)
	if err != nil {
		return err
	}
	if f.Version != 0 {
		return refuse(exitUsage, "command.fault.piece_versioned", nil)
	}
	return o.enter(ctx, out, cfg, f, func(p *Portal) error {
		return p.desk().Add(ctx, f.Slug, f.Wording, p.editor(o.Mandate))
	})
}

// ContentEdit enters the next draft of a piece. The file says from which
// version it was made, so that nobody overwrites what another wrote meanwhile.
func ContentEdit(ctx context.Context, out *Console, cfg Config, o DraftOptions) error {
	f, err := o.read(out)
	if err != nil {
		return err
	}
	if f.Version == 0 {
		return refuse(exitUsage, "command.fault.piece_unversioned", fault.Args{"Slug": f.Slug})
	}
	return o.enter(ctx, out, cfg, f, func(p *Portal) error {
		return p.desk().Edit(ctx, f.Slug, f.Version, f.Wording, p.editor(o.Mandate))
	})
}

// ContentPublish puts the draft of a piece on display, from a day on.
func ContentPublish(ctx context.Context, out *Console, cfg Config, slug, on string, m Mandate) error {
	if err := m.check(); err != nil {
		return err
	}
	day := civil.Date{}
	if on != "" {
		var err error
		if day, err = civil.Parse(on); err != nil {
			return refuse(exitUsage, "command.fault.date", fault.Args{"Value": on})
		}
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		piece, err := p.desk().Publish(ctx, slug, day, p.editor(m))
		if err != nil {
			return err
		}
		out.Say("command.content_line.published", "Slug", slug, "On", piece.PublishedOn.String())
		return nil
	})
}

// ContentWithdraw takes a piece off the site.
func ContentWithdraw(ctx context.Context, out *Console, cfg Config, slug string, m Mandate) error {
	if err := m.check(); err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		if err := p.desk().Withdraw(ctx, slug, p.editor(m)); err != nil {
			return err
		}
		out.Say("command.content_line.withdrawn", "Slug", slug)
		return nil
	})
}
