package markdown

import (
	"bufio"
	"bytes"
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	render "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"creditportal/internal/content"
)

// run collects the spans of one block.
type run struct {
	*reader
	spans []content.Span
	soft  bool // the line of the source ended before what comes
}

func (r *reader) spans(n ast.Node) []content.Span {
	c := run{reader: r}
	c.inside(n, content.Span{})
	return c.spans
}

// inside adds what stands inside n, in the look that n has.
func (c *run) inside(n ast.Node, look content.Span) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		c.inline(child, look)
	}
}

func (c *run) inline(n ast.Node, look content.Span) {
	switch n := n.(type) {
	case *ast.Text:
		c.letters(n, look)
	case *ast.String:
		c.add(string(n.Value), look)
	case *ast.CodeSpan:
		look.Code = true
		c.code(n, look)
	case *ast.Emphasis:
		look.Em, look.Strong = look.Em || n.Level == 1, look.Strong || n.Level > 1
		c.inside(n, look)
	case *ast.Link:
		look.Href = c.address(n.Destination, n)
		c.inside(n, look)
	case *ast.AutoLink:
		look.Href = c.address(n.URL(c.source), n)
		if n.AutoLinkType == ast.AutoLinkEmail {
			look.Href = c.address(append([]byte("mailto:"), n.Label(c.source)...), n)
		}
		c.add(string(n.Label(c.source)), look)
	case *ast.Image:
		c.flaw(content.Image, n.Pos())
		c.inside(n, look)
	case *ast.RawHTML:
		c.flaw(content.RawHTML, n.Pos())
		for i := range n.Segments.Len() {
			segment := n.Segments.At(i)
			c.add(string(segment.Value(c.source)), look)
		}
	}
}

func (c *run) letters(n *ast.Text, look content.Span) {
	value := n.Segment.Value(c.source)
	if !n.IsRaw() {
		value = resolved(value)
	}
	c.add(string(value), look)
	if n.SoftLineBreak() {
		c.soft = true
	}
	if n.HardLineBreak() {
		c.spans = append(c.spans, content.Span{Break: true})
	}
}

func (c *run) code(n *ast.CodeSpan, look content.Span) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			c.add(strings.ReplaceAll(string(t.Segment.Value(c.source)), "\n", " "), look)
		}
	}
}

// add adds letters; those of the same look run on.
func (c *run) add(letters string, look content.Span) {
	letters = readable(letters)
	if letters == "" {
		return
	}
	last := len(c.spans) - 1
	if c.soft && last >= 0 && !touching(c.spans[last].Text, letters) {
		c.spans[last].Text += " "
	}
	c.soft = false
	if last >= 0 {
		before := c.spans[last]
		before.Text = ""
		if before == look {
			c.spans[last].Text += letters
			return
		}
	}
	look.Text = letters
	c.spans = append(c.spans, look)
}

// touching says whether two lines are joined without a space, as Chinese is.
func touching(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return before == "" || wide(last) || wide(first)
}

func wide(r rune) bool {
	const punctuation, fullwidth = 0x3000, 0xFF00
	return unicode.Is(unicode.Han, r) || r&^0x3F == punctuation || r&^0xFF == fullwidth ||
		strings.ContainsRune("“”‘’…—·", r)
}

// resolved reads escapes and entities as the library does where it writes
// HTML, and takes the HTML away again.
func resolved(value []byte) []byte {
	if !bytes.ContainsAny(value, "\\&\x00") {
		return value
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	render.DefaultWriter.Write(w, value)
	_ = w.Flush() // a buffer takes everything
	return []byte(html.UnescapeString(out.String()))
}

// address returns where a link leads; "" where no visitor should be sent.
func (c *run) address(destination []byte, n ast.Node) string {
	href := string(util.URLEscape(destination, true))
	if !leads(href) {
		c.flaw(content.BadAddress, n.Pos())
		return ""
	}
	return href
}

// leads says whether visitors may be sent to the address: a path of this site,
// a place on the page, or an address of a kind that runs nothing.
func leads(href string) bool {
	u, err := url.Parse(href)
	if err != nil || strings.ContainsAny(href, "\\\"<>^`{|} ") {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Hostname() != "" && u.User == nil && u.Opaque == ""
	case "mailto", "tel":
		return u.Opaque != "" && u.Host == ""
	case "":
		return strings.HasPrefix(href, "#") && len(href) > 1 ||
			strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") && u.Host == ""
	}
	return false
}
