package pdf

import "creditportal/internal/notice"

// The measures of a table.
const (
	cellInset = 5.0
	narrowest = 64.0
	widest    = 0.6 // of the whole, before the columns share what is left
)

// grid is a table on its way onto pages.
type grid struct {
	*book
	columns []float64 // their widths
	heads   []string
}

// table sets a table; its heads stand on every page that it reaches.
func (b *book) table(t notice.Table) {
	g := grid{b, b.columns(t), t.Heads}
	b.gap(4)
	b.room(3 * body.height())
	g.head()
	for _, row := range t.Rows {
		g.row(row, body)
	}
	b.gap(6)
}

// columns shares the measure among the columns by what stands in them.
func (b *book) columns(t notice.Table) []float64 {
	list := make([]float64, len(t.Heads))
	sum := 0.0
	for i := range list {
		for _, row := range append([][]string{t.Heads}, t.Rows...) {
			if i < len(row) {
				list[i] = max(list[i], b.width(b.known(row[i]))*bodySize+2*cellInset)
			}
		}
		list[i] = min(max(list[i], narrowest), measure*widest)
		sum += list[i]
	}
	for i := range list {
		list[i] *= measure / sum
	}
	return list
}

func (g grid) head() {
	g.row(g.heads, style{size: bodySize - 1.5, ink: grey})
}

// row sets the cells side by side, line by line, so that a long one goes on
// over the page.
func (g grid) row(cells []string, s style) {
	lines := make([][]string, len(g.columns))
	most := 0
	for i := range min(len(cells), len(lines)) {
		lines[i] = g.wrap(g.known(cells[i]), s.size, g.columns[i]-2*cellInset, 0)
		most = max(most, len(lines[i]))
	}
	g.room(s.height() + 2*cellInset)
	g.rule()
	for n := range most {
		if g.y+s.height() > bottom {
			g.rule()
			g.turn()
			if s == body {
				g.head()
			}
			g.rule()
		}
		x := margin
		for i, width := range g.columns {
			g.bar(x, g.y, hair, s.height(), faint)
			if n < len(lines[i]) {
				g.put(lines[i][n], x+cellInset, s)
			}
			x += width
		}
		g.bar(x, g.y, hair, s.height(), faint)
		g.y += s.height()
	}
	g.rule()
}

func (g grid) rule() { g.bar(margin, g.y, measure, hair, faint) }
