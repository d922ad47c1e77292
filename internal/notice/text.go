package notice

// Text is a letter in words, part by part, before it takes a form. Screen and
// paper are drawn from the same one.
type Text struct {
	Title    string
	English  string // one sentence for who reads no Chinese
	Number   string
	To       []string // lines of the addressee
	Opening  string
	Sections []Section
	Issuer   string
	Date     string
	Secret   string // the proof code with its term
	Check    string // how to find out whether the letter is genuine
	Address  string // of the page that says so; "" where the address of the site is not set
}

// Section is a part of a letter under its title.
type Section struct {
	Title  string
	Under  bool `json:",omitempty"` // belongs to the part before it, as a record to its chapter
	Dense  bool `json:",omitempty"` // its rows are many and short
	Rows   []Line
	Tables []Table
	Points []string // sentences, one under the other
}

// Line is a term with what is said about it.
type Line struct {
	Term string
	Says []string
}

// Table is rows of cells under their headings.
type Table struct {
	Heads []string
	Rows  [][]string
}
