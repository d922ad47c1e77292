package search

import (
	"strings"

	"creditportal/internal/civil"
	"creditportal/internal/fold"
)

// List is a public list of records. Any value but those below is the
// identifier of a catalog list (e.g. of serious defaults).
type List string

// The lists of the portal itself.
const (
	EveryRecord    List = ""           // all that is on display
	AdverseList    List = "adverse"    // 失信信息公示
	FavourableList List = "favourable" // 守信信息公示
	DualList       List = "dual"       // 双公示: licences and penalties
)

// Marking narrows a list by annotation (art. 38).
type Marking string

// The choices of a filter by annotation.
const (
	AnyMarking  Marking = ""
	Annotated   Marking = "annotated"
	Unannotated Marking = "unannotated"
)

// Filter is what narrows a list of records. Empty fields narrow nothing; the
// zero Filter lets through all that is public. It is comparable.
type Filter struct {
	List        List
	Keyword     Query // in the subject's names or code, or the beginning of the document number
	Item        string
	Authority   string
	Provider    string
	SubjectKind string
	From, To    civil.Date // both included, of the day lists sort by; zero is open
	ShownFrom   civil.Date // first shown on this day or later; zero is open
	Marking     Marking
	OldestFirst bool // an order; it narrows nothing
}

// Plain says whether f is a whole list in its usual order.
func (f Filter) Plain() bool { return f == Filter{List: f.List} }

// Exact says whether f leaves a list whole but for the first day shown; the
// records it lets through are then counted to the last.
func (f Filter) Exact() bool {
	return f == Filter{List: f.List, ShownFrom: f.ShownFrom, OldestFirst: f.OldestFirst}
}

// Admits says whether f lets the record through, apart from its keyword. With
// Reason and MatchesDocument it is the definition that an index must equal.
func (f Filter) Admits(r RecordRow) bool {
	return f.List.Holds(r) &&
		fits(f.Item, r.Item) && fits(f.Authority, r.Authority) && fits(f.Provider, r.Provider) &&
		fits(f.SubjectKind, r.SubjectKind) &&
		(f.From.IsZero() || !r.ListOn.Before(f.From)) &&
		(f.To.IsZero() || !r.ListOn.After(f.To)) &&
		(f.ShownFrom.IsZero() || !r.ShownOn.Before(f.ShownFrom)) &&
		fits(string(f.Marking), string(r.Marking()))
}

func fits(wanted, value string) bool { return wanted == "" || wanted == value }

// Holds says whether the record stands in the list.
func (l List) Holds(r RecordRow) bool {
	switch l {
	case EveryRecord:
		return true
	case AdverseList:
		return r.Adverse
	case FavourableList:
		return r.Favourable
	case DualList:
		return r.Dual
	}
	return r.List == string(l)
}

// Public says whether the record is visible on the day today.
func (r RecordRow) Public(today civil.Date) bool {
	return !today.Before(r.ShownOn) && !today.After(r.LastDay)
}

// Marking returns whether the record is annotated, as filters say it.
func (r RecordRow) Marking() Marking {
	if r.Annotated {
		return Annotated
	}
	return Unannotated
}

// MatchesDocument says whether the record's document number begins with what
// was typed.
func MatchesDocument(q Query, r RecordRow) bool {
	return q.Key != "" && strings.HasPrefix(fold.Key(r.Document), q.Key)
}

// Facet is a value of a filter with the number of records it would show.
type Facet struct {
	Value string
	Count int
}

// Facets are the values to choose from, most records first, then by value;
// those that would show nothing are left out. Each field is counted as if its
// own filter were not set.
type Facets struct {
	Items       []Facet
	Authorities []Facet
	Kinds       []Facet
	Markings    []Facet
}
