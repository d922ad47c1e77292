package route

import "creditportal/internal/search"

// The parameters of lists and of the search.
const (
	Keyword   = "q"
	ItemCode  = "item"
	Authority = "authority"
	From      = "from"
	To        = "to"
	Status    = "status"
	Kind      = "kind"
	Sort      = "sort"
	Rows      = "rows"   // on a page; "size" is that of the print
	After     = "after"  // an opaque cursor
	Lines     = "lines"  // names or codes to check, one a line
	As        = "as"     // the Form of an answer; without it a page
	OfRecord  = "record" // the number of the record that a service is about
	In        = "in"     // the part of the answer to a search
	Letter    = "letter" // the number of a letter that is to be found genuine
	ProofCode = "code"   // its proof code
	Start     = "start"  // how many hits of a search were shown before
)

// The display settings that any page takes as parameters.
const (
	Theme    = "theme"
	TextSize = "size"
	Contrast = "contrast"
	Mode     = "mode"
)

// The values of Sort.
const (
	Newest = "newest"
	Oldest = "oldest"
)

// Sizes lists how many rows a page of a list may have, the usual number first.
func Sizes() []int { return []int{20, 50, 100} }

// The values of In.
const (
	InAll      = "all"
	InSubjects = "subjects"
	InRecords  = "records"
	InCatalog  = "catalog"
	InPieces   = "pieces"
)

// Parts lists the parts of an answer to a search, in their order.
func Parts() []string { return []string{InAll, InSubjects, InRecords, InCatalog, InPieces} }

// Filters lists the parameters that narrow a list, in the order of its form.
func Filters() []string { return []string{Keyword, ItemCode, Authority, From, To, Status, Kind} }

// Markings lists the values of Status.
func Markings() []search.Marking { return []search.Marking{search.Annotated, search.Unannotated} }
