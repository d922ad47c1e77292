package storybook

import (
	"errors"

	"github.com/a-h/templ"

	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/content"
	"creditportal/internal/markdown"
	"creditportal/internal/record"
	"creditportal/internal/statute"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// written draws the pages that explain: pieces, help, services, the catalog and
// the legal bases, by the shipped statute books.
func (st stock) written(s page.Scene, t pageTelling) (templ.Component, error) {
	s.Accounts = t.Page == "service"
	s.Rules, s.Pieces = statute.MustLoad().Rules, st.pieces(t)
	switch t.Page {
	case "catalog":
		return st.editionPage(s, t), nil
	case "service":
		v, known := page.NewServiceView(s, route.Service(t.Query), st.cameFrom(t))
		if !known {
			return nil, errors.New("there is no such service")
		}
		return page.Service(v), nil
	case "services":
		return page.Services(page.NewServicesView(s)), nil
	case "commitment":
		return page.Commitment(page.NewCommitmentView(s)), nil
	case "self_query":
		return page.Plain(page.NewSelfQueryView(s)), nil
	case "column":
		return page.Column(page.NewColumnPageView(s, content.Column(t.Query), "")), nil
	case "piece", "help_page":
		return st.text(s, t)
	case "help":
		return page.Index(page.NewHelpView(s)), nil
	case "site_map":
		return page.Index(page.NewSiteMapView(s)), nil
	case "basis":
		return page.Basis(page.NewBasisView(s)), nil
	case "rules":
		return page.Rules(page.NewRulesView(s)), nil
	}
	return st.accountPage(s, t)
}

// text draws a piece or a page of help.
func (st stock) text(s page.Scene, t pageTelling) (templ.Component, error) {
	if v, known := page.NewHelpPageView(s, t.Query, read); known {
		return page.Piece(v), nil
	}
	for _, p := range st.Pieces {
		if p.Slug == t.Query {
			return page.Piece(page.NewPieceView(s, p, read)), nil
		}
	}
	return nil, errors.New("there is no such text")
}

func read(body string) []content.Block {
	blocks, _ := markdown.Read(body)
	return blocks
}

// pieces are those of the stock, or none where nothing was written yet.
func (st stock) pieces(t pageTelling) []content.Piece {
	if t.State == "empty" {
		return nil
	}
	return st.Pieces
}

// editionPage draws the shipped catalog: as the one in force, as an older one
// where the data are old, or the page before there is any.
func (st stock) editionPage(s page.Scene, t pageTelling) templ.Component {
	now := edition.MustStarter()
	older := now
	older.ID, older.From = "starter-0", now.From.AddYears(-1)
	s.Catalog = now
	switch {
	case t.State == "empty":
		s.Catalog = catalog.Edition{}
		return page.Catalog(page.NewCatalogView(s, catalog.Edition{}, nil))
	case t.Stale:
		now = older
	}
	return page.Catalog(page.NewCatalogView(s, now, []catalog.Edition{s.Catalog, older}))
}

// cameFrom is the record whose page led to a service, "" for none.
func (st stock) cameFrom(t pageTelling) record.Number {
	if len(t.Rows) == 0 {
		return ""
	}
	return st.Rows[t.Rows[0]].Number
}
