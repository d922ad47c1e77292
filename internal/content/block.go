package content

// Block is a part of a body that stands on lines of its own. A body is drawn
// from blocks, never from markup that somebody wrote.
type Block struct {
	Kind  BlockKind
	Level int        // of a heading: 2 below the title of the page, 3 or 4
	ID    string     // of a heading: its place on the page
	Spans []Span     // of a heading or paragraph
	Parts [][]Block  // the entries of a list, the one part of a quotation
	Rows  [][][]Span // of a table, the first being its head
	Text  string     // of a listing
}

// BlockKind is what a block is.
type BlockKind string

// The kinds of blocks.
const (
	Heading   BlockKind = "heading"
	Paragraph BlockKind = "paragraph"
	List      BlockKind = "list"
	Numbered  BlockKind = "numbered"
	Quotation BlockKind = "quotation"
	Table     BlockKind = "table"
	Listing   BlockKind = "listing" // to be read letter by letter
	Rule      BlockKind = "rule"
)

// Span is a run of letters of one look.
type Span struct {
	Text   string
	Strong bool
	Em     bool
	Code   bool
	Break  bool   // the line ends here; there is no text
	Href   string // a path of this site, a place on the page, or an http, https, mailto or tel address
}

// Flaw is something in a body that is not drawn as it was meant.
type Flaw struct {
	Line int // of the body, from 1
	Kind FlawKind
}

// FlawKind says what is wrong.
type FlawKind string

// The kinds of flaws.
const (
	RawHTML    FlawKind = "html"    // markup other than Markdown
	Image      FlawKind = "image"   // pictures have no place yet
	BadAddress FlawKind = "address" // a link to what no visitor should be sent to
	TooDeep    FlawKind = "deep"    // lists in lists in lists
	Unreadable FlawKind = "letter"  // a letter that cannot be seen
)
