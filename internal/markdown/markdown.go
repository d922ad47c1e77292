// Package markdown reads the body of a piece into blocks and spans. Nothing
// that somebody wrote becomes markup: raw HTML is text, an address that no
// visitor should be sent to is no link, and pages draw the blocks themselves.
package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"creditportal/internal/content"
)

// The priorities at which the library's own options put the parts of tables.
const (
	tableRows  = 200
	tableCells = 0
)

func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), tableRows)),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), tableCells)),
	)
}

// Read reads a body. The flaws say, in the order of the lines, what is not
// drawn as it was meant; a body is published without any.
func Read(body string) ([]content.Block, []content.Flaw) {
	source := []byte(body)
	if line := deepLine(body); line > 0 {
		return plain(body), []content.Flaw{{Line: line, Kind: content.TooDeep}}
	}
	r := reader{source: source, levels: map[int]bool{}}
	r.findLetters()
	doc := newParser().Parse(text.NewReader(source))
	r.findLevels(doc)
	blocks := r.blocks(doc, 0)
	slices.SortStableFunc(r.flaws, func(a, b content.Flaw) int { return cmp.Compare(a.Line, b.Line) })
	return blocks, slices.Compact(r.flaws)
}

// reader turns the library's tree into ours.
type reader struct {
	source   []byte
	flaws    []content.Flaw
	levels   map[int]bool // of headings that occur
	before   int          // level of the heading before
	headings int
}

func (r *reader) flaw(kind content.FlawKind, at int) {
	at = max(0, min(at, len(r.source)))
	r.flaws = append(r.flaws, content.Flaw{Line: bytes.Count(r.source[:at], []byte("\n")) + 1, Kind: kind})
}

func (r *reader) blocks(parent ast.Node, depth int) []content.Block {
	var all []content.Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if b, ok := r.block(n, depth); ok {
			all = append(all, b)
		}
	}
	return all
}

func (r *reader) block(n ast.Node, depth int) (content.Block, bool) {
	switch n := n.(type) {
	case *ast.Heading:
		return r.heading(n), true
	case *ast.Paragraph, *ast.TextBlock:
		return content.Block{Kind: content.Paragraph, Spans: r.spans(n)}, true
	case *ast.List:
		return r.list(n, depth), true
	case *ast.Blockquote:
		return content.Block{Kind: content.Quotation, Parts: [][]content.Block{r.blocks(n, depth+1)}}, true
	case *ast.ThematicBreak:
		return content.Block{Kind: content.Rule}, true
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return content.Block{Kind: content.Listing, Text: r.lines(n)}, true
	case *ast.HTMLBlock:
		r.flaw(content.RawHTML, n.Pos())
		return content.Block{Kind: content.Listing, Text: r.lines(n)}, true
	case *east.Table:
		return r.table(n), true
	}
	return content.Block{}, false // definitions of links stand nowhere
}

// heading gives a heading its place: the highest that occurs stands directly
// below the title of the page, and none skips a level.
func (r *reader) heading(n *ast.Heading) content.Block {
	const first, last = 2, 4
	level := first
	for l := range r.levels {
		if l < n.Level {
			level++
		}
	}
	level = min(level, last, max(r.before, first-1)+1)
	r.before = level
	r.headings++
	return content.Block{
		Kind: content.Heading, Level: level, ID: "s" + strconv.Itoa(r.headings), Spans: r.spans(n),
	}
}

func (r *reader) findLevels(doc ast.Node) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // its function returns no error
		if h, ok := n.(*ast.Heading); ok && entering {
			r.levels[h.Level] = true
		}
		return ast.WalkContinue, nil
	})
}

func (r *reader) list(n *ast.List, depth int) content.Block {
	b := content.Block{Kind: content.List}
	if n.IsOrdered() {
		b.Kind = content.Numbered
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		b.Parts = append(b.Parts, r.blocks(item, depth+1))
	}
	return b
}

func (r *reader) table(n *east.Table) content.Block {
	b := content.Block{Kind: content.Table}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]content.Span
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.spans(cell))
		}
		b.Rows = append(b.Rows, cells)
	}
	return b
}

func (r *reader) lines(n ast.Node) string {
	var out bytes.Buffer
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		out.Write(segment.Value(r.source))
	}
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		out.Write(h.ClosureLine.Value(r.source))
	}
	return readable(string(bytes.TrimRight(out.Bytes(), "\n")))
}
